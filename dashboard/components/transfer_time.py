"""How many disclosed results were signed and how soon: the funnel by cohort and the lag curves, with what is still open."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import LAG, QUARTILES, STAGES, WITHIN, Cohort, cohorts_of
from dashboard.charts.cohorts import cohorts
from dashboard.charts.lag_curves import Curve, lag_curves
from dashboard.charts.stages import stages
from dashboard.components.chart_card import chart_figure
from dashboard.components.tables import Column, folded, table
from dashboard.components.transfer_block import Shown, block
from dashboard.rows import Row, rows_of

_SPANS = ("within_1", "within_2", "within_3")
_STAGES = ("stage_evaluated", "stage_proof", "stage_pilot", "stage_signed", "stage_production")
_CURVES = 4


def cohorts_block(shown: Shown) -> Component:
    """Return the share of every year's disclosures signed within one, two and three years, open ones marked."""
    found = cohorts_of(shown.register, WITHIN)
    subtitle = shown.say("cohorts_sub")
    spans = [shown.say(name) for name in _SPANS]
    drawn = cohorts(found, spans, shown.say("disclosed"), lang=shown.lang, description=subtitle)
    content = [chart_figure("cohorts", drawn, description=subtitle), _twin("cohorts", found, spans, shown)]
    return block("cohorts", shown.say("cohorts"), subtitle, shown, content)


def stages_block(shown: Shown) -> Component | None:
    """Return how many of a year's disclosures came to each stage within three years; None where the register lacks stages."""
    found = cohorts_of(shown.register, STAGES)
    if not any(any(share for share in one.reached) for one in found):
        return None
    subtitle = shown.say("stages_sub")
    names = [shown.say(name) for name in _STAGES]
    chosen = [one for one in found if one.year in _latest(found)]
    drawn = stages(chosen, names, lang=shown.lang, description=subtitle)
    content = [chart_figure("stages", drawn, description=subtitle, plot=False), _twin("stages", found, names, shown)]
    return block("stages", shown.say("stages"), subtitle, shown, content)


def _latest(found: list[Cohort]) -> set[int]:
    """Return the last two years observed long enough, and the first two that are not."""
    whole = [one.year for one in found if all(one.final)]
    return {*whole[-2:], *[one.year for one in found if one.year not in whole][:2]}


def _twin(name: str, found: list[Cohort], headings: list[str], shown: Shown) -> Component:
    columns = [Column(shown.say("cohort")), Column(shown.say("disclosed"), "figure")]
    columns += [Column(one, "figure") for one in headings]
    rows = [[str(one.year), shown.amount(one.disclosed, "count"), *_shares(one, shown)] for one in reversed(found)]
    return folded(shown.say("show_table"), table(columns, rows, caption=shown.say(name)))


def _shares(one: Cohort, shown: Shown) -> list[str]:
    told = []
    for n, final in enumerate(one.final):
        share = one.share(n)
        said = shown.say("withheld_cell") if share is None else f"{share:.1f}%"
        told.append(said if final or share is None else f"{shown.say('rising')} {said}")
    return told


def lags_block(shown: Shown) -> Component:
    """Return the lag curves of the latest cohorts and of the largest parts of the chosen column, with quartiles and risks.

    A column that says nothing of supply, such as the size of the recipient, has no lags: unsigned results have no recipient.
    """
    lags = shown.register.lags
    yearly = lags.loc[lags["breakdown"] == ""]
    newest = sorted({int(year) for year in yearly["cohort"]}, reverse=True)[:_CURVES]
    by_cohort = [_curve(str(year), yearly.loc[yearly["cohort"] == year]) for year in sorted(newest)]
    by = shown.by if (lags["breakdown"] == shown.by).any() else "supplier_kind"
    by_part = _by_part(lags.loc[(lags["breakdown"] == by) & (lags["part"] != "")], by, shown)
    subtitle, name = shown.say("lags_sub"), shown.register.about.column(by, shown.lang).lower()
    content: list[Any] = [
        html.H4(shown.say("lags_by_cohort")),
        _chart("lags", by_cohort, subtitle, shown),
        html.H4(shown.say("lags_by", by=name)),
        _chart("lags-parts", by_part[:_CURVES], subtitle, shown),
        folded(shown.say("show_table"), html.Div([_quartiles(shown), _months(by_cohort, by_part, shown)])),
    ]
    return block("lags", shown.say("lags"), subtitle, shown, content)


def _by_part(lags: pd.DataFrame, by: str, shown: Shown) -> list[Curve]:
    """Return the curves of all parts, the chosen one first, the others by how many results they rest on."""
    sizes = lags.loc[lags["month"] == 0].sort_values(["at_risk", "part"], ascending=[False, True])
    parts = sorted(sizes["part"], key=lambda part: part != shown.part)
    groups = {str(part): rows for part, rows in lags.groupby("part")}
    return [_curve(shown.name(by, part), groups[part]) for part in parts]


def _chart(name: str, curves: list[Curve], subtitle: str, shown: Shown) -> Component:
    ends = ("；" if shown.lang == "zh" else "; ").join(f"{one.name} {one.share[-1]:.0f}%" for one in curves if one.share)
    described = f"{subtitle} {ends}"
    return chart_figure(name, lag_curves(curves, lang=shown.lang, description=described), description=described)


def _curve(name: str, rows: pd.DataFrame) -> Curve:
    ordered = rows.sort_values("month")
    return Curve(
        name,
        tuple(ordered["month"].astype(int).tolist()),
        tuple(ordered["share"].tolist()),
        tuple((ordered["censored"].isna() | (ordered["censored"] > 0)).tolist()),
        tuple(ordered["at_risk"].astype(int).tolist()),
    )


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


def _months(by_cohort: list[Curve], by_part: list[Curve], shown: Shown) -> Component:
    """Return what share of each curve was signed at the end of each year, and how many were still unsigned and watched."""
    curves = [*by_cohort, *by_part]
    last = max((curve.months[-1] for curve in curves if curve.months), default=0)
    ends = range(12, last + 1, 12)
    heading = [Column(shown.say("part"))]
    heading += [Column(f"{month // 12} {shown.say('year_count')}", "figure") for month in ends]
    rows = [[curve.name, *(_at(curve, month, shown) for month in ends)] for curve in curves]
    return table(heading, rows, caption=shown.say("share_signed"))


def _at(curve: Curve, month: int, shown: Shown) -> str:
    if month not in curve.months:
        return "—"
    at = curve.months.index(month)
    return shown.say("signed_of", share=f"{curve.share[at]:.1f}%", left=curve.at_risk[at])
