"""What became known about a place, as sentences: new figures, revised and withdrawn ones, and what is late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.periods import parse_period
from dashboard.report import phrases
from dashboard.rows import Row, rows_of
from dashboard.text.numbers import quantity, whole
from dashboard.text.parts import Number, Part, Sentence, When

_SAID = ("precision", "qualifier", "stated_on")


def with_wording(changes: pd.DataFrame, claims: pd.DataFrame) -> list[Row]:
    """Return changes as rows with how their claims word the numbers.

    Args:
        changes: rows with ``claim`` and ``previous_claim``, of ``analysis.revisions``; those of ``revisions`` get ``change``.
        claims: the claims that they name.

    Returns:
        The rows in their order, with ``precision``, ``qualifier`` and ``stated_on`` of the claim and, with ``previous_``
        before the name, of the one before.
    """
    said = claims.drop_duplicates("claim").set_index("claim")[list(_SAID)]
    own = [*_SAID, *(f"previous_{name}" for name in _SAID)]
    told = changes.drop(columns=[name for name in own if name in changes])
    told = told.join(said, on="claim").join(said.add_prefix("previous_"), on="previous_claim")
    if "change" not in told:
        told = told.assign(change=told["previous_claim"].isna().map({True: "new", False: "revised"}))
    return rows_of(told)


def change_sentence(row: Row, catalog: Catalog, lang: str) -> Sentence:
    """Return one change in words: that a number is new, its old value and its new one, that it is withdrawn or late."""
    name = phrases.name(row, catalog, lang)
    when = _when(row, lang)
    aim = row["kind_class"] == "target"
    zh = lang == "zh"
    head: tuple[Part, ...] = (name, "（", when, "）") if zh else (name, " (", when, ")")
    goal = ("目标" if zh else " target") if aim else ""
    if row["change"] == "late":
        return phrases.sentence("应已发布而未见：" if zh else "Expected by now, not seen: ", *head)
    if row["change"] == "withdrawn":
        old = _amount(row, "previous_", catalog, lang)
        return phrases.sentence("撤回：" if zh else "Withdrawn: ", *head, goal, "" if zh else ": ", old)
    now = _amount(row, "", catalog, lang)
    if row["change"] == "new":
        return phrases.sentence("新公布：" if zh else "New: ", *head, goal, "" if zh else ": ", now)
    old = _amount(row, "previous_", catalog, lang)
    if zh:
        return phrases.sentence("修订：", *head, goal, "由", old, "改为", now)
    return phrases.sentence("Revised: ", *head, goal, " from ", old, " to ", now)


def _when(row: Mapping[str, Any], lang: str) -> When:
    stated = row["stated_on"] if isinstance(row["stated_on"], str) else row["previous_stated_on"]
    if isinstance(stated, str) and stated:
        return phrases.period({**row, "stated_on": stated}, lang)
    return When(parse_period(row["period"]).label(lang), row["period"])


def _amount(row: Mapping[str, Any], which: str, catalog: Catalog, lang: str) -> Number:
    indicator = catalog.indicators[row["indicator"]]
    qualifier = row[f"{which}qualifier"]
    told = quantity(
        float(row[f"{which}amount"]),
        catalog.units[indicator.unit],
        indicator,
        lang,
        precision=whole(row[f"{which}precision"]),
        exact=True,
        qualifier=qualifier if isinstance(qualifier, str) and qualifier else "exact",
    )
    before = row.get("previous_id") if which else ""
    return Number(told.text, (before if isinstance(before, str) and before else row["id"],))
