"""Links to the numbers of a view as files, with the id of every number and the claims behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.components.words import word

_FILES = (
    ("download_csv", "observations", "format=csv&excel=1"),
    ("download_xlsx", "observations", "format=xlsx"),
    ("download_claims", "claims", "format=csv&excel=1"),
)


def take_away(*, lang: str, as_of: dt.date | None, **asked: Iterable[str]) -> Component:
    """Return links to numbers and claims as files of the API; ``asked`` are its parameters, such as ``place``.

    A parameter without values is left out, and so asks for everything.
    """
    chosen = {name: ",".join(values) for name, values in asked.items()}
    about = chosen | {"as_of": str(as_of or ""), "lang": lang if lang != "zh" else ""}
    query = urlencode({name: text for name, text in about.items() if text}, safe=",")
    links = [
        html.A(word(name, lang), href=f"/api/v1/{resource}?{query}&{form}", className="button", download="")
        for name, resource, form in _FILES
    ]
    return html.P([part for link in links for part in (link, " ")], className="take-away")
