"""One candidate as a form: the words it rests on, what was read, the arithmetic, what the store says, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog, Indicator, Place
from dashboard.changes import STATED_UNITS
from dashboard.claims import KINDS
from dashboard.components.intake_document import proposal, store_says, verdict_tag
from dashboard.components.intake_start import id_field, select_field, text_field
from dashboard.components.intake_words import column_word, word
from dashboard.components.markup import still
from dashboard.components.review_messages import check_words, fault_words
from dashboard.intervals import QUALIFIERS
from dashboard.store import Store

Candidate = Mapping[str, Any]
LISTS = ("indicator", "place", "unit", "source")
_PERIOD_TYPES = ("year_to_date", "cumulative", "flow", "stock")


def lists(catalog: Catalog, lang: str) -> Component:
    """Return the lists from which the fields of every form are chosen: ids with their names."""
    named: dict[str, list[tuple[str, str]]] = {
        "indicator": [(entry.id, entry.name[lang]) for entry in catalog.indicators.values()],
        "place": [(entry.id, entry.name[lang]) for entry in catalog.places.values()],
        "unit": [(form, form) for form in catalog.printed_units],
        "source": [(entry.id, f"{entry.publisher[lang]} {entry.title[lang]}") for entry in catalog.sources.values()],
    }
    return still(
        html.Div(
            [html.Datalist([html.Option(words, value=key) for key, words in named[name]], id=f"list-{name}") for name in LISTS]
        )
    )


def candidate_form(candidate: Candidate, data: Store, *, lang: str, writable: bool) -> Component:
    """Return the form of one candidate; assets/intake.js reads its fields by their ids ``field-…``."""
    row = candidate["row"]
    return html.Div(
        [
            html.H3([f"{candidate['n'] + 1} · ", candidate["printed"]], id="candidate-title"),
            _quotation(candidate),
            html.P(proposal(row, data, lang, suggestions=candidate["suggestions"]), className="proposal"),
            html.Div([verdict_tag(candidate, lang), " ", html.Span(store_says(candidate, lang))], className="store-says"),
            *_doubts(candidate, lang),
            *_faults(candidate["faults"], lang),
            _suggestions(candidate, data.catalog, lang),
            _buttons(candidate, lang, writable),
            html.Div(_fields(row, data.catalog, lang), className="form-fields"),
            _teach(candidate, lang),
            text_field("field-reason", word("reason", lang), wide=True),
            _arithmetic(candidate, lang),
        ],
        # A new key makes the browser build the fields anew, so that nothing typed for one candidate stays for the next.
        key=f"{candidate['n']}-{candidate.get('asked', 0)}",
        role="group",
        **{"aria-labelledby": "candidate-title"},
    )


def _quotation(candidate: Candidate) -> Component:
    start, end = candidate["at"]
    words = candidate["sentence"]
    return html.Blockquote([words[:start], html.Strong(words[start:end]), words[end:]], lang="zh-CN", className="quotation")


def _doubts(candidate: Candidate, lang: str) -> list[Component]:
    if not candidate["doubts"]:
        return []
    return [html.Ul([html.Li(word(doubt, lang)) for doubt in candidate["doubts"]], className="findings doubts")]


def _faults(faults: Sequence[Mapping[str, Any]], lang: str) -> list[Component]:
    if not faults:
        return []
    return [
        html.Div(
            [html.P(html.Strong(word("faults", lang))), fault_list(faults, lang)],
            className="faults",
        )
    ]


def fault_list(faults: Sequence[Mapping[str, Any]], lang: str) -> Component:
    """Return faults as a list: the column, what is wrong and what to do."""
    return html.Ul(
        [html.Li([_column(fault["column"], lang), fault_words(fault, lang)]) for fault in faults], className="findings"
    )


def _column(column: str | None, lang: str) -> str:
    return f"{column_word(column, lang)}{'：' if lang == 'zh' else ': '}" if column else ""


def _suggestions(candidate: Candidate, catalog: Catalog, lang: str) -> Component:
    known = [name for name in candidate["suggestions"] if name in catalog.indicators]
    if not known:
        return html.Div()
    buttons = [
        html.Button(catalog.indicators[name].name[lang], type="button", className="button", **{"data-suggestion": name})
        for name in known
    ]
    return html.Div([html.Span(word("suggestions", lang), className="muted"), *buttons], className="choices suggestions")


def _fields(row: Mapping[str, str], catalog: Catalog, lang: str) -> list[Component]:
    indicator = catalog.indicators.get(row["indicator"])
    scopes = [
        ("", word("own_default", lang)),
        *((key, words[lang]) for key, words in (indicator.scopes if indicator else {}).items()),
    ]
    none = ("", word("none", lang))
    kinds = [(name, word(f"kind_{name}", lang)) for name in KINDS]
    types = [("", word("own_default", lang)), *((name, word(name, lang)) for name in _PERIOD_TYPES)]
    qualifiers = [(name, word(name, lang)) for name in QUALIFIERS]

    def line(name: str, suggestions: str = "") -> Component:
        return text_field(f"field-{name}", word(name, lang), row[name], suggestions=suggestions)

    def named(name: str, entry: Indicator | Place | None) -> Component:
        known = entry.name[lang] if entry else ""
        return id_field(f"field-{name}", word(name, lang), row[name], known, suggestions=f"list-{name}")

    return [
        named("indicator", indicator),
        named("place", catalog.places.get(row["place"])),
        line("period"),
        select_field("field-period_type", word("period_type", lang), types, row["period_type"]),
        line("value"),
        line("unit", "list-unit"),
        select_field("field-qualifier", word("qualifier", lang), qualifiers, row["qualifier"] or "exact"),
        select_field("field-kind", word("kind", lang), kinds, row["kind"]),
        line("change"),
        select_field(
            "field-change_unit",
            word("change_unit", lang),
            [none, *((name, word(name, lang)) for name in STATED_UNITS)],
            row["change_unit"],
        ),
        line("change_base"),
        select_field("field-change_qualifier", word("change_qualifier", lang), qualifiers, row["change_qualifier"] or "exact"),
        select_field("field-scope", word("scope", lang), scopes, row["scope"]),
        line("locator"),
        text_field("field-note", word("note", lang), row["note"], wide=True),
    ]


def _teach(candidate: Candidate, lang: str) -> Component:
    """Return whether to remember the wording: offered as yes where no indicator has this name yet."""
    options = [("yes", word("teach_yes", lang, words=candidate["printed"])), ("", word("teach_no", lang))]
    return select_field("field-teach", word("teach", lang), options, "yes" if "no_indicator" in candidate["doubts"] else "")


def _buttons(candidate: Candidate, lang: str, writable: bool) -> Component:
    if not writable:
        return html.P(word("read_only", lang), className="note")
    actions = ["undo"] if candidate["state"] != "open" else ["accept", "reject", "new_indicator", "recheck"]
    return html.Div(
        [
            html.Button(
                word(action, lang),
                type="button",
                className="button primary" if action == "accept" else "button",
                **{"data-action": action},
            )
            for action in actions
        ],
        className="choices decision",
    )


def _arithmetic(candidate: Candidate, lang: str) -> Component:
    checks = [*candidate["fits"], *candidate["checks"]]
    if not checks:
        return html.P(word("no_checks", lang), className="note")
    items = [
        html.Li([html.Strong("✓ " if check["holds"] else "✗ " if check["holds"] is False else "? "), check_words(check, lang)])
        for check in checks
    ]
    return html.Div([html.P(html.Strong(word("checks", lang))), html.Ul(items, className="findings")])
