"""Reads the authored YAML of ``data/catalog`` into a :class:`Catalog`, with every fault at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from dashboard.catalog.catalog import SECTIONS, Catalog
from dashboard.catalog.links import broken_links
from dashboard.faults import DataFaults, Fault

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Lines = dict[tuple[str, ...], int]


def read_catalog(folder: Path) -> Catalog:
    """Return the catalog authored in ``folder``.

    Each section is ``<section>.yml`` or every ``*.yml`` below ``<section>/``: a mapping of id to entry.

    Raises:
        DataFaults: with every fault of every file: bad YAML, unknown or repeated keys, a missing translation, an id that
            stands twice, a link to something that does not exist.
    """
    faults: list[Fault] = []
    sections: dict[str, dict[str, Any]] = {}
    where: dict[tuple[str, str], tuple[str, int]] = {}
    for section, model in SECTIONS.items():
        sections[section] = _read_section(folder, section, model, faults=faults, where=where)
    catalog = Catalog.of(sections)
    faults += [_broken(where, *link) for link in broken_links(catalog)]
    if faults:
        raise DataFaults(faults)
    return catalog


def section_files(folder: Path, section: str) -> list[Path]:
    """Return the files of a section in name order."""
    return sorted([*folder.glob(f"{section}.yml"), *(folder / section).glob("**/*.yml")])


def _read_section(
    folder: Path, section: str, model: type[BaseModel], *, faults: list[Fault], where: dict[tuple[str, str], tuple[str, int]]
) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for path in section_files(folder, section):
        name = f"catalog/{path.relative_to(folder).as_posix()}"
        document, lines = _read_yaml(path, name, faults)
        for key, record in document.items():
            line = lines.get((key,), 1)
            if key in entries:
                first = where[section, key]
                faults.append(Fault(name, line, key, f"this id already stands in {first[0]}:{first[1]}", "Rename or remove one"))
                continue
            where[section, key] = (name, line)
            entry = _validated(model, key, record, name=name, lines=lines, faults=faults)
            if entry is not None:
                entries[key] = entry
    return entries


def _validated(
    model: type[BaseModel], key: str, record: object, *, name: str, lines: Lines, faults: list[Fault]
) -> BaseModel | None:
    if not isinstance(record, dict):
        faults.append(Fault(name, lines.get((key,)), key, "this entry is not a mapping of fields", "Indent its fields below it"))
        return None
    try:
        return model.model_validate({"id": key, **record})
    except ValidationError as error:
        for item in error.errors():
            faults.append(_pydantic_fault(name, key, item, lines))
        return None


def _pydantic_fault(name: str, key: str, item: Any, lines: Lines) -> Fault:
    path = (key, *(str(part) for part in item["loc"]))
    line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)
    column = ".".join(path)
    if item["type"] == "extra_forbidden":
        return Fault(name, line, column, "unknown key", "Check its spelling against data/README.md, or remove it")
    if item["type"] == "missing":
        last = path[-1]
        if last in {"zh", "en"}:
            return Fault(name, line, column, f"the {last} translation is missing", f"Add {last}: with the words in that language")
        return Fault(name, line, column, "this key is required and missing", f"Add {last}:")
    return Fault(name, line, column, f"{item['msg']} (found {item.get('input')!r:.60})", "Correct the value")


def _read_yaml(path: Path, name: str, faults: list[Fault]) -> tuple[dict[str, Any], Lines]:
    try:
        text = path.read_bytes().decode("utf-8")
        loader = _LOADER(text)
        node = loader.get_single_node()
        lines: Lines = {}
        if node is None:
            return {}, lines
        _mark_lines(node, (), lines, name, faults)
        document = loader.construct_document(node)
    except UnicodeDecodeError as error:
        faults.append(Fault(name, None, None, f"the file is not UTF-8 (byte {error.start})", "Save it as UTF-8"))
        return {}, {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"the YAML does not parse: {getattr(error, 'problem', None) or error}"
        faults.append(Fault(name, mark.line + 1 if mark else None, None, what, "Mend the indentation or quoting here"))
        return {}, {}
    if not isinstance(document, dict):
        faults.append(Fault(name, 1, None, "the file is not a mapping of ids to entries", "Begin each entry with its id and a colon"))
        return {}, {}
    return {str(key): value for key, value in document.items()}, lines


def _mark_lines(node: yaml.Node, path: tuple[str, ...], lines: Lines, name: str, faults: list[Fault]) -> None:
    """Note the line of every key and element; a repeated key is a fault, since YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, str(key.value))
            if below in lines:
                faults.append(Fault(name, key.start_mark.line + 1, ".".join(below), "this key stands twice", "Remove one"))
            lines[below] = key.start_mark.line + 1
            _mark_lines(value, below, lines, name, faults)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            lines[(*path, str(number))] = value.start_mark.line + 1
            _mark_lines(value, (*path, str(number)), lines, name, faults)


def _broken(where: dict[tuple[str, str], tuple[str, int]], section: str, key: str, field: str, what: str) -> Fault:
    name, line = where.get((section, key), (f"catalog/{section}", 1))
    return Fault(name, line, f"{key}.{field}", what, "Correct it, or add the missing entry first")
