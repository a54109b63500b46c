"""Numbers and sentences on the screen: each a link to its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.catalog import Catalog
from dashboard.components.choices import href
from dashboard.components.words import word
from dashboard.text.numbers import format_value, worded_beside
from dashboard.text.parts import Number, Part, Sentence

EVIDENCE_PATH = "/evidence/"


def evidence_href(observation: str, lang: str, as_of: Any = None) -> str:
    """Return the permanent address of an observation's evidence."""
    return href(EVIDENCE_PATH + quote(observation, safe=":;=,"), lang=lang, as_of=as_of)


def number_link(text: str, observation: str, lang: str, *, as_of: Any = None, class_name: str = "number") -> html.A:
    """Return a number that opens its evidence: a panel on this page, or the permanent page where scripts do not run."""
    return html.A(
        text,
        href=evidence_href(observation, lang, as_of),
        className=class_name,
        title=word("open_evidence", lang),
        **{"data-observation": observation, "aria-haspopup": "dialog"},
    )


def value_link(
    row: Mapping[str, Any], catalog: Catalog, lang: str, *, as_of: Any = None, beside: Iterable[Mapping[str, Any]] = ()
) -> html.A:
    """Return the value of an observation as a link to its evidence, written as those of its indicator ``beside`` it are."""
    indicator = catalog.indicator(row["indicator"])
    text = format_value(row, catalog.units[indicator.unit], indicator, lang, worded_from=worded_beside(beside, indicator, lang))
    return number_link(text, row["id"], lang, as_of=as_of)


def sentence_line(sentence: Sentence, lang: str, *, as_of: Any = None) -> list[str | Component]:
    """Return a sentence with every number in it linked to its evidence."""
    return [_part(part, lang, as_of) for part in sentence.parts]


def _part(part: Part, lang: str, as_of: Any) -> str | Component:
    if isinstance(part, Number):
        return number_link(part.text, part.observation, lang, as_of=as_of)
    return part if isinstance(part, str) else part.text
