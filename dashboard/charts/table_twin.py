"""The table that says the same as a chart, in the same order."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog.model import Indicator, Unit
from dashboard.charts.points import GRADES, KINDS, when
from dashboard.text.changes import computed_change, reported_change
from dashboard.text.numbers import MISSING, format_value

COLUMNS = ("place", "scope", "period", "value", "change", "kind", "grade", "id")


def table_twin(
    observations: pd.DataFrame, indicator: Indicator, unit: Unit, names: Mapping[str, str], *, lang: str = "zh"
) -> pd.DataFrame:
    """Return the observations of a chart as words.

    Returns:
        A frame of text with the columns ``COLUMNS``: place and counting rule by name, period (a day of statement says that it
        is one), value with unit, change as reported or else as computed (from columns of ``analysis.growth`` if present),
        kind (empty for actual values), grade of the source, and the observation's id. Places in the order of ``names``, own
        definition before other rules, then by time, outcomes before targets.
    """
    places = {place: n for n, place in enumerate(names)}
    known = observations.loc[observations["place"].isin(list(names))]
    rows = sorted(
        rows_of(known),
        key=lambda row: (
            places[row["place"]],
            row["scope"] != indicator.headline_scope,
            row["scope"],
            row["period_end"],
            row["kind_class"],
            row["id"],
        ),
    )
    return pd.DataFrame([_cells(row, indicator, unit, names, lang) for row in rows], columns=list(COLUMNS), dtype="str")


def _cells(row: Row, indicator: Indicator, unit: Unit, names: Mapping[str, str], lang: str) -> dict[str, str]:
    return {
        "place": names[row["place"]],
        "scope": indicator.scopes[row["scope"]][lang] if row["scope"] else "",
        "period": when(row, lang),
        "value": format_value(row, unit, indicator, lang) if pd.notna(row["amount"]) else MISSING[lang],
        "change": _change(row, indicator, unit, lang),
        "kind": KINDS[row["kind"]][lang == "en"],
        "grade": GRADES[row["grade"]][lang == "en"],
        "id": row["id"],
    }


def _change(row: Row, indicator: Indicator, unit: Unit, lang: str) -> str:
    words = reported_change(row, unit, indicator, lang)
    if words is None and "computed_change" in row:
        words = computed_change(row, unit, indicator, lang)
    return words.text if words else ""
