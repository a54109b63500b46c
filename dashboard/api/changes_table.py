"""What became known between two days: numbers new, revised and withdrawn, and years that are late."""

from __future__ import annotations

import datetime as dt

from dashboard.analysis.rows import rows_of
from dashboard.answers import Record, plain
from dashboard.api.questions import ChangesQuestion
from dashboard.api.tables import Table, ordered_table
from dashboard.checks.remembered import remembered_changes
from dashboard.store import Store

CHANGES_COLUMNS = (
    "id", "change", "indicator", "place", "period", "period_type", "scope", "kind_class", "date", "value", "qualifier", "unit",
    "printed", "printed_unit", "claim", "source", "previous_value", "previous_qualifier", "previous_claim", "previous_id",
    "expected_release",
)  # fmt: skip
USUAL_DAYS = 365


def changes_table(store: Store, question: ChangesQuestion) -> Table:
    """Return what became known after ``since`` and by ``until``: the largest revisions first, then withdrawals, news, delays.

    Nothing is known after today or after ``as_of``, so the days end there.
    """
    last = min(question.as_of or dt.date.max, dt.date.today())
    until = min(question.until or last, last)
    since = question.since or max(until, dt.date(2, 1, 1)) - dt.timedelta(days=USUAL_DAYS)
    if since >= until:
        return ordered_table([], question)
    found = remembered_changes(store, since=since, until=until, as_of=question.as_of)
    for column, wanted in (("indicator", question.indicator), ("place", question.place), ("change", question.change)):
        if wanted:
            found = found.loc[found[column].isin(wanted)]
    return ordered_table([_record(row, store) for row in rows_of(found)], question)


def _record(row: Record, store: Store) -> Record:
    told = row | {
        "value": row["amount"],
        "previous_value": row["previous_amount"],
        "unit": store.catalog.indicators[row["indicator"]].unit,
        "printed_unit": row["unit"],
    }
    return {name: plain(told[name]) for name in CHANGES_COLUMNS}
