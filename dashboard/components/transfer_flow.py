"""Supply, demand and capital of a year's transfers: who supplies, who takes over, who funds, and where they are."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from dashboard.analysis.register import GROUPS, TRANSFERRED, VALUE, amounts, place_groups, whole
from dashboard.charts.flows import Flow, Node, flows
from dashboard.charts.parts import Whole, parts
from dashboard.components.chart_card import chart_figure
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import MEASURES, Shown, block
from dashboard.rows import rows_of

_COLUMNS = ("supplier_kind", "recipient_size", "fund_stage")
_SIZES = ("large", "medium", "small", "micro")
_PANELS = ("register_results_transferred_same_panel", "register_contract_value_same_panel")


def flow_block(shown: Shown) -> Component:
    """Return the flows from kinds of suppliers over sizes of recipients to stages of funding, with their table."""
    definition = TRANSFERRED if shown.measure == "count" else VALUE
    scale = 1.0 if shown.measure == "count" else 1e8
    unit = ("项" if shown.lang == "zh" else "") if shown.measure == "count" else ("亿元" if shown.lang == "zh" else " ×10⁸ CNY")
    nodes = [node for n, column in enumerate(_COLUMNS) for node in _nodes(n, column, definition, scale, shown)]
    links = [link for n in (0, 1) for link in _links(n, definition, shown)]
    drawn = [Flow(link.column, link.source, link.target, link.amount / scale) for link in links if link.amount > 0]
    headings = [shown.say(name) for name in ("supply", "demand_side", "capital")]
    subtitle = shown.say("flow_sub", year=shown.year, measure=shown.measured)
    figure = flows(nodes, drawn, headings, unit=unit, lang=shown.lang, description=subtitle)
    twin = folded(shown.say("show_table"), _flow_table(definition, shown))
    return block(
        "flow", shown.say("flow"), subtitle, shown, [chart_figure("flow", figure, description=subtitle, plot=False), twin]
    )


def _nodes(number: int, column: str, definition: str, scale: float, shown: Shown) -> list[Node]:
    cells = shown.register.of(definition, column, year=shown.year)
    found = cells.assign(number=amounts(cells, shown.measure)).dropna(subset=["number"])
    order = found.sort_values("number", ascending=False, kind="stable")
    return [Node(number, row["first"], shown.name(column, row["first"]), row["number"] / scale) for row in rows_of(order)]


def _links(number: int, definition: str, shown: Shown) -> list[Flow]:
    cells = shown.register.of(definition, ",".join(_COLUMNS[number : number + 2]), year=shown.year)
    known = cells.assign(number=amounts(cells, shown.measure)).dropna(subset=["number"])
    return [Flow(number, row["first"], row["second"], float(row["number"])) for row in rows_of(known)]


def _flow_table(definition: str, shown: Shown) -> Component:
    columns = [Column(shown.say("from_to")), Column(shown.say("to")), Column(shown.say("amount"), "figure")]
    rows = []
    for number in (0, 1):
        pair = _COLUMNS[number : number + 2]
        cells = shown.register.of(definition, ",".join(pair), year=shown.year)
        for row in rows_of(cells.assign(number=amounts(cells, shown.measure))):
            if all(row[end] or column == "fund_stage" for end, column in zip(("first", "second"), pair, strict=True)):
                names = [shown.name(column, row[end]) for end, column in zip(("first", "second"), pair, strict=True)]
                rows.append([*names, shown.amount(row["number"])])
    return table(columns, rows, caption=shown.say("flow"))


def sizes_block(shown: Shown) -> Component:
    """Return how results and their value divide among large and small recipients, and how each grew over the same panel."""
    by_measure = {name: _sizes(name, shown) for name in MEASURES}
    rows = [
        Whole(
            shown.say("results" if name == "count" else "value_sum"),
            tuple(0.0 if pd.isna(by_measure[name][size]) else by_measure[name][size] for size in _SIZES),
            tuple(shown.amount(by_measure[name][size], name) for size in _SIZES),
        )
        for name in MEASURES
    ]
    subtitle = shown.say("sizes_sub", year=shown.year)
    names = [shown.name("recipient_size", size) for size in _SIZES]
    drawn = parts(rows, names, lang=shown.lang, description=subtitle)
    twin = folded(shown.say("show_table"), _size_table(by_measure, shown))
    return block(
        "sizes", shown.say("sizes"), subtitle, shown, [chart_figure("sizes", drawn, description=subtitle, plot=False), twin]
    )


def _sizes(measure: str, shown: Shown) -> dict[str, float]:
    cells = shown.register.of(TRANSFERRED if measure == "count" else VALUE, "recipient_size", year=shown.year)
    known = dict(zip(cells["first"], amounts(cells, measure), strict=True))
    return {size: float(known.get(size, 0.0)) for size in _SIZES}


def _size_table(by_measure: dict[str, dict[str, float]], shown: Shown) -> Component:
    growth = {name: shown.register.of(name, "recipient_size", year=shown.year) for name in _PANELS}
    headings = ("results", "same_panel", "plain", "value_sum", "same_panel", "plain")
    columns = [Column(shown.register.about.column("recipient_size", shown.lang))]
    columns += [Column(shown.say(name), "figure") for name in headings]
    rows = []
    for size in _SIZES:
        cells: list[Any] = [shown.name("recipient_size", size)]
        for measure, panel in zip(MEASURES, _PANELS, strict=True):
            found = growth[panel]
            grown = [_grown(found, size, name) for name in ("value", "plain_growth")]
            cells += [shown.amount(by_measure[measure][size], measure), *(shown.share(one) for one in grown)]
        rows.append(cells)
    return table(columns, rows, caption=shown.say("sizes"))


def _grown(cells: pd.DataFrame, size: str, name: str) -> float:
    found = cells.loc[cells["first"] == size, name]
    return float(found.iloc[0]) if len(found) else float("nan")


def places_block(shown: Shown) -> Component:
    """Return where a year's suppliers and recipients lie: in the place, its province, elsewhere, abroad."""
    place, total = shown.register.about.place, whole(shown.register, TRANSFERRED, shown.year)
    found = {
        side: place_groups(shown.register.of(TRANSFERRED, column, year=shown.year), shown.catalog, place, total)
        for side, column in (("coming_from", "supplier_place"), ("going_to", "recipient_place"))
    }
    rows = [
        Whole(shown.say(side), tuple(groups.values()), tuple(shown.amount(one, "count") for one in groups.values()))
        for side, groups in found.items()
    ]
    names = [shown.say(f"group_{group}") for group in GROUPS]
    subtitle = shown.say("places_sub", year=shown.year)
    drawn = parts(rows, names, lang=shown.lang, description=subtitle)
    columns = [Column(shown.say("place")), *(Column(shown.say(side), "figure") for side in found)]
    cells = [
        [name, *(shown.amount(found[side][group], "count") for side in found)]
        for name, group in zip(names, GROUPS, strict=True)
    ]
    twin = folded(shown.say("show_table"), table(columns, cells, caption=shown.say("places")))
    return block(
        "places", shown.say("places"), subtitle, shown, [chart_figure("places", drawn, description=subtitle, plot=False), twin]
    )
