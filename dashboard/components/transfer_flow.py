"""Supply, demand and capital of a year's transfers: who supplies, who takes over, who funds, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import GROUPS, PANELS, TRANSFERRED, place_groups, whole
from dashboard.charts.flows import Flow, Node, flows
from dashboard.charts.parts import Whole, parts
from dashboard.components.chart_card import chart_figure
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import MEASURES, Shown, block, key_list
from dashboard.rows import rows_of

_COLUMNS = ("supplier_kind", "recipient_size", "fund_stage")
_SIZES = ("large", "medium", "small", "micro")


def flow_block(shown: Shown) -> Component:
    """Return the flows from kinds of suppliers over sizes of recipients to stages of funding, with their table."""
    nodes = [node for n, column in enumerate(_COLUMNS) for node in _nodes(n, column, shown)]
    links = [link for n in (0, 1) for link in _links(n, shown) if link.amount > 0]
    headings = [shown.say(name) for name in ("supply", "demand_side", "capital")]
    subtitle = shown.say("flow_sub", year=shown.year, measure=shown.measured)
    figure = flows(nodes, links, headings, lang=shown.lang, description=subtitle)
    twin = folded(shown.say("show_table"), _flow_table(shown))
    content = [chart_figure("flow", figure, description=subtitle, plot=False), *_funds(shown), twin]
    return block("flow", shown.say("flow"), subtitle, shown, content)


def _funds(shown: Shown) -> list[Component]:
    """Return in a sentence how much came at each stage of funding, for measures that count something else."""
    if shown.measure == "funds":
        return []
    known = {row["first"]: row["number"] for row in rows_of(shown.cells("fund_stage", "funds")) if row["first"]}
    told = [f"{shown.name('fund_stage', code)} {shown.amount(number, 'funds')}" for code, number in known.items()]
    joined = ("、" if shown.lang == "zh" else ", ").join(told)
    return [html.P(shown.say("invested", stages=joined))] if told else []


def _nodes(number: int, column: str, shown: Shown) -> list[Node]:
    """Return the nodes of a column, the largest first; what had no funding comes after the stages of funding."""
    known = shown.cells(column).dropna(subset=["number"])
    order = known.sort_values("number", ascending=False, kind="stable")
    rows = sorted(rows_of(order), key=lambda row: row["first"] == "") if column == "fund_stage" else rows_of(order)
    return [
        Node(number, row["first"], shown.name(column, row["first"]), row["number"], shown.amount(row["number"])) for row in rows
    ]


def _links(number: int, shown: Shown) -> list[Flow]:
    known = shown.cells(",".join(_COLUMNS[number : number + 2])).dropna(subset=["number"])
    return [
        Flow(number, row["first"], row["second"], float(row["number"]), shown.amount(row["number"])) for row in rows_of(known)
    ]


def _flow_table(shown: Shown) -> Component:
    """Return every link with its number of results, contract value and amount invested, withheld ones said to be so."""
    columns = [Column(shown.say("from_to")), Column(shown.say("to"))]
    columns += [Column(shown.say(f"measure_{measure}"), "figure") for measure in MEASURES]
    return table(columns, [row for number in (0, 1) for row in _link_rows(number, shown)], caption=shown.say("flow"))


def _link_rows(number: int, shown: Shown) -> Iterator[list[str]]:
    pair = _COLUMNS[number : number + 2]
    by_measure = [
        {(row["first"], row["second"]): row["number"] for row in rows_of(shown.cells(",".join(pair), measure))}
        for measure in MEASURES
    ]
    for ends in by_measure[0]:
        if all(end or column == "fund_stage" for end, column in zip(ends, pair, strict=True)):
            names = [shown.name(column, end) for end, column in zip(ends, pair, strict=True)]
            told = [
                shown.amount(found[ends], measure) if ends in found else "—"
                for measure, found in zip(MEASURES, by_measure, strict=True)
            ]
            yield [*names, *told]


def sizes_block(shown: Shown) -> Component:
    """Return how results, their value and the funds divide among large and small recipients, and how each grew."""
    by_measure = {name: _sizes(name, shown) for name in MEASURES}
    rows = [
        Whole(
            shown.say(f"measure_{name}"),
            tuple(0.0 if pd.isna(by_measure[name][size]) else by_measure[name][size] for size in _SIZES),
            tuple(shown.amount(by_measure[name][size], name) for size in _SIZES),
        )
        for name in MEASURES
    ]
    subtitle = shown.say("sizes_sub", year=shown.year)
    names = [shown.name("recipient_size", size) for size in _SIZES]
    drawn = parts(rows, names, lang=shown.lang, description=subtitle)
    twin = folded(shown.say("show_table"), _size_table(by_measure, shown))
    content = [chart_figure("sizes", drawn, description=subtitle, plot=False), key_list(names), twin]
    return block("sizes", shown.say("sizes"), subtitle, shown, content)


def _sizes(measure: str, shown: Shown) -> dict[str, float]:
    cells = shown.cells("recipient_size", measure)
    known = dict(zip(cells["first"], cells["number"], strict=True))
    return {size: float(known.get(size, 0.0)) for size in _SIZES}


def _size_table(by_measure: dict[str, dict[str, float]], shown: Shown) -> Component:
    columns = [Column(shown.register.about.column("recipient_size", shown.lang))]
    for measure in MEASURES:
        names = [f"measure_{measure}", *(("same_panel", "plain") if measure in PANELS else ())]
        columns += [Column(shown.say(name), "figure") for name in names]
    return table(columns, [_size_row(size, by_measure, shown) for size in _SIZES], caption=shown.say("sizes"))


def _size_row(size: str, by_measure: dict[str, dict[str, float]], shown: Shown) -> list[Any]:
    cells: list[Any] = [shown.name("recipient_size", size)]
    for measure in MEASURES:
        cells.append(shown.amount(by_measure[measure][size], measure))
        if measure in PANELS:
            grown = shown.register.of(PANELS[measure], "recipient_size", year=shown.year)
            cells += [shown.growth(grown, name, size) for name in ("value", "plain_growth")]
    return cells


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
    content = [chart_figure("places", drawn, description=subtitle, plot=False), key_list(names), twin]
    return block("places", shown.say("places"), subtitle, shown, content)
