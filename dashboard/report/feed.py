"""An Atom feed (RFC 4287) of what became known: one entry for each place and day of publication."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import cast
from xml.etree import ElementTree as Tree

import flask
import pandas as pd
from werkzeug.wrappers import Response

from dashboard.analysis.revisions import revisions
from dashboard.catalog import Catalog
from dashboard.report.changed import change_sentence, with_wording
from dashboard.report.compose import view_path
from dashboard.report.words import day_text, word
from dashboard.rows import Row
from dashboard.settings import public_address
from dashboard.store import Store

ENTRIES = 50
_LINES = 40
_ATOM = "http://www.w3.org/2005/Atom"
_NAMES = uuid.UUID("6f2d8a52-93a1-5c0e-9f0b-0d4f2a7c51e8")
"""Namespace of the permanent ids of feeds and entries."""
_CACHED = 8


def register_feed(server: flask.Flask, store_provider: Callable[[], Store]) -> None:
    """Add ``/feed.xml?place=&lang=``; without a place it tells of all. Unknown places are not found."""

    @server.get("/feed.xml")
    def feed() -> Response:
        store = store_provider()
        lang = "en" if flask.request.args.get("lang") == "en" else "zh"
        place = flask.request.args.get("place", "")
        if place and place not in {*store.catalog.places, *store.catalog.place_aliases}:
            flask.abort(404)
        own = store.catalog.place(place).id if place else ""
        address = public_address() or flask.request.host_url.rstrip("/")
        response = flask.Response(_cached(store, own, lang, address), mimetype="application/atom+xml")
        response.set_etag(f"{store.id}-{own}-{lang}")
        response.cache_control.no_cache = True
        return response.make_conditional(flask.request)


@lru_cache(maxsize=_CACHED)
def _cached(store: Store, place: str, lang: str, address: str) -> bytes:
    claims = store.claims(None, [place] if place else None)
    return atom(revisions(claims, store.catalog), claims, store.catalog, place=place, lang=lang, address=address)


def atom(
    history: pd.DataFrame, claims: pd.DataFrame, catalog: Catalog, *, place: str = "", lang: str = "zh", address: str = ""
) -> bytes:
    """Return the feed of what ``analysis.revisions.revisions`` tells, the newest day first.

    Args:
        history: as ``revisions`` returns it.
        claims: the claims that it names.
        catalog: names of places and indicators.
        place: id of the one place it is about; empty for all.
        lang: ``zh`` or ``en``.
        address: where the dashboard is served, for links.
    """
    days = history.groupby(["from_date", "place"], sort=True)
    groups = [(cast("tuple[pd.Timestamp, str]", key), rows) for key, rows in days][-ENTRIES:][::-1]
    name = catalog.places[place].formal(lang) if place else word("author", lang)
    query = f"?lang={lang}" + (f"&place={place}" if place else "")
    feed = Tree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN" if lang == "zh" else "en"})
    _add(feed, "id", _urn(f"feed:{place}:{lang}"))
    _add(feed, "title", word("feed_title", lang, place=name))
    _add(feed, "updated", _moment(groups[0][0][0] if groups else pd.Timestamp("1970-01-01")))
    Tree.SubElement(feed, "link", {"rel": "self", "href": f"{address}/feed.xml{query}"})
    Tree.SubElement(
        feed, "link", {"rel": "alternate", "href": f"{address}{view_path(place, lang=lang, as_of=None) if place else '/'}"}
    )
    _add(Tree.SubElement(feed, "author"), "name", word("author", lang))
    for (day, own), rows in groups:
        feed.append(_entry(day, own, with_wording(rows, claims), catalog, lang, address))
    return Tree.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(day: pd.Timestamp, place: str, rows: list[Row], catalog: Catalog, lang: str, address: str) -> Tree.Element:
    entry = Tree.Element("entry")
    told = [change_sentence(row, catalog, lang).text for row in rows]
    rest = len(told) - _LINES
    listed = [*told[:_LINES], *([word("feed_rest", lang, n=rest)] if rest > 0 else [])]
    _add(entry, "id", _urn(f"entry:{place}:{day.date()}:{lang}"))
    count = word("feed_entry", lang, place=catalog.places[place].formal(lang), day=day_text(str(day.date()), lang), n=len(told))
    _add(entry, "title", count)
    _add(entry, "updated", _moment(day))
    Tree.SubElement(entry, "link", {"rel": "alternate", "href": f"{address}{view_path(place, lang=lang, as_of=day.date())}"})
    content = _add(entry, "content", "\n".join(listed))
    content.set("type", "text")
    return entry


def _add(parent: Tree.Element, name: str, text: str) -> Tree.Element:
    child = Tree.SubElement(parent, name)
    child.text = text
    return child


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMES, name).urn


def _moment(day: pd.Timestamp) -> str:
    """Return the start of a day as Atom writes it; only the day of a publication is known."""
    return f"{day.date()}T00:00:00Z"
