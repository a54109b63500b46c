"""What the catalog holds: indicators, places, sources, events, actors, platforms, chains and views."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from dashboard.periods import parse_period

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Measure = Literal["level", "rate", "ratio", "index", "rank", "count"]
Level = Literal["world", "group", "country", "region", "province", "city", "district", "zone", "cluster"]
Grade = Literal["official", "transcribed", "press", "repost", "computed"]
GRADES: tuple[str, ...] = ("official", "transcribed", "press", "repost", "computed")
"""Grades of sources, the most trusted first."""


def _a_period(text: str) -> str:
    parse_period(text)
    return text


PeriodText = Annotated[str, AfterValidator(_a_period)]


def _a_date(text: str) -> str:
    period = parse_period(text)
    if period.frequency not in {"A", "M", "D"}:
        raise ValueError(f"{text!r} is not a year, a month or a day")
    return text


DateText = Annotated[str, AfterValidator(_a_date)]


class Entry(BaseModel):
    """A record of the catalog: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Text(Entry):
    """Words in both languages; neither may be missing."""

    zh: Words
    en: Words

    def __getitem__(self, lang: str) -> str:
        """Return the words in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


class Synonyms(Entry):
    """Other words for an indicator, for search and for reading texts."""

    zh: tuple[Words, ...] = ()
    en: tuple[Words, ...] = ()


class Unit(Entry):
    """A unit of measure, with every form in which publications print it.

    ``printed`` maps a printed form to its SDMX UNIT_MULT, the power of ten: ``{元: 0, 亿元: 8}``. A ``classifier`` is a
    Chinese measure word (项, 户) that English leaves out.
    """

    id: Identifier
    name: Text
    dimension: Identifier
    printed: dict[str, int]
    classifier: bool = False


class Theme(Entry):
    """A branch of the indicator tree."""

    id: Identifier
    name: Text
    order: int


class Break(Entry):
    """A period from which values do not compare with those before."""

    period: PeriodText
    note: Text
    places: tuple[Identifier, ...] = ()
    """Where the break applies; empty means everywhere."""


class Release(Entry):
    """When a year's value is expected: a month, so many years after the year it describes."""

    month: Annotated[int, Field(ge=1, le=12)]
    years_after: Annotated[int, Field(ge=0, le=5)] = 1


class Indicator(Entry):
    """One statistic: what it counts, in what unit, and how its change is told."""

    id: Identifier
    name: Text
    short: Text | None = None
    definition: Text
    theme: Identifier
    unit: Identifier
    measure: Measure
    accumulation: Literal["flow", "stock"]
    better: Literal["up", "down", "neither"]
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    numerator: Identifier | None = None
    denominator: Identifier | None = None
    formula: Text | None = None
    scopes: dict[Identifier, Text] = Field(default_factory=dict)
    """Counting rules (口径) other than the indicator's own, by id."""
    headline_scope: str = ""
    """The scope to show first where several have values; empty is the indicator's own definition."""
    vintages: tuple[str, ...] = ()
    """Scopes that are earlier and later figures of one number, the earliest first: a revision, never one line."""
    applies_to: tuple[Level, ...] = ()
    """Levels of place that can have it; empty means all."""
    synonyms: Synonyms = Synonyms()
    release: Release | None = None
    breaks: tuple[Break, ...] = ()
    growth_at_constant_prices: bool = False
    """Whether published growth rates are real ones, which do not fit levels at current prices and imply no base."""
    aliases: tuple[Identifier, ...] = ()

    def label(self, lang: str) -> str:
        """Return the short name where there is one, else the name."""
        return (self.short or self.name)[lang]


class Tile(Entry):
    """Where a province stands on the tile-grid map: column from the west, row from the north."""

    column: int
    row: int
    letters: str = ""
    """What the place is called where there is no room for its name: the letters of ISO 3166-2."""


class Place(Entry):
    """A territory that figures are about."""

    id: Identifier
    name: Text
    full_name: Text | None = None
    """The official name where the usual one is short for it: 吉林 is 吉林省 and not 吉林市. Sentences and headings use it."""
    level: Level
    parent: Identifier | None = None
    code: str | None = None
    code_list: Literal["GB/T 2260", "ISO 3166-1 alpha-3"] | None = None
    region: Identifier | None = None
    """north_east, north, east, central_south, south_west, north_west for Chinese places."""
    tier: Identifier | None = None
    """municipality, sub_provincial, provincial_capital, prefecture for Chinese cities."""
    population_band: Identifier | None = None
    neighbours: tuple[Identifier, ...] = ()
    tile: Tile | None = None
    aliases: tuple[Identifier, ...] = ()
    synonyms: Synonyms = Synonyms()
    note: Text | None = None

    def formal(self, lang: str) -> str:
        """Return the official name, which is the usual one where no other is authored."""
        return (self.full_name or self.name)[lang]


class PeerRule(Entry):
    """A way to choose peers: places that share the named attributes with the place, or that it borders."""

    id: Identifier
    name: Text
    same: tuple[Literal["level", "tier", "region", "population_band", "parent"], ...] = ()
    neighbours: bool = False
    levels: tuple[Level, ...] = ()
    """The levels of place to which the rule applies; empty means all."""


class Source(Entry):
    """A publication that made claims."""

    id: Identifier
    publisher: Text
    title: Text
    """Descriptive, in our own words."""
    url: Words | None = None
    published: DateText | None = None
    """Day, month or year of publication; for as-of views a partial date counts from its end."""
    published_inferred: bool = False
    """True where the date follows from the edition and is not printed."""
    retrieved: DateText | None = None
    grade: Grade
    language: Literal["zh", "en"] = "zh"
    licence: Words | None = None
    release: Identifier | None = None
    """One id for all copies of one release: reposts of a release count once."""
    synthetic: bool = False


class Event(Entry):
    """A dated milestone, drawn on the trends of the indicators it should move."""

    id: Identifier
    date: PeriodText
    name: Text
    note: Text | None = None
    place: Identifier
    indicators: tuple[Identifier, ...] = ()
    """The indicators it should move; empty means it is drawn on all of its place."""
    actors: tuple[Identifier, ...] = ()
    """Those who took part, as far as a cited publication names them."""
    sources: tuple[Identifier, ...] = ()


class Actor(Entry):
    """A university, institute, company, fund or body that acts in the innovation system."""

    id: Identifier
    name: Text
    kind: Literal["university", "institute", "branch", "company", "fund", "committee", "government"]
    place: Identifier
    parent: Identifier | None = None
    note: Text | None = None
    since: PeriodText | None = None
    indicators: tuple[Identifier, ...] = ()
    """The indicators that speak of it."""
    sources: tuple[Identifier, ...] = ()


class Platform(Entry):
    """A proof-of-concept centre, pilot base, park or programme, single or as a group of which only the number is known."""

    id: Identifier
    name: Text
    kind: Literal["proof_of_concept_centre", "pilot_base", "science_park", "incubator", "laboratory", "programme"]
    place: Identifier
    host: Identifier | None = None
    """The actor that runs it."""
    members_known: bool = True
    """False where publications give only how many there are."""
    indicator: Identifier | None = None
    """The indicator that counts such platforms."""
    note: Text | None = None
    sources: tuple[Identifier, ...] = ()


class IndustryChain(Entry):
    """A member of the industry programme 3转4强7新."""

    id: Identifier
    group: Literal["transform", "strengthen", "new"]
    name: Text | None = None
    """None where no cited publication names it: it is then shown as unknown."""
    indicators: tuple[Identifier, ...] = ()
    note: Text | None = None
    sources: tuple[Identifier, ...] = ()


class View(Entry):
    """What the overview of a level of place shows, in order."""

    id: Identifier
    levels: tuple[Level, ...] = ()
    places: tuple[Identifier, ...] = ()
    """Places with a view of their own; it goes before the view of their level."""
    headline: tuple[Identifier, ...]
    """Indicators for the chart that explains, the first with data wins."""
    cards: tuple[Identifier, ...]
    """Indicators for the cards; the first eight with data are shown."""
    sentences: tuple[Identifier, ...] = ()
    """Indicators for the three sentences: level, change, position."""
    peers: Identifier | None = None


class Note(Entry):
    """What readers should know about claims, in both languages; the note of a claim holds either text."""

    id: Identifier
    zh: Words
    en: Words


def known_on(published: str | None) -> dt.date | None:
    """Return the day from which a publication date counts as known: the last day of a partial date."""
    return parse_period(published).end if published else None
