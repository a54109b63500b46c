"""Text check: a draft in, each of its numbers compared with the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from dash import Input, Output, callback, dcc, html
from dash.development.base_component import Component

from dashboard.catalog import Text
from dashboard.components.choices import language, store
from dashboard.components.intake_desk import desk, may_write
from dashboard.components.intake_document import check_table, marked_text, nothing_found, verdict
from dashboard.components.intake_start import start_form
from dashboard.components.intake_words import word
from dashboard.store import Store

PATH = "/check-text"
TITLE = Text(zh="核对文稿", en="Check a text")
DRAWN = False


def layout(**query: str) -> html.Div:
    """Return the page before a text was handed in."""
    data, lang = store(), language(query)
    head = html.Div([html.H1(word("check_text", lang)), html.P(word("check_text_intro", lang), className="subtitle")])
    return html.Div(
        [
            html.Div(head, className="page-head"),
            dcc.Store(id="check-request"),
            start_form("check", data, lang=lang, links=may_write()),
            html.Div(id="check-result"),
        ],
        className="intake",
    )


@callback(
    Output("check-result", "children"),
    Output("check-status", "children"),
    Input("check-request", "data"),
    prevent_initial_call=True,
)
def check(request: Any) -> tuple[list[Component], Any]:
    """Compare each number of what was handed in with the store."""
    asked = request if isinstance(request, dict) else {}
    lang, found = language(asked), desk()
    if found is None:
        return [], word("no_desk", lang)
    return checked(found.read(asked, store(), lang=lang), store(), lang=lang)


def checked(answer: Mapping[str, Any], data: Store, *, lang: str) -> tuple[list[Component], Any]:
    """Return the text with its numbers marked by what the comparison says, the same as a table, and a summary."""
    if "refused" in answer:
        said = f"{word('refused', lang)}{answer['refused']['message']}"
        return [], html.Span(said, className="refusal")
    candidates = answer["candidates"]
    if not candidates:
        return [html.Section(marked_text(answer["text"], [], lang=lang), className="panel")], nothing_found(
            answer["text"], lang
        )
    place = data.catalog.places.get(answer["document"]["place"])
    counts = Counter(verdict(each) for each in candidates)
    summary = word(
        "summary",
        lang,
        agrees=counts["agrees"],
        differs=counts["differs"],
        contradicts=counts["contradicts"],
        unknown=counts["unknown"] + counts["unlinked"],
        place=place.name[lang] if place else word("place_unknown", lang),
    )
    if answer["document"]["left_out"]:
        summary = f"{summary} {word('left_out', lang, count=answer['document']['left_out'])}"
    text = marked_text(answer["text"], candidates, lang=lang, by_verdict=True)
    return [
        html.Section([html.H2(word("document", lang)), text], className="panel checked-text"),
        html.Section([html.H2(word("result", lang)), check_table(candidates, data, lang=lang)], className="panel"),
    ], summary
