"""The rows of an explored chart as people take them away: words for codes, numbers as numbers, source and citation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.analysis.rows import Row
from dashboard.charts.units import ShownUnit, shown_unit
from dashboard.components.explore_choices import Answer, Wanted, answered
from dashboard.components.explore_words import say
from dashboard.components.words import word
from dashboard.periods import parse_period
from dashboard.store import Store
from dashboard.text.citation import derived_citation, source_citation
from dashboard.text.numbers import format_value

COLUMNS = (
    "indicator", "place", "period", "scope", "number", "unit", "low", "high", "status", "grade", "publisher", "published",
    "citation", "from_ids", "observation",
)  # fmt: skip
NUMERIC = frozenset({"number", "low", "high"})
WIDTHS = {"citation": 60, "publisher": 20, "indicator": 28, "observation": 40, "from_ids": 40}
_OPEN = float("inf")


def table_rows(answer: Answer) -> list[dict[str, Any]]:
    """Return a row for every number shown, with the keys ``COLUMNS``; an open bound is None. Numbers are in ``unit``."""
    shown = answer.shown.rows
    values: dict[tuple[str, str], list[float]] = {}
    for row in shown:
        values.setdefault((row["shown_unit"], row["indicator"]), []).append(row["shown"])
    units = {
        (unit, name): shown_unit(unit, found, [name], answer.catalog, answer.wanted.lang)
        for (unit, name), found in values.items()
    }
    cited = {name: _cited(answer, name) for name in {row["source"] for row in shown}}
    ordered = sorted(shown, key=lambda row: -row["period_end"].value)
    return [_row(answer, row, units[row["shown_unit"], row["indicator"]], cited) for row in ordered]


@lru_cache(maxsize=8)
def table_frame(wanted: Wanted, store: Store) -> pd.DataFrame:
    """Return ``table_rows`` as a frame, kept by snapshot and choice: a long table is asked for page by page."""
    return pd.DataFrame(table_rows(answered(wanted, store)), columns=list(COLUMNS))


def titles(lang: str) -> dict[str, str]:
    """Return the heading of every column."""
    return {name: say(name, lang) for name in COLUMNS}


def _row(answer: Answer, row: Row, unit: ShownUnit, cited: Mapping[str, tuple[str, str, str]]) -> dict[str, Any]:
    lang, catalog = answer.wanted.lang, answer.catalog
    indicator = catalog.indicators[row["indicator"]]
    publisher, published, reference = cited[row["source"]]
    computed = row["shown_from"] or answer.wanted.show in {"rank", "percentile"}
    status = word("kind_target", lang) if row["kind_class"] == "target" else word(f"status_{row['status']}", lang)
    if not computed and row["qualifier"] != "exact":
        status = f"{status} · {format_value(row, catalog.units[indicator.unit], indicator, lang)}"
    done = answer.shown.says[lang]
    return {
        "indicator": indicator.name[lang],
        "place": catalog.places[row["place"]].name[lang],
        "period": row["period"] if len(row["period"]) == 4 else parse_period(row["period"]).label(lang),
        "scope": indicator.scopes[row["scope"]][lang] if row["scope"] else "",
        "number": _rounded(row["shown"], unit),
        "unit": unit.label,
        "low": _rounded(row["shown_low"], unit),
        "high": _rounded(row["shown_high"], unit),
        "status": word("status_E", lang) if computed else status,
        "grade": word(f"grade_{row['grade']}", lang),
        "publisher": publisher,
        "published": published,
        "citation": derived_citation(done, (reference,), lang) if computed else reference,
        "from_ids": row["shown_from"],
        "observation": row["id"],
    }


def _rounded(value: float, unit: ShownUnit) -> float | None:
    """Return a number in the unit of the axis without the noise of floating point; None where it is open."""
    return None if abs(value) == _OPEN else float(f"{unit.height(value):.10g}")


def _cited(answer: Answer, name: str) -> tuple[str, str, str]:
    source = answer.catalog.sources.get(name)
    if source is None:
        return "", "", ""
    lang = answer.wanted.lang
    return source.publisher[lang], source.published or "", source_citation(source, lang)
