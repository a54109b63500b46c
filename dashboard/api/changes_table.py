"""What became known between two days: numbers new, revised and withdrawn, and years that are late."""

from __future__ import annotations

import datetime as dt

from dashboard.analysis.revisions import last_day
from dashboard.answers import change_records
from dashboard.api.questions import ChangesQuestion
from dashboard.api.tables import Table, ordered_table
from dashboard.checks.remembered import remembered_changes
from dashboard.store import Store

USUAL_DAYS = 365


def changes_table(store: Store, question: ChangesQuestion) -> Table:
    """Return what became known after ``since`` and by ``until``: the largest revisions first, then withdrawals, news, delays.

    Nothing is known after today or after ``as_of``, so the days end there.
    """
    until = last_day(question.until, as_of=question.as_of, today=dt.date.today())
    since = question.since or max(until, dt.date(2, 1, 1)) - dt.timedelta(days=USUAL_DAYS)
    if since >= until:
        return ordered_table([], question)
    found = remembered_changes(store, since=since, until=until, as_of=question.as_of)
    for column, wanted in (("indicator", question.indicator), ("place", question.place), ("change", question.change)):
        if wanted:
            found = found.loc[found[column].isin(wanted)]
    return ordered_table(change_records(store, found), question)
