"""Turns authored rows into stored claims: periods, units, intervals, and what they inherit from indicator and source."""

from __future__ import annotations

import pandas as pd

from dashboard.catalog import Catalog, known_on
from dashboard.catalog.files import CatalogReading
from dashboard.changes import change_units
from dashboard.claims import AUTHORED, STORED, claim_id, empty_claims
from dashboard.faults import Fault
from dashboard.intervals import exactly, precision, printed_interval
from dashboard.periods import Period, parse_period
from dashboard.pipeline.claim_schema import SchemaErrors, authored_schema
from dashboard.rows import Row, rows_of

_YEARS = range(1900, 2101)


def harmonize(rows: pd.DataFrame, reading: CatalogReading) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the stored claims of authored ``rows`` and every fault found in them.

    The claims are sorted by indicator, place, period and id. Rows with a fault are not among them. A row that names an
    entry which could not be read is passed over: the fault of that entry stands for it.
    """
    catalog = reading.catalog
    rows = rows.loc[[not _rests_on_broken(row, reading) for row in rows_of(rows)]]
    faults = schema_faults(rows, catalog)
    broken = {(fault.file, fault.row) for fault in faults}
    stored: list[Row] = []
    for row in rows_of(rows):
        if (row["file"], row["row"]) in broken:
            continue
        found = _row_faults(row, catalog)
        faults += found
        if not found:
            stored.append(_stored(row, catalog))
    faults += _duplicates(stored)
    return _frame(stored), faults


def _rests_on_broken(row: Row, reading: CatalogReading) -> bool:
    known = reading.catalog
    lacks = (
        (
            "indicators",
            row["indicator"],
            row["indicator"] in known.indicators or row["indicator"] in known.indicator_aliases,
        ),
        ("places", row["place"], row["place"] in known.places or row["place"] in known.place_aliases),
        ("sources", row["source"], row["source"] in known.sources),
        ("units", row["unit"], not row["unit"] or row["unit"] in known.printed_units),
    )
    if any(not there and reading.could_hold(section, key) for section, key, there in lacks):
        return True
    if row["unit"] and row["unit"] not in known.printed_units and any(section == "units" for section, _ in reading.broken):
        return True
    indicator = known.indicators.get(row["indicator"])
    return indicator is not None and indicator.unit not in known.units


def schema_faults(rows: pd.DataFrame, catalog: Catalog) -> list[Fault]:
    """Return the faults that single cells show against the schema of authored claims."""
    ids = {
        "indicator": set(catalog.indicators) | set(catalog.indicator_aliases),
        "place": set(catalog.places) | set(catalog.place_aliases),
        "source": set(catalog.sources),
        "unit": set(catalog.printed_units),
    }
    rows = rows.reset_index(drop=True)
    try:
        authored_schema(ids).validate(rows, lazy=True)
    except SchemaErrors as errors:
        return [_schema_fault(rows, case) for case in rows_of(errors.failure_cases)]
    return []


def _schema_fault(rows: pd.DataFrame, case: Row) -> Fault:
    row, column = rows.iloc[int(case["index"])], str(case["column"])
    cell = case["failure_case"]
    what = "the cell is empty" if cell == "" else f"{cell!r:.60} is not allowed"
    return Fault(str(row["file"]), int(row["row"]), column, what, str(case["check"]))


def _row_faults(row: Row, catalog: Catalog) -> list[Fault]:
    def fault(column: str, what: str, remedy: str) -> Fault:
        return Fault(row["file"], row["row"], column, what, remedy)

    return [fault(*found) for check in _CHECKS for found in check(row, catalog)]


Found = list[tuple[str, str, str]]


def _period_faults(row: Row, _catalog: Catalog) -> Found:
    try:
        period = parse_period(row["period"])
    except ValueError as error:
        return [("period", str(error), "Write 2023, 2023-H1, 2023-Q3, 2023-07, 2023-07-14 or start/end")]
    if period.year not in _YEARS:
        return [("period", f"{period.year} is outside {_YEARS.start}–{_YEARS.stop - 1}", "Check the year")]
    if row["period_type"] == "year_to_date" and not _from_january(period):
        return [("period_type", f"{row['period']!r} does not run from January", "Write the period as 2025-01/2025-09")]
    return []


def _from_january(period: Period) -> bool:
    return (period.start.month, period.start.day) == (1, 1) and period.start.year == period.end.year


def _unit_faults(row: Row, catalog: Catalog) -> Found:
    if not row["unit"]:
        return [("unit", "a value needs a unit", "Write the unit as printed")] if row["value"] else []
    unit, exponent = catalog.printed_units[row["unit"]]
    indicator = catalog.indicator(row["indicator"])
    has, needs = catalog.units[unit].dimension, catalog.dimension(indicator)
    found: Found = []
    if has != needs:
        found.append(
            (
                "unit",
                f"{row['unit']!r} measures {has}, and {indicator.id} is in {needs}",
                "Correct the unit or the indicator",
            )
        )
    if row["unit_mult"] and int(row["unit_mult"]) != exponent:
        remedy = f"Write {exponent}, or leave it empty"
        found.append(("unit_mult", f"{row['unit']!r} is ten to the power of {exponent}, not {row['unit_mult']}", remedy))
    return found


def _change_faults(row: Row, catalog: Catalog) -> Found:
    if not row["change"]:
        missing = not row["value"]
        return [("value", "the claim states neither a value nor a change", "Give one of them")] if missing else []
    allowed = change_units(catalog.indicator(row["indicator"]).measure)
    found: Found = []
    if not row["change_unit"]:
        found.append(("change_unit", "a change needs its unit", f"Use one of {', '.join(sorted(allowed))}"))
    elif row["change_unit"] not in allowed:
        measure = catalog.indicator(row["indicator"]).measure
        what = f"{row['indicator']} is a {measure} and does not change in {row['change_unit']}"
        found.append(("change_unit", what, f"Use one of {', '.join(sorted(allowed))}"))
    if row["change_base"] not in {"", "same_panel"}:
        try:
            parse_period(row["change_base"])
        except ValueError as error:
            found.append(("change_base", str(error), "Write a period, start/end for a mean yearly change, or same_panel"))
    return found


def _scope_faults(row: Row, catalog: Catalog) -> Found:
    scopes = catalog.indicator(row["indicator"]).scopes
    if row["scope"] and row["scope"] not in scopes:
        known = ", ".join(scopes) or "none is declared"
        return [
            (
                "scope",
                f"{row['scope']!r} is not a scope of {row['indicator']}",
                f"Declare it there, or use one of: {known}",
            )
        ]
    return []


_CHECKS = (_period_faults, _unit_faults, _change_faults, _scope_faults)


def _duplicates(stored: list[Row]) -> list[Fault]:
    first: dict[str, Row] = {}
    faults = []
    for row in stored:
        earlier = first.setdefault(row["claim"], row)
        if earlier is not row:
            what = f"the same claim already stands in {earlier['file']}:{earlier['row']}"
            faults.append(Fault(row["file"], row["row"], None, what, "Remove one, or give each its own locator"))
    return faults


def _stored(row: Row, catalog: Catalog) -> Row:
    indicator, source = catalog.indicator(row["indicator"]), catalog.sources[row["source"]]
    period = parse_period(row["period"])
    published = known_on(source.published or source.retrieved)
    return {
        "claim": claim_id({column: row[column] for column in AUTHORED}),
        "indicator": indicator.id,
        "place": catalog.place(row["place"]).id,
        "period": row["period"],
        "period_type": row["period_type"] or indicator.accumulation,
        "scope": row["scope"],
        "kind_class": "target" if row["kind"] == "target" else "outcome",
        "kind": row["kind"],
        **_value_columns(row, catalog),
        **_change_columns(row),
        "period_start": None if row["period"].startswith("..") else period.start,
        "period_end": period.end,
        "frequency": period.frequency,
        "stated_on": row["period"] if _is_date_of_statement(row, period, source.published) else "",
        "source": source.id,
        "release": source.release or source.id,
        "grade": source.grade,
        "published": published,
        "synthetic": source.synthetic,
        **{name: row[name] for name in ("locator", "note", "file", "row")},
        "correction": "",
        "corrected_by": "",
    }


def _is_date_of_statement(row: Row, period: Period, published: str | None) -> bool:
    """A day that is the day of publication says when it was stated, not what it is about."""
    return period.frequency == "D" and row["period"] == published


def _value_columns(row: Row, catalog: Catalog) -> Row:
    exponent = catalog.printed_units[row["unit"]][1] if row["unit"] else None
    columns = {
        "printed": row["value"],
        "qualifier": row["qualifier"] or "exact",
        "unit": row["unit"],
        "unit_mult": exponent,
    }
    if not row["value"] or exponent is None:
        return columns | {"value": None, "amount": None, "low": None, "high": None, "precision": None}
    interval = printed_interval(row["value"], columns["qualifier"], exponent)
    if catalog.indicator(row["indicator"]).measure == "rank" and columns["qualifier"] == "exact":
        interval = exactly(float(row["value"]))
    return columns | {
        "value": float(row["value"]),
        "amount": float(f"{row['value']}e{exponent}"),
        "low": interval.low,
        "high": interval.high,
        "precision": precision(row["value"], exponent),
    }


def _change_columns(row: Row) -> Row:
    columns = {"change_unit": row["change_unit"], "change_base": row["change_base"]}
    if not row["change"]:
        return columns | {"change": None, "change_qualifier": "", "change_low": None, "change_high": None}
    qualifier = row["change_qualifier"] or "exact"
    interval = printed_interval(row["change"], qualifier)
    if row["change_unit"] == "places" and qualifier == "exact":
        interval = exactly(float(row["change"]))
    change = {"change": float(row["change"]), "change_low": interval.low, "change_high": interval.high}
    return columns | change | {"change_qualifier": qualifier}


def _frame(stored: list[Row]) -> pd.DataFrame:
    empty = empty_claims()
    if not stored:
        return empty
    frame = pd.DataFrame(stored, columns=list(STORED)).astype(empty.dtypes.to_dict())
    return frame.sort_values(["indicator", "place", "period", "claim"], ignore_index=True)
