"""Reads one authored YAML file of the register into frozen entries, with every fault at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dashboard.faults import DataFaults, Fault

Model = TypeVar("Model", bound=BaseModel)


def read_document(path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds.

    Raises:
        DataFaults: the file is missing, is no YAML, or holds something else.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataFaults(
            [Fault(str(path), None, None, "the file is missing", "Name the folder of authored data with --data")]
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fault = Fault(
            str(path), mark.line + 1 if mark else None, None, "the YAML does not parse", "Mend the indentation or quoting"
        )
        raise DataFaults([fault]) from error
    if not isinstance(document, dict):
        raise DataFaults([Fault(str(path), 1, None, "the file is not a mapping", "Begin each entry with its id and a colon")])
    return document


def entries(path: Path, document: dict[str, Any], model: type[Model]) -> dict[str, Model]:
    """Return every entry of a mapping of ids to fields as ``model``.

    Raises:
        DataFaults: with every entry and field that is wrong.
    """
    found: dict[str, Model] = {}
    faults: list[Fault] = []
    for key, fields in document.items():
        try:
            found[key] = model.model_validate({"id": key, **fields} if isinstance(fields, dict) else fields)
        except ValidationError as error:
            faults += [_fault(path, str(key), item) for item in error.errors()]
    if faults:
        raise DataFaults(faults)
    return found


def _fault(path: Path, key: str, item: Any) -> Fault:
    column = ".".join([key, *(str(part) for part in item["loc"])])
    return Fault(str(path), _line(path, key), column, f"{item['msg']} (found {item.get('input')!r:.60})", "Correct this entry")


def _line(path: Path, key: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip().strip('"').startswith(f"{key}:")), None)
