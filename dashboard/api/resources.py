"""The resources of the API, one table of them: what they answer, what they can be asked, and who answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from dashboard.answers import CHANGE_FIELDS, CLAIM_FIELDS, OBSERVATION_FIELDS, Record, claim_records, observation_records
from dashboard.api import questions as asked
from dashboard.api import shapes
from dashboard.api.changes_table import changes_table
from dashboard.api.problems import Words, unknown
from dashboard.api.reading import near
from dashboard.api.register_table import REGISTER_COLUMNS, register_table
from dashboard.api.tables import (
    Table,
    check_hits,
    claim_table,
    coverage,
    entry_table,
    known_series,
    observation_table,
    ordered_table,
)
from dashboard.checks import HIT_COLUMNS
from dashboard.claims import observation_id
from dashboard.store import Store
from dashboard.text.citation import source_citation

INDICATOR_COLUMNS = (
    "id", "name", "definition", "theme", "unit", "measure", "accumulation", "better", "known_claims", "known_places",
    "first_period", "last_period",
)  # fmt: skip
PLACE_COLUMNS = (
    "id", "name", "level", "parent", "code", "code_list", "known_claims", "known_indicators", "first_period", "last_period",
)  # fmt: skip
SOURCE_COLUMNS = (
    "id", "publisher_zh", "publisher_en", "title_zh", "title_en", "url", "published", "published_inferred", "retrieved",
    "grade", "language", "licence", "release", "synthetic", "citation", "known_claims", "known_indicators", "first_period",
    "last_period",
)  # fmt: skip
_NO_COVERAGE = {"known_claims": 0, "first_period": None, "last_period": None}


@dataclass(frozen=True)
class Resource:
    """One address of the API: what it is, what it can be asked, and the shape of its answer in JSON."""

    path: str
    name: str
    title: Words
    meaning: Words
    question: type[asked.Question]
    shape: type[BaseModel]


@dataclass(frozen=True)
class TableResource(Resource):
    """An address that answers with records in pages; ``columns`` are those of its flat files."""

    columns: tuple[str, ...]
    table: Callable[[Store, Any], Table]
    by_day: bool = False
    """Whether the answer depends on today's date as well as on the snapshot."""


@dataclass(frozen=True)
class EntryResource(Resource):
    """An address that answers with one record, named by the id in its path."""

    entry: Callable[[Store, Any, str], Record]

    @property
    def list_path(self) -> str:
        """Return the path of the table that its record stands in."""
        return self.path.removesuffix("/{id}")


def indicator_table(store: Store, question: asked.IndicatorsQuestion) -> Table:
    """Return the indicators of the themes asked for, sorted by id."""
    known = coverage(store, "indicator", question.as_of)
    entries = sorted(store.catalog.indicators.items())
    records = [
        _with_known(entry, known, "known_places") for _, entry in entries if not question.theme or entry.theme in question.theme
    ]
    return entry_table(records, question)


def place_table(store: Store, question: asked.PlacesQuestion) -> Table:
    """Return the places of the levels asked for, sorted by id."""
    known = coverage(store, "place", question.as_of)
    entries = sorted(store.catalog.places.items())
    records = [
        _with_known(entry, known, "known_indicators")
        for _, entry in entries
        if not question.level or entry.level in question.level
    ]
    return entry_table(records, question)


def source_table(store: Store, question: asked.SourcesQuestion) -> Table:
    """Return the sources of the grades asked for, sorted by id, each with the reference to it."""
    known = coverage(store, "source", question.as_of)
    entries = sorted(store.catalog.sources.items())
    records = [
        _with_known(entry, known, "known_indicators") | {"citation": source_citation(entry, question.lang)}
        for _, entry in entries
        if not question.grade or entry.grade in question.grade
    ]
    return entry_table(records, question)


def check_table(store: Store, question: asked.ChecksQuestion) -> Table:
    """Return what the checks find, errors first; lateness is judged by ``as_of`` or, without it, by today.

    A finding belongs to every indicator and place whose observations it involves.
    """
    hits = check_hits(store, question.as_of, question.as_of or dt.date.today())
    chosen = [
        hit
        for hit in hits
        if (not question.severity or hit["severity"] in question.severity)
        and _involves(hit, "indicator", 0, question.indicator)
        and _involves(hit, "place", 1, question.place)
    ]
    return ordered_table(chosen, question)


def _involves(hit: Record, column: str, part: int, wanted: tuple[str, ...]) -> bool:
    involved = {hit[column], *(name.split(":")[part] for name in hit["observations"])}
    return not wanted or not involved.isdisjoint(wanted)


def one_indicator(store: Store, question: asked.DatedQuestion, key: str) -> Record:
    """Return one indicator by its id or an alias.

    Raises:
        Problem: there is none.
    """
    catalog = store.catalog
    if key not in catalog.indicators and key not in catalog.indicator_aliases:
        names = (*catalog.indicators, *catalog.indicator_aliases)
        raise unknown(Words("指标", "indicator"), key[:80], near(key, names))
    known = coverage(store, "indicator", question.as_of)
    return {"indicator": _with_known(catalog.indicator(key), known, "known_places")}


def one_place(store: Store, question: asked.DatedQuestion, key: str) -> Record:
    """Return one place by its id or an alias.

    Raises:
        Problem: there is none.
    """
    catalog = store.catalog
    if key not in catalog.places and key not in catalog.place_aliases:
        names = (*catalog.places, *catalog.place_aliases)
        raise unknown(Words("地区", "place"), key[:80], near(key, names))
    return {"place": _with_known(catalog.place(key), coverage(store, "place", question.as_of), "known_indicators")}


def one_observation(store: Store, question: asked.DatedQuestion, key: str) -> Record:
    """Return one number by its id, and the claims behind it.

    Raises:
        Problem: the text is no id of a number, or nothing is known of it.
    """
    what = Words("数据", "observation")
    try:
        named = store.key(key)
    except ValueError:
        raise unknown(what, key[:80]) from None
    series = known_series(store, named["indicator"], named["place"], question.as_of)
    permanent = observation_id(named, store.catalog.indicators[named["indicator"]].accumulation)
    match = series.loc[series["id"] == permanent]
    if match.empty:
        ids = tuple(series["id"])
        raise unknown(what, key[:80], near(key, ids))
    [record] = observation_records(store, match, lang=question.lang)
    claims = claim_records(store, store.evidence(record["id"], as_of=question.as_of), lang=question.lang)
    return {"observation": record, "claims": claims}


def _with_known(entry: BaseModel, known: Mapping[str, Record], counted: str) -> Record:
    record = entry.model_dump(mode="json")
    return record | (known.get(record["id"]) or {**_NO_COVERAGE, counted: 0})


RESOURCES: tuple[TableResource | EntryResource, ...] = (
    TableResource(
        "/indicators",
        "indicators",
        Words("指标", "Indicators"),
        Words(
            "指标目录：名称、定义、单位、度量、口径，以及已知数据的范围。",
            "The catalog of indicators: names, definitions, units, measures, counting rules, and how much is known of each.",
        ),
        asked.IndicatorsQuestion,
        shapes.Indicators,
        INDICATOR_COLUMNS,
        indicator_table,
    ),
    EntryResource(
        "/indicators/{id}",
        "indicator",
        Words("一个指标", "One indicator"),
        Words("按编号或别名取一个指标。", "One indicator, by its id or an alias."),
        asked.DatedQuestion,
        shapes.OneIndicator,
        one_indicator,
    ),
    TableResource(
        "/places",
        "places",
        Words("地区", "Places"),
        Words("地区目录：名称、层级、代码、上级。", "The catalog of places: names, levels, codes and what they are part of."),
        asked.PlacesQuestion,
        shapes.Places,
        PLACE_COLUMNS,
        place_table,
    ),
    EntryResource(
        "/places/{id}",
        "place",
        Words("一个地区", "One place"),
        Words("按编号或别名取一个地区。", "One place, by its id or an alias."),
        asked.DatedQuestion,
        shapes.OnePlace,
        one_place,
    ),
    TableResource(
        "/sources",
        "sources",
        Words("来源", "Sources"),
        Words("引用的出版物，各附引文。", "The publications behind the figures, each with the reference to it."),
        asked.SourcesQuestion,
        shapes.Sources,
        SOURCE_COLUMNS,
        source_table,
    ),
    TableResource(
        "/observations",
        "observations",
        Words("数据", "Observations"),
        Words(
            "按规则由各来源的说法得出的数据，附状态、公布的与计算的变化、来源与引文。推算的数据附算式与依据。",
            "Numbers as the rule resolves them from claims, with status, change as reported and as computed, source and "
            "reference. A number that nobody published carries its formula and inputs.",
        ),
        asked.ObservationsQuestion,
        shapes.Observations,
        OBSERVATION_FIELDS,
        observation_table,
    ),
    EntryResource(
        "/observations/{id}",
        "observation",
        Words("一个数据及其证据", "One observation and its evidence"),
        Words(
            "按编号取一个数据及其各来源的说法，所取的在前，其余各注明落选于哪一步。",
            "One number by its id, and the claims behind it: the one chosen first, and by what step each other one lost.",
        ),
        asked.DatedQuestion,
        shapes.OneObservation,
        one_observation,
    ),
    TableResource(
        "/claims",
        "claims",
        Words("说法", "Claims"),
        Words(
            "各来源怎么说，互相矛盾的也都保留。用 observation 取一个数据的证据。",
            "What each publication says, contradictions included. Use `observation` for the evidence of one number.",
        ),
        asked.ClaimsQuestion,
        shapes.Claims,
        CLAIM_FIELDS,
        claim_table,
    ),
    TableResource(
        "/register",
        "register_cells",
        Words("成果登记", "Register"),
        Words(
            "成果转化登记的汇总单元；与公布的数字分开存放，互不混用。少于下限的单元不给数字。合成数据逐条标明。",
            "Aggregated cells of the transfer register, kept apart from published figures. Cells on too few records have no "
            "numbers. Every cell of a made-up register says that it is synthetic.",
        ),
        asked.RegisterQuestion,
        shapes.RegisterCells,
        REGISTER_COLUMNS,
        register_table,
    ),
    TableResource(
        "/changes",
        "changes",
        Words("变化", "Changes"),
        Words(
            "两日之间的变化：新公布、修订（前后各是多少）、撤销、逾期未见。",
            "What became known between two days: numbers that are new, revised (from what to what) or withdrawn, and what is "
            "late.",
        ),
        asked.ChangesQuestion,
        shapes.Changes,
        CHANGE_FIELDS,
        changes_table,
        by_day=True,
    ),
    TableResource(
        "/checks",
        "checks",
        Words("核对", "Checks"),
        Words(
            "数据之间的矛盾与疑点，按区间运算判断，四舍五入不会误报。每条列出所涉的说法与数据。",
            "Contradictions and doubts among figures, found by interval arithmetic, so that rounding raises no alarm. Each "
            "names the claims and observations involved.",
        ),
        asked.ChecksQuestion,
        shapes.Checks,
        HIT_COLUMNS,
        check_table,
        by_day=True,
    ),
)
"""Every resource with data, in the order of the API's page."""
