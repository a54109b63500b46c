"""What a check looks at and what it returns."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar, cast

import pandas as pd

from dashboard.catalog import Catalog, Indicator, Text
from dashboard.checks.rows import Row, grouped, records
from dashboard.checks.words import Words
from dashboard.claims import KEY
from dashboard.resolve import is_set_aside

Severity = Literal["error", "conflict", "notice"]
_SAID = [
    *KEY, "claim", "source", "kind", "amount", "low", "high", "printed", "qualifier", "precision", "unit", "unit_mult",
]  # fmt: skip
_CHANGE = ["change", "change_qualifier", "change_unit", "change_base", "change_low", "change_high"]
Found = TypeVar("Found")
SEVERITIES: tuple[str, ...] = ("error", "conflict", "notice")
"""``error`` cannot be true, ``conflict`` cannot be true together, ``notice`` is worth knowing before comparing."""
Reach = Literal["series", "places", "reduced"]
"""What a check must see at once: the related indicators of one place; one indicator of all places in one period; or, of
everything, only what its ``reduce`` keeps."""


@dataclass(frozen=True)
class Finding:
    """One thing a check found: about which number, in which words, resting on which claims and observations.

    ``size`` is the relative distance (0.27 is 27 %) or the number of things involved; it sorts hits of one check.
    """

    indicator: str
    place: str
    period: str
    zh: str
    en: str
    claims: tuple[str, ...]
    observations: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Check:
    """A rule that published figures should meet.

    ``find`` returns what does not meet it. A check of reach ``reduced`` also has ``reduce``, which keeps the claims and the
    observations that could matter to it, so that ``find`` of what is kept of every part equals ``find`` of all.
    """

    id: str
    name: Text
    explains: Text
    severity: Severity
    reach: Reach
    find: Callable[[Material], Iterable[Finding]]
    reduce: Callable[[Material], tuple[pd.DataFrame, pd.DataFrame]] | None = None


class Material:
    """Claims and observations to be checked, with the look-ups that several checks share.

    Claims set aside by a correction are left out: what is known to be wrong needs no second alarm.
    """

    def __init__(self, claims: pd.DataFrame, observations: pd.DataFrame, catalog: Catalog, *, today: dt.date) -> None:
        self.claims = claims.loc[~is_set_aside(claims)]
        self.observations = observations
        self.catalog = catalog
        self.today = today
        self._known: dict[Callable[[Material], Any], Any] = {}
        self.zh, self.en = Words(catalog, "zh"), Words(catalog, "en")

    @cached_property
    def stated(self) -> dict[tuple[Any, ...], list[Row]]:
        """Return, by key, the claims that state a value: one for each release and number, so that a repost counts once."""
        values = self.claims.loc[self.claims["amount"].notna(), [*_SAID, "release", *_CHANGE]]
        values = values.drop_duplicates([*KEY, "release", "amount", "qualifier"])
        return grouped(records(values), KEY)

    @cached_property
    def published(self) -> pd.DataFrame:
        """Return the outcomes somebody published with a value, not derived and not merely expected."""
        frame = self.observations
        return frame.loc[
            frame["amount"].notna()
            & ~frame["derived"].astype(bool)
            & (frame["kind_class"] == "outcome")
            & (frame["kind"] != "expected"),
            [*_SAID, "derived", "stated_on", "frequency", "period_end"],
        ]

    @cached_property
    def dated(self) -> pd.DataFrame:
        """Return the published outcomes whose reference period is known."""
        return self.published.loc[self.published["stated_on"] == ""]

    def once(self, finds: Callable[[Material], Found]) -> Found:
        """Return what ``finds`` returns for this material, computed once however many checks ask."""
        if finds not in self._known:
            self._known[finds] = finds(self)
        return cast("Found", self._known[finds])

    def indicators(self, *measures: str) -> set[str]:
        """Return the ids of the indicators of these measures."""
        return {key for key, entry in self.catalog.indicators.items() if entry.measure in measures}

    def indicator(self, row: Row) -> Indicator:
        """Return the indicator a row is about."""
        return self.catalog.indicators[row["indicator"]]


def hit_id(check: str, finding: Finding) -> str:
    """Return the permanent id of a hit: ``h`` and ten hexadecimal digits of the check and of what it rests on.

    Words and sizes do not count. A hit that rests on more than 20 observations is named by what it is about.
    """
    rests_on = [*sorted(finding.claims), *sorted(finding.observations)]
    said = [check, finding.indicator, finding.place, finding.period, *(rests_on if len(rests_on) <= 20 else [])]
    return "h" + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:10]
