"""Every sentence about every shipped figure says the same number, unit, hedge and direction as the figure: read back."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from dashboard.analysis.growth import growth
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.store import Store
from dashboard.text.numbers import value_parts
from dashboard.text.sentences import change, level

from . import parsing

_LONG = 5
"""Of numbers of more digits the text may round the rest away."""
_ZH_VERBS = {
    "percent": ("增长", "下降"), "times": ("增长", "下降"), "absolute": ("增加", "减少"),
    "percentage_points": ("提高", "降低"), "points": ("提高", "降低"), "places": ("上升", "下降"),
}  # fmt: skip
_ZH_UNITS = {"percent": "%", "times": "倍", "multiple": "倍", "percentage_points": "个百分点", "points": "分", "places": "位"}
_EN_UNITS = {
    "percent": "%", "times": "times", "multiple": "times", "percentage_points": "percentage point", "points": "point",
    "places": "place",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(shipped: Store) -> list[Row]:
    """Every shipped observation with its computed change."""
    return rows_of(growth(shipped.observations(), shipped.catalog))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_level_reads_back_to_its_number_unit_and_hedge(lang: str, rows: list[Row], shipped: Store) -> None:
    valued = [row for row in rows if row["amount"] == row["amount"] and row["kind_class"] == "outcome"]
    assert len({row["indicator"] for row in valued}) > 100
    for row in valued:
        indicator = shipped.catalog.indicators[row["indicator"]]
        text = level(row, shipped.catalog, lang).text
        told = parsing.level(text, lang, rank=indicator.measure == "rank")
        _same_number(told, row["amount"], row["precision"], text)
        assert told.qualifier == row["qualifier"], text
        if indicator.measure != "rank" or lang == "zh":
            assert told.unit == _unit(row, shipped.catalog, lang), text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_change_reads_back_to_its_number_unit_and_direction(lang: str, rows: list[Row], shipped: Store) -> None:
    seen: set[str] = set()
    for row in rows:
        said = change(row, shipped.catalog, lang)
        if said is None or not said.numbers:
            continue
        reported = row["change"] == row["change"] and row["change"] is not None
        amount, unit = (row["change"], row["change_unit"]) if reported else (row["computed_change"], row["computed_unit"])
        told = parsing.change(said.text, lang)
        seen.add(unit)
        if told is None:
            assert abs(amount) < 0.5, said.text
            continue
        exponent = int(row["unit_mult"]) if unit == "absolute" and reported else 0
        _same_change(told, abs(amount) * 10.0**exponent, said.text)
        assert told.qualifier == ((row["change_qualifier"] or "exact") if reported else "exact"), said.text
        _same_direction(told, amount, unit, lang, said.text)
    assert {"percent", "times", "percentage_points", "places", "absolute"} <= seen


def test_growing_by_and_to_so_many_times_are_told_apart_in_all_that_is_shipped(rows: list[Row], shipped: Store) -> None:
    for row in rows:
        if row["change_unit"] in {"times", "multiple"}:
            said = change(row, shipped.catalog, "zh")
            assert said is not None
            assert ("达到" in said.text) == (row["change_unit"] == "multiple"), said.text
            english = change(row, shipped.catalog, "en")
            assert english is not None
            assert (": to " in english.text or "to be to " in english.text) == (row["change_unit"] == "multiple"), english.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_growth_is_told_of_a_hedged_value_unless_its_source_states_it(lang: str, rows: list[Row], shipped: Store) -> None:
    hedged = [row for row in rows if row["qualifier"] != "exact" and row["change"] != row["change"]]
    assert hedged
    for row in hedged:
        said = change(row, shipped.catalog, lang)
        assert said is None or not said.numbers, said.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_number_is_longer_than_anybody_reads(lang: str, rows: list[Row], shipped: Store) -> None:
    for row in rows:
        if row["amount"] != row["amount"] or row["kind_class"] != "outcome":
            continue
        indicator = shipped.catalog.indicators[row["indicator"]]
        told = value_parts(row, shipped.catalog.units[indicator.unit], indicator, lang)
        whole, _, rest = told.number.replace(",", "").partition(".")
        assert len(whole.lstrip("−")) <= (6 if lang == "zh" else 7), told.text
        assert len(rest) <= 4, told.text


def _same_number(told: parsing.Told, amount: float, precision: float, text: str) -> None:
    exact = Decimal(repr(float(amount))).quantize(Decimal(1).scaleb(int(precision)))
    if told.number == exact:
        return
    assert len(exact.normalize().as_tuple().digits) > _LONG or told.unit == "%", text
    assert abs(told.number - exact) <= Decimal("0.5").scaleb(told.last), text
    assert len(told.number.as_tuple().digits) >= 3, text


def _same_change(told: parsing.Told, amount: float, text: str) -> None:
    assert abs(float(told.number) - amount) <= 0.5 * 10.0**told.last * (1 + 1e-9), text


def _same_direction(told: parsing.Told, amount: float, unit: str, lang: str, text: str) -> None:
    if unit == "multiple":
        assert told.verb.startswith("达到" if lang == "zh" else "to"), text
    elif lang == "zh":
        assert told.verb == _ZH_VERBS[unit][amount < 0], text
    else:
        assert told.verb.split(" ")[0] == ("down" if amount < 0 else "up"), text
    if unit in _ZH_UNITS:
        assert told.unit.rstrip("s") == (_ZH_UNITS if lang == "zh" else _EN_UNITS)[unit].rstrip("s"), text


def _unit(row: Row, catalog: Catalog, lang: str) -> str:
    unit = catalog.units[catalog.indicators[row["indicator"]].unit]
    kind, _, currency = unit.dimension.partition("_")
    if unit.dimension == "share":
        return ""
    if lang == "zh":
        return unit.name.zh
    if kind == "money":
        _, per, rest = unit.name.en.partition(" per ")
        return " ".join(f"{currency.upper()} {per}{rest}".split())
    return "" if unit.classifier else unit.name.en


def test_the_parser_reads_what_it_should_and_refuses_the_rest() -> None:
    told = parsing.level("据2025年11月19日公布，长春市科技成果本地转化达4000项以上（所属年份未注明）。", "zh")
    assert (told.number, told.unit, told.qualifier) == (4000, "项", "at_least")
    assert parsing.level("R&D spending in X came to about CNY 20.13 billion in 2023.", "en").number == Decimal("20130000000")
    grown = parsing.change("长春市甲2023年较2020年增长6倍以上。", "zh")
    assert grown is not None
    assert (grown.number, grown.unit, grown.qualifier, grown.verb) == (6, "倍", "at_least", "增长")
    with pytest.raises(AssertionError):
        parsing.level("长春市没有数字。", "zh")
    assert not math.isnan(float(grown.number))
