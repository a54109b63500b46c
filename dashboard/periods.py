"""Time periods as SDMX and ISO 8601 write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_YEAR = re.compile(r"(\d{4})$")
_HALF = re.compile(r"(\d{4})-H([12])$")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")

FREQUENCIES = ("A", "S", "Q", "M", "D", "range")


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time: first day, last day, and the frequency it is written in.

    ``frequency`` is an SDMX frequency code (A, S, Q, M, D) or ``range`` for ``start/end``; a range that begins with
    ``..`` has an unknown start (``dt.date.min``).
    """

    end: dt.date
    start: dt.date
    frequency: str
    text: str

    @property
    def year(self) -> int:
        """Return the calendar year in which the period ends."""
        return self.end.year

    @property
    def position(self) -> float:
        """Return the place on a time axis in years: a year stands at its own number, a day at its fraction of the year."""
        if self.frequency == "A":
            return float(self.year)
        days = 366 if calendar.isleap(self.year) else 365
        return self.year - 0.5 + self.end.timetuple().tm_yday / days

    def label(self, lang: str = "zh") -> str:
        """Return the period in words: ``2023年上半年``, ``2023年1—9月``; ``H1 2023``, ``Jan–Sep 2023``."""
        return _label_zh(self) if lang == "zh" else _label_en(self)


@lru_cache(maxsize=8192)
def parse_period(text: str) -> Period:
    """Return the period that ``text`` writes.

    Raises:
        ValueError: the text is no period, or names a day that does not exist, or ends before it starts.
    """
    if "/" in text:
        return _parse_range(text)
    for pattern, build in ((_YEAR, _year), (_HALF, _half), (_QUARTER, _quarter), (_MONTH, _month), (_DAY, _day)):
        match = pattern.fullmatch(text)
        if match:
            return build(text, *(int(group) for group in match.groups()))
    raise ValueError(f"{text!r} is not a period")


def previous(period: Period) -> Period | None:
    """Return the same stretch one year before, or None where the start is unknown or the day does not exist."""
    try:
        return parse_period(re.sub(r"\d{4}(?=$|[-/])", lambda m: f"{int(m.group()) - 1:04d}", period.text))
    except ValueError:
        return None


def _year(text: str, year: int) -> Period:
    return Period(dt.date(year, 12, 31), dt.date(year, 1, 1), "A", text)


def _half(text: str, year: int, half: int) -> Period:
    return _months(text, year, 6 * half - 5, 6 * half, "S")


def _quarter(text: str, year: int, quarter: int) -> Period:
    return _months(text, year, 3 * quarter - 2, 3 * quarter, "Q")


def _month(text: str, year: int, month: int) -> Period:
    return _months(text, year, month, month, "M")


def _months(text: str, year: int, first: int, last: int, frequency: str) -> Period:
    start = dt.date(year, first, 1)
    return Period(dt.date(year, last, calendar.monthrange(year, last)[1]), start, frequency, text)


def _day(text: str, year: int, month: int, day: int) -> Period:
    date = dt.date(year, month, day)
    return Period(date, date, "D", text)


def _parse_range(text: str) -> Period:
    left, _, right = text.partition("/")
    last = parse_period(right)
    first = dt.date.min if left == ".." else parse_period(left).start
    if first > last.end:
        raise ValueError(f"{text!r} ends before it starts")
    return Period(last.end, first, "range", text)


def _label_zh(period: Period) -> str:
    end, start, year = period.end, period.start, period.year
    if period.frequency == "range":
        return _range_zh(period)
    return {
        "A": f"{year}年",
        "S": f"{year}年{'上' if end.month == 6 else '下'}半年",
        "Q": f"{year}年第{'一二三四'[(start.month - 1) // 3]}季度",
        "M": f"{year}年{end.month}月",
        "D": f"{year}年{end.month}月{end.day}日",
    }[period.frequency]


def _range_zh(period: Period) -> str:
    end, start = period.end, period.start
    if start == dt.date.min:
        return f"截至{parse_period(period.text.partition('/')[2]).label('zh')}"
    if start.year == end.year:
        return f"{end.year}年{start.month}—{end.month}月"
    if _whole_years(period):
        return f"{start.year}—{end.year}年"
    return f"{start.year}年{start.month}月—{end.year}年{end.month}月"


def _label_en(period: Period) -> str:
    end, start, year = period.end, period.start, period.year
    if period.frequency == "range":
        return _range_en(period)
    return {
        "A": f"{year}",
        "S": f"H{1 if end.month == 6 else 2} {year}",
        "Q": f"Q{(start.month - 1) // 3 + 1} {year}",
        "M": f"{calendar.month_abbr[end.month]} {year}",
        "D": f"{end.day} {calendar.month_abbr[end.month]} {year}",
    }[period.frequency]


def _range_en(period: Period) -> str:
    end, start = period.end, period.start
    if start == dt.date.min:
        return f"up to {parse_period(period.text.partition('/')[2]).label('en')}"
    if start.year == end.year:
        return f"{calendar.month_abbr[start.month]}–{calendar.month_abbr[end.month]} {end.year}"
    if _whole_years(period):
        return f"{start.year}–{end.year}"
    return f"{calendar.month_abbr[start.month]} {start.year}–{calendar.month_abbr[end.month]} {end.year}"


def _whole_years(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
