"""The section of targets on an indicator's page."""

from __future__ import annotations

import datetime as dt

from dashboard.analysis.growth import growth
from dashboard.components.indicator_targets import indicator_targets
from dashboard.store import Store
from tests.pages.test_overview import squeezed, words

TODAY = dt.date(2026, 11, 23)


def _section(shipped: Store, indicator: str, lang: str) -> str:
    found = growth(shipped.observations([indicator], ["changchun"]), shipped.catalog)
    claims = shipped.claims([indicator], ["changchun"])
    return words(indicator_targets(found, claims, shipped, lang=lang, as_of=None, today=TODAY))


def test_growth_targets_stand_on_the_page_with_what_became_of_them(shipped: Store) -> None:
    told = squeezed(_section(shipped, "gdp", "zh"))
    assert "同比增长4.8%（2024年，已公布），低1.7个百分点" in told
    assert "2020—2025年年均增长约6.5%目标期内各年增速未公布齐全" in told
    assert "Growth was not published for every year" in _section(shipped, "gdp", "en")
    assert "does not say from which year growth counts" in _section(shipped, "rd_expenditure", "en")


def test_an_indicator_without_targets_has_no_such_section(shipped: Store) -> None:
    assert _section(shipped, "population", "zh") == ""
