"""Rows of a whole cut into its parts: one stacked bar a row, every part of it in per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.empty import empty
from dashboard.charts.template import MUTED, SERIES, SMALL, figure

_ROW, _AROUND = 44, 16
_LABELLED = 7.0
"""From how many per cent on a part has room for its number."""


@dataclass(frozen=True)
class Whole:
    """One row: its name, and for each part the amount and the amount in words."""

    name: str
    amounts: tuple[float, ...]
    texts: tuple[str, ...]


def parts(rows: Sequence[Whole], names: Sequence[str], *, lang: str, description: str = "") -> go.Figure:
    """Return the rows, the first on top, each cut into the parts ``names``; beyond four parts the rest is muted.

    The figure has no legend: a page writes its key as text, which wraps as the screen needs.
    """
    known = [row for row in rows if sum(row.amounts) > 0]
    if not known:
        return empty("没有可以显示的数字" if lang == "zh" else "There is no number to show", lang=lang)
    upwards = list(reversed(known))
    drawn = [_part(n, name, upwards) for n, name in enumerate(names)]
    return figure(
        drawn,
        lang=lang,
        description=description,
        height=_AROUND + _ROW * len(known),
        barmode="stack",
        bargap=0.35,
        margin={"l": 8, "r": 12, "t": 4, "b": 8},
        xaxis={"range": [0, 100], "visible": False},
        yaxis={
            "tickvals": list(range(len(upwards))), "ticktext": [row.name for row in upwards], "showgrid": False,
            "ticklabelstandoff": 6,
        },
    )  # fmt: skip


def _part(number: int, name: str, rows: Sequence[Whole]) -> go.Bar:
    shares = [row.amounts[number] / sum(row.amounts) * 100 for row in rows]
    colour = SERIES[number] if number < len(SERIES) else MUTED
    return go.Bar(
        x=[round(share, 3) for share in shares], y=list(range(len(rows))), orientation="h", name=name,
        marker={"color": colour, "line": {"width": 1, "color": "rgba(255,255,255,0.6)"},
                "pattern": {"shape": "" if number < len(SERIES) else "/"}},
        text=[f"{share:.0f}%" if share >= _LABELLED else "" for share in shares], textposition="inside",
        insidetextanchor="middle", textfont={"size": SMALL, "color": "#ffffff"},
        hovertext=[f"{row.name}，{name}<br><b>{row.texts[number]}</b>" for row in rows], hoverinfo="text",
    )  # fmt: skip
