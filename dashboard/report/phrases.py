"""Parts of the briefing's sentences: names, numbers and periods of observations, each traceable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.periods import parse_period
from dashboard.text.changes import ChangeWords
from dashboard.text.numbers import quantity, whole
from dashboard.text.parts import Name, Number, Part, Sentence, When
from dashboard.text.statements import period_text, value_text

Row = Mapping[str, Any]


def name(row: Row, catalog: Catalog, lang: str) -> Name:
    """Return the indicator's name."""
    return Name(catalog.indicators[row["indicator"]].name[lang], row["indicator"])


def label(row: Row, catalog: Catalog, lang: str) -> Name:
    """Return the indicator's short name where it has one."""
    return Name(catalog.indicators[row["indicator"]].label(lang), row["indicator"])


def value(row: Row, catalog: Catalog, lang: str) -> Number:
    """Return the value of an observation."""
    return Number(value_text(row, catalog, lang), (row["id"],))


def period(row: Row, lang: str) -> When:
    """Return the period of an observation; a day of statement says that it is one."""
    return When(period_text(row, lang), row["period"])


def year(text: str, lang: str) -> When:
    """Return a period."""
    return When(parse_period(text).label(lang), text)


def amount(number: float, row: Row, observations: Iterable[str], catalog: Catalog, lang: str, *, exact: bool = False) -> Number:
    """Return another amount of the row's indicator: to the row's digits, but to none that only the row has."""
    indicator = catalog.indicators[row["indicator"]]
    unit = catalog.units[indicator.unit]
    own = int(Decimal(repr(float(number))).normalize().as_tuple().exponent)
    known = whole(row.get("precision"))
    told = quantity(number, unit, indicator, lang, precision=own if known is None else max(own, known), exact=exact)
    return Number(told.text, tuple(observations))


def counted(number: int, observations: Iterable[str]) -> Number:
    """Return how many observations there are, with their ids."""
    return Number(str(number), tuple(observations))


def change(words: ChangeWords, row: Row) -> tuple[Part, ...]:
    """Return a change in its parts; a computed one names both ends."""
    base = row.get("computed_base_id")
    reported = pd.notna(row.get("change"))
    ends = (row["id"],) if reported or not base else (str(base), row["id"])
    number: Part = Number(words.number, ends) if any(letter.isdigit() for letter in words.number) else words.number
    return tuple(part for part in (*words.before, number, *words.after) if part)


def names(rows: Iterable[Row], catalog: Catalog, lang: str, *, years: bool = False, most: int = 6) -> list[Part]:
    """Return the labels of indicators as a list, with their periods where asked; past ``most`` it says that there are more."""
    parts: list[Part] = []
    listed = list(rows)
    for row in listed[:most]:
        parts += [("、" if lang == "zh" else ", ")] if parts else []
        parts.append(Name(catalog.indicators[row["indicator"]].label(lang), row["indicator"]))
        if years:
            parts += ["（" if lang == "zh" else " (", year(row["period"], lang), "）" if lang == "zh" else ")"]
    return [*parts, "等" if lang == "zh" else " and others"] if len(listed) > most else parts


def sentence(*parts: Part) -> Sentence:
    """Return a sentence of the parts that are not empty."""
    return Sentence(tuple(part for part in parts if part != ""))
