"""How far the results of a year came: one group of bars a stage, one bar a cohort, in per cent of those disclosed."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.analysis.register import Cohort
from dashboard.charts.empty import empty
from dashboard.charts.template import SERIES, SMALL, figure

_BAR, _AROUND = 15, 92
_MOST = len(SERIES)
_PATTERNS = ("", "/", ".", "x")
"""Told apart without colour: the fill of each cohort."""


def stages(found: Sequence[Cohort], names: Sequence[str], *, lang: str, description: str = "") -> go.Figure:
    """Return per cent of up to four cohorts that came to each stage, the first stage on top; open cohorts are hollow.

    Args:
        found: the cohorts in order of years; the last four are drawn.
        names: of the stages, in the order of ``Cohort.reached``.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.
    """
    drawn = list(found)[-_MOST:]
    if not drawn:
        return empty("没有可以显示的批次" if lang == "zh" else "There is no cohort to show", lang=lang)
    return figure(
        [_cohort(n, one, names, lang) for n, one in enumerate(drawn)],
        lang=lang,
        description=description,
        height=_AROUND + _BAR * (len(drawn) + 1) * len(names),
        barmode="group",
        bargap=0.22,
        bargroupgap=0.08,
        margin={"l": 8, "r": 44, "t": 34, "b": 24},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"size": SMALL}},
        xaxis={"range": [0, 100], "ticksuffix": "%", "showgrid": True},
        yaxis={
            "tickvals": list(range(len(names))), "ticktext": list(names), "range": [len(names) - 0.5, -0.5],
            "showgrid": False, "ticklabelstandoff": 6,
        },
    )  # fmt: skip


def _cohort(number: int, one: Cohort, names: Sequence[str], lang: str) -> go.Bar:
    shares = [one.share(n) for n in range(len(names))]
    colour, clear = SERIES[number], "rgba(0,0,0,0)"
    return go.Bar(
        x=[None if share is None else round(share, 2) for share in shares], y=list(range(len(names))), orientation="h",
        name=str(one.year), text=[_text(share, final, lang) for share, final in zip(shares, one.final, strict=True)],
        textposition="outside", textfont={"size": SMALL - 1}, cliponaxis=False,
        marker={
            "color": [colour if final else clear for final in one.final], "line": {"color": colour, "width": 1.5},
            "pattern": {"shape": [_PATTERNS[number] if final else "" for final in one.final], "size": 5, "solidity": 0.25},
        },
        hovertext=[_said(one, n, names[n], lang) for n in range(len(names))], hoverinfo="text",
    )  # fmt: skip


def _text(share: float | None, final: bool, lang: str) -> str:
    if share is None:
        return "不予显示" if lang == "zh" else "withheld"
    return f"{share:.0f}%" if final else f"≥{share:.0f}%"


def _said(one: Cohort, number: int, name: str, lang: str) -> str:
    told = _text(one.share(number), one.final[number], lang)
    return f"{one.year}年披露，{name}<br><b>{told}</b>" if lang == "zh" else f"Disclosed {one.year}, {name}<br><b>{told}</b>"
