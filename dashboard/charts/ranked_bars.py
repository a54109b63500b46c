"""Bars laid along, the longest on top, each a way further into the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.empty import empty
from dashboard.charts.template import MUTED, SERIES, SMALL, figure

_ROW, _AROUND = 30, 24
_LONGEST = 14


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its amount, the amount in words, the address it leads to, and whether it is set apart."""

    name: str
    amount: float
    text: str
    address: str = ""
    chosen: bool = False


def ranked_bars(bars: Sequence[Bar], *, lang: str, description: str = "") -> go.Figure:
    """Return the bars from zero in the order given, the first on top; ``customdata`` of a bar is its address."""
    if not bars:
        return empty("没有可以显示的数字" if lang == "zh" else "There is no number to show", lang=lang)
    rows = list(reversed(bars))
    drawn = go.Bar(
        x=[bar.amount for bar in rows], y=list(range(len(rows))), orientation="h",
        marker={"color": [SERIES[1] if bar.chosen else SERIES[0] if bar.address else MUTED for bar in rows]},
        text=[bar.text for bar in rows], textposition="outside", textfont={"size": SMALL}, cliponaxis=False,
        customdata=[bar.address for bar in rows], hovertext=[f"{bar.name}<br><b>{bar.text}</b>" for bar in rows],
        hoverinfo="text",
    )  # fmt: skip
    longest = max(bar.amount for bar in rows) or 1.0
    return figure(
        [drawn],
        lang=lang,
        description=description,
        height=_AROUND + _ROW * len(rows),
        bargap=0.35,
        margin={"l": 8, "r": 16, "t": 4, "b": 4},
        xaxis={"range": [0, longest * 1.3], "visible": False},
        yaxis={
            "tickvals": list(range(len(rows))), "ticktext": [_short(bar.name) for bar in rows],
            "range": [-0.6, len(rows) - 0.4], "showgrid": False, "ticklabelstandoff": 6,
        },
    )  # fmt: skip


def _short(name: str) -> str:
    """Return a name cut to what a phone has room for; the table has it whole."""
    wide = sum(2 if ord(character) > 0x2E7F else 1 for character in name)
    if wide <= 2 * _LONGEST:
        return name
    kept = name
    while sum(2 if ord(character) > 0x2E7F else 1 for character in kept) > 2 * _LONGEST - 2:
        kept = kept[:-1]
    return kept.rstrip() + "…"
