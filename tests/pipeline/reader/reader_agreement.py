"""Compares candidates with annotated claims: matched by span and value, judged by indicator, unit and change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.pipeline.reader import Candidate, DocumentInfo, read_text
from dashboard.pipeline.reader.script import simplify

TEXTS = Path(__file__).parent / "texts"
Change = Callable[[str], tuple[str, list[int]]]


@dataclass(frozen=True)
class Agreement:
    """Counts over some texts: annotated claims, candidates, complete agreements, and numbers wrongly taken."""

    gold: int
    found: int
    full: int
    auto: int
    auto_full: int
    distractors_taken: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of complete agreements."""
        return 2 * self.full / (self.gold + self.found)


def annotations() -> dict[str, list[dict[str, Any]]]:
    """The annotated records of each of our own texts."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in (TEXTS / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        rows.setdefault(record["id"], []).append(record)
    return rows


def texts() -> dict[str, str]:
    """Our own texts by id."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))}


def _bag(name: str) -> Counter[str]:
    return Counter(char for char in simplify(name).lower() if char.isalnum() and char != "的")


def _alike(one: str, other: str) -> bool:
    left, right = _bag(one), _bag(other)
    return 2 * (left & right).total() >= 0.5 * (left.total() + right.total())


def _unit(unit: str | None) -> str | None:
    return {"成": "%", "名": "位"}.get(simplify(unit), simplify(unit)) if unit else None


def _size(value: float | None, unit: str | None, scale: int) -> float | None:
    return None if value is None else round(value * (10 if unit == "成" else scale), 6)


def _change(change: float | None, kind: str | None, scale: int | None) -> float | None:
    return None if change is None else round(change * ((scale or 1) if kind == "absolute" else 1), 6)


def _key(record: dict[str, Any]) -> tuple[float | None, float | None]:
    return (
        _size(record["value"], record["unit"], record["scale"]),
        _change(record["change"], record["change_unit"], record.get("change_scale")),
    )


def _full(gold: dict[str, Any], found: Candidate) -> bool:
    record = found.as_record()
    same_change = _key(gold)[1] == _key(record)[1] and gold["change_unit"] == record["change_unit"]
    same_way = gold["change"] is None or gold["direction"] in (None, record["direction"])
    return (
        _unit(gold["unit"]) == _unit(record["unit"]) and same_change and same_way and _alike(gold["indicator"], found.indicator)
    )


def _rank(gold: dict[str, Any], found: Candidate) -> tuple[bool, bool]:
    return _full(gold, found), _alike(gold["indicator"], found.indicator)


def _matches(gold: dict[str, Any], found: Candidate) -> bool:
    wanted, got = _key(gold), _key(found.as_record())
    return min(gold["end"], found.end) > max(gold["start"], found.start) and (
        wanted[0] == got[0] and (wanted[0] is not None or wanted[1] == got[1])
    )


def compare(records: list[dict[str, Any]], candidates: list[Candidate]) -> Agreement:
    """Match each annotated claim to at most one candidate, the best first, and count."""
    gold = [record for record in records if not record["distractor"] and not record.get("optional")]
    pairs = sorted(
        (
            (_rank(record, found), a, b)
            for a, record in enumerate(gold)
            for b, found in enumerate(candidates)
            if _matches(record, found)
        ),
        key=lambda pair: (pair[0], -pair[1], -pair[2]), reverse=True,
    )  # fmt: skip
    taken: dict[int, int] = {}
    for _, a, b in pairs:
        if a not in taken and b not in taken.values():
            taken[a] = b
    right = {b for a, b in taken.items() if _full(gold[a], candidates[b])}
    spare = [found for b, found in enumerate(candidates) if b not in taken.values()]
    optional = [record for record in records if record.get("optional")]
    counted = [found for found in spare if not any(_touches(record, found) for record in optional)]
    wrong = [found for found in counted if any(_takes(record, found) for record in records if record["distractor"])]
    auto = [b for b, found in enumerate(candidates) if found.auto and (b in taken.values() or found in counted)]
    return Agreement(len(gold), len(taken) + len(counted), len(right), len(auto), len(right & set(auto)), len(wrong))


def _touches(record: dict[str, Any], found: Candidate) -> bool:
    return record["start"] < found.end and found.start < record["end"] and _takes(record, found, within=False)


def _takes(record: dict[str, Any], found: Candidate, *, within: bool = True) -> bool:
    inside = not within or (record["start"] < found.end and found.start < record["end"])
    return inside and any(number in (found.value, found.change) for number in record.get("numbers", []))


def measure(change: Change | None = None) -> Agreement:
    """Read all our texts, each changed by `change` if given, and add up the agreements."""
    total = [0] * 6
    marked = annotations()
    for name, text in texts().items():
        changed, moved = change(text) if change else (text, list(range(len(text) + 1)))
        records = [{**record, "start": moved[record["start"]], "end": moved[record["end"]]} for record in marked[name]]
        got = compare(records, read_text(changed, document=DocumentInfo(identifier=name)))
        for index, value in enumerate((got.gold, got.found, got.full, got.auto, got.auto_full, got.distractors_taken)):
            total[index] += value
    return Agreement(*total)
