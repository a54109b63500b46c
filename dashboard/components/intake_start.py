"""The form in which a document is handed in: pasted, linked or dropped."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.intake_words import word
from dashboard.components.places import place_groups
from dashboard.store import Store


def start_form(prefix: str, data: Store, *, lang: str, links: bool) -> Component:
    """Return the form, whose parts' ids begin with ``prefix``; ``links`` where pages may be fetched.

    assets/intake.js works it.
    """
    key = f"{prefix}-text"
    parts: list[Component] = [
        html.Label(
            [html.Span(word("paste", lang)), html.Textarea(id=key, rows=7, maxLength=200_000)],
            htmlFor=key,
            className="choice wide",
        )
    ]
    if links:
        parts.append(text_field(f"{prefix}-link", word("or_link", lang), wide=True))
    # The browser script puts a file input here: Dash has none, and its upload part is neither labelled nor a button.
    parts.append(
        html.Div(id=f"{prefix}-file", className="file-drop", **{"data-file": prefix, "data-label": word("or_file", lang)})
    )
    parts.append(
        html.Div(
            [
                _place(prefix, data, lang),
                date_field(f"{prefix}-published", word("published_on", lang), lang),
                html.Button(
                    word("read", lang),
                    type="button",
                    className="button primary",
                    **{
                        "data-read": prefix,
                        "data-waiting": word("reading", lang),
                        "data-empty": word("nothing_given", lang),
                        "data-unreadable": word("file_changed", lang),
                    },
                ),
            ],
            className="choices",
        )
    )
    parts.append(html.P(word("place_rule", lang), className="note"))
    parts.append(html.P(id=f"{prefix}-status", role="status", className="intake-status"))
    return html.Section([html.H2(word("document", lang)), *parts], className="panel start-form")


def text_field(key: str, label: str, value: str = "", *, wide: bool = False, suggestions: str = "") -> html.Label:
    """Return a labelled line of text; ``suggestions`` is the id of a list to choose from."""
    options: dict[str, Any] = {"list": suggestions} if suggestions else {}
    field = dcc.Input(id=key, type="text", value=value, autoComplete="off", maxLength=2_000, **options)
    return html.Label([html.Span(label), field], htmlFor=key, className="choice wide" if wide else "choice")


def id_field(key: str, label: str, value: str, name: str, *, suggestions: str) -> html.Div:
    """Return a labelled line for an id with its name below; assets/intake.js keeps the name in step with what is typed."""
    shown = html.Output(name, id=f"{key}-name", htmlFor=key, className="field-name")
    return html.Div([text_field(key, label, value, suggestions=suggestions), shown], className="field")


def date_field(key: str, label: str, lang: str) -> html.Div:
    """Return a labelled date; assets/intake.js writes it as YYYY-MM-DD and says at once where it is none."""
    words = {"data-words": word("bad_date", lang, text="#")}
    said = html.Output(id=f"{key}-said", htmlFor=key, className="field-fault", **words)
    return html.Div([text_field(key, label), said], className="field")


def select_field(key: str, label: str, options: list[tuple[str, str]], value: str = "") -> html.Label:
    """Return a labelled list of ``(value, words)``."""
    items = [html.Option(words, value=name, selected=name == value) for name, words in options]
    return html.Label([html.Span(label), html.Select(items, id=key)], htmlFor=key, className="choice")


def _place(prefix: str, data: Store, lang: str) -> html.Label:
    key = f"{prefix}-place"
    groups = place_groups(data.catalog, lang, among=set(data.catalog.places))
    options: list[Component] = [html.Option(word("find_place", lang), value="")]
    options += [
        html.Optgroup([html.Option(name, value=place) for place, name in group], label=heading)
        for heading, group in groups.items()
        if group
    ]
    return html.Label(
        [html.Span(word("place_of_document", lang)), html.Select(options, id=key)], htmlFor=key, className="choice"
    )
