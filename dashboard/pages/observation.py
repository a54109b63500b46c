"""The permanent page of one number: its evidence."""

from __future__ import annotations

from urllib.parse import unquote

from dash import html

from dashboard.catalog import Text
from dashboard.components.asked import day_lines
from dashboard.components.choices import day, href, language, store
from dashboard.components.evidence import evidence
from dashboard.components.words import word
from dashboard.store import Store

PATH = "/evidence/<observation_id>"
TITLE = Text(zh="证据", en="Evidence")
DRAWN = False
KIND = "number"


def subject(lang: str, *, observation_id: str) -> str:
    """Return what the browser's tab is called by: indicator, place and period, or nothing where the id is none."""
    data = store()
    try:
        key = data.key(observation_id)
    except ValueError:
        return ""
    names = (data.catalog.indicators[key["indicator"]].name, data.catalog.places[key["place"]].name)
    return " ".join([*(name[lang] for name in names), key["period"]])


def exists(data: Store, *, observation_id: str) -> bool:
    """Return whether anything was ever known by this id, were it later than on the day asked for."""
    try:
        return data.observation(observation_id) is not None
    except ValueError:
        return False


def strange(query: dict[str, str], _data: Store) -> list[str]:
    """Return what the query asks for that there is not, in words."""
    return day_lines(query, language(query))


def layout(observation_id: str = "", **query: str) -> html.Div:
    """Return the evidence of an observation."""
    data, lang, as_of = store(), language(query), day(query)
    observation = unquote(observation_id)
    parts = evidence(observation, data, lang=lang, as_of=as_of)
    try:
        key = data.key(observation)
        back = html.P(
            html.A(
                word("details", lang), href=href(f"/indicator/{key['indicator']}", lang=lang, as_of=as_of, place=key["place"])
            )
        )
    except ValueError:
        back = html.P(html.A(word("overview", lang), href=href("/", lang=lang, as_of=as_of)))
    return html.Div([html.H1(word("evidence", lang)), html.Section([*parts, back], className="panel")])
