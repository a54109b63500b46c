"""The targets of one indicator in one place: what was set, what became of it, and from which numbers that follows."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.targets import targets
from dashboard.components.briefing_parts import targets_table
from dashboard.components.numbers import number_link
from dashboard.components.words import word
from dashboard.report.content import TargetLine
from dashboard.report.numbering import Numbering
from dashboard.report.target_lines import PlaceTargets, target_lines
from dashboard.report.words import word as phrase
from dashboard.store import Store


def indicator_targets(
    found: pd.DataFrame, claims: pd.DataFrame, data: Store, *, lang: str, as_of: dt.date | None, today: dt.date | None = None
) -> list[Component]:
    """Return the section of targets, newest first; nothing where none was set.

    Args:
        found: observations of one indicator and place.
        claims: those behind them.
        data: the snapshot.
        lang: ``zh`` or ``en``.
        as_of: what was published later does not exist.
        today: the day on which it is judged; ``as_of`` where that is given.
    """
    day = as_of or today or dt.date.today()
    aims = targets(found, data.catalog, today=day, claims=claims)
    if aims.empty:
        return []
    made = PlaceTargets(data.catalog, lang, day, aims, found)
    lines = list(target_lines(made, Numbering(found, claims, data.catalog)))
    parts = [
        html.H2(word("targets", lang), id="targets"),
        targets_table(lines, lang, as_of, word("targets", lang), headed=True),
        html.P(phrase("targets_rule", lang), className="note"),
    ]
    return [html.Section([*parts, *_inputs(lines, lang, as_of)], className="panel")]


def _inputs(lines: list[TargetLine], lang: str, as_of: dt.date | None) -> list[Component]:
    """Return, for growth that was computed here, the observations it was computed from."""
    told: list[Component] = []
    for line in lines:
        behind = line.observations[1:]
        if len(behind) > 1:
            links = [part for name in behind for part in (number_link(name, name, lang, as_of=as_of), " ")]
            head = f"{line.period} {line.target} · {word('target_inputs', lang)}{'：' if lang == 'zh' else ': '}"
            told.append(html.P([head, *links], className="note"))
    return told
