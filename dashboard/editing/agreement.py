"""What the store already says about a claim: agrees, differs and by how much, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.intervals import Interval
from dashboard.periods import parse_period
from dashboard.rows import Row
from dashboard.text.changes import computed_change, reported_change
from dashboard.text.numbers import decimal_text, format_value, quantity, rounded

VERDICTS = ("agrees", "differs", "unknown", "contradicts", "unlinked")
_CHANGE_COLUMNS = {
    "reported": ("change", "change_low", "change_high"),
    "computed": ("computed_change", "computed_low", "computed_high"),
}
_KEY = ("indicator", "place", "period", "period_type", "kind_class")


@dataclass(frozen=True)
class Agreement:
    """What the store says about one claim.

    ``verdict`` is ``agrees``, ``differs`` or ``unknown``; ``about`` says what was compared (``value`` or ``change``);
    ``stored`` and ``difference`` are words; ``observation`` is the id whose evidence to open; ``other`` names a source
    that was not chosen and says what the claim says.
    """

    verdict: str
    about: str = ""
    stored: str = ""
    difference: str = ""
    observation: str = ""
    source: str = ""
    scope: str = ""
    other: str = ""


def agreements(
    rows: Sequence[Row], observed: Sequence[Row], claimed: Sequence[Row], catalog: Catalog, *, lang: str
) -> dict[int, Agreement]:
    """Return what the store says about each claim, by the claim's ``row``.

    ``rows`` are stored claims, ``observed`` the store's observations with their computed changes
    (``analysis.growth``), ``claimed`` its claims, of the same indicators and places.
    """
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in observed:
        by_key.setdefault(_key(row), []).append(row)
    return {int(row["row"]): _agreement(row, by_key.get(_key(row), []), observed, claimed, catalog, lang) for row in rows}


def same_number(one: Interval, other: Interval) -> bool:
    """Return whether two printed numbers can be one: 8 and 9 round apart, though both may stand for 8.5."""
    touching = max(one.low, other.low) == min(one.high, other.high)
    return one.meets(other) and (not touching or one.low == one.high or other.low == other.high)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _KEY)


def _agreement(
    row: Row, rivals: list[Row], observed: Sequence[Row], claimed: Sequence[Row], catalog: Catalog, lang: str
) -> Agreement:
    ordered = sorted(rivals, key=lambda rival: rival["scope"] != row["scope"])
    found: Agreement | None = _by_value(row, ordered, claimed, catalog, lang) if pd.notna(row["amount"]) else None
    if found is not None and found.verdict == "differs":
        return found
    changed: Agreement | None = _by_change(row, ordered, catalog, lang) if pd.notna(row["change"]) else None
    if changed is not None and (changed.verdict == "differs" or found is None):
        return changed
    return found or _nearest(row, observed, catalog, lang)


def _by_value(row: Row, rivals: Sequence[Row], claimed: Sequence[Row], catalog: Catalog, lang: str) -> Agreement | None:
    rivals = [rival for rival in rivals if pd.notna(rival["amount"])]
    if not rivals:
        return None
    own = Interval(row["low"], row["high"])
    fitting = next((rival for rival in rivals if same_number(own, Interval(rival["low"], rival["high"]))), None)
    chosen = fitting or rivals[0]
    indicator = catalog.indicators[row["indicator"]]
    stored = format_value(chosen, catalog.units[indicator.unit], indicator, lang)
    told = _told(chosen, catalog, lang)
    if fitting is not None:
        return Agreement("agrees", "value", stored, "", **told)
    other = _says_the_same(row, claimed, catalog, lang)
    return Agreement("differs", "value", stored, _value_difference(row, chosen, catalog, lang), other=other, **told)


def _told(chosen: Row, catalog: Catalog, lang: str) -> dict[str, str]:
    source = catalog.sources.get(chosen["source"])
    scopes = catalog.indicators[chosen["indicator"]].scopes
    return {
        "observation": str(chosen["id"]),
        "source": f"{source.publisher[lang]} · {source.title[lang]}" if source else "",
        "scope": scopes[chosen["scope"]][lang] if chosen["scope"] else "",
    }


def _value_difference(row: Row, chosen: Row, catalog: Catalog, lang: str) -> str:
    """Return how far the claim is from what is stored: the claim minus the stored value, and in per cent of it."""
    indicator = catalog.indicators[row["indicator"]]
    gap = float(row["amount"]) - float(chosen["amount"])
    if indicator.measure == "rank":
        return f"{gap:+.0f} 位" if lang == "zh" else f"{gap:+.0f} {'place' if abs(gap) == 1 else 'places'}"
    if indicator.measure == "rate":
        points = decimal_text(rounded(abs(gap), -2), lang)
        return f"{_sign(gap)}{points} 个百分点" if lang == "zh" else f"{_sign(gap)}{points} percentage points"
    finer = min(int(value) for value in (row["precision"], chosen["precision"]) if pd.notna(value))
    words = quantity(abs(gap), catalog.units[indicator.unit], indicator, lang, precision=finer).text
    share = f" ({_sign(gap)}{abs(gap) / abs(chosen['amount']) * 100:.1f}%)" if chosen["amount"] else ""
    return f"{_sign(gap)}{words}{share}"


def _sign(gap: float) -> str:
    return "+" if gap >= 0 else "−"


def _says_the_same(row: Row, claimed: Sequence[Row], catalog: Catalog, lang: str) -> str:
    own = Interval(row["low"], row["high"])
    for claim in claimed:
        if _key(claim) == _key(row) and pd.notna(claim["amount"]) and same_number(own, Interval(claim["low"], claim["high"])):
            source = catalog.sources[claim["source"]]
            return f"{source.publisher[lang]} · {source.title[lang]}"
    return ""


def _by_change(row: Row, rivals: Sequence[Row], catalog: Catalog, lang: str) -> Agreement | None:
    """Compare the stated change with the one reported, else the one computed, from the same base in the same unit."""
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    scale = _scale(row)
    own = Interval(row["change_low"], row["change_high"]).scaled(scale)
    for rival in rivals:
        told = _comparable_change(rival, row)
        if told is None:
            continue
        words = (reported_change if told == "reported" else computed_change)(rival, unit, indicator, lang)
        # What is computed stands in the base unit; what was reported, in the unit it was printed in.
        theirs = _scale(rival) if told == "reported" else 1.0
        value, low, high = (float(rival[name]) * theirs for name in _CHANGE_COLUMNS[told])
        fits = same_number(own, Interval(low, high))
        gap = float(row["change"]) * scale - value
        apart = (
            quantity(abs(gap), unit, indicator, lang).text
            if row["change_unit"] == "absolute"
            else _gap_words(abs(gap), row["change_unit"], lang)
        )
        difference = "" if fits else f"{_sign(gap)}{apart}"
        verdict = "agrees" if fits else "differs"
        return Agreement(verdict, "change", words.text if words else "", difference, **_told(rival, catalog, lang))
    return None


def _scale(row: Row) -> float:
    """What an absolute change has to be multiplied by to stand in the base unit; every other change stands as it is."""
    printed = row["change_unit"] == "absolute" and pd.notna(row["unit_mult"])
    return float(10.0 ** int(row["unit_mult"])) if printed else 1.0


def _comparable_change(rival: Row, row: Row) -> str | None:
    """Return which change of an observation is in the unit and from the base of the claim's: as reported, or as computed."""
    wanted = (row["change_unit"], row["change_base"])
    if pd.notna(rival["change"]) and (rival["change_unit"], rival["change_base"]) == wanted:
        return "reported"
    if pd.notna(rival.get("computed_change")) and (rival["computed_unit"], rival["computed_base"]) == wanted:
        return "computed"
    return None


def _gap_words(gap: float, unit: str, lang: str) -> str:
    number = decimal_text(rounded(gap, -2).normalize() if gap % 1 else rounded(gap, 0), lang)
    names: Mapping[str, tuple[str, str]] = {
        "percent": ("个百分点", "percentage points"),
        "percentage_points": ("个百分点", "percentage points"),
        "places": ("位", "places"),
        "points": ("点", "points"),
        "times": ("倍", "times"),
        "multiple": ("倍", "times"),
    }
    zh, en = names.get(unit, ("", ""))
    return f"{number} {zh if lang == 'zh' else en}".strip()


def _nearest(row: Row, observed: Sequence[Row], catalog: Catalog, lang: str) -> Agreement:
    """Say what the store has of the same indicator and place for another period: the nearest one."""
    valued = [
        other
        for other in observed
        if (other["indicator"], other["place"], other["kind_class"]) == (row["indicator"], row["place"], row["kind_class"])
        and pd.notna(other["amount"])
    ]
    if not valued:
        return Agreement("unknown")
    moment = parse_period(row["period"]).position
    near = min(valued, key=lambda other: (abs(parse_period(other["period"]).position - moment), other["scope"] != row["scope"]))
    indicator = catalog.indicators[row["indicator"]]
    value = format_value(near, catalog.units[indicator.unit], indicator, lang)
    label = parse_period(near["period"]).label(lang)
    known = f"{label}：{value}" if lang == "zh" else f"{label}: {value}"
    return Agreement("unknown", "nearest", known, **_told(near, catalog, lang))
