"""What numbers were first believed to be and what they are believed to be now, period by period."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.catalog.model import Indicator, Unit
from dashboard.charts.axes import amount_axis, time_axis, window
from dashboard.charts.empty import empty
from dashboard.charts.points import Scene, position, scene
from dashboard.charts.template import SERIES, figure
from dashboard.rows import Row, rows_of
from dashboard.text.numbers import quantity


def revised(history: pd.DataFrame, indicator: Indicator, unit: Unit, *, lang: str = "zh", description: str = "") -> go.Figure:
    """Return, for every period of a place whose number was revised, the first belief hollow and the present one solid.

    Args:
        history: of one indicator and place, columns ``dashboard.analysis.revisions.REVISIONS``.
        indicator: decides the direction of the axis.
        unit: the indicator's unit.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.
    """
    pairs = _pairs(history)
    if not pairs:
        return empty("没有修订" if lang == "zh" else "Nothing was revised", lang=lang)
    shown = [row for pair in pairs for row in pair]
    seen = scene(pd.Series([row["amount"] for row in shown]), indicator, unit, lang)
    limits = window(shown, seen)
    link = go.Scatter(
        x=[x for pair in pairs for x in (*(position(row) for row in pair), None)],
        y=[y for pair in pairs for y in (*(seen.height(row["amount"]) for row in pair), None)],
        mode="lines",
        line={"color": SERIES[0], "width": 2},
        hoverinfo="skip",
    )
    marks = [_marks([pair[end] for pair in pairs], seen, first=end == 0) for end in (0, 1)]
    return figure(
        [link, *marks],
        lang=lang,
        description=description,
        margin={"l": 8, "r": 14, "t": 16, "b": 8},
        xaxis=time_axis(limits),
        yaxis=amount_axis(limits, seen),
    )


def _marks(rows: list[Row], seen: Scene, *, first: bool) -> go.Scatter:
    said = [
        quantity(row["amount"], seen.unit, seen.indicator, seen.lang, precision=int(row["precision"]), exact=True).text
        for row in rows
    ]
    since = [f"{row['from_date']:%Y-%m-%d}" for row in rows]
    label = seen.say("最初认为" if first else "现在认为", "first believed" if first else "believed now")
    return go.Scatter(
        x=[position(row) for row in rows],
        y=[seen.height(row["amount"]) for row in rows],
        mode="markers",
        marker={"size": 10, "color": SERIES[0], "symbol": "circle-open" if first else "circle", "line": {"width": 2}},
        customdata=[row["id"] for row in rows],
        hovertext=[f"{row['period']} {label} {text} ({day})" for row, text, day in zip(rows, said, since, strict=True)],
        hoverinfo="text",
    )


def _pairs(history: pd.DataFrame) -> list[tuple[Row, Row]]:
    """Return the first and the last belief of every period whose number changed, in time order."""
    by_period: dict[str, list[Row]] = {}
    for row in rows_of(history.sort_values(["from_date", "step"])):
        by_period.setdefault(row["period"], []).append(row)
    pairs = [(rows[0], rows[-1]) for rows in by_period.values() if rows[-1]["step"] > 1]
    return sorted(pairs, key=lambda pair: position(pair[0]))
