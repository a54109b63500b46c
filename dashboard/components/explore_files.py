"""The numbers of an explored chart as files: ``/explore/numbers.<csv|xlsx|json|tsv>`` with the query of the page.

``tsv`` is what is copied from a table too long to be in the browser, filtered and sorted as ``grid`` (JSON) says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import flask

from dashboard.components.choices import href
from dashboard.components.explore_choices import Answer, Wanted, answered
from dashboard.components.explore_rows import COLUMNS, WIDTHS, table_frame, table_rows, titles
from dashboard.components.explore_text import sources, subtitle
from dashboard.components.explore_told import headline
from dashboard.components.explore_words import say
from dashboard.components.grid import matching, plain
from dashboard.components.words import word
from dashboard.exports import Column, Sheet, to_csv, to_excel, to_json
from dashboard.store import Store

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def register_explore_files(server: flask.Flask, store_provider: Callable[[], Store]) -> None:
    """Add the route; ``store_provider`` returns the snapshot that is current at each request."""

    @server.get("/explore/numbers.<kind>")
    def explored_numbers(kind: str) -> flask.Response:
        if kind not in TYPES:
            flask.abort(404)
        store = store_provider()
        wanted = Wanted.from_query(flask.request.args, store.catalog)
        if kind == "tsv":
            return flask.Response(pasted(wanted, store, _model(flask.request.args.get("grid"))), content_type=TYPES[kind])
        answer = answered(wanted, store)
        response = flask.Response(
            written(answer, kind, snapshot=store.id, address=flask.request.host_url), content_type=TYPES[kind]
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(answer, kind)}"'
        return response


def pasted(wanted: Wanted, store: Store, model: Mapping[str, Any]) -> str:
    """Return the table as a spreadsheet takes it from the clipboard: tabs between cells, numbers unquoted."""
    heads = titles(wanted.lang)
    rows = plain(matching(table_frame(wanted, store), model))
    lines = [list(heads.values()), *([_cell(row[name]) for name in COLUMNS] for row in rows)]
    return "\n".join("\t".join(line) for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)
    return text.replace("\t", " ").replace("\n", " ")


def _model(text: str | None) -> dict[str, Any]:
    """Return the grid's filters and order; nothing where the text is none."""
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def written(answer: Answer, kind: str, *, snapshot: str, address: str = "") -> str | bytes:
    """Return the numbers as a file of one of ``TYPES``, each with status, source, citation and observation.

    In a spreadsheet the observation opens its evidence on the server at ``address``, where that is known.
    """
    rows, lang = table_rows(answer), answer.wanted.lang
    if kind == "csv":
        return to_csv(rows, COLUMNS, excel=True)
    if kind == "json":
        about: dict[str, object] = {"title": headline(answer), "subtitle": subtitle(answer)}
        about |= {"as_of": _as_of(answer), "snapshot": snapshot, "sources": sources(answer)}
        return to_json(about | {"data": rows})
    heads = titles(lang)
    columns = tuple(Column(name, heads[name], WIDTHS.get(name, 14)) for name in COLUMNS)
    opened = href(f"{address.rstrip('/')}/evidence/{{id}}", lang=lang, as_of=answer.wanted.as_of)
    sheet = Sheet(say("table", lang), columns, rows, links={"observation": opened} if address else {})
    notes = [
        (say("title", lang), headline(answer)),
        ("", subtitle(answer)),
        (word("as_of", lang), _as_of(answer) or word("as_of_latest", lang)),
        *((say("source", lang), one) for one in sources(answer)),
    ]
    return to_excel(sheet, notes, notes_name=say("sources", lang), lang=lang)


def _as_of(answer: Answer) -> str | None:
    return answer.wanted.as_of.isoformat() if answer.wanted.as_of else None


def _file_name(answer: Answer, kind: str) -> str:
    day = _as_of(answer)
    return f"numbers_as_of_{day}.{kind}" if day else f"numbers.{kind}"
