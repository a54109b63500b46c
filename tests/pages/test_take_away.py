"""What a page shows can be taken away: its files hold every number on it by its id, with the claims behind it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from dash.development.base_component import Component
from lxml import html as reading

from dashboard.components import compare_view, transfer_published
from dashboard.components.take_away import take_away
from dashboard.pages import ecosystem
from dashboard.store import Store

DAY = dt.date(2026, 1, 31)


def compared(data: Store, as_of: dt.date | None) -> Any:
    asked = compare_view.Asked("changchun", compare_view.usual_rule(data.catalog, "changchun"), "view", as_of, "en")
    return compare_view.view(asked, data)


def published(data: Store, as_of: dt.date | None) -> Any:
    return transfer_published.published_sections(data, "changchun", lang="en", as_of=as_of)


def ecosystem_of(data: Store, as_of: dt.date | None) -> Any:
    return ecosystem.view("changchun", data, lang="en", as_of=as_of)


def attributes(content: Any) -> Iterator[Mapping[str, Any]]:
    """Return the attributes of everything on a page, of what is placed as markup too."""
    if isinstance(content, list | tuple):
        for part in content:
            yield from attributes(part)
    elif isinstance(content, Component):
        told = content.to_plotly_json()["props"]
        yield told
        for element in reading.fromstring(f"<div>{told.get('data-markup', '')}</div>").iter():
            yield dict(element.attrib)
        yield from attributes(told.get("children"))


@pytest.mark.parametrize("page", [compared, published, ecosystem_of])
@pytest.mark.parametrize("as_of", [None, DAY])
def test_the_file_of_a_page_holds_every_number_on_it(page: Any, as_of: dt.date | None, shipped: Store, app: Any) -> None:
    told = list(attributes(page(shipped, as_of)))
    [address] = [href for one in told if "/observations?" in (href := str(one.get("href"))) and "format=csv" in href]
    answer = app.server.test_client().get(address)
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    shown = {one["data-observation"] for one in told if "data-observation" in one}
    assert len(shown) > 5
    assert shown <= {row["id"] for row in rows}
    assert ("as_of=2026-01-31" in address) == (as_of is not None)


def test_a_parameter_without_values_asks_for_everything() -> None:
    links = [one["href"] for one in attributes(take_away(lang="zh", as_of=None, indicator=["gdp"], place=[])) if "href" in one]
    assert links[0] == "/api/v1/observations?indicator=gdp&format=csv&excel=1"
    assert links[2] == "/api/v1/claims?indicator=gdp&format=csv&excel=1"
