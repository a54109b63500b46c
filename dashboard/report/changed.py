"""What became known about a place since a day: new figures and revised ones, as sentences."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.claims import KEY
from dashboard.implied import row_id
from dashboard.report import phrases
from dashboard.resolve import is_set_aside, ranked
from dashboard.text.numbers import quantity, whole
from dashboard.text.parts import Number, Sentence
from dashboard.text.statements import value_text


def revisions(claims: pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Return every claim by which a number became known or changed, in the order of publication.

    The order in which the rule ranks the claims of one number never depends on what else is known, so at each day the
    number is the best ranked of those published by then. Claims without a date of publication, and those that a correction
    sets aside, change nothing; neither does a better source for the same value.

    Returns:
        Rows of ``claims`` with ``id`` of the observation and ``before_amount``, ``before_qualifier`` and ``before_precision``
        of the value it replaced (missing where the number is new).
    """
    valued = claims.loc[claims["published"].notna() & claims["amount"].notna() & ~is_set_aside(claims)]
    ordered = ranked(valued).sort_values([*KEY, "published", "place_in_order"], ignore_index=True)
    best = ordered.groupby(list(KEY), sort=False)["place_in_order"].cummin()
    won = ordered.loc[ordered["place_in_order"] == best]
    last_of_day = won.drop_duplicates([*KEY, "published"])
    earlier = last_of_day.groupby(list(KEY), sort=False)[["amount", "qualifier", "precision"]].shift()
    told = last_of_day.join(earlier.add_prefix("before_"))
    same = (told["amount"] == told["before_amount"]) & (told["qualifier"] == told["before_qualifier"])
    changed = told.loc[~same]
    own = {name: entry.accumulation for name, entry in catalog.indicators.items()}
    ids = [row_id(row, own[row["indicator"]]) for row in rows_of(changed[list(KEY)])]
    return changed.assign(id=pd.Series(ids, index=changed.index, dtype="str")).sort_values(
        ["published", "id"], ignore_index=True
    )


def between(history: pd.DataFrame, since: dt.date, until: dt.date | None) -> pd.DataFrame:
    """Return what ``revisions`` tells of the days after ``since``, up to ``until``; of each number where it began and ended.

    A number that was revised and then restored is left out.
    """
    within = history.loc[history["published"] > pd.Timestamp(since)]
    if until is not None:
        within = within.loc[within["published"] <= pd.Timestamp(until)]
    first = within.drop_duplicates("id").set_index("id")
    last = within.drop_duplicates("id", keep="last")
    before = ["before_amount", "before_qualifier", "before_precision"]
    joined = last.drop(columns=before).join(first[before], on="id")
    back = (joined["amount"] == joined["before_amount"]) & (joined["qualifier"] == joined["before_qualifier"])
    return joined.loc[~back].sort_values(["published", "id"], ascending=[False, True], ignore_index=True)


def change_sentence(row: Row, catalog: Catalog, lang: str) -> Sentence:
    """Return what changed about one number: that it is new, or its old value and its new one."""
    head = (phrases.name(row, catalog, lang), phrases.period(row, lang))
    now = Number(value_text(row, catalog, lang), (row["id"],))
    target = row["kind_class"] == "target"
    if pd.isna(row["before_amount"]):
        if lang == "zh":
            return phrases.sentence("新公布：", head[0], "（", head[1], "）", "目标" if target else "", now)
        return phrases.sentence("New: ", head[0], " (", head[1], ")", ", target: " if target else ": ", now)
    old = _before(row, catalog, lang)
    if lang == "zh":
        return phrases.sentence("修订：", head[0], "（", head[1], "）", "目标" if target else "", "由", old, "改为", now)
    return phrases.sentence("Revised: ", head[0], " (", head[1], ")", " target" if target else "", " from ", old, " to ", now)


def _before(row: Row, catalog: Catalog, lang: str) -> Number:
    indicator = catalog.indicators[row["indicator"]]
    told = quantity(
        float(row["before_amount"]),
        catalog.units[indicator.unit],
        indicator,
        lang,
        precision=whole(row["before_precision"]),
        qualifier=row["before_qualifier"] or "exact",
    )
    return Number(told.text, (row["id"],))
