"""The trend of one indicator: what was published as points, lines only where points compare, targets and events beside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.analysis.comparability import breaks_at, with_span
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog.model import Event, Indicator, Unit
from dashboard.charts.axes import Window, amount_axis, time_axis, window
from dashboard.charts.empty import empty
from dashboard.charts.labels import point_labels, series_labels
from dashboard.charts.points import LOSING, Scene, hover, position, scene, symbol
from dashboard.charts.rules import BELOW, PHONE, Rule, headroom, labels, marks, on_a_phone, placed, shapes
from dashboard.charts.segments import runs, unsure
from dashboard.charts.template import MUTED, SERIES, SMALL, figure, text_width
from dashboard.claims import KEY
from dashboard.periods import parse_period

EMPHASISED = len(SERIES)
_TOP, _UNIT = 26, 4
"""Pixels above the plot, and of them below the unit."""
_LABELLED_POINTS = 9
"""Up to so many points of a single series carry their number."""


@dataclass(frozen=True)
class Series:
    """The rows of one place under one counting rule, with its name and colour; others are muted."""

    name: str
    colour: str
    emphasised: bool
    first: bool
    rows: list[Row]

    @property
    def width(self) -> float:
        """Return the width of its line: the first is broad enough to show beside another that lies on it."""
        return 3.5 if self.first else 2 if self.emphasised else 1

    @property
    def size(self) -> float:
        """Return the size of its marks."""
        return 10 if self.first else 7 if self.emphasised else 4


def trend(
    observations: pd.DataFrame,
    claims: pd.DataFrame,
    indicator: Indicator,
    unit: Unit,
    names: Mapping[str, str],
    events: Sequence[Event] = (),
    *,
    lang: str = "zh",
    description: str = "",
) -> go.Figure:
    """Return the trend of an indicator.

    Args:
        observations: of this indicator, with their ``id``; targets among them are drawn as such. Sums over several years are
            left out, unless there is nothing else; so are all counting rules but one where several places are drawn.
        claims: stored claims of the same numbers; those that were not chosen and differ are drawn small.
        indicator: decides the direction and the foot of the axis.
        unit: the indicator's unit.
        names: places to draw and what to call them, the most important first; the first four series are emphasised.
        events: milestones, drawn as labelled rules.
        lang: ``zh`` or ``en``.
        description: the text alternative, kept in ``layout.meta.description``.

    Returns:
        A figure without title; ``customdata`` of every point is an observation's id.
    """
    shown = _shown(observations.loc[observations["place"].isin(list(names))], indicator, many=len(names) > 1)
    if shown.empty:
        return empty("没有可画的数字" if lang == "zh" else "No figure to draw", lang=lang)
    seen = scene(shown["amount"], indicator, unit, lang)
    rows = rows_of(shown.sort_values(["period_end", "id"]))
    held = window(rows, seen)
    series = _series([row for row in rows if row["kind_class"] == "outcome"], indicator, names, lang)
    aims = [row for row in rows if row["kind_class"] == "target"]
    ruled = _rules(indicator, list(names), events, lang)
    rules, phone = placed(ruled, held), placed(ruled, held, PHONE)
    traces = [
        *marks(rules, held),
        *(trace for one in _back_to_front(series) for trace in _drawn(one, seen, many=len(series) > 1)),
        *_losing(claims, shown, seen, names),
        *_hedges(series, seen, held),
        *_targets(aims, series, seen),
    ]
    return figure(
        traces,
        lang=lang,
        description=description,
        meta={"narrow": on_a_phone(rules, phone, top=_TOP, above=_UNIT), "narrow_below": BELOW} if rules else {},
        shapes=shapes(rules),
        annotations=[*labels(rules), _unit_label(seen, headroom(rules)), *_texts(series, rows, aims, seen, held)],
        margin={"l": 8, "r": _right_margin(series), "t": _TOP + headroom(rules), "b": 8},
        xaxis=time_axis(held),
        yaxis=amount_axis(held, seen),
    )


def _shown(observations: pd.DataFrame, indicator: Indicator, *, many: bool) -> pd.DataFrame:
    valued = with_span(observations.loc[observations["amount"].notna()])
    single = valued.loc[valued["period_type"] != "cumulative"]
    kept = valued if single.empty else single
    return kept.loc[kept["scope"] == _one_scope(kept, indicator)] if many and not kept.empty else kept


def _one_scope(rows: pd.DataFrame, indicator: Indicator) -> str:
    """Return the counting rule under which places are compared: the headline one where it has values, else the commonest."""
    scopes = rows["scope"].value_counts()
    return indicator.headline_scope if indicator.headline_scope in scopes.index else str(scopes.index[0])


def _series(rows: list[Row], indicator: Indicator, names: Mapping[str, str], lang: str) -> list[Series]:
    """Return the series, places in the order given and within each the headline scope first."""
    scopes = {row["scope"] for row in rows}
    keys = sorted(
        {(row["place"], row["scope"]) for row in rows},
        key=lambda key: (list(names).index(key[0]), key[1] != indicator.headline_scope, key[1] != "", key[1]),
    )
    return [
        Series(
            name=_name(place, scope, indicator, names, lang, many_scopes=len(scopes) > 1),
            colour=SERIES[n] if n < EMPHASISED else MUTED,
            emphasised=n < EMPHASISED,
            first=n == 0,
            rows=[row for row in rows if (row["place"], row["scope"]) == (place, scope)],
        )
        for n, (place, scope) in enumerate(keys)
    ]


def _name(place: str, scope: str, indicator: Indicator, names: Mapping[str, str], lang: str, *, many_scopes: bool) -> str:
    rule = indicator.scopes[scope][lang] if scope else ("指标口径" if lang == "zh" else "own definition")
    if not many_scopes:
        return names[place]
    return rule if len(names) == 1 else f"{names[place]}（{rule}）" if lang == "zh" else f"{names[place]} ({rule})"


def _back_to_front(series: list[Series]) -> list[Series]:
    """Return the series in the order of drawing: muted ones first, then the emphasised, the first broadest and undermost."""
    return sorted(series, key=lambda one: one.emphasised)


def _drawn(series: Series, seen: Scene, *, many: bool) -> list[go.Scatter]:
    stretches = runs(series.rows, seen.indicator)
    name = series.name if many else ""
    line = {"color": series.colour, "width": series.width}
    solid = go.Scatter(
        **_path([_firm_parts(stretch) for stretch in stretches], seen),
        mode="lines",
        line=line,
        hoverinfo="skip",
        name=series.name,
    )
    dashed = go.Scatter(
        **_path([[list(pair)] for pair in unsure(stretches)], seen), mode="lines", line=line | {"dash": "dot"}, hoverinfo="skip"
    )
    return [trace for trace in (solid, dashed) if trace.x] + [_marks(series, seen, name)]


def _firm_parts(stretch: list[Row]) -> list[list[Row]]:
    """Return the parts of a stretch that a solid line joins: it stops at every point that is not firm."""
    weak = unsure([stretch])
    parts: list[list[Row]] = [[]]
    for n, row in enumerate(stretch):
        if n and any(pair[1] is row for pair in weak):
            parts.append([])
        parts[-1].append(row)
    return [part for part in parts if len(part) > 1]


def _path(groups: list[list[list[Row]]], seen: Scene) -> dict[str, list[float | None]]:
    """Return the points of many lines as one path, None between them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in (part for group in groups for part in group):
        xs += [None] * bool(xs) + [position(row) for row in part]
        ys += [None] * bool(ys) + [seen.height(row["amount"]) for row in part]
    return {"x": xs, "y": ys}


def _marks(series: Series, seen: Scene, name: str) -> go.Scatter:
    return go.Scatter(
        x=[position(row) for row in series.rows],
        y=[seen.height(row["amount"]) for row in series.rows],
        mode="markers",
        marker={
            "symbol": [symbol(row) for row in series.rows],
            "size": series.size,
            "color": series.colour,
            "line": {"width": 2 if series.emphasised else 1, "color": series.colour},
        },
        customdata=[row["id"] for row in series.rows],
        hovertext=[hover(row, seen, name) for row in series.rows],
        hoverinfo="text",
        cliponaxis=False,
        name=series.name,
    )


def _losing(claims: pd.DataFrame, shown: pd.DataFrame, seen: Scene, names: Mapping[str, str]) -> list[go.Scatter]:
    """Return the claims that were not chosen and differ from the one that was, as small crosses."""
    key = list(KEY)
    chosen = shown.set_index(key)[["id", "amount", "claim", "qualifier"]].add_prefix("chosen_")
    rivals = claims.loc[claims["amount"].notna()].join(chosen, on=key, how="inner")
    rivals = rivals.loc[(rivals["claim"] != rivals["chosen_claim"]) & (rivals["amount"] != rivals["chosen_amount"])]
    if rivals.empty:
        return []
    rows = rows_of(rivals.assign(derived=False))
    note = seen.say("未采用的说法", "claim not chosen")
    return [
        go.Scatter(
            x=[position(row) for row in rows],
            y=[seen.height(row["amount"]) for row in rows],
            mode="markers",
            marker={"symbol": LOSING, "size": 6, "color": MUTED},
            customdata=[row["chosen_id"] for row in rows],
            hovertext=[f"{hover(row, seen, names[row['place']] if len(names) > 1 else '')}<br>{note}" for row in rows],
            hoverinfo="text",
            cliponaxis=False,
            name=note,
        )
    ]


def _hedges(series: list[Series], seen: Scene, held: Window) -> list[go.Scatter]:
    """Return the open or wide ranges that hedged values stand for: an arrow from a bound, a bar for an about."""
    return [hedge(row, seen, one.colour, held.reach) for one in series for row in one.rows if row["qualifier"] != "exact"]


def hedge(row: Row, seen: Scene, colour: str, reach: float, *, size: int = 10, **axes: Any) -> go.Scatter:
    """Return what a hedged value can stand for: an arrow of length ``reach`` from a bound, a bar for an about."""
    at, bound = position(row), seen.height(row["amount"])
    below, above = math.isinf(row["low"]), math.isinf(row["high"])
    ends = [bound - abs(reach) if below else seen.height(row["low"]), bound + abs(reach) if above else seen.height(row["high"])]
    up, down = ("arrow-down", "arrow-up") if reach < 0 else ("arrow-up", "arrow-down")
    return go.Scatter(
        x=[at, at],
        y=ends,
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={
            "symbol": [down if below else "line-ew", up if above else "line-ew"],
            "size": size,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        customdata=[row["id"]] * 2,
        hovertext=[hover(row, seen)] * 2,
        hoverinfo="text",
        cliponaxis=False,
        name=seen.say("有保留的数字", "hedged value"),
        **axes,
    )


def _targets(aims: list[Row], series: list[Series], seen: Scene) -> list[go.Scatter]:
    if not aims:
        return []
    colours = {row["place"]: one.colour for one in reversed(series) for row in one.rows}
    return [
        go.Scatter(
            x=[position(row) for row in aims],
            y=[seen.height(row["amount"]) for row in aims],
            mode="markers",
            marker={
                "symbol": [symbol(row) for row in aims],
                "size": 11,
                "color": [colours.get(row["place"], SERIES[0]) for row in aims],
                "line": {"width": 2.5, "color": [colours.get(row["place"], SERIES[0]) for row in aims]},
            },
            customdata=[row["id"] for row in aims],
            hovertext=[hover(row, seen) for row in aims],
            hoverinfo="text",
            cliponaxis=False,
            name=seen.say("目标", "target"),
        )
    ]


def _rules(indicator: Indicator, places: list[str], events: Sequence[Event], lang: str) -> list[Rule]:
    breaks = {entry.period: entry for place in places for entry in breaks_at(indicator, place)}
    word = "口径变化" if lang == "zh" else "break"
    ruptures = [
        Rule(entry.period, word, note=_broken(entry.note[lang], word, lang), is_break=True) for entry in breaks.values()
    ]
    return [*ruptures, *(_milestone(event, indicator, lang) for event in events)]


def _broken(note: str, word: str, lang: str) -> str:
    return f"{word}：{note}" if lang == "zh" else f"{word}: {note}"


def _milestone(event: Event, indicator: Indicator, lang: str) -> Rule:
    said = f"{parse_period(event.date).label(lang)}<br>{event.name[lang]}"
    return Rule(event.date, event.name[lang], note=said, minor=indicator.id not in event.indicators)


def _right_margin(series: list[Series]) -> int:
    """Return room for the names that stand right of the last points."""
    names = [one.name for one in series if one.emphasised] if len(series) > 1 else []
    return max((round(text_width(f"● {name}")) for name in names), default=14)


def _unit_label(seen: Scene, above: int) -> dict[str, Any]:
    return {
        "x": 0, "xref": "paper", "y": 1, "yref": "paper", "text": seen.scale.label, "showarrow": False,
        "xanchor": "left", "yanchor": "bottom", "yshift": _UNIT + above, "xshift": -6, "font": {"size": SMALL},
    }  # fmt: skip


def _texts(series: list[Series], rows: list[Row], aims: list[Row], seen: Scene, held: Window) -> list[dict[str, Any]]:
    """Return the numbers beside the points of a single short series, else of its last and its special points.

    Several series have their names at their ends instead.
    """
    if len(series) > 1:
        named = series_labels([(one.name, one.colour, one.rows) for one in series if one.emphasised], seen, held)
        return [*named, *point_labels(aims, rows, seen, held)] if len(series) <= EMPHASISED else named
    if len(rows) <= _LABELLED_POINTS:
        return point_labels(rows, rows, seen, held)
    plain = [row for row in rows if not row["stated_on"] and row["kind_class"] == "outcome"]
    special = [row for row in rows if row["stated_on"] or row["kind_class"] == "target"]
    return point_labels([*plain[:1], *plain[-1:], *special], rows, seen, held)
