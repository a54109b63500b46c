from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from dash import dcc, html, no_update
from dash.development.base_component import Component

from dashboard.catalog.register import RECORDS
from dashboard.components.ecosystem_words import WORDS as ECOSYSTEM_WORDS
from dashboard.components.transfer_words import WORDS as TRANSFER_WORDS
from dashboard.components.words import word
from dashboard.pages import ecosystem, transfer
from dashboard.pipeline.build import build
from dashboard.store import Store, open_store
from tests.conftest import SHIPPED

TINY = Path(__file__).resolve().parents[1] / "tiny"


def words(content: Any) -> str:
    """Return all text of components, in order."""
    if content is None:
        return ""
    if isinstance(content, list | tuple):
        return "".join(words(one) for one in content)
    if isinstance(content, Component):
        return words(getattr(content, "children", None))
    return str(content)


def found(content: Any, kind: type[Component]) -> list[Any]:
    """Return all components of a kind, in order."""
    if isinstance(content, list | tuple):
        return [one for part in content for one in found(part, kind)]
    if not isinstance(content, Component):
        return []
    return [*([content] if isinstance(content, kind) else []), *found(getattr(content, "children", None), kind)]


def ids(content: Component) -> set[str]:
    return {str(getattr(one, "id", "")) for one in found(content, Component)}


def sections(content: list[Component], class_name: str) -> list[Component]:
    return [one for one in content if class_name in str(getattr(one, "className", ""))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_block_about_a_made_up_register_says_so_and_no_published_one_does(shipped: Store, lang: str) -> None:
    content = transfer.view({"lang": lang, "part": "new_1"}, shipped)
    blocks = sections(content, "register-block")
    assert len(blocks) >= 7
    assert all(word("synthetic", lang) in words(block) for block in blocks)
    published = content[: len(content) - len(blocks) - 1]
    assert all(word("synthetic", lang) not in words(block) for block in published)


def test_only_what_follows_a_changed_choice_is_redrawn(shipped: Store) -> None:
    def changed(query: dict[str, str], seen: dict[str, str]) -> set[str]:
        drawn = transfer.redrawn(query, seen, shipped)
        return {name for name, content in zip(transfer.FOLLOWS, drawn, strict=True) if content is not no_update}

    assert changed({"year": "2023"}, {"year": "2023"}) == set()
    assert changed({"year": "2023"}, {}) == {"flow", "bars", "drill", "years", "sizes", "places"}
    assert changed({"by": "supplier"}, {"by": "chain"}) == {"bars", "drill", "lags"}
    assert changed({"place": "shenyang"}, {}) == {"published"}
    assert changed({"lang": "en"}, {}) == set(transfer.FOLLOWS)


def test_a_published_figure_leads_to_the_records_that_count_as_local(shipped: Store) -> None:
    asked = {"by": "local", "part": "true", "year": "2023", "lang": "en"}
    said = words(transfer.view(asked, shipped))
    assert "Behind the bar: Local transfers" in said
    page = transfer.view({"lang": "en"}, shipped)
    links = [link for link in found(page, html.A) if "by=local" in link.href]
    assert {parse_qs(urlsplit(link.href).query)["year"][0] for link in links} == {"2020", "2023"}


def test_funds_are_a_measure_of_their_own_and_stages_of_funding_say_how_much(shipped: Store) -> None:
    assert "Of these, funds invested: " in words(transfer.view({"lang": "en"}, shipped))
    by_funds = words(transfer.view({"lang": "en", "measure": "funds"}, shipped))
    assert "Of these, funds invested: " not in by_funds
    assert "by funds invested" in by_funds


def test_lag_curves_are_of_the_chosen_column_and_tell_how_many_are_still_observed(shipped: Store) -> None:
    for by in ("chain", "supplier", "platform_kind"):
        (block,) = [one for one in transfer.view({"by": by, "lang": "en"}, shipped) if "lags" in ids(one)]
        assert len(found(block, dcc.Graph)) == 2
        assert " left)" in words(block)
    assert "By kind of supplier" in words(transfer.view({"by": "recipient_size", "lang": "en"}, shipped))


def test_a_register_of_a_later_day_is_not_known_before(shipped: Store) -> None:
    content = transfer.view({"as_of": "2024-06-30"}, shipped)
    assert sections(content, "register-block") == []
    assert "2050" in words(content)


def test_published_figures_of_another_place_name_it(shipped: Store) -> None:
    said = words(transfer.view({"lang": "en"}, shipped))
    assert "Jilin" in said
    assert words(transfer.view({"place": "germany"}, shipped))


def test_behind_a_bar_are_cells_and_records_only_where_they_are_allowed(shipped: Store) -> None:
    asked = {"by": "chain", "part": "new_1", "lang": "en"}
    said = words(transfer.view(asked, shipped, allowed=True))
    assert "Behind the bar" in said
    assert "SYNTHETIC-" not in said
    assert "Behind the bar" not in words(transfer.view(asked | {"part": "nothing"}, shipped))


def test_records_are_in_a_snapshot_only_if_allowed_when_it_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOVATION_DASHBOARD_RECORDS", "allowed")
    build(SHIPPED, tmp_path)
    data = open_store(tmp_path)
    assert (data.folder / RECORDS).is_file()
    asked = {"by": "chain", "part": "new_1", "lang": "en", "year": "2023"}
    first, total = data.register_records({"chain": "new_1"}, 2023, offset=0, limit=25)
    assert len(first) == 25 < total
    assert set(first["chain"]) == {"new_1"}
    assert pd.to_datetime(first["signed_on"]).dt.year.eq(2023).all()
    second = words(transfer.view(asked | {"page": "2"}, data, allowed=True))
    assert "Page 2 of" in second
    assert first["record_id"].iloc[0] not in second
    assert "SYNTHETIC-" not in words(transfer.view(asked, data, allowed=False))
    with pytest.raises(ValueError, match="not columns"):
        data.register_records({"1=1; --": "x"}, 2020, offset=0, limit=1)


def test_data_without_a_register_are_built_and_shown_without_one(tmp_path: Path) -> None:
    build(TINY, tmp_path)
    data = open_store(tmp_path)
    assert data.register() is None
    assert "register load" in words(transfer.view({}, data))
    assert words(ecosystem.view("changchun", data, lang="en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_is_on_the_page_with_the_line_that_loads_it(shipped: Store, lang: str) -> None:
    parts = transfer.view({"place": "changchun", "lang": lang}, shipped)
    links = [part.href for part in found(parts, html.A)]
    assert f"/api/v1/register/template?format=xlsx&lang={lang}" in links
    assert f"/api/v1/register/template?format=csv&lang={lang}" in links
    assert f"register load data/register register_template_{lang}.xlsx --place changchun" in words(parts)


def test_the_ecosystem_says_what_it_does_not_know(shipped: Store) -> None:
    said = words(ecosystem.view("changchun", shipped, lang="en"))
    assert said.count("(not named)") == 14
    assert said.count("output, firms, R&D, patents") == 14
    assert "No cited publication says whom they work with" in said
    assert "number known, names not published" in said


@pytest.mark.parametrize("place", ["changchun", "jilin"])
def test_a_programme_has_one_figure_on_the_page_wherever_it_was_published(shipped: Store, place: str) -> None:
    platforms = next(one for one in ecosystem.view(place, shipped, lang="zh") if "platforms" in ids(one))
    assert words(platforms).count("97家") == 2
    assert "32家" not in words(platforms)
    before = ecosystem.view(place, shipped, lang="zh", as_of=dt.date(2024, 6, 30))
    assert "32家" in words(next(one for one in before if "platforms" in ids(one)))


def test_the_ties_are_drawn_and_the_numbers_of_a_made_up_register_are_marked(shipped: Store) -> None:
    drawn = ecosystem.view("changchun", shipped, lang="en")
    ties, chains = (next(one for one in drawn if name in ids(one)) for name in ("ties", "chains"))
    assert len(found(ties, dcc.Graph)) == 1
    assert word("synthetic", "en") in words(chains)
    assert word("synthetic", "en") not in words(ties)
    before = ecosystem.view("changchun", shipped, lang="en", as_of=dt.date(2024, 6, 30))
    assert word("synthetic", "en") not in words(before)


def test_a_place_without_entries_says_so(shipped: Store) -> None:
    assert "data/README.md" in words(ecosystem.view("shenyang", shipped, lang="zh"))


@pytest.mark.parametrize("known", [ECOSYSTEM_WORDS, TRANSFER_WORDS], ids=["ecosystem", "transfer"])
def test_the_words_of_both_languages_have_the_same_gaps(known: dict[str, tuple[str, str]]) -> None:
    import string

    for key, texts in known.items():
        gaps = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts]
        assert gaps[0] == gaps[1], key
