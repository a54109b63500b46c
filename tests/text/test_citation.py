"""References follow GB/T 7714 in Chinese and APA in English, and say what is not known."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.catalog import Source, Text
from dashboard.text.citation import derived_citation, source_citation, view_citation

PRESS = Source(
    id="congress",
    publisher=Text(zh="吉林日报", en="Jilin Daily"),
    title=Text(zh="代表大会报道", en="Coverage of the congress"),
    published="2024-01-11",
    grade="press",
)
ONLINE = PRESS.model_copy(update={"url": "https://example.org/a", "retrieved": "2025-12-01"})


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        (PRESS, "吉林日报. 代表大会报道[Z]. (2024-01-11).", "Jilin Daily (11 Jan 2024). Coverage of the congress."),
        (
            ONLINE,
            "吉林日报. 代表大会报道[EB/OL]. (2024-01-11)[2025-12-01]. https://example.org/a",
            "Jilin Daily (11 Jan 2024). Coverage of the congress. Retrieved 1 Dec 2025, from https://example.org/a",
        ),
        (
            PRESS.model_copy(update={"published": "2024", "published_inferred": True}),
            "吉林日报. 代表大会报道[Z]. [2024].",
            "Jilin Daily ([2024]). Coverage of the congress.",
        ),
        (
            PRESS.model_copy(update={"published": None}),
            "吉林日报. 代表大会报道[Z]. (日期不详).",
            "Jilin Daily (n.d.). Coverage of the congress.",
        ),
    ],
)
def test_a_source_is_cited_with_what_is_known_of_it(source: Source, zh: str, en: str) -> None:
    assert source_citation(source, "zh") == zh
    assert source_citation(source, "en") == en


def test_a_locator_says_where_in_the_source() -> None:
    assert source_citation(PRESS, "zh", locator="第2页").endswith("(2024-01-11)：第2页.")
    assert "congress (page 2)." in source_citation(PRESS, "en", locator="page 2")


def test_a_derived_value_names_its_arithmetic_and_its_sources() -> None:
    text = derived_citation("2050 ÷ 2.41", (source_citation(PRESS),))
    assert text == "推算（2050 ÷ 2.41），依据：吉林日报. 代表大会报道[Z]. (2024-01-11)."
    assert derived_citation("2050 ÷ 2.41", (), "en") == "Derived (2050 ÷ 2.41)"


def test_a_view_is_cited_with_its_snapshot_and_day() -> None:
    day = dt.date(2024, 6, 30)
    zh = view_citation("数据", "zh", snapshot="abc", address="https://example.org", as_of=day, retrieved=day)
    assert zh == "创新统计看板. 数据[DS/OL]. 快照abc，截至2024-06-30[2024-06-30]. https://example.org"
    en = view_citation("Data", "en", snapshot="abc", address="https://example.org", as_of=day)
    assert en == "Innovation dashboard. Data [Data set]. Snapshot abc, as of 30 Jun 2024. https://example.org"
