"""The evidence page and the evidence of one number, without a browser."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from lxml import html as reading

from dashboard.components.evidence import evidence
from dashboard.components.markup import markup
from dashboard.pages import evidence as page
from dashboard.store import Store

TODAY = dt.date(2026, 1, 1)
SINCE = dt.date(2025, 1, 1)
DOUBLED = "results_transferred_locally:jilin:2024;scope=provincial_count"


def words(observation: str, data: Store, **options: Any) -> str:
    """Return the text of the evidence of a number."""
    return " ".join(reading.fromstring(f"<div>{markup(evidence(observation, data, **options))}</div>").text_content().split())


def sections(data: Store, place: str, *, lang: str = "zh", as_of: dt.date | None = None) -> dict[str, reading.HtmlElement]:
    """Return the HTML of every section, those that follow later put in their places."""
    shown = dict(zip(page.SECTIONS, page.view(data, place, lang=lang, as_of=as_of), strict=True))
    later = page.later(data, place, lang=lang, as_of=as_of, since=SINCE, today=TODAY)
    shown |= dict(zip(page.LATER, later, strict=True))
    return {name: _placed(content) for name, content in shown.items()}


def _placed(content: Any) -> reading.HtmlElement:
    root = reading.fromstring(f"<div>{markup(content)}</div>")
    for holder in root.xpath(".//*[@data-markup]"):
        holder.append(reading.fromstring(holder.get("data-markup")))
    return root


def test_doubling_shows_what_the_province_says_and_that_the_levels_agree(shipped: Store) -> None:
    text = words(DOUBLED, shipped, lang="zh")
    assert "公布的变化同比增长100%" in text
    assert "2023年1800项，2024年3609项，增长100.5% 相符" in text
    english = words(DOUBLED, shipped, lang="en")
    assert "1,800 in 2023, 3,609 in 2024: up 100.5% Fits" in english


@pytest.mark.parametrize(
    ("observation", "said"),
    [
        ("technology_contract_turnover:jilin:2024", "无人公布基期的数"),
        ("rd_intensity:china:2024;scope=first_published", "不符"),
        ("rd_expenditure:jilin:2024", "增长10.2% 相符"),
        ("results_transferred_locally:changchun:2025-11-19", "增长6.14倍以上 相符"),
    ],
)
def test_a_stated_change_that_cannot_be_checked_or_does_not_fit_says_so(observation: str, said: str, shipped: Store) -> None:
    assert said in words(observation, shipped, lang="zh")


def test_3590_or_4107_names_both_why_one_was_chosen_and_what_is_wrong_with_the_other(shipped: Store) -> None:
    text = words("high_tech_enterprises:jilin:2024", shipped, lang="en")
    assert "4,107" in text
    assert "3,590" in text
    correction = next(c for c in shipped.catalog.corrections.values() if c.reason["en"] in text)
    assert correction.action == "flag"


@pytest.mark.parametrize("place", ["changchun", "jilin", page.EVERYWHERE])
def test_every_section_is_filled_and_every_number_in_it_leads_to_its_evidence(place: str, shipped: Store) -> None:
    for name, root in sections(shipped, place).items():
        text = root.text_content()
        assert "正在核对" not in text, name
        for link in root.xpath(".//a[@data-observation]"):
            assert shipped.observation(link.get("data-observation")) is not None or name == "changes"
            assert link.get("href").startswith("/evidence/")


def test_hedged_numbers_stay_hedged_in_the_list_of_changes(shipped: Store) -> None:
    rows = sections(shipped, "changchun")["changes"].xpath(".//tr[.//a[contains(@data-observation, ':2025-11-19')]]")
    assert any("4000项以上" in row.text_content() for row in rows)


def test_an_earlier_day_stands_in_every_address_of_evidence(shipped: Store) -> None:
    roots = sections(shipped, "changchun", as_of=dt.date(2024, 6, 30))
    links = [link.get("href") for root in roots.values() for link in root.xpath(".//a[@data-observation]")]
    assert links
    assert all("as_of=2024-06-30" in link for link in links)


def test_completeness_is_told_by_year_and_by_place_with_the_kinds_of_missing(shipped: Store) -> None:
    root = sections(shipped, page.EVERYWHERE, lang="en")["completeness"]
    by_year, by_place = root.xpath(".//table")
    [rd] = by_year.xpath(".//tr[th='R&D expenditure']")
    assert [cell.text_content() for cell in rd.xpath("./td")][:3] == ["32", "32", "32"]
    heads = [head.text_content() for head in by_place.xpath(".//thead//th")]
    [jilin] = by_place.xpath(".//tr[th='Jilin']")
    known = dict(zip(heads, (cell.text_content() for cell in jilin), strict=True))
    assert int(known["R&D expenditure"]) >= 13
    titles = set(by_place.xpath(".//abbr/@title"))
    assert {"Not collected", "Unknown"} <= titles


@pytest.mark.parametrize("place", ["jilin", page.EVERYWHERE])
def test_every_row_that_tells_a_number_leads_to_its_evidence_or_to_the_numbers_it_counts(place: str, shipped: Store) -> None:
    shown = sections(shipped, place)
    for name in ("conflicts", "findings", "growth_check", "revisions", "freshness", "corrections"):
        rows = shown[name].xpath(".//tbody/tr")
        assert all(row.xpath(".//a/@data-observation") for row in rows), name
    for row in shown["changes"].xpath(".//tbody/tr"):
        numbers = row.xpath("./td")[-3:-1]
        assert all(cell.xpath(".//a/@data-observation") for cell in numbers if cell.text_content() != "—")
    for row in shown["sources"].xpath(".//tbody/tr"):
        cell = row.xpath("./td")[-2]
        assert cell.text_content() == "0" or cell.xpath(".//a[@data-leads]/@href")[0].startswith("/source/")


def test_a_source_dated_by_its_month_is_shown_with_its_month_in_every_list(shipped: Store) -> None:
    shown = sections(shipped, "changchun")
    later = page.later(shipped, "changchun", lang="zh", as_of=None, since=dt.date(2026, 1, 1), today=dt.date(2026, 3, 1))
    shown["changes"] = _placed(later[page.LATER.index("changes")])
    (row,) = shown["changes"].xpath(".//tbody/tr[contains(., '144颗')]")
    assert row.xpath("./td")[-1].text_content() == "2026-01"
    for name, section in shown.items():
        assert "2026-01-31" not in section.text_content(), name
    assert "2026-01-31" not in words("satellites_in_orbit:changchun:2025", shipped, lang="zh")


def test_a_target_among_what_became_known_is_called_one(shipped: Store) -> None:
    (row,) = sections(shipped, "changchun")["changes"].xpath(".//tbody/tr[contains(., '新建概念验证中心')]")
    assert "3个 目标" in " ".join(row.text_content().split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_finding_stands_twice(shipped: Store, lang: str) -> None:
    rows = sections(shipped, "changchun", lang=lang)["findings"].xpath(".//tbody/tr/td[2]")
    told = [row.text_content() for row in rows]
    assert len(told) > 4
    assert sorted({text for text in told if told.count(text) > 1}) == []
