"""The words of every shipped figure of the home city and its province: they can be built, traced and read in both languages."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from dashboard.analysis.growth import growth
from dashboard.analysis.rows import rows_of
from dashboard.store import Store
from dashboard.text.parts import Sentence
from dashboard.text.sentences import change, chart_description, chart_headline, chart_subtitle, level, overview

TODAY = dt.date(2026, 11, 23)
HAN = re.compile(r"[一-鿿]")


def every_sentence(shipped: Store, place: str, lang: str) -> list[Sentence]:
    catalog = shipped.catalog
    frame = growth(shipped.observations(None, [place]), catalog)
    found: list[Sentence] = []
    for name, rows in frame.groupby("indicator"):
        of = rows, catalog.indicators[name], catalog.places[place], catalog, lang
        found += [chart_headline(*of), chart_subtitle(*of), chart_description(*of)]
        for row in rows_of(rows):
            changed = change(row, catalog, lang)
            found += [changed] if changed else []
            found += [level(row, catalog, lang)] if row["amount"] == row["amount"] else []
    return found


@pytest.mark.parametrize("place", ["changchun", "jilin"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_said_about_a_shipped_figure_has_its_observation(shipped: Store, place: str, lang: str) -> None:
    known = set(shipped.observations(None, [place])["id"])
    said = every_sentence(shipped, place, lang)
    assert len(said) > 100
    for sentence in said:
        assert all(set(number.observations) <= known for number in sentence.numbers), sentence.text
        assert not re.search(r"nan|None|inf\b|<NA>|  ", sentence.text), sentence.text
        assert lang == "zh" or not HAN.search(sentence.text), sentence.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_home_city_has_its_three_sentences_and_no_place_fails(shipped: Store, lang: str) -> None:
    catalog = shipped.catalog
    frame = growth(shipped.observations(), catalog)
    for place, rows in frame.groupby("place"):
        view = catalog.view_of(catalog.places[place])
        if view is not None:
            said = overview(rows, catalog, catalog.places[place], view, lang, today=TODAY)
            assert len(said) <= 3
            assert place != "changchun" or len(said) == 3


def test_the_home_city_is_said_to_have_grown_by_and_never_to_so_many_times(shipped: Store) -> None:
    catalog = shipped.catalog
    frame = growth(shipped.observations(None, ["changchun"]), catalog)
    place = catalog.places["changchun"]
    view = catalog.view_of(place)
    assert view is not None
    zh = [sentence.text for sentence in overview(frame, catalog, place, view, "zh", today=TODAY)]
    assert zh[0].startswith("2023年，长春市科技成果本地转化2050项；")
    assert "达4000项以上（所属年份未注明）" in zh[0]
    assert "同比增长141%" in zh[1]
    assert "较2020年增长6倍" in zh[1]
    assert not any("6倍以上" in text or "的6倍" in text for text in zh)
