"""A candidate of the reader as the row that a statistician would author for it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from dashboard.catalog import Catalog
from dashboard.claims import AUTHORED
from dashboard.periods import parse_period, previous
from dashboard.pipeline.intake.spans import clause_before, sentence_around
from dashboard.pipeline.reader import Candidate

_QUALIFIERS = {"": "", ">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "~": "about"}
_SCALES = {1: "", 1_000: "千", 10_000: "万", 1_000_000: "百万", 10_000_000: "千万", 100_000_000: "亿"}
_LARGE = {10**10: "百亿", 10**11: "千亿", 10**12: "万亿"}
_KINDS = {"target": "target", "expected": "expected"}
_SAME_UNIT = {"名": "位", "百分点": "个百分点", "％": "%"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{4})|(Q[1-4]))?")
_MONTHS = re.compile(r"(?:1|一)月?份?[-—–~～至到](1[0-2]|[2-9])月|前(1[0-2]|[2-9])个?月")
_PARTS = {
    "上半年": "{}-H1",
    "下半年": "{}-H2",
    "前三季度": "{0}-01/{0}-09",
    "一季度": "{}-Q1",
    "二季度": "{}-Q2",
    "三季度": "{}-Q3",
    "四季度": "{}-Q4",
}
_PROVINCE_WIDE = re.compile(r"省内|本省|全省")
_PART = re.compile("|".join(_PARTS))


@dataclass(frozen=True)
class Draft:
    """The authored columns that a candidate proposes, and what was completed and so wants a look.

    ``doubts`` are of ``no_indicator``, ``no_period``, ``period_within_year``, ``share_of_ten``, ``change_range``,
    ``permille``, ``change_base_unknown``, ``province_wide`` (a figure called 省内 of a place that is no province), and the
    doubts of ``places.Settled``.
    """

    row: dict[str, str]
    doubts: tuple[str, ...] = ()


def draft(candidate: Candidate, text: str, catalog: Catalog, *, place: str, source: str, place_doubt: str = "") -> Draft:
    """Return the row proposed for a candidate of ``text``; what the text does not say stays empty.

    ``place`` is the id of the place that the sentence speaks of and ``place_doubt`` what about it wants a look;
    ``source`` is the id of the document's source. The indicator is only filled in where the reader settled it.
    """
    indicator = catalog.indicators.get(candidate.catalog_id or "")
    doubts: list[str] = [] if indicator else ["no_indicator"]
    doubts += [place_doubt] if place_doubt else []
    if _PROVINCE_WIDE.search(candidate.indicator) and place and catalog.places[place].level != "province":
        doubts.append("province_wide")
    flow = indicator is None or indicator.accumulation == "flow"
    period, period_type = _period(candidate, text, flow=flow, doubts=doubts)
    row = dict.fromkeys(AUTHORED, "") | {
        "indicator": indicator.id if indicator else "",
        "place": place,
        "period": period,
        "period_type": period_type,
        "kind": _KINDS.get(candidate.aggregate or "")
        or ("preliminary" if "初步" in sentence_around(text, candidate) else "actual"),
        "source": source,
        "locator": locator(candidate),
    }
    row |= _value(candidate, text, catalog, doubts)
    row |= _change(candidate, period, row["unit"], doubts)
    return Draft(row, tuple(doubts))


def locator(candidate: Candidate) -> str:
    """Return where in the document a candidate stands: its page, where there are pages, and its characters."""
    characters = f"字符{candidate.start}–{candidate.end}"
    return f"第{candidate.page}页，{characters}" if candidate.page else characters


def plain_number(value: float) -> str:
    """Return a number in plain decimal digits, as it was parsed: no exponent, no lost decimals."""
    return f"{Decimal(repr(value)):f}"


def _value(candidate: Candidate, text: str, catalog: Catalog, doubts: list[str]) -> dict[str, str]:
    if candidate.value is None:
        return _unit_of_change(candidate, catalog)
    value, unit = _as_printed(candidate, text), _SAME_UNIT.get(candidate.unit or "", candidate.unit or "")
    if unit == "成":
        doubts.append("share_of_ten")
        value, unit = f"{Decimal(value) * 10:f}", "%"
    form = (_SCALES | _LARGE).get(candidate.scale, "") + unit
    exponent = catalog.printed_units[form][1] if form in catalog.printed_units else None
    return {
        "value": value,
        "qualifier": _QUALIFIERS[candidate.qualifier],
        "unit": form or _own_unit(candidate, catalog),
        "unit_mult": "" if exponent is None else str(exponent),
    }


def _unit_of_change(candidate: Candidate, catalog: Catalog) -> dict[str, str]:
    """The unit of an absolute change that stands without its level: 减少22.1万人."""
    if candidate.change_unit != "absolute" or not candidate.change_abs_unit:
        return {}
    form = (_SCALES | _LARGE).get(candidate.change_scale or 1, "") + candidate.change_abs_unit
    known = catalog.printed_units.get(form)
    return {"unit": form, "unit_mult": str(known[1])} if known else {}


def _as_printed(candidate: Candidate, text: str) -> str:
    """Return the digits as the text has them where they are the value, so that trailing zeros keep their meaning."""
    shown = unicodedata.normalize("NFKC", text[candidate.number_start : candidate.number_end])
    squeezed = re.sub(r"[,，\s]", "", shown)
    return next(
        (digits for digits in _NUMBER.findall(squeezed) if float(digits) == candidate.value), plain_number(candidate.value or 0)
    )


def _own_unit(candidate: Candidate, catalog: Catalog) -> str:
    """Return the unit of a number printed without one where its indicator has none to print: points and shares."""
    indicator = catalog.indicators.get(candidate.catalog_id or "")
    if indicator is None or catalog.dimension(indicator) not in {"points", "share"}:
        return ""
    return next(iter(catalog.units[indicator.unit].printed))


def _period(candidate: Candidate, text: str, *, flow: bool, doubts: list[str]) -> tuple[str, str]:
    match = _PERIOD.fullmatch(candidate.period or "")
    if match is None:
        doubts.append("no_period")
        return "", ""
    first, last, quarter = match.groups()
    if last:
        return f"{first}/{last}", "cumulative" if flow else ""
    if quarter:
        return f"{first}-{quarter}", ""
    within = _within_year(clause_before(text, candidate), first) if flow else ""
    if within:
        doubts.append("period_within_year")
    cumulative = flow and "累计" in text[candidate.start : candidate.end]
    kind = "year_to_date" if within.startswith(f"{first}-01/") else "cumulative" if cumulative and not within else ""
    return within or first, kind


def _within_year(clause: str, year: str) -> str:
    """Return the part of a year that a clause speaks of, empty where it is the whole year."""
    plain = unicodedata.normalize("NFKC", clause)
    months = _MONTHS.search(plain)
    if months:
        last = int(months[1] or months[2])
        return "" if last == 12 else f"{year}-01/{year}-{last:02d}"
    part = _PART.search(plain)
    return _PARTS[part[0]].format(year) if part else ""


def _change(candidate: Candidate, period: str, printed_unit: str, doubts: list[str]) -> dict[str, str]:
    """Return the columns of a change; an absolute one is authored in the unit of its value: −22.1 beside 2317.3万人."""
    if candidate.change is None or candidate.change_unit is None:
        return {}
    number, unit = Decimal(repr(candidate.change)), candidate.change_unit
    if unit == "absolute":
        own = candidate.change_scale or 1
        of_row = candidate.scale if candidate.value is not None else own if printed_unit else 1
        number = _plain(number * own / of_row)
    if unit == "permille_points":
        doubts.append("permille")
        number, unit = number / 10, "percentage_points"
    if candidate.change_max is not None:
        doubts.append("change_range")
    falls = candidate.direction == "down"
    return {
        "change": f"{-number if falls else number:f}",
        "change_qualifier": _QUALIFIERS[candidate.change_qualifier],
        "change_unit": unit,
        "change_base": _base(candidate, period, doubts),
    }


def _plain(number: Decimal) -> Decimal:
    """The number without zeros that only a change of scale made."""
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1)) if whole else number.normalize()


def _base(candidate: Candidate, period: str, doubts: list[str]) -> str:
    basis = candidate.change_basis or ""
    try:
        known = parse_period(period)
    except ValueError:
        known = None
    if basis == "yoy" and known:
        before = previous(known)
        return before.text if before else ""
    if basis == "annual_avg" and known and known.frequency == "range":
        return period
    years = _PERIOD.fullmatch(basis)
    if years:
        return f"{years[1]}/{years[2]}" if years[2] else basis.replace("Q", "-Q")
    doubts.append("change_base_unknown")
    return ""
