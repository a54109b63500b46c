"""The words of a hit: what it is about, and numbers as they were stated."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard.catalog import Catalog
from dashboard.checks.rows import Row
from dashboard.intervals import Interval
from dashboard.periods import parse_period
from dashboard.text.changes import reported_change
from dashboard.text.numbers import format_value, quantity


@dataclass(frozen=True)
class Words:
    """Writes rows of claims and observations in one language."""

    catalog: Catalog
    lang: str

    def subject(self, row: Row, *, period: str | None = None) -> str:
        """Return what a number is about: ``长春市2023年本地转化成果``, ``Local transfers, Changchun, 2023``."""
        indicator, place = self.catalog.indicators[row["indicator"]], self.catalog.places[row["place"]]
        when, name = parse_period(period or row["period"]).label(self.lang), place.name[self.lang]
        scope = indicator.scopes[row["scope"]][self.lang] if row.get("scope") else ""
        if self.lang == "zh":
            return f"{name}{when}{indicator.label('zh')}" + (f"（{scope}）" if scope else "")
        return f"{indicator.label('en')}, {name}, {when}" + (f" ({scope})" if scope else "")

    def value(self, row: Row) -> str:
        """Return the number of a claim or observation, to the digits it was printed with."""
        indicator = self.catalog.indicators[row["indicator"]]
        return format_value(row, self.catalog.units[indicator.unit], indicator, self.lang, exact=True)

    def change(self, row: Row) -> str:
        """Return the change a claim states, in its own kind of wording."""
        indicator = self.catalog.indicators[row["indicator"]]
        found = reported_change(row, self.catalog.units[indicator.unit], indicator, self.lang)
        return found.text if found else ""

    def span(self, interval: Interval, row: Row) -> str:
        """Return an interval in the indicator's unit: one number where its ends read the same, else from … to …."""
        ends = [end for end in (interval.low, interval.high) if math.isfinite(end)]
        texts = [self._amount(end, interval, row) for end in ends]
        if len(texts) == 1 and math.isfinite(interval.low):
            return f"{texts[0]}以上" if self.lang == "zh" else f"at least {texts[0]}"
        if len(texts) == 1:
            return f"{texts[0]}以下" if self.lang == "zh" else f"at most {texts[0]}"
        if not texts or texts[0] == texts[1]:
            return "".join(texts[:1])
        return f"{texts[0]}至{texts[1]}" if self.lang == "zh" else f"{texts[0]} to {texts[1]}"

    def apart(self, share: float) -> str:
        """Return a relative distance: 0.144 is ``14.4%``; large ones as how many times."""
        if share >= 9:
            return f"{share + 1:.3g}倍" if self.lang == "zh" else f"{share + 1:.3g} times"
        return f"{share * 100:.3g}%"

    def period(self, text: str) -> str:
        """Return a period in words."""
        return parse_period(text).label(self.lang)

    def publisher(self, row: Row) -> str:
        """Return who said it, in brackets."""
        name = self.catalog.sources[row["source"]].publisher[self.lang]
        return f"（{name}）" if self.lang == "zh" else f" ({name})"

    def publishers(self, rows: list[Row]) -> str:
        """Return who said it, each once, in brackets."""
        names = dict.fromkeys(self.catalog.sources[row["source"]].publisher[self.lang] for row in rows)
        return f"（{'、'.join(names)}）" if self.lang == "zh" else f" ({', '.join(names)})"

    def place(self, row: Row) -> str:
        """Return the name of the place."""
        return self.catalog.places[row["place"]].name[self.lang]

    def places(self, names: list[str], *, shown: int = 3) -> str:
        """Return a few places by name and how many others there are."""
        words = [self.catalog.places[name].name[self.lang] for name in names[:shown]]
        more = len(names) - len(words)
        if self.lang == "zh":
            return "、".join(words) + (f"等{len(names)}处" if more else "")
        return ", ".join(words) + (f" and {more} more" if more else "")

    def _amount(self, amount: float, interval: Interval, row: Row) -> str:
        indicator = self.catalog.indicators[row["indicator"]]
        digits = 0 if indicator.measure == "rank" else _digits(interval)
        return quantity(amount, self.catalog.units[indicator.unit], indicator, self.lang, precision=digits, exact=True).text


def _digits(interval: Interval) -> int:
    """Return the power of ten to which ends are told: that of their distance, or four digits of a single number."""
    if math.isfinite(interval.width) and interval.width > 0:
        return math.floor(math.log10(interval.width))
    size = max(abs(end) for end in (interval.low, interval.high) if math.isfinite(end))
    return math.floor(math.log10(size)) - 3 if size > 0 else 0
