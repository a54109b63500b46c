"""Relations and corrections say what their kind needs, and lead to entries that exist."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.links import broken_links
from dashboard.catalog.rules import Correction, Relation
from dashboard.store import Store

NAME = {"zh": "名", "en": "name"}
CORRECTION = {"id": "c", "expect": "1", "reason": NAME, "reporter": "a reader", "date": "2026-01-01"}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "parts", "members": ["a"]},
        {"kind": "shares", "members": ["a", "b"], "whole": "c"},
        {"kind": "ratio", "members": ["a"], "whole": "c"},
        {"kind": "places", "members": ["a"], "whole_place": "china"},
        {"kind": "shares", "members": []},
    ],
)
def test_a_relation_that_lacks_what_its_kind_needs_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Relation.model_validate({"id": "r", "name": NAME, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "drop"},
        {"action": "drop", "claims": ["c1"], "where": {"source": "s"}},
        {"action": "override", "claims": ["c1"]},
        {"action": "scale", "claims": ["c1"]},
        {"action": "flag", "claims": ["c1"], "exponent": 2},
        {"action": "override", "claims": ["c1"], "put": {"source": "other"}},
    ],
)
def test_a_correction_that_lacks_what_its_action_needs_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Correction.model_validate({**CORRECTION, **fields})


def test_links_of_relations_and_corrections_that_lead_nowhere_are_found(shipped: Store) -> None:
    wrong = {"kind": "ratio", "whole": "rd_intensity", "members": ["nothing", "gdp"], "scopes": {"rd_intensity": "no"}}
    relation = Relation.model_validate({"id": "r", "name": NAME, **wrong})
    correction = Correction.model_validate(
        {**CORRECTION, "action": "flag", "where": {"source": "no_source", "place": "no_place"}}
    )
    sections = {name: getattr(shipped.catalog, name) for name in Catalog.model_fields}
    catalog = Catalog.of({**sections, "relations": {"r": relation}, "corrections": {"c": correction}})
    found = {(link.section, link.field) for link in broken_links(catalog)}
    assert {
        ("relations", "members"),
        ("relations", "scopes.rd_intensity"),
        ("corrections", "where.source"),
        ("corrections", "where.place"),
    } <= found


def test_every_ratio_of_the_shipped_indicators_has_a_relation_where_both_its_parts_are_indicators(shipped: Store) -> None:
    told = {(entry.whole, *entry.members) for entry in shipped.catalog.relations.values() if entry.kind == "ratio"}
    ratios = {
        (key, entry.numerator, entry.denominator)
        for key, entry in shipped.catalog.indicators.items()
        if entry.numerator and entry.denominator
    }
    # GDP per head divides by the mean population of the year, and the population carried is that of its end.
    assert {key for key, *_ in ratios - told} == {"gdp_per_head"}
