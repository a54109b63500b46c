"""Values that nobody published but that a published value and its stated change imply; each keeps formula and inputs."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import pandas as pd

from dashboard.changes import applied, implied_base
from dashboard.claims import KEY, observation_id
from dashboard.intervals import Interval, exactly
from dashboard.periods import parse_period
from dashboard.resolve import OBSERVED
from dashboard.rows import Row, rows_of

_NO_CLAIM = {"claim": "", "printed": "", "note": "", "source": "", "grade": "computed", "stated_on": ""}
_NO_CHANGE = {
    "change": None, "change_qualifier": "", "change_unit": "", "change_base": "", "change_low": None, "change_high": None,
    "change_claim": "", "change_source": "",
}  # fmt: skip


def with_implied(observations: pd.DataFrame, *, real: Collection[str] = ()) -> pd.DataFrame:
    """Return the observations and the values they imply, sorted by the key.

    A value with a relative, absolute, point or place change implies its base where nobody published that base; a bare
    change implies its value where its base is published. Hedged claims, mean yearly changes and changes on the same
    panel imply nothing, and a derived value implies nothing further.

    Returns:
        The columns of ``observations``. Derived rows have ``derived`` true, status E, and in ``formula`` the arithmetic
        with the numbers as printed; ``inputs`` names claims and observations.
    """
    stating = observations.loc[
        observations["change"].notna() & _one_base(observations["change_base"]) & ~observations["indicator"].isin(real)
    ]
    exact = stating.loc[(stating["change_qualifier"] == "exact") & (stating["qualifier"] == "exact")]
    if exact.empty:
        return observations
    published = observations.loc[observations["amount"].notna()].set_index(list(KEY), drop=False)
    by_key = dict(zip(published.index, rows_of(published), strict=True))
    bases, values = _bases(exact, by_key), _values(exact, by_key)
    if not bases and not values:
        return observations
    filled = {_key(row) for row in values}
    kept = observations.loc[[key not in filled for key in zip(*(observations[name] for name in KEY), strict=True)]]
    derived = pd.DataFrame([*bases, *values], columns=list(OBSERVED)).astype(observations.dtypes.to_dict())
    return pd.concat([kept, derived]).sort_values(list(KEY), ignore_index=True)


def _one_base(base: pd.Series) -> pd.Series:
    return (base != "") & (base != "same_panel") & ~base.str.contains("/", regex=False)


def _bases(exact: pd.DataFrame, published: dict[tuple[Any, ...], Row]) -> list[Row]:
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows_of(exact.loc[exact["amount"].notna() & (exact["kind_class"] == "outcome")]):
        key = _key(row | {"period": row["change_base"]})
        if key not in published and key not in found and row["change_claim"] == row["claim"]:
            derived = _base(row)
            if derived is not None:
                found[key] = derived
    return list(found.values())


def _base(row: Row) -> Row | None:
    value, change = Interval(row["low"], row["high"]), _change(row)
    try:
        bounds = implied_base(value, change, row["change_unit"])
        point = implied_base(exactly(row["amount"]), exactly(_point(row)), row["change_unit"]).low
    except ZeroDivisionError:
        return None
    formula = _BASE_FORMULAE[row["change_unit"]].format(value=row["printed"], change=_plain(row["change"]))
    return _derived(row, row["change_base"], point, bounds, formula, row["claim"])


def _values(exact: pd.DataFrame, published: dict[tuple[Any, ...], Row]) -> list[Row]:
    found = []
    for row in rows_of(exact.loc[exact["amount"].isna()]):
        base = published.get(_key(row | {"period": row["change_base"], "kind_class": "outcome"}))
        if base is None or base["qualifier"] != "exact":
            continue
        bounds = applied(
            Interval(base["low"], base["high"]), _change(row | {"unit_mult": base["unit_mult"]}), row["change_unit"]
        )
        point = applied(
            exactly(base["amount"]), exactly(_point(row | {"unit_mult": base["unit_mult"]})), row["change_unit"]
        ).low
        formula = _VALUE_FORMULAE[row["change_unit"]].format(value=base["printed"], change=_plain(row["change"]))
        inputs = f"{row['claim']} {base['claim']}"
        shape = row | {"unit": base["unit"], "unit_mult": base["unit_mult"], "precision": base["precision"]}
        derived = _derived(shape, row["period"], point, bounds, formula, inputs)
        reported = {name: row[name] for name in _NO_CHANGE}
        found.append(derived | reported | {"note": row["note"], "source": row["source"], "published": row["published"]})
    return found


def _derived(row: Row, period_text: str, point: float, bounds: Interval, formula: str, inputs: str) -> Row:
    period = parse_period(period_text)
    scale = 10.0 ** (row["unit_mult"] or 0)
    columns = {
        "period": period_text,
        "value": point / scale,
        "qualifier": "exact",
        "amount": point,
        "low": min(bounds.low, point),
        "high": max(bounds.high, point),
        "precision": _meaningful(point, bounds, row["precision"]),
        "kind": "computed",
        "period_start": period.start,
        "period_end": period.end,
        "frequency": period.frequency,
        "status": "E",
        "claims": 0,
        "agree": 0,
        "differ": 0,
        "least": None,
        "most": None,
        "difference": None,
        "derived": True,
        "formula": formula,
        "inputs": inputs,
    }
    return row | _NO_CLAIM | _NO_CHANGE | columns


def _meaningful(point: float, bounds: Interval, printed: int) -> int:
    """Return the power of ten to show a derived value to.

    One digit finer than its bounds are apart, and at most one finer than its inputs were printed; that one only where it is
    not zero, which would promise an exactness that nobody stated.
    """
    width = bounds.width
    if not math.isfinite(width) or width <= 0 or point == 0:
        return printed
    last = max(math.floor(math.log10(width)) - 1, printed - 1)
    return printed if last < printed and round(point / 10.0**last) % 10 == 0 else last


def _change(row: Row) -> Interval:
    return Interval(row["change_low"], row["change_high"]).scaled(_scale(row))


def _point(row: Row) -> float:
    return float(row["change"] * _scale(row))


def _scale(row: Row) -> float:
    """An absolute change is printed in the unit of its value; every other change has no unit of quantity."""
    return 10.0 ** row["unit_mult"] if row["change_unit"] == "absolute" else 1.0


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


def _plain(number: float) -> str:
    return f"{number:.10g}"


_BASE_FORMULAE = {
    "percent": "{value} ÷ (1 + {change} ÷ 100)",
    "times": "{value} ÷ (1 + {change})",
    "multiple": "{value} ÷ {change}",
    "percentage_points": "{value} − ({change})",
    "absolute": "{value} − ({change})",
    "points": "{value} − ({change})",
    "places": "{value} + ({change})",
}
_VALUE_FORMULAE = {
    "percent": "{value} × (1 + {change} ÷ 100)",
    "times": "{value} × (1 + {change})",
    "multiple": "{value} × {change}",
    "percentage_points": "{value} + ({change})",
    "absolute": "{value} + ({change})",
    "points": "{value} + ({change})",
    "places": "{value} − ({change})",
}


def row_id(row: Row, own_period_type: str) -> str:
    """Return the permanent id of the observation in ``row``."""
    return observation_id({name: str(row[name]) for name in KEY}, own_period_type)
