"""Reads a query string into a question, with every fault of it at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from dashboard.analysis.revisions import KINDS_OF_CHANGE
from dashboard.api.cursors import position_of
from dashboard.api.problems import Words, Wrong, invalid
from dashboard.api.questions import DAY_PATTERN, MOST, PERIOD_PATTERN, Question, TableQuestion
from dashboard.catalog import GRADES, Catalog
from dashboard.catalog.model import Level
from dashboard.checks import SEVERITIES
from dashboard.claims import KINDS, parse_observation_id
from dashboard.periods import parse_period

_SHOWN = 80
_Q = TypeVar("_Q", bound=Question)


def vocabulary(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return what each parameter that names things may name, aliases left out."""
    return {
        "indicator": tuple(catalog.indicators),
        "place": tuple(catalog.places),
        "theme": tuple(catalog.themes),
        "source": tuple(catalog.sources),
        "scope": ("", *sorted({scope for entry in catalog.indicators.values() for scope in entry.scopes})),
        "level": get_args(Level),
        "grade": GRADES,
        "kind": ("outcome", *KINDS),
        "severity": SEVERITIES,
        "change": KINDS_OF_CHANGE,
    }


def read_question(model: type[_Q], arguments: MultiDict[str, str], catalog: Catalog) -> _Q:
    """Return the question that a query string asks, aliases of indicators and places replaced by their ids.

    Raises:
        Problem: with every fault: unknown parameters, values of the wrong form, names of nothing, ends before starts.
    """
    several = _several(model)
    faults = [
        Wrong(name, Words("只能给出一次", "given more than once"))
        for name, values in arguments.lists()
        if name not in several and name in _names(model) and len(values) > 1
    ]
    given: dict[str, Any] = {name: _split(values) if name in several else values[0] for name, values in arguments.lists()}
    faults += [fault for name in several & set(given) for fault in _unknown_names(name, given[name], catalog)]
    faults += [*_reversed(given), *_bad_cursor(model, given), *_bad_observation(given, catalog)]
    try:
        question = model.model_validate(_canonical(given, catalog))
    except ValidationError as error:
        faults += [_of_pydantic(item, arguments, model) for item in error.errors(include_url=False)]
        raise invalid(_in_order(faults)) from None
    if faults:
        raise invalid(_in_order(faults))
    return question


def language(arguments: MultiDict[str, str]) -> str:
    """Return the language in which to speak of a request, sound or not."""
    return "en" if arguments.get("lang") == "en" else "zh"


def near(value: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that ``value`` may have meant, the nearest first."""
    return tuple(difflib.get_close_matches(value[:_SHOWN], names, n=3, cutoff=0.5))


def _names(model: type[Question]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _several(model: type[Question]) -> set[str]:
    return {name for name, field in _names(model).items() if "tuple" in str(field.annotation)}


def _split(values: list[str]) -> tuple[str, ...]:
    parts = [part.strip() for value in values for part in value.split(",")]
    return tuple(dict.fromkeys(parts))


def _canonical(given: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    aliases: Mapping[str, Mapping[str, str]] = {"indicator": catalog.indicator_aliases, "place": catalog.place_aliases}
    return given | {
        name: tuple(dict.fromkeys(known.get(value, value) for value in given[name]))
        for name, known in aliases.items()
        if name in given and isinstance(given[name], tuple)
    }


def _unknown_names(name: str, values: tuple[str, ...], catalog: Catalog) -> list[Wrong]:
    known = vocabulary(catalog)[name]
    also: Mapping[str, str] = {"indicator": catalog.indicator_aliases, "place": catalog.place_aliases}.get(name, {})
    what = Words("没有这个名称", "names nothing known")
    return [
        Wrong(name, what, value[:_SHOWN], near(value, (*known, *also)))
        for value in values
        if value not in known and value not in also
    ]


def _reversed(given: Mapping[str, Any]) -> list[Wrong]:
    days = [str(given.get(name, "")) for name in ("since", "until")]
    if all(re.fullmatch(DAY_PATTERN, day) for day in days) and days[0] > days[1]:
        return [Wrong("since", Words("since 晚于 until", "lies after `until`"), days[0])]
    bounds = [given.get(name) for name in ("from", "to")]
    if not all(isinstance(bound, str) and re.fullmatch(PERIOD_PATTERN, bound) for bound in bounds):
        return []
    if parse_period(str(bounds[0])).start <= parse_period(str(bounds[1])).end:
        return []
    return [Wrong("from", Words("from 晚于 to", "lies after `to`"), bounds[0])]


def _bad_cursor(model: type[Question], given: Mapping[str, Any]) -> list[Wrong]:
    if "cursor" not in given or not issubclass(model, TableQuestion):
        return []
    counts = model.cursor_counts or "observation" in given
    try:
        position = position_of(given["cursor"], parts=1 if counts else model.cursor_parts)
    except ValueError:
        position = None
    if position is not None and (not counts or re.fullmatch("[0-9]{1,9}", position[0])):
        return []
    what = Words("不是此资源的游标；请用上一页的 next", "is no cursor of this resource; use `next` of the page before")
    return [Wrong("cursor", what, given["cursor"][:_SHOWN])]


def _bad_observation(given: Mapping[str, Any], catalog: Catalog) -> list[Wrong]:
    if not isinstance(given.get("observation"), str):
        return []
    value = given["observation"]
    try:
        key = parse_observation_id(value)
        catalog.indicator(key["indicator"])
        catalog.place(key["place"])
    except ValueError:
        what = Words("不是数据编号，形如 indicator:place:period", "is no observation id such as indicator:place:period")
        return [Wrong("observation", what, value[:_SHOWN])]
    except KeyError as error:
        what = Words("所指的指标或地区不存在", "names an indicator or a place that does not exist")
        names = (*catalog.indicators, *catalog.places)
        return [Wrong("observation", what, value[:_SHOWN], near(str(error.args[0]), names))]
    return []


def _of_pydantic(item: Any, arguments: MultiDict[str, str], model: type[Question]) -> Wrong:
    name = str(item["loc"][0])
    value = arguments.get(name)
    shown = None if value is None else value[:_SHOWN]
    if item["type"] == "extra_forbidden":
        return Wrong(
            name[:_SHOWN], Words("没有这个参数", "there is no such parameter"), shown, near(name, tuple(_names(model)))
        )
    if item["type"] == "literal_error":
        known = _literals(_names(model)[name].annotation)
        return Wrong(name, Words(f"只能是 {'、'.join(known)} 之一", f"must be one of {', '.join(known)}"), shown)
    return Wrong(name, _form(name), shown)


def _literals(annotation: Any) -> tuple[str, ...]:
    """Return the words that a field may hold, whether or not it may be left out."""
    inner = get_args(annotation)
    return tuple(word for part in inner for word in ((part,) if isinstance(part, str) else _literals(part)))


def _form(name: str) -> Words:
    if name in {"as_of", "since", "until"}:
        return Words("须是存在的日期，如 2024-06-30", "must be a day that exists, such as 2024-06-30")
    if name in {"from", "to"}:
        forms = "2023, 2023-H1, 2023-Q3, 2023-07"
        return Words(f"须是年、半年、季或月，如 {forms}", f"must be a year, half-year, quarter or month, such as {forms}")
    if name == "limit":
        return Words(f"须是 1 到 {MOST} 的整数", f"must be a whole number from 1 to {MOST}")
    if name == "year":
        return Words("须是 1900 到 2999 的年份", "must be a year from 1900 to 2999")
    return Words("形式不对", "has the wrong form")


def _in_order(faults: list[Wrong]) -> list[Wrong]:
    return sorted(faults, key=lambda fault: fault.parameter)
