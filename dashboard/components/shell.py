"""The frame around every page: header, navigation, the evidence dialog, footer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.choices import HOME_PLACE, href
from dashboard.components.words import word
from dashboard.store import Store

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("overview", "/"),
    ("indicators", "/indicator"),
    ("explore", "/explore"),
    ("compare", "/compare"),
    ("transfer_page", "/transfer"),
    ("ecosystem_page", "/ecosystem"),
    ("evidence_page", "/evidence"),
    ("intake", "/intake"),
    ("check_text", "/check-text"),
)
THEMES = ("auto", "light", "dark", "contrast")


def frame(content: Any, *, lang: str, path: str, query: Mapping[str, str], store: Store) -> html.Div:
    """Return the whole page: the frame with ``content`` as its main part."""
    place = query.get("place") if query.get("place") in store.catalog.places else None
    return html.Div(
        [
            html.A(word("skip", lang), href="#content", className="skip-link"),
            _header(lang, path, place),
            html.Main(content, id="content", tabIndex="-1"),
            evidence_dialog(lang),
            _footer(lang, store),
            html.Div(id="alerts", role="status", className="alerts"),
        ],
        className="frame",
    )


def bare(content: Any, *, lang: str) -> html.Div:
    """Return ``content`` as the main part of a page without header and footer, for use inside other pages."""
    alerts = html.Div(id="alerts", role="status", className="alerts")
    return html.Div([html.Main(content, id="content", tabIndex="-1"), evidence_dialog(lang), alerts], className="frame bare")


def _header(lang: str, path: str, place: str | None) -> html.Header:
    carried = place if place != HOME_PLACE else None
    links = [
        html.A(
            word(name, lang),
            href=href(target, lang=lang, place=carried),
            **({"aria-current": "page"} if _is_current(path, target) else {}),
            **{"data-carry": "place"},
        )
        for name, target in NAVIGATION
    ]
    other = "en" if lang == "zh" else "zh"
    return html.Header(
        [
            html.A(word("brand", lang), href=href("/", lang=lang), className="brand"),
            html.Nav(links, **{"aria-label": word("menu", lang)}),
            html.Div(
                [
                    _theme_picker(lang),
                    html.A(
                        word("other_language", lang),
                        href=href(path, lang=other, place=carried),
                        id="language-link",
                        className="language",
                        lang="en" if other == "en" else "zh-CN",
                        **{"data-language": other},
                    ),
                ],
                className="tools",
            ),
        ],
        className="top",
    )


def _is_current(path: str, target: str) -> bool:
    if target == "/evidence" and path.startswith("/source/"):
        return True
    return path == target if target == "/" else path.startswith(target)


def _theme_picker(lang: str) -> html.Label:
    options = [html.Option(word(f"theme_{theme}", lang), value=theme) for theme in THEMES]
    return html.Label(
        [html.Span(word("appearance", lang), className="visually-hidden"), html.Select(options, id="theme")],
        htmlFor="theme",
        className="theme",
    )


def evidence_dialog(lang: str) -> Component:
    """Return the dialog in which any number on the page opens its evidence."""
    return html.Dialog(
        [
            html.Div(
                [
                    html.H2(word("evidence", lang), id="evidence-title"),
                    html.Button(word("close", lang), id="evidence-close", className="close", type="button"),
                ],
                className="dialog-head",
            ),
            dcc.Store(id="evidence-request"),
            html.Div(word("loading", lang), id="evidence-body", className="dialog-body"),
        ],
        id="evidence-dialog",
        **{"aria-labelledby": "evidence-title"},
    )


def _footer(lang: str, store: Store) -> html.Footer:
    latest = store.manifest["latest_publication"]
    return html.Footer(
        [
            html.P(word("method_note", lang)),
            html.P(
                [
                    f"{len(store.catalog.sources)} {word('sources_count', lang)} · ",
                    f"{word('newest_source', lang)} {latest} · " if latest else "",
                    f"{word('snapshot', lang)} ",
                    html.Code(store.id),
                ]
            ),
        ]
    )
