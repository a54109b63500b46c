"""What Explore was asked to show, as it stands in the URL, and the frame that answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from dashboard.analysis.forecast import METHODS, forecast
from dashboard.analysis.growth import grown
from dashboard.analysis.peers import peers
from dashboard.analysis.rows import Row, rows_of
from dashboard.analysis.transforms import SCOPES, TRANSFORMS, Given, Refused, Shown, chosen, needed
from dashboard.catalog import Catalog
from dashboard.charts.kinds import KINDS, Kind, kinds, log_refused, suited
from dashboard.charts.panel import Key, Panel
from dashboard.charts.reach import Reach, reach
from dashboard.components.choices import day, language, one_of
from dashboard.periods import Period, parse_period
from dashboard.store import Store

DEFAULT_INDICATORS, DEFAULT_PLACES = ("rd_expenditure",), ("jilin", "liaoning", "heilongjiang")
LEVELS = ("province", "city", "country")
MOST_INDICATORS, MOST_PLACES = 6, 60
_KEPT = 256
_KEPT_ROWS = 64
TOLD = 4
"""Of so many series sentences are told."""


@dataclass(frozen=True)
class Wanted:
    """The state of the page; its defaults are the page as first seen. Hashable, so that answers can be kept."""

    indicators: tuple[str, ...] = DEFAULT_INDICATORS
    places: tuple[str, ...] = DEFAULT_PLACES
    rule: str = "none"
    level: str = ""
    first: int | None = None
    last: int | None = None
    as_of: dt.date | None = None
    show: str = "level"
    kind: str = ""
    scale: str = "linear"
    axes: str = "shared"
    scopes: str = "headline"
    forecast: str = ""
    lang: str = "zh"

    @classmethod
    def from_query(cls, query: Mapping[str, Any], catalog: Catalog) -> Wanted:
        """Return the choices of a query; whatever does not parse keeps its default, and unknown ids are left out."""
        indicators = _ids(query.get("indicators"), catalog.indicators, catalog.indicator_aliases)
        own = query.get("places") or query.get("place")
        places = _ids(own, catalog.places, catalog.place_aliases)
        places = places if "places" in query or places else _known(DEFAULT_PLACES, catalog.places)
        return cls(
            indicators=(indicators if "indicators" in query else _known(DEFAULT_INDICATORS, catalog.indicators))[
                :MOST_INDICATORS
            ],
            places=places[:MOST_PLACES],
            rule=one_of(query, "rule", ["none", *catalog.peers], "none"),
            level=one_of(query, "level", LEVELS, ""),
            first=_year(query.get("from")),
            last=_year(query.get("to")),
            as_of=day(query),
            show=one_of(query, "show", TRANSFORMS, "level"),
            kind=one_of(query, "kind", KINDS, ""),
            scale=one_of(query, "scale", ("linear", "log"), "linear"),
            axes=one_of(query, "axes", ("shared", "free"), "shared"),
            scopes=one_of(query, "scopes", SCOPES, "headline"),
            forecast=one_of(query, "forecast", METHODS, ""),
            lang=language(query),
        )

    def all_places(self, catalog: Catalog) -> tuple[str, ...]:
        """Return the places chosen, then the peers of the first by the rule chosen, then those of the level chosen."""
        found = list(self.places)
        if self.rule in catalog.peers and self.places:
            found += peers(catalog, self.places[0], self.rule)
        if self.level:
            found += [place.id for place in catalog.places.values() if place.level == self.level]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Answer:
    """The numbers that answer a choice, in the order of its series, and what could not be shown."""

    wanted: Wanted
    catalog: Catalog
    published: tuple[Row, ...]
    shown: Shown
    ahead: pd.DataFrame | None = None
    not_ahead: tuple[Refused, ...] = ()

    @cached_property
    def kinds(self) -> list[Kind]:
        """Return which kinds of chart make sense."""
        return kinds(self.shown.rows, self.catalog, self.emphasised)

    @cached_property
    def kind(self) -> str:
        """Return the kind of chart that is drawn; empty where there is nothing to draw."""
        return suited(self.kinds, self.wanted.kind, ranks=self.shown.units == ("position",))

    @cached_property
    def log(self) -> bool:
        """Return whether the axis is logarithmic."""
        asked = self.wanted.scale == "log" and bool(self.shown.rows)
        return asked and log_refused(self.shown.rows, self.kind, self.catalog) is None

    @cached_property
    def names(self) -> dict[Key, str]:
        """Return what each series is called: what tells it from the others, in the order chosen."""
        found = set(self._keys)
        places = {name: n for n, name in enumerate(self.wanted.all_places(self.catalog))}
        ordered = sorted(found, key=lambda key: (places[key[1]], self.wanted.indicators.index(key[0]), key[2] != "", key[2]))
        many = [len({key[part] for key in found}) > 1 for part in range(3)]
        return {key: self._name(key, *many) for key in ordered}

    def _name(self, key: Key, indicators: bool, places: bool, scopes: bool) -> str:
        indicator, lang = self.catalog.indicators[key[0]], self.wanted.lang
        parts = [self.catalog.places[key[1]].name[lang]] if places or not indicators else []
        parts += [indicator.label(lang)] if indicators else []
        if scopes and len({scope for name, _, scope in self._keys if name == key[0]}) > 1:
            parts.append(indicator.scopes[key[2]][lang] if key[2] else ("指标口径" if lang == "zh" else "own definition"))
        return ("·" if lang == "zh" else ", ").join(parts)

    @cached_property
    def reach(self) -> Reach:
        """Return what the chart draws of the numbers, and what it leaves out."""
        return reach(Panel(self.shown.rows, self.names, self.catalog, self.wanted.lang, self.emphasised), self.kind)

    @cached_property
    def ends(self) -> tuple[Period, Period]:
        """Return the first and the last period that the chart shows; there must be numbers."""
        first, last = self.reach.periods
        return parse_period(first), parse_period(last)

    @cached_property
    def drawn(self) -> frozenset[str]:
        """Return the ids of the observations whose numbers the chart draws."""
        return frozenset(row["id"] for row in self.reach.rows)

    @cached_property
    def emphasised(self) -> tuple[Key, ...]:
        """Return the series that stand out: of the places chosen by name where there are any, else the first."""
        named = tuple(key for key in self.names if key[1] in self.wanted.places)
        return named or tuple(self.names)

    @cached_property
    def grown(self) -> list[Row]:
        """Return the published numbers of the first series with the change from the one before (``analysis.growth``)."""
        first = list(dict.fromkeys((key[0], key[1]) for key in self.emphasised))[:TOLD]
        mine = [row for row in self.published if (row["indicator"], row["place"]) in first]
        return [row | added for row, added in zip(mine, grown(mine, self.catalog), strict=True)]

    @cached_property
    def rows(self) -> dict[Key, list[Row]]:
        """Return the rows drawn of each series, in time order."""
        found: dict[Key, list[Row]] = {}
        for row in self.reach.rows:
            found.setdefault((row["indicator"], row["place"], row["scope"]), []).append(row)
        return found

    @cached_property
    def _keys(self) -> list[Key]:
        return [(row["indicator"], row["place"], row["scope"]) for row in self.shown.rows]


def answered(wanted: Wanted, store: Store) -> Answer:
    """Return the numbers that answer a choice; kept by snapshot and choice, so no one may change the frames."""
    return _answered(wanted, store)


@lru_cache(maxsize=_KEPT)
def _answered(wanted: Wanted, store: Store) -> Answer:
    catalog, places = store.catalog, wanted.all_places(store.catalog)
    found, columns = _observed(store, wanted.indicators, places, wanted.as_of)
    known = _ordered(found, wanted.indicators, places)
    kept = chosen(known, catalog, first=wanted.first, last=wanted.last, scopes=wanted.scopes)
    rows = [known[n] for n in kept]
    beside, above = needed(wanted.show, wanted.indicators, places, catalog)
    others = _observed(store, tuple(beside), tuple(above), wanted.as_of)[0] if beside else []
    shown = TRANSFORMS[wanted.show].compute(Given(rows, others, catalog, columns))
    ahead: pd.DataFrame | None = None
    not_ahead: tuple[Refused, ...] = ()
    if wanted.forecast and wanted.show == "level" and shown.rows:
        ahead, not_ahead = forecast(shown.frame, catalog, method=wanted.forecast)
    return Answer(wanted, catalog, tuple(rows), shown, ahead, not_ahead)


@lru_cache(maxsize=_KEPT_ROWS)
def _observed(
    store: Store, indicators: tuple[str, ...], places: tuple[str, ...], as_of: dt.date | None
) -> tuple[list[Row], tuple[str, ...]]:
    """Return the observations as rows, and their columns; kept, since transform and chart change more often than they do."""
    found = store.observations(indicators, places, as_of=as_of)
    return rows_of(found), tuple(found.columns)


def _ordered(rows: list[Row], indicators: Sequence[str], places: Sequence[str]) -> list[Row]:
    by_place = {name: n for n, name in enumerate(places)}
    return sorted(rows, key=lambda row: (indicators.index(row["indicator"]), by_place[row["place"]]))


def _ids(text: Any, known: Mapping[str, Any], aliases: Mapping[str, str]) -> tuple[str, ...]:
    if not isinstance(text, str):
        return ()
    named = (aliases.get(part, part) for part in text.split(","))
    return tuple(dict.fromkeys(part for part in named if part in known))


def _known(names: tuple[str, ...], entries: Mapping[str, Any]) -> tuple[str, ...]:
    """Return those of the names that a catalog has; where it has none, as that of other people, its first entry."""
    return tuple(name for name in names if name in entries) or tuple(entries)[:1]


def _year(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) == 4 else None
