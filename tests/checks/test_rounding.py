"""Figures rounded as press releases round them never raise an alarm; a figure moved beyond rounding always does.

Each example is many exact histories at once, one for each town, since a run over one costs as much as a run over all.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.checks.histories import (
    FORMS,
    HISTORIES,
    MANY,
    Form,
    History,
    Row,
    beyond_rounding,
    joined,
    no_hits,
    rounded,
    towns_hit,
)
from tests.checks.world import TOWNS, claim


def growth_rows(town: str, history: History, change: Decimal) -> list[Row]:
    stated = {"change": rounded(change, history.decimals, history.how), "change_unit": "percent", "change_base": "2022"}
    return [
        claim("gdp", "2022", place=town, **history.forms[0].cells(Decimal(history.base))),
        claim("gdp", "2023", place=town, **history.forms[1].cells(history.value), **stated),
    ]


@MANY
@given(HISTORIES)
def test_rounded_levels_and_growth_never_disagree(histories: list[History]) -> None:
    rows = [growth_rows(town, each, (each.factor - 1) * 100) for town, each in zip(TOWNS, histories, strict=False)]
    assert no_hits(joined(rows))


@MANY
@given(HISTORIES)
def test_growth_moved_beyond_rounding_is_always_found(histories: list[History]) -> None:
    rows, wrong = [], set()
    for town, each in zip(TOWNS, histories, strict=False):
        one, two = each.forms[0].half_a_digit, each.forms[1].half_a_digit
        levels = max(abs((each.value + a * two) / (each.base + b * one) - each.factor) * 100 for a in (-1, 1) for b in (-1, 1))
        moved = (each.factor - 1) * 100 + each.side * 2 * each.beyond * (levels + Decimal(5).scaleb(-each.decimals - 1))
        if moved > -100:
            rows += growth_rows(town, each, moved)
            wrong.add(town)
    assert towns_hit("growth_against_levels", rows) == wrong


def sum_rows(town: str, history: History, moved: Decimal) -> list[Row]:
    parts = (Decimal(history.base), history.value)
    return [
        claim("enterprise_rd", "2023", place=town, **history.forms[0].cells(parts[0])),
        claim("university_rd", "2023", place=town, **history.forms[1].cells(parts[1])),
        claim("rd_expenditure", "2023", place=town, **history.forms[2].cells(sum(parts) + moved)),
    ]


@MANY
@given(HISTORIES)
def test_rounded_parts_always_add_up_to_their_rounded_total(histories: list[History]) -> None:
    rows = [sum_rows(town, each, Decimal(0)) for town, each in zip(TOWNS, histories, strict=False)]
    assert no_hits(joined(rows))


@MANY
@given(HISTORIES)
def test_a_total_moved_beyond_rounding_is_always_found(histories: list[History]) -> None:
    rows = [
        sum_rows(town, each, beyond_rounding(each.forms, each.base + each.value, each.beyond))
        for town, each in zip(TOWNS, histories, strict=False)
    ]
    assert towns_hit("parts_against_total", joined(rows)) == set(TOWNS[: len(histories)])


def ratio_rows(town: str, history: History, ratio: Decimal) -> list[Row]:
    return [
        claim("rd_expenditure", "2023", place=town, **history.forms[0].cells(history.base * history.factor / 100)),
        claim("gdp", "2023", place=town, **history.forms[1].cells(Decimal(history.base))),
        claim("rd_intensity", "2023", rounded(ratio, history.decimals, history.how), place=town, scope="first_published"),
    ]


@MANY
@given(HISTORIES)
def test_a_rounded_ratio_never_disagrees_with_its_rounded_parts(histories: list[History]) -> None:
    rows = [ratio_rows(town, each, each.factor) for town, each in zip(TOWNS, histories, strict=False)]
    assert no_hits(joined(rows))


@MANY
@given(HISTORIES)
def test_a_ratio_moved_beyond_rounding_is_always_found(histories: list[History]) -> None:
    rows, wrong = [], set()
    for town, each in zip(TOWNS, histories, strict=False):
        top, bottom = each.forms[0].half_a_digit, each.forms[1].half_a_digit
        share = each.value / 100
        if bottom < each.base:
            most = (share + top) / (each.base - bottom) * 100
            rows += ratio_rows(town, each, most + Decimal(10).scaleb(-each.decimals) * each.beyond)
            wrong.add(town)
    assert towns_hit("ratio_against_its_parts", rows) == wrong


MONTHS = st.lists(
    st.tuples(st.lists(st.integers(10**7, 10**13), min_size=12, max_size=12), FORMS), min_size=1, max_size=len(TOWNS)
)


def year_rows(town: str, months: list[int], form: Form) -> list[Row]:
    def told(period: str, part: list[int], **cells: str) -> Row:
        return claim("gdp", period, place=town, **form.cells(Decimal(sum(part))), **cells)

    sums = [told(f"2023-01/2023-{n:02}", months[:n], period_type="year_to_date") for n in (2, 6, 9)]
    flows = {"2023": months, "2023-H1": months[:6], "2023-H2": months[6:], "2023-Q3": months[6:9], "2023-Q4": months[9:]}
    return [*sums, *(told(period, part) for period, part in flows.items())]


@MANY
@given(MONTHS)
def test_sums_since_january_of_one_exact_year_never_disagree(years: list[tuple[list[int], Form]]) -> None:
    assert no_hits(joined(year_rows(town, *year) for town, year in zip(TOWNS, years, strict=False)))


@MANY
@given(MONTHS)
def test_a_sum_that_falls_beyond_rounding_is_always_found(years: list[tuple[list[int], Form]]) -> None:
    rows = []
    for town, (months, form) in zip(TOWNS, years, strict=False):
        half = Decimal(sum(months[:6]))
        fallen = half - beyond_rounding([form, form], half, Decimal(2))
        for month, amount in (("06", half), ("09", fallen)):
            rows.append(claim("gdp", f"2023-01/2023-{month}", place=town, period_type="year_to_date", **form.cells(amount)))
    assert towns_hit("year_to_date", rows) == set(TOWNS[: len(years)])


def base_rows(town: str, history: History, moved: Decimal) -> list[Row]:
    number = {"place": town, **history.forms[1].cells(history.value)}
    percent = rounded((history.factor - 1) * 100, history.decimals, history.how)
    multiple = rounded(history.factor * moved, history.decimals + 2, history.how)
    return [
        claim("gdp", "2023", **number, change=percent, change_unit="percent", change_base="2022"),
        claim("gdp", "2023", **number, source="two", change=multiple, change_unit="multiple", change_base="2022"),
    ]


@MANY
@given(HISTORIES)
def test_two_wordings_of_one_growth_never_imply_unlike_bases(histories: list[History]) -> None:
    rows = [base_rows(town, each, Decimal(1)) for town, each in zip(TOWNS, histories, strict=False)]
    assert no_hits(joined(rows))
    twice = [base_rows(town, each, Decimal(2)) for town, each in zip(TOWNS, histories, strict=False)]
    exact = {
        town
        for town, each in zip(TOWNS, histories, strict=False)
        if each.forms[1].half_a_digit < each.value / 10 and each.factor > Decimal("0.4")
    }
    assert exact <= towns_hit("implied_base_differs", joined(twice))
