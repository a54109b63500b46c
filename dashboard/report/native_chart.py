"""The chart of a briefing as an Office chart with its data sheet inside, for PowerPoint and for Word alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pptx import Presentation
from pptx.chart.chart import Chart as OfficeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dashboard.report.chart_content import Chart, Point, categories, labelled
from dashboard.report.drawing import COLOURS, axis_ticks
from dashboard.report.words import word

_MARKERS = {
    "actual": XL_MARKER_STYLE.CIRCLE,
    "open": XL_MARKER_STYLE.CIRCLE,
    "derived": XL_MARKER_STYLE.DIAMOND,
    "stated": XL_MARKER_STYLE.SQUARE,
    "target": XL_MARKER_STYLE.X,
}
LATIN, CHINESE = "Arial", "Microsoft YaHei"
_FILLS = {"actual": "1F6FB5", "open": "8DBBE2", "derived": "6B7785", "stated": "B5520F", "target": "7A4FB0"}
"""Fills of the marks; none is hollow, since some office programs draw no border of a mark."""


def add_chart(shapes: Any, chart: Chart, place: tuple[int, int, int, int], *, size: float = 12.0) -> OfficeChart:
    """Add the chart to the shapes of a slide and return it; ``place`` is left, top, width and height in EMU.

    One series for each kind of point; lines only where neighbours compare. Gaps stay gaps.
    """
    found = series(chart)
    data = CategoryChartData(number_format="General")
    data.categories = [text for _, text in categories(chart)]
    for name, _, points in found:
        at = {point.position: point for point in points}
        data.add_series(name, [at[position].value if position in at else None for position, _ in categories(chart)])
    frame = shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *(Emu(side) for side in place), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.description)
    frame._element.nvGraphicFramePr.cNvPr.set("title", chart.headline)
    made = frame.chart
    _style(made, chart, size)
    for plotted, (_, kind, points) in zip(made.plots[0].series, found, strict=True):
        _style_series(plotted, kind, points, chart, size)
    return made


def chart_parts(chart: Chart, *, size: float = 10.0) -> tuple[bytes, bytes, str]:
    """Return the chart as an Office document holds it: its XML, its workbook, and the id that binds the one to the other."""
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    made = add_chart(slide.shapes, chart, (0, 0, 5_000_000, 3_000_000), size=size)
    part: Any = made.part
    workbook = part.chart_workbook.xlsx_part.blob
    bound = made._chartSpace.find(qn("c:externalData")).get(qn("r:id"))
    return part.blob, workbook, bound


def series(chart: Chart) -> list[tuple[str, str, list[Point]]]:
    """Return name, kind and points of every series: published values apart at each break, then the other kinds."""
    found: list[tuple[str, str, list[Point]]] = []
    actual = [point for point in chart.points if point.kind == "actual"]
    edges = [at for at, _ in chart.breaks]
    for n, since in enumerate([None, *chart.breaks]):
        low, high = (edges[n - 1] if n else float("-inf")), (edges[n] if n < len(edges) else float("inf"))
        part = [point for point in actual if low <= point.position < high]
        if part:
            name = chart.kinds["actual"] if since is None else word("chart_actual_after", chart.lang, year=since[1])
            found.append((name, "actual", part))
    for kind, name in chart.kinds.items():
        if kind != "actual":
            found += [(name, kind, layer) for layer in _layers([point for point in chart.points if point.kind == kind])]
    return found


def _layers(points: list[Point]) -> list[list[Point]]:
    """Return the points so that no layer has two at one time: a series of a native chart has one value for a category."""
    layers: list[dict[float, Point]] = []
    for point in points:
        layer = next((layer for layer in layers if point.position not in layer), None)
        if layer is None:
            layers.append({point.position: point})
        else:
            layer[point.position] = point
    return [list(layer.values()) for layer in layers]


def _style(made: OfficeChart, chart: Chart, size: float) -> None:
    made.font.size = Pt(size)
    name_fonts(made.font)
    made.has_title = False
    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.BOTTOM
    made.legend.include_in_layout = False
    values, times = made.value_axis, made.category_axis
    values.major_gridlines.format.line.color.rgb = RGBColor(0xD5, 0xDB, 0xE1)
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _number_format(chart), False
    values.has_title = bool(chart.unit)
    if chart.unit:
        values.axis_title.text_frame.text = chart.unit
        _plain(values.axis_title.text_frame, size)
    ticks = axis_ticks(chart)
    values.minimum_scale, values.maximum_scale, values.major_unit = ticks[0], ticks[-1], ticks[-1] - ticks[-2]
    if chart.reverse:
        values.reverse_order = True
        times.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    times.format.line.color.rgb = RGBColor(0x5A, 0x66, 0x73)


def _plain(frame: Any, size: float) -> None:
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(size), False
    name_fonts(font)


def name_fonts(font: Any) -> None:
    """Name the fonts of Latin and of Chinese characters; without the latter, office programs take whatever they find."""
    font.name = LATIN
    properties = font._rPr
    for found in properties.findall(qn("a:ea")):
        properties.remove(found)
    latin = properties.find(qn("a:latin"))
    latin.addnext(parse_xml(f'<a:ea {nsdecls("a")} typeface="{CHINESE}"/>'))


def _number_format(chart: Chart) -> str:
    largest = max(abs(point.value) for point in chart.points)
    grouped = "#,##0" if chart.lang == "en" else "0"
    return "General" if largest < 10 else grouped


def _style_series(plotted: Any, kind: str, points: Sequence[Point], chart: Chart, size: float) -> None:
    colour = RGBColor.from_string(COLOURS[kind].removeprefix("#").upper())
    plotted.smooth = False
    if kind == "actual":
        plotted.format.line.color.rgb, plotted.format.line.width = colour, Pt(1.75)
        plotted.format.line.dash_style = MSO_LINE.SOLID
    else:
        plotted.format.line.fill.background()
    plotted.marker.style, plotted.marker.size = _MARKERS[kind], 9 if kind == "target" else 7
    plotted.marker.format.line.color.rgb = colour
    plotted.marker.format.fill.solid()
    plotted.marker.format.fill.fore_color.rgb = RGBColor.from_string(_FILLS[kind])
    if kind == "actual":
        _unjoin(plotted, points, chart)
    _label(plotted, kind, [point for point in points if point.observation in labelled(chart)], chart, size)


def _unjoin(plotted: Any, points: Sequence[Point], chart: Chart) -> None:
    """Take away the line to every point that does not compare with the one before it."""
    joined = {(chart.points[a].observation, chart.points[b].observation) for a, b, _ in chart.joins}
    positions = [position for position, _ in categories(chart)]
    for before, after in pairwise(sorted(points, key=lambda point: point.position)):
        if (before.observation, after.observation) not in joined:
            plotted.points[positions.index(after.position)].format.line.fill.background()


def _label(plotted: Any, kind: str, points: Sequence[Point], chart: Chart, size: float) -> None:
    positions = [position for position, _ in categories(chart)]
    where = XL_LABEL_POSITION.BELOW if kind in {"stated", "derived"} else XL_LABEL_POSITION.ABOVE
    for point in points:
        label = plotted.points[positions.index(point.position)].data_label
        label.has_text_frame = True
        label.text_frame.text = point.label
        _plain(label.text_frame, size * 0.9)
        label.position = where
