"""Intake: a document in, its figures marked and reviewed one by one, accepted ones into the authored claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.catalog import GRADES, Text
from dashboard.claims import AUTHORED
from dashboard.components.choices import language, store
from dashboard.components.claim_words import change_in_words, value_in_words
from dashboard.components.intake_desk import desk, from_own_page, may_write
from dashboard.components.intake_document import candidate_table, marked_text, nothing_found, ready
from dashboard.components.intake_form import candidate_form, fault_list, lists
from dashboard.components.intake_start import date_field, id_field, select_field, start_form, text_field
from dashboard.components.intake_words import word
from dashboard.components.tables import Column, table
from dashboard.store import Store

PATH = "/intake"
TITLE = Text(zh="录入", en="Intake")
DRAWN = False
STATES = ("all", "open", "ready", "look", "accepted", "corrected", "rejected", "new_indicator")
_STORES = ("request", "batch", "step", "decision", "answer", "rebuild", "kept", "noted")
Answer = Mapping[str, Any]


def layout(**query: str) -> html.Div:
    """Return the page before anything was handed in."""
    data, lang = store(), language(query)
    writable = may_write()
    notices = [] if writable else [html.P(word("read_only", lang), className="panel note")]
    head = html.Div([html.H1(word("intake", lang)), html.P(word("intake_intro", lang), className="subtitle")])
    return html.Div(
        [
            html.Div(head, className="page-head"),
            *notices,
            *(dcc.Store(id=f"intake-{name}") for name in _STORES),
            start_form("intake", data, lang=lang, links=writable),
            html.Div(
                [
                    *([_source_panel(lang)] if writable else []),
                    _toolbar(lang, writable),
                    html.Div(id="intake-message", role="status"),
                    html.Div([html.Div(_document(lang)), html.Div(_form_panel(lang))], className="two intake-two"),
                    html.Section(html.Div(id="intake-list"), className="panel listing"),
                ],
                id="intake-work",
                hidden=True,
                **{"data-words": _script_words(lang)},
            ),
            html.Section([html.H2(word("recent", lang)), html.Div(id="intake-recent", className="recent")], className="panel"),
            html.Section([html.H2(word("wanted", lang)), html.Div(id="intake-wanted")], className="panel"),
            lists(data.catalog, lang),
        ],
        className="intake",
    )


def _script_words(lang: str) -> str:
    """Return the words that the browser script needs, ``key=words`` separated by bars."""
    keys = [*(f"state_{name}" for name in STATES), "accept_ready_sure", "rebuilding", "reviewer_first"]
    return "|".join(f"{key}={word(key, lang) if key != 'accept_ready_sure' else word(key, lang, count='#')}" for key in keys)


def _source_panel(lang: str) -> Component:
    grades = [(name, word(f"grade_{name}", lang)) for name in GRADES if name != "computed"]
    fields = [
        text_field(f"source-{key}", word(key, lang), wide=True)
        for key in ("publisher_zh", "publisher_en", "title_zh", "title_en", "url")
    ]
    return html.Section(
        [
            html.H2(word("source_panel", lang)),
            html.Div(
                [
                    text_field("intake-reviewer", word("reviewer", lang)),
                    id_field("source-id", word("source_id", lang), "", "", suggestions="list-source"),
                    text_field("source-file", word("claims_file", lang)),
                ],
                className="choices",
            ),
            html.P(word("source_offered", lang), className="note"),
            html.Div(
                [
                    *fields,
                    date_field("source-published", word("published_on", lang), lang),
                    select_field("source-grade", word("grade", lang), grades, "press"),
                ],
                className="choices",
            ),
        ],
        className="panel source-panel",
    )


def _toolbar(lang: str, writable: bool) -> Component:
    parts: list[Component] = [
        select_field("intake-filter", word("show_state", lang), [(name, word(f"state_{name}", lang)) for name in STATES]),
        html.P([html.Span(word("progress", lang)), " ", html.Output("", id="intake-progress")], className="progress"),
        html.Progress(id="intake-bar", value="0", max="1", **{"aria-label": word("progress", lang)}),
    ]
    if writable:
        parts += [
            html.Button(word("accept_ready", lang), type="button", className="button", **{"data-bulk": "ready"}),
            html.Button(word("rebuild", lang), type="button", className="button", **{"data-rebuild": "true"}),
        ]
    return html.Section(
        [html.Div(parts, className="choices"), html.P(word("shortcuts", lang), className="note")], className="panel"
    )


def _document(lang: str) -> Component:
    return html.Section([html.H2(word("document", lang)), html.Div(id="intake-document")], className="panel intake-document")


def _form_panel(lang: str) -> Component:
    first = html.P(word("choose_candidate", lang), className="muted")
    return html.Section([html.H2(word("candidate", lang)), html.Div(first, id="intake-form")], className="panel intake-form")


@callback(
    Output("intake-batch", "data"),
    Output("intake-document", "children"),
    Output("intake-list", "children"),
    Output("intake-status", "children"),
    Input("intake-request", "data"),
    prevent_initial_call=True,
)
def read(request: Any) -> tuple[Any, Any, Any, Any]:
    """Read what was handed in."""
    asked = request if isinstance(request, dict) else {}
    lang, found = language(asked), desk()
    if found is None:
        return no_update, no_update, no_update, word("no_desk", lang)
    return opened(found.read(asked, store(), lang=lang), store(), lang=lang)


def opened(answer: Answer, data: Store, *, lang: str) -> tuple[Any, Any, Any, Any]:
    """Return the batch for the browser, the marked text, the table of candidates, and what to say about them."""
    if "refused" in answer:
        said = f"{word('refused', lang)}{answer['refused']['message']}"
        return None, [], [], html.Span(said, className="refusal")
    candidates, facts = answer["candidates"], answer["document"]
    place = data.catalog.places.get(facts["place"])
    name = place.name[lang] if place else word("place_unknown", lang)
    said = word("found", lang, count=len(candidates), characters=facts["characters"], place=name)
    if not candidates:
        said = nothing_found(answer["text"], lang)
    if facts["left_out"]:
        said = f"{said} {word('left_out', lang, count=facts['left_out'])}"
    batch = {"document": facts, "candidates": [{**each, "ready": ready(each)} for each in candidates]}
    return (
        batch,
        marked_text(answer["text"], candidates, lang=lang),
        candidate_table(candidates, data, lang=lang) if candidates else [],
        said,
    )


@callback(Output("intake-form", "children"), Input("intake-step", "data"), prevent_initial_call=True)
def show(step: Any) -> Component | Any:
    """Show one candidate, compared anew with the snapshot of now."""
    asked = step if isinstance(step, dict) else {}
    found, candidate = desk(), asked.get("candidate")
    if found is None or not isinstance(candidate, dict):
        return no_update
    lang = language(asked)
    look = found.look([candidate["row"]], store(), lang=lang)[0]
    # The claims of the same text were compared when it was read; a row alone cannot contradict them.
    own = [fit for fit in candidate["fits"] if fit["own_text"]]
    fits = [*own, *(fit for fit in look["fits"] if fit["name"] not in {fit["name"] for fit in own})]
    seen = {**candidate, **look, "fits": fits, "asked": asked.get("asked", 0)}
    return candidate_form(seen, store(), lang=lang, writable=found.writable)


@callback(
    Output("intake-answer", "data"),
    Output("intake-message", "children"),
    Input("intake-decision", "data"),
    prevent_initial_call=True,
)
def decide(decision: Any) -> tuple[Any, Any]:
    """Carry out a decision: accept, reject, ask for an indicator, or undo."""
    asked = decision if isinstance(decision, dict) else {}
    lang, found = language(asked), desk()
    if found is None or not found.writable:
        return None, html.P(word("read_only", lang), className="refusal")
    if not from_own_page():
        return None, html.P(word("foreign_page", lang), className="refusal")
    if asked.get("action") == "undo":
        answer = found.undo(str(asked.get("decision", "")), str(asked.get("reviewer", "")))
    else:
        answer = found.decide(asked, store())
    return {**answer, "asked": asked.get("asked", 0)}, said_of(answer, lang)


def said_of(answer: Answer, lang: str) -> list[Component]:
    """Return what stood in the way of a decision: the faults of the whole and those of single candidates."""
    parts: list[Component] = []
    if answer["refused"]:
        parts.append(fault_list(answer["refused"], lang))
    for n, faults in answer["faults"].items():
        parts.append(html.Div([html.Strong(f"{int(n) + 1}"), fault_list(faults, lang)]))
    return [html.Div(parts, className="panel faults")] if parts else []


@callback(Output("intake-recent", "children"), Input("intake-answer", "data"))
def recent(_answer: Any) -> Component:
    """Show the latest decisions, each with a button to undo it."""
    found, lang = desk(), language(_page_query())
    entries = found.recent(20) if found else []
    if not entries:
        return html.P(word("recent_none", lang), className="muted")
    return recent_table(entries, store(), lang, writable=bool(found and found.writable))


@callback(Output("intake-wanted", "children"), Input("intake-answer", "data"))
def wanted(_answer: Any) -> Component:
    """Show which indicators editors asked for, each with an entry of the catalog to complete."""
    found, lang = desk(), language(_page_query())
    entries = found.wanted(store()) if found else []
    if not entries:
        return html.P(word("wanted_none", lang), className="muted")
    return wanted_table(entries, lang)


def wanted_table(entries: Sequence[Answer], lang: str) -> Component:
    """Return wanted indicators as a table, the catalog entry of each folded below its name."""
    columns = [Column(word(key, lang), "words") for key in ("indicator", "asked_for", "example", "why", "entry")]
    rows = [
        [
            entry["name"],
            str(entry["asked"]),
            entry["words"],
            entry["reason"],
            html.Details([html.Summary(word("entry", lang)), html.Pre(entry["entry"], tabIndex="0")]),
        ]
        for entry in entries
    ]
    return html.Div([html.P(word("wanted_intro", lang), className="note"), table(columns, rows, caption=word("wanted", lang))])


def _page_query() -> dict[str, str]:
    from urllib.parse import parse_qsl, urlsplit  # noqa: PLC0415

    import flask  # noqa: PLC0415

    return dict(parse_qsl(urlsplit(flask.request.referrer or "").query))


def recent_table(entries: Sequence[Answer], data: Store, lang: str, *, writable: bool) -> Component:
    """Return decisions as a table."""
    columns = [Column(word(key, lang)) for key in ("when", "what", "words", "reviewer", "why", "undo")]
    rows = [
        [
            entry["time"][:16].replace("T", " "),
            word(f"state_{entry['action']}", lang),
            f"{entry.get('printed', '')} · {_number(entry.get('row', {}), data, lang)}",
            entry.get("reviewer", ""),
            entry.get("reason", "") or "—",
            html.Button(word("undo", lang), type="button", className="button", **{"data-undo": entry["id"]})
            if writable
            else "—",
        ]
        for entry in entries
    ]
    return table(columns, rows, caption=word("recent", lang))


def _number(row: Answer, data: Store, lang: str) -> str:
    whole = dict.fromkeys(AUTHORED, "") | {key: str(value) for key, value in row.items()}
    return value_in_words(whole, data.catalog, lang) or change_in_words(whole, data.catalog, lang) or "—"


@callback(
    Output("intake-noted", "data"),
    Output("intake-message", "children", allow_duplicate=True),
    Input("intake-rebuild", "data"),
    prevent_initial_call=True,
)
def rebuild(asked: Any) -> tuple[Any, Any]:
    """Build the snapshot anew, so that every page shows what was accepted."""
    asked = asked if isinstance(asked, dict) else {}
    lang, found = language(asked), desk()
    if found is None or not found.writable or not from_own_page():
        return None, html.P(word("read_only", lang), className="refusal")
    answer = found.rebuild()
    if "faults" in answer:
        return None, html.Div(
            [html.P(word("build_failed", lang)), fault_list(answer["faults"], lang)], className="panel faults"
        )
    return answer["snapshot"], html.P(word("rebuilt", lang, **answer), className="panel")


clientside_callback(
    ClientsideFunction("intake", "opened"),
    Output("intake-kept", "data"),
    Input("intake-batch", "data"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("intake", "answered"),
    Output("intake-kept", "data", allow_duplicate=True),
    Input("intake-answer", "data"),
    prevent_initial_call=True,
)
