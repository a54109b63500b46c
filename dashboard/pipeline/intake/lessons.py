"""What corrections teach: wordings of indicators for the reader, and cases that it must keep reading right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from dashboard.catalog import Catalog
from dashboard.pipeline.intake.files import FOLDER, replace_whole, text_of

_HEADING = (
    "# Wordings that reviewers matched to indicators. The reader uses them at once; move those that hold in general into\n"
    "# the synonyms of catalog/indicators/.\n"
)
_SHORTEST, _LONGEST = 2, 60


def synonyms_file(data: Path) -> Path:
    """Return where the wordings lie."""
    return data / FOLDER / "synonyms.yml"


def cases_file(data: Path) -> Path:
    """Return where the cases lie."""
    return data / FOLDER / "cases.jsonl"


def learned(data: Path) -> dict[str, tuple[str, ...]]:
    """Return the wordings that reviews taught, by indicator."""
    known = yaml.safe_load(text_of(synonyms_file(data))) or {}
    return {str(key): tuple(str(name) for name in names) for key, names in known.items()}


def refusal(catalog: Catalog, taught: Mapping[str, tuple[str, ...]], indicator: str, wording: str) -> str:
    """Return why a wording cannot become a synonym of an indicator, empty where it can: it must name that one alone."""
    if not _SHORTEST <= len(wording) <= _LONGEST or "\n" in wording:
        return "length"
    for other in catalog.indicators.values():
        names = {other.name.zh, *([other.short.zh] if other.short else []), *other.synonyms.zh, *taught.get(other.id, ())}
        if wording in names:
            return "known" if other.id == indicator else other.id
    return ""


def teach(data: Path, indicator: str, wording: str) -> None:
    """Keep a wording of an indicator; the caller has asked ``refusal`` and holds ``one_writer``."""
    known = learned(data)
    known[indicator] = tuple(dict.fromkeys([*known.get(indicator, ()), wording]))
    _write(data, known)


def forget(data: Path, indicator: str, wording: str) -> None:
    """Drop a wording that an undone decision taught."""
    known = learned(data)
    known[indicator] = tuple(name for name in known.get(indicator, ()) if name != wording)
    _write(data, {key: names for key, names in known.items() if names})


def _write(data: Path, known: Mapping[str, tuple[str, ...]]) -> None:
    plain = {key: list(names) for key, names in sorted(known.items())}
    replace_whole(synonyms_file(data), _HEADING + (yaml.safe_dump(plain, allow_unicode=True) if plain else ""))


def keep_case(data: Path, case: Mapping[str, Any]) -> None:
    """Append a case: the sentence, what the reader proposed, and what the reviewer made of it."""
    path = cases_file(data)
    replace_whole(path, text_of(path) + json.dumps(case, ensure_ascii=False) + "\n")


def cases(data: Path) -> list[dict[str, Any]]:
    """Return the cases in order."""
    return [json.loads(line) for line in text_of(cases_file(data)).splitlines() if line]


def drop_case(data: Path, decision: str) -> None:
    """Remove the cases of an undone decision."""
    kept = [case for case in cases(data) if case.get("decision") != decision]
    replace_whole(cases_file(data), "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in kept))
