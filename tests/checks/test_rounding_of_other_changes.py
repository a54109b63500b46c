"""However a change is worded, summed or printed: rounding raises no alarm, and more than rounding always does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.histories import HISTORIES, HISTORY, MANY, History, Row, beyond_rounding, joined, no_hits, rounded, towns_hit
from tests.checks.world import TOWNS, claim, hits_of, ids_of

WORDINGS = {"percent": (100, 1), "times": (1, 1), "multiple": (1, 0)}
"""Of a change by or to so many times: how many of its units a multiple of one is, and from what multiple it counts."""
PROVINCES = ("jilin", "liaoning", "heilongjiang")


def half(decimals: int) -> Decimal:
    return Decimal(5).scaleb(-decimals - 1)


def worded(town: str, history: History, unit: str, moved: Decimal) -> list[Row]:
    """The levels of two years, and the change between them as a multiple moved by so much."""
    scale, start = WORDINGS[unit]
    printed = rounded((history.factor + moved - start) * scale, digits(history, unit), history.how)
    return [
        claim("gdp", "2022", place=town, **history.forms[0].cells(Decimal(history.base))),
        claim("gdp", "2023", place=town, **history.forms[1].cells(history.value))
        | {"change": printed, "change_unit": unit, "change_base": "2022"},
    ]


def digits(history: History, unit: str) -> int:
    return history.decimals + (0 if unit == "percent" else 2)


def spread(history: History) -> Decimal:
    """How far the multiple between the levels as printed can lie from the exact one."""
    one, two = (form.half_a_digit for form in history.forms[:2])
    ends = [(history.value + a * two) / (history.base + b * one) for a in (-1, 1) for b in (-1, 1)]
    return max(abs(end - history.factor) for end in ends)


@pytest.mark.parametrize("unit", WORDINGS)
@MANY
@given(histories=HISTORIES)
def test_growth_however_worded_fits_its_rounded_levels(unit: str, histories: list[History]) -> None:
    assert no_hits(joined(worded(town, each, unit, Decimal(0)) for town, each in zip(TOWNS, histories, strict=False)))


@pytest.mark.parametrize("unit", WORDINGS)
@MANY
@given(histories=HISTORIES)
def test_growth_however_worded_is_found_once_it_is_moved_beyond_rounding(unit: str, histories: list[History]) -> None:
    rows, wrong = [], set()
    for town, each in zip(TOWNS, histories, strict=False):
        step = 2 * each.beyond * (spread(each) + half(digits(each, unit)) / WORDINGS[unit][0])
        if each.factor + each.side * step > Decimal("0.01"):
            rows += worded(town, each, unit, each.side * step)
            wrong.add(town)
    assert towns_hit("growth_against_levels", rows) == wrong


def absolute(town: str, history: History, moved: Decimal) -> list[Row]:
    change = history.forms[1].cells(history.value - history.base + moved)["value"]
    return [
        claim("gdp", "2022", place=town, **history.forms[0].cells(Decimal(history.base))),
        claim("gdp", "2023", place=town, **history.forms[1].cells(history.value))
        | {"change": change, "change_unit": "absolute", "change_base": "2022"},
    ]


@MANY
@given(HISTORIES)
def test_an_increase_by_an_amount_is_found_only_beyond_rounding(histories: list[History]) -> None:
    towns = list(zip(TOWNS, histories, strict=False))
    assert no_hits(joined(absolute(town, each, Decimal(0)) for town, each in towns))
    moved = [
        absolute(town, each, each.side * beyond_rounding([*each.forms[:2], each.forms[1]], each.base + each.value, each.beyond))
        for town, each in towns
    ]
    assert towns_hit("growth_against_levels", joined(moved)) == {town for town, _ in towns}


def points(town: str, history: History, moved: Decimal) -> list[Row]:
    before = history.factor * 5
    change = history.side * Decimal(history.base % 1000) / 1000
    told = [rounded(number, history.decimals, history.how) for number in (before, before + change, change + moved)]
    later = {"change": told[2], "change_unit": "percentage_points", "change_base": "2022"}
    return [claim("share_a", "2022", told[0], place=town), claim("share_a", "2023", told[1], place=town, **later)]


@MANY
@given(HISTORIES)
def test_a_change_in_percentage_points_is_found_only_beyond_rounding(histories: list[History]) -> None:
    towns = list(zip(TOWNS, histories, strict=False))
    assert no_hits(joined(points(town, each, Decimal(0)) for town, each in towns))
    moved = [points(town, each, each.side * 6 * each.beyond * half(each.decimals)) for town, each in towns]
    assert towns_hit("growth_against_levels", joined(moved)) == {town for town, _ in towns}


def shares(town: str, history: History, moved: Decimal) -> list[Row]:
    part = history.factor * 10
    told = [rounded(number, history.decimals, history.how) for number in (part, 100 - part + moved)]
    return [claim("share_a", "2023", told[0], place=town), claim("share_b", "2023", told[1], place=town)]


@MANY
@given(HISTORIES)
def test_shares_miss_a_hundred_only_beyond_rounding(histories: list[History]) -> None:
    towns = list(zip(TOWNS, histories, strict=False))
    assert no_hits(joined(shares(town, each, Decimal(0)) for town, each in towns))
    moved = [shares(town, each, each.side * 4 * each.beyond * half(each.decimals)) for town, each in towns]
    assert towns_hit("shares_to_100", joined(moved)) == {town for town, _ in towns}


def country(parts: tuple[History, ...], moved: Decimal) -> list[Row]:
    told = [
        claim("rd_expenditure", "2023", place=place, **each.forms[0].cells(each.value))
        for place, each in zip(PROVINCES, parts, strict=True)
    ]
    total = sum(each.value for each in parts) + moved
    return [*told, claim("rd_expenditure", "2023", place="china", **parts[0].forms[1].cells(total))]


@MANY
@given(st.tuples(HISTORY, HISTORY, HISTORY))
def test_places_miss_their_country_only_beyond_rounding(parts: tuple[History, ...]) -> None:
    assert no_hits(country(parts, Decimal(0)))
    forms = [each.forms[0] for each in parts] + [parts[0].forms[1]]
    moved = beyond_rounding(forms, sum((each.value for each in parts), Decimal(0)), parts[0].beyond)
    assert "parts_against_total" in ids_of(country(parts, moved))


@MANY
@given(HISTORY)
def test_a_city_exceeds_its_province_only_beyond_rounding(history: History) -> None:
    city, province = history.forms[:2]

    def told(amount: Decimal) -> list[str]:
        whole = claim("rd_expenditure", "2023", place="jilin", **province.cells(history.value))
        return ids_of([whole, claim("rd_expenditure", "2023", **city.cells(amount))])

    assert told(history.value) == []
    assert told(history.value + beyond_rounding([city, province], history.value, history.beyond)) == ["part_over_whole"]


def printings(town: str, history: History, moved: Decimal) -> list[Row]:
    one, two = history.forms[:2]
    return [
        claim("gdp", "2023", place=town, **one.cells(history.value)),
        claim("gdp", "2023", place=town, source="two", **two.cells(history.value + moved)),
    ]


@MANY
@given(HISTORIES)
def test_two_printings_of_one_number_differ_only_beyond_rounding(histories: list[History]) -> None:
    towns = list(zip(TOWNS, histories, strict=False))
    assert no_hits(joined(printings(town, each, Decimal(0)) for town, each in towns))
    rows = joined(
        printings(town, each, each.side * beyond_rounding(each.forms[:2], each.value, each.beyond)) for town, each in towns
    )
    hits = hits_of(rows)
    found = set(hits.loc[hits["check"].isin(["values_differ", "cut_off_digits"]), "place"])
    assert found == {town for town, _ in towns}


@MANY
@given(HISTORIES, st.sampled_from([("元", "万元"), ("万元", "亿元"), ("元", "亿元"), ("亿元", "元")]))
def test_one_number_printed_in_two_units_is_always_a_slip(histories: list[History], units: tuple[str, str]) -> None:
    rows, wrong = [], set()
    for town, each in zip(TOWNS, histories, strict=False):
        value = each.forms[0].cells(each.value)["value"]
        if len(value.replace(".", "").strip("0")) >= 3:
            rows += [claim("gdp", "2023", value, place=town, unit=units[0])]
            rows += [claim("gdp", "2023", value, place=town, unit=units[1], source="two")]
            wrong.add(town)
    assert towns_hit("unit_slip", rows) == wrong


@MANY
@given(HISTORIES)
def test_a_quarter_differs_from_the_sums_around_it_only_beyond_rounding(histories: list[History]) -> None:
    def told(town: str, history: History, moved: Decimal) -> list[Row]:
        half_year, quarter = Decimal(history.base), history.value
        sums = {"06": half_year, "09": half_year + quarter}
        until = [
            claim("gdp", f"2023-01/2023-{month}", place=town, period_type="year_to_date", **form.cells(amount))
            for form, (month, amount) in zip(history.forms, sums.items(), strict=False)
        ]
        return [*until, claim("gdp", "2023-Q3", place=town, **history.forms[2].cells(quarter + moved))]

    towns = list(zip(TOWNS, histories, strict=False))
    assert no_hits(joined(told(town, each, Decimal(0)) for town, each in towns))
    rows = joined(told(town, each, beyond_rounding(each.forms, each.base + each.value, each.beyond)) for town, each in towns)
    assert towns_hit("year_to_date", rows) == {town for town, _ in towns}
