"""A place within the range of its peers, one row an indicator, each row on its own scale from the worst to the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.side_by_side import Comparison
from dashboard.catalog import Catalog
from dashboard.charts.points import hover, scene
from dashboard.charts.template import MUTED, SERIES, SMALL, figure, trace
from dashboard.periods import parse_period
from dashboard.text.numbers import ordinal

_ROW = 38
Spot = tuple[float, int, str, str]
"""Where a point stands across and up, its observation, what it says."""
_FRAME = 60


def spread(
    found: Sequence[Comparison], names: Mapping[str, str], catalog: Catalog, *, lang: str = "zh", description: str = ""
) -> go.Figure:
    """Return a row for each comparison: a tick for every peer, a dot for the place, a dotted line at the median.

    Positions are shares of the way from the worst value to the best of that indicator; numbers are in the words.
    """
    rows = list(reversed(found))
    ticks: list[Spot] = []
    own: list[Spot] = []
    shapes = []
    for n, one in enumerate(rows):
        indicator = catalog.indicators[one.indicator]
        seen = scene(pd.Series([row["amount"] for row in one.rows]), indicator, catalog.units[indicator.unit], lang)
        for row in one.rows:
            spot = (_share(one, row["amount"]), n, row["id"], hover(row, seen, names[row["place"]]))
            (own if row is one.own else ticks).append(spot)
        middle = _share(one, one.median)
        shapes += [
            _segment(0, 1, n, n, {"color": "rgba(127,140,152,0.45)", "width": 6}),
            _segment(middle, middle, n - 0.32, n + 0.32, {"color": MUTED, "width": 2, "dash": "dot"}),
        ]
    return figure(
        [
            _dots(ticks, {"symbol": "line-ns", "size": 16, "color": MUTED, "line": {"width": 2, "color": MUTED}}),
            _dots(own, {"symbol": "circle", "size": 15, "color": SERIES[0], "line": {"width": 0}}),
        ],
        lang=lang,
        description=description,
        height=_FRAME + _ROW * len(rows),
        shapes=shapes,
        annotations=[_place(n, one, lang) for n, one in enumerate(rows)],
        margin={"l": 8, "r": 72, "t": 8, "b": 8},
        xaxis={"range": [-0.03, 1.03], "tickvals": [0, 1], "ticktext": ["最差", "最好"] if lang == "zh" else ["worst", "best"]},
        yaxis={
            "tickvals": list(range(len(rows))),
            "ticktext": [_label(one, catalog, lang) for one in rows],
            "range": [-0.6, len(rows) - 0.4],
            "showgrid": False,
        },
    )


def _label(one: Comparison, catalog: Catalog, lang: str) -> str:
    name = catalog.indicators[one.indicator].label(lang)
    short = name if len(name) <= 22 else f"{name[:21]}…"
    return f"{short}<br>{parse_period(one.own['period']).label(lang)}"


def _place(n: int, one: Comparison, lang: str) -> dict[str, object]:
    text = f"{ordinal(int(one.own['position']), lang)}/{int(one.own['of'])}"
    return {
        "x": 1,
        "xref": "paper",
        "y": n,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "xshift": 6,
        "font": {"size": SMALL},
    }


def _share(one: Comparison, amount: float) -> float:
    best, worst = one.best["amount"], one.worst["amount"]
    return 0.5 if best == worst else (amount - worst) / (best - worst)


def _dots(spots: list[Spot], marker: dict[str, object]) -> dict[str, Any]:
    return trace(
        "scatter",
        x=[spot[0] for spot in spots],
        y=[spot[1] for spot in spots],
        mode="markers",
        marker=marker,
        customdata=[spot[2] for spot in spots],
        hovertext=[spot[3] for spot in spots],
        hoverinfo="text",
        cliponaxis=False,
    )


def _segment(x0: float, x1: float, y0: float, y1: float, line: dict[str, object]) -> dict[str, object]:
    return {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line, "layer": "below"}
