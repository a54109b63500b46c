"""Reported change against the published levels at its two ends."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.analysis.comparability import break_between
from dashboard.changes import applied, change_between
from dashboard.checks.material import Finding, Material
from dashboard.checks.rows import Row, about, distance, identity, interval, key_of
from dashboard.checks.statements import base_period, change_of, expected, stating, year_it_fits
from dashboard.checks.words import Words
from dashboard.intervals import Interval
from dashboard.periods import parse_period

Verdict = Literal["fits", "differs", "constant_prices", "wrong_year"]
GROWTH_COLUMNS = (
    "claim", "indicator", "place", "period", "period_type", "scope", "change_base", "change", "change_unit",
    "change_qualifier", "computed", "computed_unit", "computed_low", "computed_high", "verdict", "distance", "source",
    "observation", "base_observation",
)  # fmt: skip
"""Columns of ``reported_growth``: the change as reported; the whole change from base to level as computed from the
published levels that fit it best, with the bounds that rounding leaves (missing where open); the verdict; how far the
level lies from the one the report implies (relative); and the observations at both ends."""


@dataclass(frozen=True)
class Comparison:
    """A stated change set against the levels published for its two ends, in the pairing that fits it best."""

    claim: Row
    base: Row
    level: Row
    expected: Interval
    verdict: Verdict

    @property
    def distance(self) -> float:
        """Return how far the published level lies from the one that the stated change implies, relative; 0 where it fits."""
        return distance(self.expected, interval(self.level))


def comparisons(material: Material) -> list[Comparison]:
    """Return every stated change whose base is published, set against the levels.

    The level is the claim's own or, where it states none, any that is published for its period; a change fits if any
    pairing of published levels fits it within rounding and hedges. The base may be any vintage of the same number: a
    first published value is compared with the revised one of the year before. Changes on the same panel are left out.
    """
    return [found for row in material.once(stating) for found in [_compared(row, material)] if found is not None]


def reported_growth(material: Material) -> pd.DataFrame:
    """Return every comparison as a row with the columns ``GROWTH_COLUMNS``, those that differ most first."""
    rows = [_growth_row(found, material) for found in material.once(comparisons)]
    frame = pd.DataFrame(rows, columns=list(GROWTH_COLUMNS))
    return frame.sort_values(["distance", "claim"], ascending=[False, True], ignore_index=True)


def growth_against_levels(material: Material) -> Iterator[Finding]:
    """Find stated changes that no published pair of levels fits."""
    return (_finding(found, material) for found in material.once(comparisons) if found.verdict == "differs")


def growth_at_constant_prices(material: Material) -> Iterator[Finding]:
    """Find stated growth at constant prices beside levels at current ones: both may be true."""
    return (_finding(found, material) for found in material.once(comparisons) if found.verdict == "constant_prices")


def change_across_break(material: Material) -> Iterator[Finding]:
    """Find stated changes whose base lies before a break of method and whose period after it."""
    for rows in _stated_alike(material):
        row = rows[0]
        ends = [pd.Timestamp(period.end) for period in (base_period(row), parse_period(row["period"]))]
        found = break_between(material.indicator(row), row["place"], *ends)
        if found is not None:
            zh, en = material.zh, material.en
            yield Finding(
                *about(row),
                zh=f"{zh.subject(row)}报{zh.change(row)}{zh.publishers(rows)}，而其间统计方法有变"
                f"（{found.note['zh'].rstrip('。')}），所报变动不能由两端的水平推得。",
                en=f"{en.subject(row)} is reported {en.change(row)}{en.publishers(rows)} across a break of method "
                f"({found.note['en'].rstrip('.')}): it does not follow from the levels at its ends.",
                claims=tuple(one["claim"] for one in rows),
                observations=(identity(row, material.catalog),),
                size=abs(float(row["change"])),
            )


def _stated_alike(material: Material) -> Iterator[list[Row]]:
    """Return the claims that state a change, those together that state the same one of the same number."""
    alike: dict[tuple[Any, ...], list[Row]] = {}
    for row in material.once(stating):
        stated = (base_period(row).text, row["change"], row["change_unit"], row["change_qualifier"])
        alike.setdefault((*key_of(row), *stated), []).append(row)
    yield from alike.values()


def _compared(row: Row, material: Material) -> Comparison | None:
    period, vintages = base_period(row).text, material.indicator(row).vintages
    scopes = vintages if row["scope"] in vintages else (row["scope"],)
    bases = [
        base
        for scope in scopes
        for base in material.stated.get(key_of(row, period=period, scope=scope, kind_class="outcome"), [])
    ]
    levels: list[Row] = [row] if pd.notna(row["amount"]) else material.stated.get(key_of(row), [])
    nearest = _nearest(row, bases, levels)
    if nearest is None:
        return None
    base, level, want = nearest
    return Comparison(row, base, level, want, _verdict(row, interval(level).meets(want), material))


def _nearest(row: Row, bases: list[Row], levels: list[Row]) -> tuple[Row, Row, Interval] | None:
    """Return the base and the level that the change fits best, with the level it implies; the first pair that fits ends it."""
    found, least = None, math.inf
    for base in bases:
        want = expected(row, base)
        if want is None:
            continue
        for level in levels:
            apart = distance(want, interval(level))
            if found is None or apart < least:
                found, least = (base, level, want), apart
            if apart == 0.0:
                return found
    return found


def _verdict(row: Row, fits: bool, material: Material) -> Verdict:
    if fits:
        return "fits"
    if material.indicator(row).growth_at_constant_prices:
        return "constant_prices"
    return "wrong_year" if year_it_fits(row, material) else "differs"


def _finding(found: Comparison, material: Material) -> Finding:
    row, base = found.claim, found.base
    zh, en = (_told(found, words) for words in (material.zh, material.en))
    return Finding(
        *about(row),
        zh=f"{zh[0]}报{zh[1]}，由{zh[2]}的{zh[3]}推得{zh[4]}，而公布的是{zh[5]}{zh[6]}。",
        en=f"{en[0]} is reported {en[1]}; from {en[3]} in {en[2]} that gives {en[4]}, but {en[5]} is published{en[6]}.",
        claims=tuple(dict.fromkeys((row["claim"], base["claim"], found.level["claim"]))),
        observations=(identity(row, material.catalog), identity(base, material.catalog)),
        size=found.distance,
    )


def _told(found: Comparison, words: Words) -> tuple[str, ...]:
    row, base = found.claim, found.base
    return (
        words.subject(row),
        words.change(row),
        words.period(base["period"]),
        words.value(base),
        words.span(found.expected, row),
        words.value(found.level),
        _why(found, words.lang),
    )


def _why(found: Comparison, lang: str) -> str:
    """Return what may explain the difference: prices, or 'by' and 'to' n times, which are often mixed up."""
    if found.verdict == "constant_prices":
        return "；增速按不变价计算，水平按现价" if lang == "zh" else "; the growth is at constant prices, the levels are not"
    row = found.claim
    other = {"times": "multiple", "multiple": "times"}.get(row["change_unit"])
    if other is None or not applied(interval(found.base), change_of(row), other).meets(interval(found.level)):
        return ""
    if lang == "zh":
        return f"；若读作“增长{'到' if other == 'multiple' else '了'}”则相符"
    return f"; read as '{'to' if other == 'multiple' else 'by'}' so many times it fits"


def _growth_row(found: Comparison, material: Material) -> Row:
    row, base, level = found.claim, found.base, found.level
    ranges = (interval(base), interval(level))
    computed = change_between(base["amount"], level["amount"], material.indicator(row).measure, ranges=ranges)
    return {
        **{name: row[name] for name in GROWTH_COLUMNS if name in row},
        "computed": computed.value,
        "computed_unit": computed.unit,
        "computed_low": computed.low if math.isfinite(computed.low) else None,
        "computed_high": computed.high if math.isfinite(computed.high) else None,
        "verdict": found.verdict,
        "distance": found.distance,
        "observation": identity(row, material.catalog),
        "base_observation": identity(base, material.catalog),
    }
