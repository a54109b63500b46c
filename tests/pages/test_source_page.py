"""The page of one publication: the numbers that rest on it, from the count that leads there."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html as reading

from dashboard.components.markup import markup
from dashboard.pages import evidence, source
from dashboard.store import Store

CONFERENCE = "jilin_science_conference_2025_02"


def read(content: Any) -> reading.HtmlElement:
    root = reading.fromstring(f"<div>{markup(content)}</div>")
    for holder in root.xpath(".//*[@data-markup]"):
        holder.append(reading.fromstring(holder.get("data-markup")))
    return root


def shown(data: Store, name: str, place: str = "", *, lang: str = "zh", as_of: dt.date | None = None) -> reading.HtmlElement:
    return read(source.view(data, name, place, lang=lang, as_of=as_of))


def numbers(root: reading.HtmlElement) -> list[str]:
    return root.xpath(".//*[@data-listing='numbers']//a/@data-observation")


@pytest.mark.parametrize("place", ["changchun", "jilin", evidence.EVERYWHERE])
@pytest.mark.parametrize("as_of", [None, dt.date(2024, 6, 30)])
def test_every_count_of_the_list_of_sources_opens_as_many_numbers(shipped: Store, place: str, as_of: dt.date | None) -> None:
    page = dict(zip(evidence.SECTIONS, evidence.view(shipped, place, lang="zh", as_of=as_of), strict=True))
    links = read(page["sources"]).xpath(".//td[@data-heading='以它为准的数字']/a")
    assert links
    for link in links[:: max(len(links) // 12, 1)]:
        address = urlsplit(link.get("href"))
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        assert asked.get("as_of") == (str(as_of) if as_of else None)
        root = shown(shipped, unquote(address.path.removeprefix("/source/")), asked.get("place", ""), as_of=as_of)
        assert len(numbers(root)) == int(link.text_content()), link.get("href")


def test_the_list_says_what_each_number_owes_to_the_source_and_opens_its_evidence(shipped: Store) -> None:
    root = shown(shipped, CONFERENCE, lang="en")
    rows = {
        row.xpath(".//a/@data-observation")[0]: row.text_content() for row in root.xpath(".//tbody/tr[.//a/@data-observation]")
    }
    assert "4,107" in rows["high_tech_enterprises:jilin:2024"]
    assert "The value" in rows["high_tech_enterprises:jilin:2024"]
    assert "Computed from it" in rows["technology_contract_turnover:jilin:2023"]
    assert all(shipped.observation(name) is not None for name in rows)


def test_a_claim_that_lost_is_told_apart_and_leads_to_what_was_chosen(shipped: Store) -> None:
    lost = shipped.evidence("high_tech_enterprises:jilin:2024").iloc[1]
    root = shown(shipped, lost["source"])
    assert "high_tech_enterprises:jilin:2024" in root.xpath(".//*[@data-listing='overruled']//a/@data-observation")
    assert "high_tech_enterprises:jilin:2024" not in numbers(root)


def test_before_it_was_published_nothing_rests_on_a_source(shipped: Store) -> None:
    root = shown(shipped, CONFERENCE, as_of=dt.date(2025, 2, 14))
    assert numbers(root) == []
    assert "尚未发布" in root.text_content()
    assert numbers(shown(shipped, CONFERENCE, as_of=dt.date(2025, 2, 15)))


def test_the_lists_can_be_taken_away_with_the_day_and_the_place(shipped: Store) -> None:
    links = shown(shipped, CONFERENCE, "jilin", as_of=dt.date(2025, 6, 30)).xpath(".//a[@download]/@href")
    assert {urlsplit(link).path for link in links} == {"/api/v1/observations", "/api/v1/claims"}
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert (asked["source"], asked["place"], asked["as_of"]) == ([CONFERENCE], ["jilin"], ["2025-06-30"])


def test_the_evidence_of_a_number_leads_to_the_numbers_of_its_source(shipped: Store) -> None:
    from dashboard.components.evidence import evidence as told

    root = read(told("high_tech_enterprises:jilin:2024", shipped, lang="en", as_of=dt.date(2026, 1, 1)))
    assert f"/source/{CONFERENCE}?lang=en&as_of=2026-01-01" in root.xpath(".//a/@href")


def test_an_unknown_source_says_so(shipped: Store) -> None:
    assert "没有这个来源" in shown(shipped, "nothing").text_content()
