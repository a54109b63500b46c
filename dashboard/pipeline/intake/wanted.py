"""The indicators that editors asked for: how often, in which words, and as an entry of the catalog to be completed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from dashboard.catalog import Catalog

_MEASURES = {"%": "rate", "‰": "rate", "位": "rank"}


def wanted_indicators(decisions: Iterable[Mapping[str, Any]], catalog: Catalog) -> list[dict[str, Any]]:
    """Return for each wording ``name``, ``asked``, ``words`` and ``reason`` of the latest, and ``entry`` in YAML.

    ``decisions`` are standing decisions of the journal, in order; only those count that ask for an indicator, and of these
    only wordings that the catalog still lacks.
    """
    known = {name for each in catalog.indicators.values() for name in (each.name.zh, *each.synonyms.zh)}
    found: dict[str, dict[str, Any]] = {}
    for decision in decisions:
        name = str(decision.get("printed", ""))
        if decision["action"] == "new_indicator" and name not in known:
            asked = found.get(name, {"asked": 0})["asked"] + 1
            entry = catalog_entry(name, str(decision.get("row", {}).get("unit", "")), catalog)
            found[name] = {
                "name": name, "asked": asked, "words": decision["words"], "reason": decision["reason"], "entry": entry,
            }  # fmt: skip
    return sorted(found.values(), key=lambda each: (-each["asked"], each["name"]))


def catalog_entry(name: str, unit: str, catalog: Catalog) -> str:
    """Return an entry for catalog/indicators/ with what a text tells of an indicator; what it cannot tell is left empty."""
    draft = {
        "name": {"zh": name, "en": ""},
        "definition": {"zh": "", "en": ""},
        "theme": "",
        "unit": next((key for key, each in catalog.units.items() if unit in each.printed), ""),
        "measure": _MEASURES.get(unit, "level"),
        "accumulation": "",
        "better": "",
        "synonyms": {"zh": [name], "en": []},
    }
    return yaml.safe_dump({"indicator_id": draft}, allow_unicode=True, sort_keys=False)
