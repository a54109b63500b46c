"""Figures rounded as press releases round them never raise an alarm; a figure moved beyond rounding always does.

Each example is many exact histories at once, one for each town, since a run over one costs as much as a run over all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import chain

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.checks.world import TOWNS, claim, hits_of

UNITS = {"元": 0, "万元": 4, "亿元": 8}
Row = dict[str, str]


@dataclass(frozen=True)
class Form:
    """How a release prints an amount: in what unit, with how many decimals, rounding halves how."""

    unit: str
    decimals: int
    how: str

    def cells(self, yuan: Decimal) -> Row:
        return {"value": rounded(yuan.scaleb(-UNITS[self.unit]), self.decimals, self.how), "unit": self.unit}

    @property
    def half_a_digit(self) -> Decimal:
        return Decimal(5).scaleb(UNITS[self.unit] - self.decimals - 1)


@dataclass(frozen=True)
class History:
    """An exact base, what it grew to or was divided by, and how all of it is printed."""

    base: int
    factor: Decimal
    forms: tuple[Form, Form, Form]
    decimals: int
    how: str
    side: int
    beyond: Decimal

    @property
    def value(self) -> Decimal:
        return self.base * self.factor


def rounded(number: Decimal, decimals: int, how: str) -> str:
    return f"{number.quantize(Decimal(1).scaleb(-decimals), rounding=how):f}"


ROUNDING = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
FORMS = st.builds(Form, st.sampled_from(sorted(UNITS)), st.integers(0, 2), ROUNDING)
HISTORIES = st.lists(
    st.builds(
        History,
        st.integers(min_value=10**9, max_value=10**14),
        st.decimals(min_value=Decimal("0.3"), max_value=Decimal(9), places=4),
        st.tuples(FORMS, FORMS, FORMS),
        st.integers(0, 2),
        ROUNDING,
        st.sampled_from([-1, 1]),
        st.decimals(Decimal("1.01"), 50, places=2),
    ),
    min_size=1,
    max_size=len(TOWNS),
)
MANY = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing example shows its histories; making it smaller takes minutes and shows no more.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def towns_hit(check: str, rows: list[Row]) -> set[str]:
    hits = hits_of(rows)
    return set(hits.loc[hits["check"] == check, "place"])


def joined(rows: Iterable[list[Row]]) -> list[Row]:
    return list(chain.from_iterable(rows))


def beyond_rounding(forms: Iterable[Form], amount: Decimal, beyond: Decimal) -> Decimal:
    """More than rounding explains, and more than the twelve digits that floating point is trusted with."""
    return max(2 * beyond * sum((form.half_a_digit for form in forms), Decimal(0)), abs(amount) * Decimal("1e-10"))


def no_hits(rows: list[Row]) -> bool:
    return hits_of(rows).empty


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
