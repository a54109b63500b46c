"""References to sources and to what was looked up here, as Chinese and English readers write them.

Chinese references follow GB/T 7714-2015: responsible party, title with the document type, date in round brackets (in
square ones where it is inferred), date of retrieval in square brackets, address. English ones follow APA order.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.catalog.model import Source
from dashboard.periods import parse_period

_UNDATED = {"zh": "日期不详", "en": "n.d."}
_DAY = len("2024-01-11")
_NAME = {"zh": "创新统计看板", "en": "Innovation dashboard"}


def publication_day(day: pd.Timestamp, source: Source | None) -> str:
    """Return when something was published as ISO 8601: the day, or the month or year where its source is dated no finer.

    What is dated by its month is known from the last day of it on (``dashboard.claims``), which nobody stated.
    """
    printed = source.published if source else ""
    if printed and len(printed) < _DAY and parse_period(printed).end == day.date():
        return printed
    return str(day.date())


def source_citation(source: Source, lang: str = "zh", *, locator: str = "") -> str:
    """Return the reference to a source, such as ``吉林日报. 代表大会报道[Z]. (2024-01-11).`` in Chinese.

    The document type is EB/OL with an address and Z (other) without. Titles are descriptive, in the catalog's words.

    Args:
        source: the publication.
        lang: ``zh`` or ``en``.
        locator: page, table or paragraph, named after the title.
    """
    return _reference_zh(source, locator) if lang == "zh" else _reference_en(source, locator)


def derived_citation(formula: str, references: tuple[str, ...], lang: str = "zh") -> str:
    """Return the reference of a value that nobody published: the arithmetic, and what it was computed from."""
    joined = " ".join(references)
    if lang == "zh":
        return f"推算（{formula}），依据：{joined}" if joined else f"推算（{formula}）"
    return f"Derived ({formula}) from: {joined}" if joined else f"Derived ({formula})"


def view_citation(
    title: str, lang: str = "zh", *, snapshot: str, address: str, as_of: dt.date | None = None, retrieved: dt.date | None = None
) -> str:
    """Return the reference to a table or chart looked up here, with the snapshot that makes it repeatable.

    Args:
        title: what it shows.
        lang: ``zh`` or ``en``.
        snapshot: id of the snapshot it was made from.
        address: where it can be opened again.
        as_of: what was known by this day, where that was asked for.
        retrieved: the day it was looked up, where it should be named.
    """
    known = "" if as_of is None else f"，截至{as_of}" if lang == "zh" else f", as of {_day_en(str(as_of))}"
    if lang == "zh":
        on = f"[{retrieved}]" if retrieved else ""
        return f"{_NAME['zh']}. {title}[DS/OL]. 快照{snapshot}{known}{on}. {address}"
    on = f" Retrieved {_day_en(str(retrieved))}, from" if retrieved else ""
    return f"{_NAME['en']}. {title} [Data set]. Snapshot {snapshot}{known}.{on} {address}"


def _reference_zh(source: Source, locator: str) -> str:
    kind = "EB/OL" if source.url else "Z"
    retrieved = f"[{source.retrieved}]" if source.retrieved else ""
    dated = f"{_date_zh(source)}{retrieved}"
    where = f"：{locator}" if locator else ""
    parts = [source.publisher["zh"], f"{source.title['zh']}[{kind}]", f"{dated}{where}", source.url or ""]
    return ". ".join(part for part in parts if part) + ("" if source.url else ".")


def _date_zh(source: Source) -> str:
    if not source.published:
        return f"({_UNDATED['zh']})"
    return f"[{source.published}]" if source.published_inferred else f"({source.published})"


def _reference_en(source: Source, locator: str) -> str:
    where = f" ({locator})" if locator else ""
    text = f"{source.publisher['en']} ({_date_en(source)}). {source.title['en']}{where}."
    if not source.url:
        return text
    return f"{text} Retrieved {_day_en(source.retrieved)}, from {source.url}" if source.retrieved else f"{text} {source.url}"


def _date_en(source: Source) -> str:
    if not source.published:
        return _UNDATED["en"]
    day = _day_en(source.published)
    return f"[{day}]" if source.published_inferred else day


def _day_en(text: str) -> str:
    return parse_period(text).label("en")
