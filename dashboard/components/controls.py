"""Controls that change what a page shows and write the choice into the URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

CHOICES = "choices"
"""The id of the store in which the browser puts the choices of the page, as in the URL."""


def choices_store() -> dcc.Store:
    """Return the store of a page's choices; assets/shell.js fills it."""
    return dcc.Store(id=CHOICES)


def choice(name: str, label: str, options: Sequence[tuple[str, str]], value: str, *, fallback: str = "") -> html.Label:
    """Return a labelled list of ``(value, words)``; a choice other than ``fallback`` is written into the URL as ``name``."""
    return _labelled(name, label, [html.Option(words, value=key, selected=key == value) for key, words in options], fallback)


def grouped_choice(
    name: str, label: str, groups: Mapping[str, Sequence[tuple[str, str]]], value: str, *, fallback: str = ""
) -> html.Label:
    """Return a labelled list of ``(value, words)`` under headings."""
    options = [
        html.Optgroup([html.Option(words, value=key, selected=key == value) for key, words in group], label=heading)
        for heading, group in groups.items()
        if group
    ]
    return _labelled(name, label, options, fallback)


def date_slider(label: str, dates: Sequence[str], value: str, *, latest: str) -> html.Div:
    """Return a slider over days of publication, in time order, whose right end is everything published so far.

    The day chosen is written into the URL as ``as_of``; at the right end it is left out.
    """
    place = dates.index(value) if value in dates else len(dates)
    words = [*dates, latest]
    slider = dcc.Input(type="range", id="as-of", min=0, max=len(dates), step=1, value=place)
    return html.Div(
        [
            html.Label([html.Span(label), " ", html.Output(words[place], id="as-of-words", htmlFor="as-of")], htmlFor="as-of"),
            slider,
        ],
        className="choice slider",
        **{"data-stops": "|".join(words)},
    )


def go_to(label: str, groups: Mapping[str, Sequence[tuple[str, str]]], value: str) -> html.Label:
    """Return a labelled list of pages under headings, each option the address to go to."""
    options = [
        html.Optgroup([html.Option(words, value=key, selected=key == value) for key, words in group], label=heading)
        for heading, group in groups.items()
        if group
    ]
    picker = html.Select(options, id="choice-page", **{"data-go": "true"})
    return html.Label([html.Span(label), picker], className="choice", htmlFor="choice-page")


def _labelled(name: str, label: str, options: list[Any], fallback: str) -> html.Label:
    key = f"choice-{name}"
    picker = html.Select(options, id=key, **{"data-choice": name, "data-fallback": fallback})
    return html.Label([html.Span(label), picker], className="choice", htmlFor=key)
