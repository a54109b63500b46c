"""The numbers of an explored chart as files: ``/explore/numbers.<csv|xlsx|json>`` with the query of the page."""

from __future__ import annotations

from collections.abc import Callable

import flask

from dashboard.components.explore_choices import Answer, Wanted, answered
from dashboard.components.explore_rows import COLUMNS, WIDTHS, table_rows, titles
from dashboard.components.explore_text import headline, sources, subtitle
from dashboard.components.explore_words import say
from dashboard.exports import Column, Sheet, to_csv, to_excel, to_json
from dashboard.store import Store

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def register_explore_files(server: flask.Flask, store_provider: Callable[[], Store]) -> None:
    """Add the route; ``store_provider`` returns the snapshot that is current at each request."""

    @server.get("/explore/numbers.<kind>")
    def explored_numbers(kind: str) -> flask.Response:
        if kind not in TYPES:
            flask.abort(404)
        store = store_provider()
        answer = answered(Wanted.from_query(flask.request.args, store.catalog), store)
        response = flask.Response(written(answer, kind, snapshot=store.id), content_type=TYPES[kind])
        response.headers["Content-Disposition"] = f'attachment; filename="numbers.{kind}"'
        return response


def written(answer: Answer, kind: str, *, snapshot: str) -> str | bytes:
    """Return the numbers as a file of one of ``TYPES``, each with status, source and citation."""
    rows, lang = table_rows(answer), answer.wanted.lang
    if kind == "csv":
        return to_csv(rows, COLUMNS, excel=True)
    if kind == "json":
        about = {"title": headline(answer), "subtitle": subtitle(answer), "snapshot": snapshot, "sources": sources(answer)}
        return to_json(about | {"data": rows})
    heads = titles(lang)
    sheet = Sheet(say("table", lang), tuple(Column(name, heads[name], WIDTHS.get(name, 14)) for name in COLUMNS), rows)
    notes = [
        (say("title", lang), headline(answer)),
        ("", subtitle(answer)),
        *((say("source", lang), one) for one in sources(answer)),
    ]
    return to_excel(sheet, notes, notes_name=say("sources", lang), lang=lang)
