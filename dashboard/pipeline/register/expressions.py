"""Definitions as one text for every engine: an Ibis expression, and the SQL of it with grouping sets."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import sqlglot
from sqlglot import exp

from dashboard.pipeline.register.definitions import Condition, Definition
from dashboard.pipeline.register.scans import Scan

OPEN, SIGNED, WITHDRAWN = 0, 1, 2
"""Outcomes of a result in partial sums of lags; the days of an open one are those from 1970-01-01 to its disclosure."""


def partial_sums(records: ir.Table, scan: Scan) -> ir.Table:
    """Return sums of weights by year, dimensions and extra keys.

    The columns are ``scan.keys`` and, for each definition, ``<id>__records`` and, where it has one, ``<id>__part``: all
    whole numbers, so that partial sums of several batches add up without rounding. Of sums that several definitions have
    in common only the first is there; :func:`summed_as` says which. A dimension that is not stated is ''.
    """
    known = records.filter(records[scan.dated].notnull())
    stands = summed_as(records, scan)
    measures = {name: value for name, value in _all_measures(records, scan).items() if stands[name] == name}
    year = records[scan.dated].year().cast("int32")
    if scan.panel is not None:
        return _summed(_of_units(known, scan, year, measures), list(scan.keys), list(measures))
    keys = {"year": year, **{name: _stated(records[name]) for name in scan.dimensions}, **_extra_keys(records, scan)}
    return _summed(known.select(**keys, **measures), list(keys), list(measures))


def _of_units(known: ir.Table, scan: Scan, year: Any, measures: dict[str, Any]) -> ir.Table:
    """Return the sums of each unit of a panel by every dimension at once, from which those of each breakdown add up.

    Few enough that the grouping sets then cost next to nothing; and columns grouped by as they are stored keep their
    dictionaries, which takes a third off the pass over the records.
    """
    kept = {"year": year, **{name: known[name] for name in scan.dimensions}, "panel_unit": known[scan.panel]}
    finest = _summed(known.select(**kept, **measures), list(kept), list(measures))
    stated = {name: _stated(finest[name]) for name in (*scan.dimensions, "panel_unit")}
    return finest.select(year=finest["year"], **stated, **{name: finest[name] for name in measures})


def _summed(rows: ir.Table, keys: list[str], measures: list[str]) -> ir.Table:
    return rows.group_by(keys).agg(**{name: rows[name].sum().cast("int64") for name in measures})


def summed_as(records: ir.Table, scan: Scan) -> dict[str, str]:
    """Return, for the name of each sum, the name under which :func:`partial_sums` has it: that of the first sum equal to it."""
    found = _all_measures(records, scan)
    return {name: next(other for other, its in found.items() if its.equals(value)) for name, value in found.items()}


def _all_measures(records: ir.Table, scan: Scan) -> dict[str, Any]:
    weight = records["weight"].cast("int64")
    return {name: value for definition in scan.definitions for name, value in _measures(records, definition, weight).items()}


def sql_of(expression: ir.Table, scan: Scan, dialect: str) -> str:
    """Return the SQL of partial sums in which each breakdown is a grouping set; elsewhere a dimension is NULL."""
    tree = sqlglot.parse_one(str(ibis.to_sql(expression, dialect=dialect)), read=_sqlglot(dialect))
    columns = {projection.alias_or_name: projection.unalias() for projection in tree.expressions}
    sets = [exp.Tuple(expressions=[columns[key].copy() for key in _set(scan, breakdown)]) for breakdown in scan.breakdowns]
    tree.set("group", exp.Group(grouping_sets=[exp.GroupingSets(expressions=sets)]))
    return tree.sql(dialect=_sqlglot(dialect))


def _set(scan: Scan, breakdown: tuple[str, ...]) -> tuple[str, ...]:
    return ("year", *breakdown, *scan.extra)


def _sqlglot(dialect: str) -> str:
    return {"pyspark": "spark"}.get(dialect, dialect)


def _stated(column: Any) -> Any:
    return column.cast("string").fill_null("")


def _extra_keys(records: ir.Table, scan: Scan) -> dict[str, Any]:
    if not scan.extra:
        return {}
    signed, withdrawn = records["signed_on"].notnull(), records["withdrawn_on"].notnull()
    disclosed = records["disclosed_on"]
    outcome = ibis.cases((signed, SIGNED), (withdrawn, WITHDRAWN), else_=OPEN)
    days = ibis.cases(
        (signed, _days(records["signed_on"], disclosed)),
        (withdrawn, _days(records["withdrawn_on"], disclosed)),
        else_=_days(disclosed, ibis.date("1970-01-01")),
    )
    return {"outcome": outcome.cast("int32"), "days": days.cast("int32")}


def _days(later: Any, earlier: Any) -> Any:
    return later.delta(earlier, unit="day")


def _measures(records: ir.Table, definition: Definition, weight: Any) -> dict[str, Any]:
    chosen = _where(records, definition.where, weight)
    found = {f"{definition.id}__records": chosen}
    part = _part(records, definition, chosen)
    return found if part is None else found | {f"{definition.id}__part": part}


def _part(records: ir.Table, definition: Definition, chosen: Any) -> Any:
    if definition.of is not None:
        return chosen * records[definition.of].cast("int64").fill_null(0)
    if definition.kind == "share":
        return _where(records, definition.part, chosen)
    if definition.kind == "conversion":
        within = records[definition.reaching] <= (records["disclosed_on"] + ibis.interval(years=definition.within_years))
        return ibis.ifelse(within, chosen, 0)
    return None


def _where(records: ir.Table, conditions: tuple[Condition, ...], weight: Any) -> Any:
    for condition in conditions:
        weight = ibis.ifelse(_holds(records[condition.column], condition), weight, 0)
    return weight


def _holds(column: Any, condition: Condition) -> Any:
    if condition.stated:
        return column.notnull()
    return column.isin(condition.one_of) if condition.one_of else column == condition.equals
