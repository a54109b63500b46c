"""Reads the authored YAML of ``data/catalog`` into a :class:`Catalog`, with every fault at its line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from dashboard.catalog.catalog import SECTIONS, Catalog
from dashboard.catalog.links import Broken, broken_links
from dashboard.faults import DataFaults, Fault


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads dates as the text they are: a partial date such as 2023 or 2023-07 says what it says."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_NEEDED = ("indicators", "places", "sources", "themes", "units")
"""Sections that every claim rests on."""
Lines = dict[tuple[str, ...], int]
Where = dict[tuple[str, str], tuple[str, int]]


@dataclass(frozen=True)
class CatalogReading:
    """A catalog as far as it could be read: its faults, the ids of broken entries, and the sections with a broken file.

    ``where`` tells the file and line of every entry, by section and id.
    """

    catalog: Catalog
    faults: tuple[Fault, ...]
    broken: frozenset[tuple[str, str]]
    broken_sections: frozenset[str]
    where: Where = field(default_factory=dict)

    def could_hold(self, section: str, key: str) -> bool:
        """Return whether an id that is missing may stand in what could not be read, so that its absence proves nothing."""
        return section in self.broken_sections or (section, key) in self.broken


def read_catalog(folder: Path) -> Catalog:
    """Return the catalog authored in ``folder``.

    Raises:
        DataFaults: with every fault that :func:`read_what_is_sound` finds.
    """
    reading = read_what_is_sound(folder)
    if reading.faults:
        raise DataFaults(list(reading.faults))
    return reading.catalog


def read_what_is_sound(folder: Path) -> CatalogReading:
    """Return the catalog authored in ``folder`` without its broken entries, and every fault of every file.

    Each section is ``<section>.yml`` or every ``*.yml`` below ``<section>/``: a mapping of id to entry. Faults are bad
    YAML, unknown or repeated keys, a missing translation, an id that stands twice, a link to something that does not
    exist. A section without any entry is one fault, and what follows from it is none.
    """
    faults: list[Fault] = []
    sections: dict[str, dict[str, Any]] = {}
    where: Where = {}
    broken_sections = set()
    for section, model in SECTIONS.items():
        before = len(faults)
        sections[section] = _read_section(folder, section, model, faults=faults, where=where)
        if any(fault.column is None for fault in faults[before:]):
            broken_sections.add(section)
    catalog = Catalog.of(sections)
    broken = frozenset(where) - {(section, key) for section in SECTIONS for key in sections[section]}
    reading = CatalogReading(catalog, (), broken, frozenset(broken_sections), where)
    links = [link for link in broken_links(catalog) if not (link.target and reading.could_hold(link.target, link.to))]
    empty = {link.target for link in links if link.target and not sections[link.target]}
    empty |= {name for name in _NEEDED if not sections[name] and name not in {section for section, _ in where}}
    empty -= broken_sections
    faults += [_emptied(folder, section, sum(link.target == section for link in links)) for section in sorted(empty)]
    faults += [_broken(where, link) for link in links if link.target not in empty]
    return replace(reading, faults=tuple(faults), broken_sections=reading.broken_sections | empty)


def _emptied(folder: Path, section: str, links: int) -> Fault:
    """Return the one fault of a section that has no entry, whatever names its entries."""
    files = section_files(folder, section)
    name = f"catalog/{files[0].relative_to(folder).as_posix()}" if files else f"catalog/{section}.yml"
    what = "the file is empty" if files else "there is no such file"
    named = f", and {links} {'entry names' if links == 1 else 'entries name'} something in it" if links else ""
    return Fault(name, None, None, what + named, "Restore its entries")


def section_files(folder: Path, section: str) -> list[Path]:
    """Return the files of a section in name order."""
    return sorted([*folder.glob(f"{section}.yml"), *(folder / section).glob("**/*.yml")])


def _read_section(folder: Path, section: str, model: type[BaseModel], *, faults: list[Fault], where: Where) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for path in section_files(folder, section):
        name = f"catalog/{path.relative_to(folder).as_posix()}"
        document, lines = _read_yaml(path, name, faults)
        for key, record in document.items():
            line = lines.get((key,), 1)
            if key in entries:
                first = where[section, key]
                faults.append(
                    Fault(name, line, key, f"this id already stands in {first[0]}:{first[1]}", "Rename or remove one")
                )
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
        faults.append(
            Fault(name, lines.get((key,)), key, "this entry is not a mapping of fields", "Indent its fields below it")
        )
        return None
    try:
        return model.model_validate({"id": key, **record})
    except ValidationError as error:
        faults.extend(_pydantic_fault(name, key, item, lines) for item in error.errors())
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
            return Fault(
                name, line, column, f"the {last} translation is missing", f"Add {last}: with the words in that language"
            )
        return Fault(name, line, column, "this key is required and missing", f"Add {last}:")
    return Fault(name, line, column, f"{item['msg']} (found {item.get('input')!r:.60})", "Correct the value")


def _read_yaml(path: Path, name: str, faults: list[Fault]) -> tuple[dict[str, Any], Lines]:
    try:
        text = path.read_bytes().decode("utf-8")
        loader = _Loader(text)
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
        faults.append(
            Fault(name, 1, None, "the file is not a mapping of ids to entries", "Begin each entry with its id and a colon")
        )
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


def _broken(where: Where, link: Broken) -> Fault:
    name, line = where.get((link.section, link.key), (f"catalog/{link.section}", 1))
    return Fault(name, line, f"{link.key}.{link.field}", link.what, "Correct it, or add the missing entry first")
