"""Places beside each other on one indicator: a dot each, in order, the own place set apart by mark, weight and word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.comparability import lower_is_better
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog.model import Indicator, Unit
from dashboard.charts.axes import amount_axis, window
from dashboard.charts.empty import empty
from dashboard.charts.points import Scene, hover, label, scene
from dashboard.charts.template import MUTED, SERIES, SMALL, figure
from dashboard.periods import parse_period

ROW_HEIGHT = 28
_AROUND = 64
_TICKS = 3
_OWN = {"zh": "本地", "en": "this place"}


def peers(
    observations: pd.DataFrame,
    indicator: Indicator,
    unit: Unit,
    names: Mapping[str, str],
    *,
    own: str,
    lang: str = "zh",
    description: str = "",
) -> go.Figure:
    """Return one dot for every place, the better number on top.

    Args:
        observations: one outcome of each place, with its ``id``; rows without a number are left out.
        indicator: decides which number is the better one.
        unit: the indicator's unit.
        names: what to call each place.
        own: the place to set apart.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.

    Returns:
        A figure whose ``layout.height`` fits its rows. A row tells its period where it is not the one most rows have;
        ``customdata`` of every dot is an observation's id.
    """
    valued = observations.loc[observations["amount"].notna() & observations["place"].isin(list(names))]
    if valued.empty:
        return empty("没有可比的数字" if lang == "zh" else "No figure to compare", lang=lang)
    seen = scene(valued["amount"], indicator, unit, lang)
    worst_first = valued.sort_values(["amount", "place"], ascending=[not lower_is_better(indicator), False])
    rows = rows_of(worst_first)
    usual = valued["period"].mode().iloc[0]
    return figure(
        [_marks(rows, seen, names, own)],
        lang=lang,
        description=description,
        height=_AROUND + ROW_HEIGHT * len(rows),
        margin={"l": 8, "r": 64, "t": 8, "b": 28},
        annotations=[_unit_label(seen)],
        xaxis=_amounts(rows, seen),
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": [_name(row, names, own, usual, lang) for row in rows],
            "range": [-0.6, len(rows) - 0.4],
            "showgrid": True,
            "ticklabelstandoff": 6,
        },
    )


def _marks(rows: list[Row], seen: Scene, names: Mapping[str, str], own: str) -> go.Scatter:
    mine = [row["place"] == own for row in rows]
    return go.Scatter(
        x=[seen.height(row["amount"]) for row in rows],
        y=list(range(len(rows))),
        mode="markers+text",
        marker={
            "symbol": ["diamond" if is_own else "circle" for is_own in mine],
            "size": [14 if is_own else 10 for is_own in mine],
            "color": [SERIES[0] if is_own else MUTED for is_own in mine],
            "opacity": 1,
            "line": {"width": 0},
        },
        text=[f"<b>{label(row, seen)}</b>" if is_own else label(row, seen) for row, is_own in zip(rows, mine, strict=True)],
        textposition="middle right",
        textfont={"size": SMALL},
        customdata=[row["id"] for row in rows],
        hovertext=[hover(row, seen, names[row["place"]]) for row in rows],
        hoverinfo="text",
        cliponaxis=False,
    )


def _name(row: Row, names: Mapping[str, str], own: str, usual: str, lang: str) -> str:
    name = names[row["place"]]
    if row["place"] == own:
        name = f"<b>{name}（{_OWN[lang]}）</b>" if lang == "zh" else f"<b>{name} ({_OWN[lang]})</b>"
    if row["period"] == usual:
        return name
    period = parse_period(row["period"]).label(lang)
    return f"{name}，{period}" if lang == "zh" else f"{name}, {period}"


def _amounts(rows: list[Row], seen: Scene) -> dict[str, Any]:
    """Return the axis of amounts laid along; of ranks the best stands on the right, where the larger numbers are else."""
    shown = window(rows, seen)
    axis = amount_axis(shown, seen, ticks=_TICKS)
    return axis | {"showgrid": False, "tickangle": 0}


def _unit_label(seen: Scene) -> dict[str, Any]:
    return {
        "x": 1, "xref": "paper", "y": 0, "yref": "paper", "text": seen.scale.label, "showarrow": False,
        "xanchor": "left", "yanchor": "top", "xshift": 6, "yshift": -6, "font": {"size": SMALL},
    }  # fmt: skip
