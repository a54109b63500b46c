"""What a briefing is made from: everything that is read from the store for it, read once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from dashboard.analysis.freshness import freshness
from dashboard.analysis.growth import growth
from dashboard.analysis.latest import latest, recency, stated
from dashboard.analysis.profile import compared
from dashboard.analysis.targets import targets
from dashboard.catalog import Catalog, Place, View
from dashboard.rows import Row, rows_of
from dashboard.store import Store

MOST_KEY_FIGURES = 8


@dataclass(frozen=True)
class Material:
    """The figures of one place as known on a day.

    ``found`` are its observations with computed changes, ``everyone`` those of its indicators everywhere; ``newest``,
    ``undated``, ``aims`` and ``standing`` what ``analysis`` makes of them; ``fresh`` its series against the calendar.
    """

    catalog: Catalog
    place: Place
    view: View
    lang: str
    as_of: dt.date | None
    today: dt.date
    snapshot: str
    found: pd.DataFrame
    everyone: pd.DataFrame
    newest: pd.DataFrame
    undated: pd.DataFrame
    aims: pd.DataFrame
    standing: pd.DataFrame
    fresh: pd.DataFrame

    @property
    def key_rows(self) -> list[Row]:
        """Return the newest figures that the place's view puts first, at most eight; others follow where it names too few."""
        rows = {row["indicator"]: row for row in rows_of(self.newest)}
        named = [name for name in self.view.cards if name in rows]
        others = [name for name in _by_theme(self.catalog) if name in rows and name not in named]
        return [rows[name] for name in [*named, *others][:MOST_KEY_FIGURES]]

    def row(self, observation: str) -> Row | None:
        """Return one observation of any place by its id, or None."""
        frame = self.everyone.loc[self.everyone["id"] == observation]
        return None if frame.empty else rows_of(frame)[0]


def material(store: Store, place: str, *, lang: str, as_of: dt.date | None = None, today: dt.date | None = None) -> Material:
    """Return what a briefing about the place is made from.

    Args:
        store: the snapshot.
        place: id or alias of a place.
        lang: ``zh`` or ``en``.
        as_of: what was published later does not exist.
        today: the day on which it is judged; ``as_of`` where that is given.

    Raises:
        KeyError: the place is unknown.
    """
    catalog = store.catalog
    own = catalog.place(place)
    day = as_of or today or dt.date.today()
    known = store.observations(None, [own.id], as_of=as_of)
    everyone = store.observations(sorted(known["indicator"].unique()), None, as_of=as_of)
    found = growth(known, catalog)
    return Material(
        catalog=catalog,
        place=own,
        view=view_for(catalog, own),
        lang=lang,
        as_of=as_of,
        today=day,
        snapshot=store.id,
        found=found,
        everyone=everyone,
        newest=recency(latest(found, catalog), catalog, today=day),
        undated=stated(found, catalog),
        aims=targets(found, catalog, today=day, claims=store.claims(None, [own.id], as_of=as_of)),
        standing=compared(everyone, catalog, own.id, today=day),
        fresh=freshness(known, catalog, today=day),
    )


def view_for(catalog: Catalog, place: Place) -> View:
    """Return what a place's overview shows, which is everything by theme where no view is authored for it."""
    return catalog.view_of(place) or View(id="all", headline=_by_theme(catalog), cards=_by_theme(catalog))


def _by_theme(catalog: Catalog) -> tuple[str, ...]:
    """Return all indicators by theme: what a place shows for which no view is authored."""
    return tuple(sorted(catalog.indicators, key=lambda name: (catalog.themes[catalog.indicators[name].theme].order, name)))
