"""Numbers as colours: places by periods, and the provinces as tiles where they lie."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.charts.panel import Panel, newest_common, rows_at
from dashboard.charts.template import SMALL, figure, trace
from dashboard.periods import parse_period
from dashboard.text.numbers import decimal_text, rounded

SCALE = ((0.0, "#e6eff8"), (0.35, "#9cc3e6"), (0.7, "#4a8fce"), (1.0, "#12436d"))
"""One hue from light to dark, told apart in any form of colour sight."""
_TURN = 0.55
_INK, _PAPER = "#14181d", "#ffffff"
_ROW = 24
_TILE = 46


def heat_map(panel: Panel, *, description: str = "") -> go.Figure:
    """Return a row for each series and a column for each period; what is missing stays empty."""
    ends = {row["period"]: row["period_end"] for line in panel.lines for row in line.rows if row["kind_class"] == "outcome"}
    periods = sorted(ends, key=lambda period: (ends[period], period))
    series = list(reversed(panel.lines))
    cells = {
        (n, row["period"]): (line, row) for n, line in enumerate(series) for row in line.rows if row["kind_class"] == "outcome"
    }
    grid = [[cells.get((n, period)) for period in periods] for n in range(len(series))]
    drawn = trace(
        "heatmap",
        x=list(range(len(periods))),
        y=list(range(len(series))),
        z=[[panel.unit.height(cell[1]["shown"]) if cell else None for cell in row] for row in grid],
        customdata=[[cell[1]["id"] if cell else "" for cell in row] for row in grid],
        hovertext=[
            [panel.hover(cell[1], cell[0].name) if cell else panel.say("无数据", "no value") for cell in row] for row in grid
        ],
        hoverinfo="text",
        hoverongaps=False,
        xgap=1,
        ygap=1,
        **_colours(panel),
    )
    labels = [period if len(period) == 4 else parse_period(period).label(panel.lang) for period in periods]
    step = max(1, -(-len(periods) // 8))
    return figure(
        [drawn],
        lang=panel.lang,
        description=description,
        height=80 + _ROW * len(series),
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        annotations=[panel.unit_label()],
        xaxis={"tickvals": list(range(0, len(periods), step)), "ticktext": labels[::step], "showgrid": False},
        yaxis={"tickvals": list(range(len(series))), "ticktext": [line.name for line in series], "showgrid": False},
    )


def tile_map(panel: Panel, *, description: str = "") -> go.Figure:
    """Return the provinces as tiles where they lie, each with its name and number; a province without one is outlined.

    Nothing is fetched and no border is drawn.
    """
    period = newest_common(panel)
    told = {row["place"]: (line, row) for line, row in rows_at(panel, period)}
    tiled = [place for place in panel.catalog.places.values() if place.tile is not None]
    rows = 1 + max(place.tile.row for place in tiled if place.tile)
    columns = 1 + max(place.tile.column for place in tiled if place.tile)
    z: list[list[float | None]] = [[None] * columns for _ in range(rows)]
    ids = [[""] * columns for _ in range(rows)]
    said = [[""] * columns for _ in range(rows)]
    shapes, labels = [], []
    letters: dict[str, str] = {}
    values = [panel.unit.height(row["shown"]) for _, row in told.values()]
    low, high = min(values), max(values)
    for place in tiled:
        if place.tile is None:
            continue
        x, y = place.tile.column, place.tile.row
        cell = told.get(place.id)
        name = _short(place.name[panel.lang], panel.lang)
        if cell is None:
            shapes.append(_outline(x, y))
            labels.append(_text(x, y, name, None))
            continue
        line, row = cell
        height = panel.unit.height(row["shown"])
        share = (height - low) / (high - low or 1.0)
        z[y][x], ids[y][x], said[y][x] = height, row["id"], panel.hover(row, line.name)
        dark = (1 - share if panel.unit.ranks else share) > _TURN
        number, ink = _brief(panel, row["shown"]), _PAPER if dark else _INK
        if panel.lang == "en" and place.tile.letters:
            # The label of the unit comes first.
            letters[f"annotations[{len(labels) + 1}].text"] = _inked(f"<b>{place.tile.letters}</b><br>{number}", ink)
        labels.append(_text(x, y, f"<b>{name}</b><br>{number}", ink))
        if line.emphasised:
            shapes.append(_outline(x, y, line.colour))
    drawn = trace(
        "heatmap",
        z=z,
        customdata=ids,
        hovertext=said,
        hoverinfo="text",
        hoverongaps=False,
        xgap=3,
        ygap=3,
        **_colours(panel) | {"showscale": False},
    )
    label = f"{parse_period(period).label(panel.lang)} · {panel.unit.label}"
    hidden: dict[str, Any] = {"showticklabels": False, "showgrid": False}
    return figure(
        [drawn],
        lang=panel.lang,
        description=description,
        height=_TILE * rows + 60,
        meta={"narrow": letters},
        margin={"l": 4, "r": 4, "t": 30, "b": 4},
        shapes=shapes,
        annotations=[panel.unit_label(text=label), *labels],
        xaxis=hidden | {"range": [-0.6, columns - 0.4]},
        yaxis=hidden | {"range": [rows - 0.4, -0.6]},
    )


def _colours(panel: Panel) -> dict[str, Any]:
    bar = {"thickness": 10, "len": 0.9, "outlinewidth": 0, "tickfont": {"size": SMALL}}
    return {"colorscale": [list(step) for step in SCALE], "reversescale": panel.unit.ranks, "colorbar": bar}


def _short(name: str, lang: str) -> str:
    if lang == "zh":
        return name[:3] if name.startswith(("内蒙古", "黑龙江")) else name[:2]
    return {"Inner Mongolia": "Inn.Mon.", "Heilongjiang": "Heilong."}.get(name, name[:9])


def _brief(panel: Panel, value: float) -> str:
    """Return the number without decimals from a hundred on: a tile is as wide as a thumb."""
    scaled = panel.unit.height(value)
    text = panel.unit.digits(value)
    if abs(scaled) < 100:
        return text
    sign = "+" if text.startswith("+") else ""
    return f"{sign}{decimal_text(rounded(scaled, 0), panel.lang)}"


def _text(x: int, y: int, text: str, colour: str | None) -> dict[str, Any]:
    inked = _inked(text, colour) if colour else text
    return {"x": x, "y": y, "text": inked, "showarrow": False, "font": {"size": 10}}


def _inked(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{text}</span>'


def _outline(x: int, y: int, colour: str = "rgba(127,140,152,0.6)") -> dict[str, Any]:
    ends = {"x0": x - 0.46, "x1": x + 0.46, "y0": y - 0.46, "y1": y + 0.46}
    return {"type": "rect", **ends, "line": {"color": colour, "width": 1 if colour.startswith("rgba") else 4}}
