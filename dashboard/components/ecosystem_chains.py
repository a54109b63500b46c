"""The chains of 3转4强7新, each with its published figures, what the register says of it, and what is unknown."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import LAG, LOCAL_SHARE, QUARTILES, TRANSFERRED, VALUE, WITHIN, years
from dashboard.catalog.model import IndustryChain
from dashboard.catalog.register import Register
from dashboard.components.choices import href
from dashboard.components.ecosystem_facts import Told, figure_lines, source_list
from dashboard.components.ecosystem_sections import section
from dashboard.components.ecosystem_words import chain_name
from dashboard.components.tables import Column, table
from dashboard.components.transfer_block import Shown, synthetic_mark
from dashboard.components.words import word
from dashboard.rows import Row, rows_of

GROUPS = ("transform", "strengthen", "new")
_UNKNOWN = ("unknown_output", "unknown_firms", "unknown_research", "unknown_patents")
"""What is wanted of every chain and known of none for which nothing is published."""
_SEPARATOR = {"zh": "、", "en": ", "}


def chains_section(place: str, register: Register | None, told: Told) -> Component | None:
    """Return the chains by group, each named or said to be unknown, and what would complete them; None where there are none.

    ``register`` is the register of the place, or None; a made-up one is marked.
    """
    chains = sorted(told.catalog.chains.values(), key=lambda chain: GROUPS.index(chain.group))
    if not chains:
        return None
    known = register if register is not None and years(register) else None
    shown = Shown(known, told.catalog, told.lang, years(known)[0], "chain", "count") if known else None
    sources = tuple(dict.fromkeys(name for chain in chains for name in chain.sources))
    address = href("/transfer", lang=told.lang, as_of=told.as_of)
    return section(
        "chains",
        told,
        *(synthetic_mark(shown) if shown else []),
        _table(chains, place, shown, told),
        html.P(told.say("chains_needed")),
        html.Ul([html.Li(told.say(name)) for name in ("need_name", "need_indicators", "need_register")]),
        html.P(html.A(word("transfer_page", told.lang), href=address, className="button")),
        html.Div([html.Strong(told.say("sources_of")), *source_list(sources, told)]),
    )


def _table(chains: list[IndustryChain], place: str, shown: Shown | None, told: Told) -> Component:
    facts = _facts(shown) if shown else []
    columns = [Column(told.say("chain")), *(Column(heading, "figure") for heading, _ in facts)]
    columns += [Column(told.say(name), "words") for name in ("chain_published", "chain_unknown_of")]
    rows = [_row(chain, chain_name(chain, chains, told.lang), place, facts, told) for chain in chains]
    return table(columns, rows, caption=told.say("chains"), stacked=True)


def _row(chain: IndustryChain, name: str, place: str, facts: list[tuple[str, dict[str, str]]], told: Told) -> list[Any]:
    published = figure_lines(chain.indicators, place, told)
    return [
        name if chain.name else html.Em(name),
        *(fact.get(chain.id, "—") for _, fact in facts),
        published or html.Span(told.say("chain_no_indicator"), className="muted"),
        "—" if published else _SEPARATOR[told.lang].join(told.say(key) for key in _UNKNOWN),
    ]


def _facts(shown: Shown) -> list[tuple[str, dict[str, str]]]:
    """Return what the register says of each chain: of the last whole year, and of the cohort disclosed the year before it."""
    year, about = shown.year, shown.register.about

    def of(name: str, when: int, output: str = "") -> list[Row]:
        return rows_of(shown.register.of(name, "chain", output=output, year=when))

    def heading(key: str, when: int) -> str:
        return f"{shown.say(key)} {when}"

    return [
        (heading("results", year), {row["first"]: shown.amount(row["records"], "count") for row in of(TRANSFERRED, year)}),
        (heading("measure_value", year), {row["first"]: shown.amount(row["value"], "value") for row in of(VALUE, year)}),
        (heading("local_share", year), {row["first"]: shown.share(row["value"]) for row in of(LOCAL_SHARE, year)}),
        (
            f"{about.definitions[WITHIN[0]].name[shown.lang]} {year - 1}",
            {row["first"]: shown.share(row["value"]) for row in of(WITHIN[0], year - 1)},
        ),
        (heading("median", year - 1), {row["first"]: _days(row, shown) for row in of(LAG, year - 1, QUARTILES[1])}),
    ]


def _days(row: Row, shown: Shown) -> str:
    if pd.isna(row["value"]):
        return shown.say("withheld_cell")
    days = f"{row['value']:.0f}"
    return shown.say("more_than", days=days) if row["state"] == "not_reached" else days
