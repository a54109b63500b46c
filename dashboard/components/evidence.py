"""The evidence behind one number: who said it, why it was chosen, who said otherwise, and how it was derived."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from dash import Input, Output, callback, html
from dash.development.base_component import Component

from dashboard.analysis.revisions import revisions
from dashboard.catalog import Indicator, Unit
from dashboard.components.choices import day, href, language, store
from dashboard.components.evidence_growth import agreement
from dashboard.components.numbers import evidence_href
from dashboard.components.words import word
from dashboard.periods import parse_period
from dashboard.resolve import why_first
from dashboard.rows import Row, rows_of
from dashboard.store import Store
from dashboard.text.changes import reported_change
from dashboard.text.citation import publication_day
from dashboard.text.numbers import format_value, quantity
from dashboard.text.statements import scope_text


@callback(Output("evidence-body", "children"), Input("evidence-request", "data"), prevent_initial_call=True)
def update(request: Any) -> list[Component]:
    """Fill the dialog for the number that was opened."""
    request = request if isinstance(request, dict) else {}
    return evidence(str(request.get("observation", "")), store(), lang=language(request), as_of=day(request))


def evidence(observation: str, data: Store, *, lang: str, as_of: dt.date | None = None) -> list[Component]:
    """Return the evidence of one observation id; says so where there is no such number."""
    try:
        found = data.observation(observation, as_of=as_of)
    except ValueError:
        found = None
    if found is None:
        return [html.P(word("no_observation", lang))]
    row: Row = {str(name): value for name, value in found.items()}
    claims = rows_of(data.evidence(observation, as_of=as_of))
    return [
        *_statement(row, data, lang, as_of),
        *(_derivation(row, data, lang, as_of) if row["derived"] else []),
        *(_winner(claims, data, lang, as_of) if claims else []),
        *(_others(claims, data, lang, as_of) if len(claims) > 1 else []),
        *_history(row, data, lang, as_of),
        _permanent(row, lang, as_of),
    ]


def _statement(row: Row, data: Store, lang: str, as_of: dt.date | None) -> list[Component]:
    catalog = data.catalog
    indicator, place = catalog.indicators[row["indicator"]], catalog.places[row["place"]]
    scope = [f" · {indicator.scopes[row['scope']][lang]}"] if row["scope"] else []
    target = [f" · {word('target', lang)}"] if row["kind_class"] == "target" else []
    stated = [f" · {word('stated_on', lang)}"] if row["stated_on"] else []
    facts: list[tuple[str, Any]] = [(word("status", lang), word(f"status_{row['status']}", lang))]
    if (
        pd.notna(row["amount"])
        and row["qualifier"] == "exact"
        and row["high"] > row["low"]
        and not _counted_singly(row, indicator)
    ):
        facts.append((word("range_by_rounding", lang), _range(row, row["low"], row["high"], data, lang)))
    if pd.notna(row["change"]):
        facts.append((word("reported_change", lang), _change_text(row, indicator, catalog.units[indicator.unit], lang)))
        facts.append((word("by_levels", lang), html.Span(agreement(row, data, lang, as_of))))
    if row["differ"] and row["differ"] > 0:
        facts.append((word("range_of_claims", lang), _range(row, row["least"], row["most"], data, lang)))
    return [
        html.H2(
            [
                place.name[lang],
                " · ",
                indicator.name[lang],
                " · ",
                parse_period(row["period"]).label(lang),
                *stated,
                *scope,
                *target,
            ],
            className="evidence-of",
        ),
        html.P(format_value(row, catalog.units[indicator.unit], indicator, lang, exact=True), className="evidence-value"),
        _facts(facts),
    ]


def _counted_singly(row: Row, indicator: Indicator) -> bool:
    """Return whether a count was printed to the last unit, where half a unit either way says nothing to a reader."""
    return indicator.measure == "count" and row["precision"] == 0 and not row["derived"]


def _range(row: Row, low: float, high: float, data: Store, lang: str) -> str:
    indicator = data.catalog.indicators[row["indicator"]]
    unit = data.catalog.units[indicator.unit]
    finer = int(row["precision"]) - (0 if row["derived"] or low == row["least"] else 1)
    ends = (quantity(end, unit, indicator, lang, precision=finer, exact=True).text for end in (low, high))
    return " – ".join(ends)


def _derivation(row: Row, data: Store, lang: str, as_of: dt.date | None) -> list[Component]:
    inputs = data.claims([row["indicator"]], [row["place"]], as_of=as_of)
    named = rows_of(inputs.loc[inputs["claim"].isin(row["inputs"].split())])
    return [
        html.P(word("derived_note", lang), className="note"),
        _facts([(word("formula", lang), f"{row['formula']} = {row['amount']:.6g}")]),
        html.H3(word("inputs", lang)),
        *(_claim(claim, data, lang, as_of) for claim in named),
    ]


def _winner(claims: list[Row], data: Store, lang: str, as_of: dt.date | None) -> list[Component]:
    reasons = [(word("why_it_won", lang), word("only_claim", lang))]
    if len(claims) > 1:
        step = why_first(pd.Series(claims[0]), pd.Series(claims[1]))
        reasons = [(word("why_it_won", lang), word(f"won_{step}", lang)), (word("rule", lang), word("rule_text", lang))]
    return [html.H3(word("winner", lang)), _claim(claims[0], data, lang, as_of), _facts(reasons)]


def _others(claims: list[Row], data: Store, lang: str, as_of: dt.date | None) -> list[Component]:
    items = []
    for claim in claims[1:]:
        reason = word("lost_" + why_first(pd.Series(claims[0]), pd.Series(claim)), lang)
        items.append(html.Li([_claim(claim, data, lang, as_of), html.P(reason, className="lost")]))
    return [html.H3(word("other_claims", lang)), html.Ul(items, className="claims")]


def _claim(claim: Row, data: Store, lang: str, as_of: dt.date | None) -> Component:
    source = data.catalog.sources[claim["source"]]
    indicator = data.catalog.indicators[claim["indicator"]]
    unit = data.catalog.units[indicator.unit]
    said: list[str] = [format_value(claim, unit, indicator, lang, exact=True)] if pd.notna(claim["amount"]) else []
    said += [_change_text(claim, indicator, unit, lang)] if pd.notna(claim["change"]) else []
    facts: list[tuple[str, Any]] = [
        (word("value", lang), "，".join(said) if lang == "zh" else ", ".join(said)),
        (word("publisher", lang), source.publisher[lang]),
        (
            word("document", lang),
            html.A(
                source.title[lang],
                href=href(f"/source/{source.id}", lang=lang, as_of=as_of),
                title=word("numbers_of_source", lang),
            ),
        ),
        (word("published", lang), published(source, lang)),
        (word("grade", lang), grade_mark(source.grade, lang)),
        (
            word("link", lang),
            html.A(source.url, href=source.url, rel="noopener", className="url") if source.url else word("no_link", lang),
        ),
    ]
    facts += [(word("locator", lang), claim["locator"])] if claim["locator"] else []
    correction = data.catalog.corrections.get(claim["corrected_by"])
    if correction is not None:
        facts.append((word(f"action_{correction.action}", lang), f"{correction.reason[lang]} {correction.date}"))
    note = data.catalog.note(claim["note"], lang)
    facts += [(word("note", lang), html.Span(note, lang=_language_of(note)))] if note else []
    return _facts(facts, class_name="claim")


def _change_text(row: Row, indicator: Indicator, unit: Unit, lang: str) -> str:
    words = reported_change(row, unit, indicator, lang)
    return words.text if words else ""


def grade_mark(grade: str, lang: str) -> html.Span:
    """Return the grade of a source as a word in a frame, with what it means as its title."""
    return html.Span(word(f"grade_{grade}", lang), className=f"grade grade-{grade}", title=word(f"grade_{grade}_note", lang))


def published(source: Any, lang: str) -> str:
    """Return when a source was published, in words; says so where that is unknown or inferred."""
    if not source.published:
        return word("date_unknown", lang)
    text = parse_period(source.published).label(lang)
    return (
        f"{text}（{word('inferred', lang)}）"
        if source.published_inferred and lang == "zh"
        else (f"{text} ({word('inferred', lang)})" if source.published_inferred else text)
    )


def _language_of(text: str) -> str:
    return "zh-CN" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"


def _history(row: Row, data: Store, lang: str, as_of: dt.date | None) -> list[Component]:
    """Return what the number was believed to be, from when on, where that changed; a revised series follows the first one."""
    indicator = data.catalog.indicators[row["indicator"]]
    claims = data.claims([row["indicator"]], [row["place"]], periods=[row["period"]], as_of=as_of)
    joined = {row["scope"], *(indicator.vintages if row["scope"] in indicator.vintages else ())}
    same = (claims["kind_class"] == row["kind_class"]) & (claims["period_type"] == row["period_type"])
    beliefs = rows_of(revisions(claims.loc[same & claims["scope"].isin(joined)], data.catalog))
    if len(beliefs) < 2:
        return []
    unit = data.catalog.units[indicator.unit]
    lines = [
        html.Li(
            [
                f"{publication_day(belief['from_date'], data.catalog.sources.get(belief['source']))} ",
                html.Strong(format_value(belief | {"derived": False}, unit, indicator, lang)),
                f" {scope_text(belief, data.catalog, lang)} {data.catalog.sources[belief['source']].publisher[lang]}",
            ]
        )
        for belief in beliefs
    ]
    return [html.H3(word("history", lang)), html.Ol(lines, className="history")]


def _permanent(row: Row, lang: str, as_of: dt.date | None) -> Component:
    return html.P(html.A(word("permanent_link", lang), href=evidence_href(row["id"], lang, as_of)), className="permanent")


def _facts(facts: list[tuple[str, Any]], *, class_name: str = "facts") -> Component:
    return html.Dl([part for name, value in facts for part in (html.Dt(name), html.Dd(value))], className=class_name)
