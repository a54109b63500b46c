"""Answers as tables on a terminal, in the words of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from dashboard.analysis.revisions import KINDS_OF_CHANGE
from dashboard.components.words import word
from dashboard.rows import rows_of
from dashboard.text import fields
from dashboard.text.citation import publication_day
from dashboard.text.statements import believed_text, change_text, period_text, scope_text, value_text

out = Console()


def _table(heads: Sequence[str], title: str | None = None) -> Table:
    """Return an empty table whose cells are folded and never cut: a number or a sentence cut short says something else."""
    table = Table(title=title, title_justify="left")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def show_table(opened: Any, ids: tuple[str, str], frame: Any, lang: str) -> None:
    """Print what is known of an indicator in a place, a row a period."""
    catalog = opened.catalog
    if frame.empty:
        out.print("没有已公布的数字。" if lang == "zh" else "No published figure.")
        return
    title = f"{catalog.places[ids[1]].name[lang]} · {catalog.indicators[ids[0]].name[lang]}"
    heads = [word(name, lang) for name in ("period", "value", "change", "status", "grade", "publisher")]
    table = _table(heads, title)
    for row in rows_of(frame.sort_values(["kind_class", "scope", "period_end"])):
        change = change_text(row, catalog, lang)
        status = word("kind_target" if row["kind_class"] == "target" else f"status_{row['status']}", lang)
        value = value_text(row, catalog, lang) + (f"\n= {row['formula']}" if row["derived"] else "")
        scope = scope_text(row, catalog, lang)
        period = period_text(row, lang) + (f"\n{scope}" if scope else "")
        publisher = catalog.sources[row["source"]].publisher[lang] if row["source"] else "—"
        table.add_row(period, value, change.text if change else "—", status, word(f"grade_{row['grade']}", lang), publisher)
    out.print(table)


def evidence_table(numbers: list[dict[str, Any]], claims: list[dict[str, Any]], lang: str) -> None:
    """Print how derived numbers come about, and the claims behind the others in their order."""
    for number in numbers:
        if number["derived"]:
            out.print(
                f"{number['id']}: derived, {number['formula']} = {number['value']:.10g}; from {' '.join(number['inputs'])}"
            )
    if not claims:
        return
    heads = ("value", "publisher", "published", "why_it_won")
    table = _table(["", *(word(name, lang) for name in heads)])
    for claim in claims:
        table.add_row(
            "✓" if claim["place_in_order"] == 1 else "",
            f"{_stated(claim, lang)}\n{word('kind_' + claim['kind'], lang)}",
            f"{claim['publisher']}\n{claim['title']}",
            f"{claim['published'] or '—'}\n{word('grade_' + claim['grade'], lang)}",
            word(f"lost_{claim['lost_by']}" if claim["lost_by"] else "winner", lang),
        )
    out.print(table)


def _stated(claim: dict[str, Any], lang: str) -> str:
    """Return what a claim prints: number, unit and hedge, and below them the change."""
    hedge = fields.word(claim["qualifier"], lang)
    value = " ".join(filter(None, [claim["printed"], claim["printed_unit"], f"({hedge})" if hedge else ""]))
    change = claim["reported_change"]
    return "\n".join(filter(None, [value, f"{change['value']:+g} {fields.word(change['unit'], lang)}" if change else ""]))


def check_table(hits: list[Any], lang: str) -> None:
    """Print the hits of the checks, and how many they are."""
    table = _table(("程度", "检查", "发现", "编号") if lang == "zh" else ("severity", "check", "found", "id"))
    for hit in hits:
        table.add_row(fields.word(hit["severity"], lang), hit[f"name_{lang}"], hit[f"sentence_{lang}"], hit["id"])
    if hits:
        out.print(table)
    out.print(f"{len(hits)} 处" if lang == "zh" else f"{len(hits)} {'hit' if len(hits) == 1 else 'hits'}")


def changes_table(opened: Any, frame: Any, *, since: Any, until: Any, lang: str) -> None:
    """Print what became known after ``since`` and by ``until``, and how much of each kind that is."""
    catalog = opened.catalog
    heads = [word(name, lang) for name in ("kind_of_change", "indicator", "period", "believed", "became")]
    table = _table(heads, f"{since} → {until}")
    for row in rows_of(frame):
        about = [
            catalog.indicators[row["indicator"]].name[lang],
            catalog.places[row["place"]].name[lang],
            scope_text(row, catalog, lang),
            word("target", lang) if row["kind_class"] == "target" else "",
        ]
        table.add_row(
            f"{word('change_' + row['change'], lang)}\n{publication_day(row['date'], catalog.sources.get(row['source']))}",
            "\n".join(filter(None, about)),
            period_text(row, lang),
            believed_text(row, catalog, lang, "previous_"),
            believed_text(row, catalog, lang),
        )
    if len(frame):
        out.print(table)
    counts = [(kind, int((frame["change"] == kind).sum())) for kind in KINDS_OF_CHANGE]
    told = [f"{word(f'change_{kind}', lang)} {count}" for kind, count in counts if count]
    comma, nothing = ("，", "这几日没有变化。") if lang == "zh" else (", ", "Nothing changed in these days.")
    out.print(comma.join(told) or nothing)
