"""Turns cells into claims of kind ``computed`` and the catalog entries they need, as a folder of authored data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from dashboard.catalog import Catalog
from dashboard.claims import AUTHORED
from dashboard.pipeline.register.batches import Batch, Provenance
from dashboard.pipeline.register.definitions import Definition, Definitions
from dashboard.pipeline.register.layout import Layout

_JOIN = {"zh": "，", "en": ", "}
_NOT_STATED = {"zh": "未填", "en": "not stated"}


def source_id(provenance: Provenance) -> str:
    """Return the id of the source that a register is in the catalog."""
    made_up = "synthetic_" if provenance.synthetic else ""
    return f"{made_up}register_{provenance.place}_{provenance.observed_until.replace('-', '_')}"


def claims_of(
    cells: pd.DataFrame, definitions: Definitions, layout: Layout, catalog: Catalog, batch: Batch, *, pairs: bool = False
) -> pd.DataFrame:
    """Return the claims of every shown cell (columns ``dashboard.claims.AUTHORED``, all text).

    Suppressed cells make no claim, nor do cohorts still forming. A rate that can still rise and a quantile not reached
    are claimed as lower bounds; a year not over as year to date; growth of a panel as a change against ``same_panel``.

    Args:
        cells: columns of ``dashboard.pipeline.register.cells.CELL``, suppressed.
        definitions: what the cells are of.
        layout: the register's layout, for names.
        catalog: the catalog whose places and indicators exist.
        batch: the newest batch; it names the place and the source.
        pairs: also claim breakdowns by two columns.
    """
    wanted = (cells["suppressed"] == "") & (cells["state"] != "forming")
    if not pairs:
        wanted &= ~cells["breakdown"].str.contains(",")
    rows = [
        claim for cell in cells.loc[wanted].to_dict("records") for claim in _claims(cell, definitions, layout, catalog, batch)
    ]
    return pd.DataFrame(rows, columns=list(AUTHORED), dtype="str")


def write_authored(
    folder: Path, claims: pd.DataFrame, definitions: Definitions, layout: Layout, catalog: Catalog, batch: Batch,
    cells: pd.DataFrame,
) -> list[Path]:  # fmt: skip
    """Write claims, their source, and indicators and units that the catalog lacks, laid out as ``data/``; return the files."""
    name = source_id(batch.provenance)
    documents = {
        f"catalog/sources/{name}.yml": {name: _source(batch.provenance)},
        "catalog/indicators/register.yml": _indicators(claims, definitions, layout, cells),
        "catalog/units/register.yml": _units(definitions, catalog),
    }
    written = [_write_yaml(folder / path, document) for path, document in documents.items() if document]
    path = folder / "claims" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    claims.to_csv(path, index=False, lineterminator="\n")
    return [*written, path]


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for values in frame.itertuples(index=False, name=None):
        yield dict(zip(frame.columns, values, strict=True))


def _claims(
    cell: dict[Any, Any], definitions: Definitions, layout: Layout, catalog: Catalog, batch: Batch
) -> Iterator[dict[str, str]]:
    definition = definitions.indicators[cell["definition"]]
    place, scope = _place_and_scope(cell, layout, catalog, batch.provenance.place)
    shared = dict.fromkeys(AUTHORED, "") | {
        "place": place,
        "scope": scope,
        "period": _period(cell, batch.provenance),
        "period_type": "year_to_date" if cell["state"] == "year_to_date" else "",
        "kind": "computed",
        "source": source_id(batch.provenance),
        "locator": f"{definition.id}, batches 1–{batch.number}",
        "note": _note(cell),
    }
    if definition.kind == "growth":
        change = {"change": f"{cell['value']:.1f}", "change_unit": "percent", "change_base": "same_panel"}
        yield shared | change | {"indicator": str(definition.growth_of)}
        return
    bound = "at_least" if cell["state"] in {"observing", "not_reached"} else "exact"
    value = {
        "value": _printed(cell, definition),
        "qualifier": bound,
        "unit": _unit(definition, definitions, catalog),
        "unit_mult": "0",
    }
    yield shared | value | {"indicator": _indicator_id(definition, cell["output"])}
    if _speaks_of_published(definition, cell, catalog, batch):
        yield shared | value | {"indicator": str(definition.published_as)}


def _speaks_of_published(definition: Definition, cell: dict[str, Any], catalog: Catalog, batch: Batch) -> bool:
    """Made-up records never make a claim on an indicator that publications state."""
    return definition.published_as in catalog.indicators and not cell["breakdown"] and not batch.provenance.synthetic


def _indicator_id(definition: Definition, output: str) -> str:
    return f"{definition.id}_{output}" if output else definition.id


def _unit(definition: Definition, definitions: Definitions, catalog: Catalog) -> str:
    """Return the form in which the definition's unit is printed without a power of ten."""
    unit = catalog.units.get(definition.unit) or definitions.units[definition.unit]
    return next(form for form, exponent in unit.printed.items() if exponent == 0)


def _printed(cell: dict[str, Any], definition: Definition) -> str:
    """Print whole numbers and sums exactly, others to the definition's decimals; a lower bound is rounded down."""
    if definition.kind == "count":
        return str(int(cell["records"]))
    if definition.kind == "sum":
        yuan, cents = divmod(abs(int(cell["part"])), 100)
        return f"{'-' * (cell['part'] < 0)}{yuan}.{cents:02d}"
    scale = 10**definition.decimals
    value = int(cell["value"] * scale) / scale if cell["state"] == "observing" else cell["value"]
    return f"{value:.{definition.decimals}f}"


def _period(cell: dict[str, Any], provenance: Provenance) -> str:
    year = str(cell["year"])
    return f"{year}-01-01/{provenance.observed_until}" if cell["state"] == "year_to_date" else year


def _note(cell: dict[str, Any]) -> str:
    return {
        "observing": "观察期未满，只会升高 / still observed, can only rise",
        "not_reached": "签约者不足以达到此分位数 / fewer were signed than this quantile asks for",
    }.get(cell["state"], "")


def _place_and_scope(cell: dict[str, Any], layout: Layout, catalog: Catalog, place: str) -> tuple[str, str]:
    """A breakdown by the recipient's district is the district's own number; other parts are scopes."""
    code = cell["first"]
    if cell["breakdown"] == "recipient_place" and code in catalog.places and code != place and layout.within(code, place):
        return code, ""
    return place, scope_id(cell["breakdown"], cell["first"], cell["second"], layout)


def scope_id(breakdown: str, first: str, second: str, layout: Layout) -> str:
    """Return the id of the scope that a part of a breakdown is; '' for the whole."""
    if not breakdown:
        return ""
    parts = zip(breakdown.split(","), (first, second), strict=False)
    return "__".join(f"{column}_{_code(column, value, layout)}" for column, value in parts)


def _code(column: str, value: str, layout: Layout) -> str:
    if not value:
        return "not_stated"
    return value if layout.codes(column) else hashlib.sha256(value.encode()).hexdigest()[:10]


def _scope_name(breakdown: str, first: str, second: str, layout: Layout, lang: str) -> str:
    parts = zip(breakdown.split(","), (first, second), strict=False)
    named = ((layout.columns[column].name[lang], _value_name(column, value, layout, lang)) for column, value in parts)
    return _JOIN[lang].join(": ".join(pair) for pair in named)


def _value_name(column: str, value: str, layout: Layout, lang: str) -> str:
    if not value:
        return _NOT_STATED[lang]
    codes = layout.codes(column)
    return codes[value][lang] if codes else value


def _source(provenance: Provenance) -> dict[str, Any]:
    marked = {"synthetic": True} if provenance.synthetic else {}
    return {
        "publisher": provenance.publisher.model_dump(),
        "title": provenance.title.model_dump(),
        "published": provenance.observed_until,
        "grade": "computed",
        **marked,
    }


def _units(definitions: Definitions, catalog: Catalog) -> dict[str, Any]:
    return {
        key: unit.model_dump(exclude={"id", "classifier"})
        for key, unit in definitions.units.items()
        if key not in catalog.units
    }


def _indicators(claims: pd.DataFrame, definitions: Definitions, layout: Layout, cells: pd.DataFrame) -> dict[str, Any]:
    """Return the register's own indicators that have claims, with a scope for every part claimed."""
    names = _scope_names(cells, layout)
    found = {}
    for definition in definitions.indicators.values():
        for output in definition.quantiles or ("",):
            key = _indicator_id(definition, output)
            scopes = sorted(set(claims.loc[claims["indicator"] == key, "scope"]) - {""})
            if (claims["indicator"] == key).any():
                found[key] = _indicator(definition, output, {scope: names[scope] for scope in scopes})
    return found


def _scope_names(cells: pd.DataFrame, layout: Layout) -> dict[str, dict[str, str]]:
    parts = cells.loc[cells["breakdown"] != "", ["breakdown", "first", "second"]].drop_duplicates()
    keys: list[tuple[str, str, str]] = list(parts.itertuples(index=False, name=None))
    return {scope_id(*key, layout): {lang: _scope_name(*key, layout, lang) for lang in ("zh", "en")} for key in keys}


def _indicator(definition: Definition, output: str, scopes: dict[str, dict[str, str]]) -> dict[str, Any]:
    quantile = definition.quantiles.get(output)
    name = definition.name.model_dump()
    if quantile is not None:
        name = {"zh": f"{name['zh']}（{quantile.name.zh}）", "en": f"{name['en']} ({quantile.name.en})"}
    return {
        "name": name,
        "definition": definition.definition.model_dump(),
        **{key: getattr(definition, key) for key in ("theme", "unit", "measure", "better", "decimals")},
        "accumulation": "flow",
        **({"scopes": scopes} if scopes else {}),
    }


class _Plain(yaml.SafeDumper):
    """Writes every value out instead of pointing to its first occurrence."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that no value is to be abbreviated."""
        return True


def _write_yaml(path: Path, document: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(document, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(f"# Written by `aggregate`; written anew by the next.\n{text}", encoding="utf-8")
    return path
