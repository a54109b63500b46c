"""Turns summed partials into cells: one number of one definition for one year and one part of a breakdown."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as arrow

from dashboard.pipeline.register.definitions import Definition
from dashboard.pipeline.register.expressions import OPEN, SIGNED
from dashboard.pipeline.register.scans import Scan
from dashboard.pipeline.register.survival import lag_curve, lag_quantile
from dashboard.pipeline.register.texts import TEXT

CELL = (
    "definition", "output", "year", "breakdown", "first", "second", "records", "part", "value", "plain_growth", "state",
    "suppressed",
)  # fmt: skip
"""Columns of a cell.

``output`` names the quantile of a lag, else ''; ``breakdown`` the columns broken down by, comma-separated, and ``first``
and ``second`` their codes ('' where not stated); ``records`` what the number rests on and ``part`` its numerator or sum
in hundredths of a yuan; ``value`` in the definition's unit, per cent for shares and growth; ``state`` one of
``STATES``; ``suppressed`` '' or why the cell is withheld.
"""

STATES = ("complete", "year_to_date", "forming", "observing", "not_reached")
"""How final a cell is.

``year_to_date``: the year is not over; ``forming``: nor are all results of the cohort disclosed; ``observing``: the
cohort was not yet observed for as long as asked, so that a rate can still rise (right-censored); ``not_reached``: fewer
were signed than the quantile asks for, so that it lies above ``value``.
"""

KEYS = ["year", "breakdown", "first", "second"]
"""What tells the cells of one definition apart, besides the output."""

_EPOCH = dt.date(1970, 1, 1)
_CENTS = 100


def cells_of(sums: arrow.Table, scan: Scan, observed_until: dt.date) -> pd.DataFrame:
    """Return the cells of every definition of a scan, not yet suppressed (columns ``CELL``).

    ``sums`` has the columns that :func:`dashboard.pipeline.register.partials.summed` returns.
    """
    rows = sums.to_pandas(strings_to_categorical=True)
    found = [_cells(rows, definition, observed_until) for definition in scan.definitions]
    return pd.concat(found, ignore_index=True)


def _cells(rows: pd.DataFrame, definition: Definition, observed_until: dt.date) -> pd.DataFrame:
    part = f"{definition.id}__part"
    keys = [name for name in (*KEYS, "outcome", "days", "panel_unit") if name in rows]
    own = rows[keys].assign(records=rows[f"{definition.id}__records"], part=rows.get(part, 0))
    own = own.loc[(own["records"] != 0) | (own["part"] != 0)]
    made = {"lag": _lags, "growth": _growth}.get(definition.kind, _plain)(own, definition, observed_until)
    texts = {name: made[name].astype(TEXT) for name in KEYS[1:]}
    return made.assign(definition=definition.id, suppressed="", **texts).reindex(columns=list(CELL))


def _plain(rows: pd.DataFrame, definition: Definition, observed_until: dt.date) -> pd.DataFrame:
    value = {
        "count": rows["records"].astype("float64"),
        "sum": rows["part"] / _CENTS,
    }.get(definition.kind, rows["part"] / rows["records"] * 100)
    return rows.assign(value=value, state=_states(rows["year"], definition, observed_until), output="")


def _states(years: pd.Series, definition: Definition, observed_until: dt.date) -> np.ndarray:
    last_whole = observed_until.year if (observed_until.month, observed_until.day) == (12, 31) else observed_until.year - 1
    over = years.to_numpy() <= last_whole
    if definition.dated == "signed_on" or definition.kind == "count":
        return np.where(over, "complete", "year_to_date")
    seen = years.to_numpy() + (definition.within_years or 0) <= last_whole
    return np.where(~over, "forming", np.where(seen, "complete", "observing"))


def _lags(rows: pd.DataFrame, definition: Definition, observed_until: dt.date) -> pd.DataFrame:
    until = (observed_until - _EPOCH).days
    groups = rows.groupby(KEYS, sort=True, observed=True).ngroup()
    timed = rows.assign(
        watched=rows["days"].where(rows["outcome"] != OPEN, until - rows["days"]),
        signed=rows["outcome"] == SIGNED,
        group=groups,
    ).sort_values("group", kind="stable")
    starts = np.flatnonzero(np.diff(timed["group"], prepend=-1))
    pieces = zip(*(np.split(timed[name].to_numpy(), starts[1:]) for name in ("watched", "signed", "records")), strict=True)
    made = [row for number, piece in enumerate(pieces) for row in _quantiles(number, piece, definition)]
    found = pd.DataFrame(made, columns=["group", "records", "part", "output", "value", "reached"])
    keys = timed[KEYS].iloc[starts].reset_index(drop=True)
    joined = found.join(keys, on="group")
    states = _states(joined["year"], definition, observed_until)
    unreached = ~joined["reached"].to_numpy(dtype=bool) & (states != "forming")
    return joined.assign(state=np.where(unreached, "not_reached", states))


def _quantiles(
    number: int, piece: tuple[np.ndarray, np.ndarray, np.ndarray], definition: Definition
) -> list[tuple[int, int, int, str, float, bool]]:
    watched, signed, records = piece
    curve = lag_curve(watched, signed, records)
    totals = int(records.sum()), int(records[signed].sum())
    found = {name: lag_quantile(curve, quantile.share, int(watched.max())) for name, quantile in definition.quantiles.items()}
    return [(number, *totals, name, float(one.days), one.reached) for name, one in found.items()]


def _growth(rows: pd.DataFrame, definition: Definition, observed_until: dt.date) -> pd.DataFrame:
    """Compare each unit with itself a year before: Σ over units in both years / Σ of the same units then − 1.

    A year that is not over does not compare with a whole one and has no growth yet.
    """
    texts = {name: rows[name].astype(TEXT) for name in (*KEYS[1:], "panel_unit")}
    later = rows.assign(amount=rows["part" if definition.of is not None else "records"], **texts)
    earlier = later.assign(year=later["year"] + 1)[[*KEYS, "panel_unit", "amount"]]
    both = later.merge(earlier, on=[*KEYS, "panel_unit"], suffixes=("", "_before"), validate="1:1")
    panel = both.groupby(KEYS).agg(records=("records", "sum"), part=("amount", "sum"), before=("amount_before", "sum"))
    made = panel.loc[panel["before"] > 0].join(_plain_growth(later), how="left").reset_index()
    growth = (made["part"] / made["before"] - 1) * 100
    grown = made.assign(value=growth, state=_states(made["year"], definition, observed_until), output="")
    return grown.loc[grown["state"] == "complete"]


def _plain_growth(rows: pd.DataFrame) -> pd.Series:
    amounts = rows.groupby(KEYS)["amount"].sum()
    moved = amounts.reset_index().assign(year=lambda frame: frame["year"] + 1).set_index(KEYS)["amount"]
    before = moved.where(moved > 0).reindex(amounts.index)
    return ((amounts / before - 1) * 100).rename("plain_growth")
