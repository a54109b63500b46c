"""Exact histories and how press releases print them, for properties of the checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import chain

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.checks.world import TOWNS, hits_of

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
HISTORY = st.builds(
    History,
    st.integers(min_value=10**9, max_value=10**14),
    st.decimals(min_value=Decimal("0.3"), max_value=Decimal(9), places=4),
    st.tuples(FORMS, FORMS, FORMS),
    st.integers(0, 2),
    ROUNDING,
    st.sampled_from([-1, 1]),
    st.decimals(Decimal("1.01"), 50, places=2),
)
HISTORIES = st.lists(HISTORY, min_size=1, max_size=len(TOWNS))
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
