"""How many disclosed results were signed and how soon: the funnel by cohort and the lag curves, with what is still open."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import DISCLOSED, LAG, QUARTILES, WITHIN
from dashboard.charts.cohorts import Cohort, cohorts
from dashboard.charts.lag_curves import Curve, lag_curves
from dashboard.components.chart_card import chart_figure
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import Shown, block
from dashboard.rows import Row, rows_of

_SPANS = ("within_1", "within_2", "within_3")
_CURVES = 4


def cohorts_block(shown: Shown) -> Component:
    """Return the share of every year's disclosures signed within one, two and three years, open ones marked."""
    found = _cohorts(shown)
    subtitle = shown.say("cohorts_sub")
    spans = [shown.say(name) for name in _SPANS]
    drawn = cohorts(found, spans, shown.say("disclosed"), lang=shown.lang, description=subtitle)
    columns = [Column(shown.say("cohort")), Column(shown.say("disclosed"), "figure"), *(Column(one, "figure") for one in spans)]
    rows = [[str(one.year), shown.amount(one.disclosed, "count"), *_spans(one, shown)] for one in reversed(found)]
    twin = folded(shown.say("show_table"), table(columns, rows, caption=shown.say("cohorts")))
    return block("cohorts", shown.say("cohorts"), subtitle, shown, [chart_figure("cohorts", drawn, description=subtitle), twin])


def _cohorts(shown: Shown) -> list[Cohort]:
    register = shown.register
    disclosed = {int(row["year"]): row for row in rows_of(register.of(DISCLOSED))}
    within = [{int(row["year"]): row for row in rows_of(register.of(name))} for name in WITHIN]
    whole = [year for year, row in sorted(disclosed.items()) if row["state"] == "complete" and pd.notna(row["records"])]
    return [
        Cohort(
            year,
            float(disclosed[year]["records"]),
            tuple(_signed(rows.get(year)) for rows in within),
            tuple(year in rows and rows[year]["state"] == "complete" for rows in within),
        )
        for year in whole
    ]


def _signed(row: Row | None) -> float | None:
    return None if row is None or pd.isna(row["part"]) else float(row["part"])


def _spans(one: Cohort, shown: Shown) -> list[str]:
    told = []
    for signed, final in zip(one.signed, one.final, strict=True):
        share = shown.say("withheld_cell") if signed is None else f"{signed / one.disclosed * 100:.1f}%"
        told.append(share if final or signed is None else f"{shown.say('rising')} {share}")
    return told


def lags_block(shown: Shown) -> Component:
    """Return the lag curves of the latest cohorts and of the kinds of suppliers, and the quartiles of every cohort."""
    lags = shown.register.lags
    yearly = lags.loc[lags["breakdown"] == ""]
    newest = sorted({int(year) for year in yearly["cohort"]}, reverse=True)[:_CURVES]
    by_cohort = [_curve(str(year), yearly.loc[yearly["cohort"] == year]) for year in sorted(newest)]
    kinds = lags.loc[lags["breakdown"] == "supplier_kind"]
    largest = kinds.loc[kinds["month"] == 0].sort_values("at_risk", ascending=False)["part"].head(_CURVES)
    by_kind = [_curve(shown.name("supplier_kind", part), kinds.loc[kinds["part"] == part]) for part in largest]
    subtitle = shown.say("lags_sub")
    content: list[Any] = [
        _chart("lags", by_cohort, subtitle, shown),
        html.H4(shown.say("lags_by_kind")),
        _chart("lags-kinds", by_kind, subtitle, shown),
        folded(shown.say("show_table"), html.Div([_quartiles(shown), _months(by_cohort, by_kind, shown)])),
    ]
    return block("lags", shown.say("lags"), subtitle, shown, content)


def _chart(name: str, curves: list[Curve], subtitle: str, shown: Shown) -> Component:
    ends = ("；" if shown.lang == "zh" else "; ").join(f"{one.name} {one.share[-1]:.0f}%" for one in curves if one.share)
    described = f"{subtitle} {ends}"
    return chart_figure(name, lag_curves(curves, lang=shown.lang, description=described), description=described)


def _curve(name: str, rows: pd.DataFrame) -> Curve:
    ordered = rows.sort_values("month")
    censored = tuple(bool(pd.isna(one) or one > 0) for one in ordered["censored"])
    return Curve(name, tuple(int(month) for month in ordered["month"]), tuple(float(one) for one in ordered["share"]), censored)


def _quartiles(shown: Shown) -> Component:
    columns = [Column(shown.say("cohort")), *(Column(shown.say(name), "figure") for name in QUARTILES)]
    found = {name: {int(row["year"]): row for row in rows_of(shown.register.of(LAG, output=name))} for name in QUARTILES}
    years = sorted({year for rows in found.values() for year in rows}, reverse=True)
    rows = [[str(year), *(_days(found[name].get(year), shown) for name in QUARTILES)] for year in years]
    return table(columns, rows, caption=shown.say("lags"))


def _days(row: Row | None, shown: Shown) -> str:
    if row is None:
        return "—"
    if pd.isna(row["value"]):
        return shown.say("withheld_cell")
    days = f"{row['value']:.0f}"
    return shown.say("more_than", days=days) if row["state"] == "not_reached" else days


def _months(by_cohort: list[Curve], by_kind: list[Curve], shown: Shown) -> Component:
    curves = [*by_cohort, *by_kind]
    last = max((curve.months[-1] for curve in curves if curve.months), default=0)
    ends = range(12, last + 1, 12)
    heading = [Column(shown.say("part")), *(Column(f"{month // 12} {shown.say('year_count')}", "figure") for month in ends)]
    rows = [[curve.name, *(_at(curve, month) for month in ends)] for curve in curves]
    return table(heading, rows, caption=shown.say("share_signed"))


def _at(curve: Curve, month: int) -> str:
    return f"{curve.share[curve.months.index(month)]:.1f}%" if month in curve.months else "—"
