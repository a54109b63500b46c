"""What every block about the register has: its heading, its warning where the register is made up, its numbers in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analysis.register import MEASURED, amounts
from dashboard.catalog import Catalog
from dashboard.catalog.register import Register
from dashboard.charts.template import MUTED, SERIES
from dashboard.components.ecosystem_words import chain_name
from dashboard.components.transfer_words import word
from dashboard.text.numbers import decimal_text, quantity, rounded

PATH = "/transfer"
DIMENSIONS = (
    "chain", "supplier", "supplier_kind", "recipient_size", "contract_type", "transfer_mode", "platform_kind", "fund_stage",
    "recipient_place", "local",
)  # fmt: skip
MEASURES = ("count", "value", "funds")


@dataclass(frozen=True)
class Shown:
    """The register that a page shows, and what was chosen of it."""

    register: Register
    catalog: Catalog
    lang: str
    year: int
    by: str
    measure: str
    part: str | None = None
    page: int = 1
    kept: Mapping[str, str] = field(default_factory=dict)
    """Other choices of the page, such as place and day, which addresses keep."""

    def say(self, key: str, **fill: Any) -> str:
        """Return the fixed words of a key, its gaps filled in."""
        return word(key, self.lang).format(**fill) if fill else word(key, self.lang)

    def name(self, column: str, code: str) -> str:
        """Return the name of a part; a stage of funding that is not stated is no funding, unless funds are what is counted."""
        if column == "fund_stage" and not code and self.measure != "funds":
            return self.say("no_fund")
        if column == "local" and code:
            return self.say("is_local" if code == "true" else "not_local")
        if column == "chain" and code in self.catalog.chains:
            return chain_name(self.catalog.chains[code], self.catalog.chains.values(), self.lang)
        return self.register.about.part(column, code, self.lang)

    @property
    def measured(self) -> str:
        """Return the measure as it stands within a sentence."""
        return self.say(f"measure_{self.measure}").lower()

    def amount(self, number: float, measure: str | None = None) -> str:
        """Return a number of results, or of yuan, in words; a withheld one says so."""
        if pd.isna(number):
            return self.say("withheld_cell")
        if (measure or self.measure) == "count":
            return decimal_text(rounded(float(number), 0), self.lang) + ("项" if self.lang == "zh" else "")
        indicator = self.catalog.indicators["technology_contract_turnover"]
        unit = self.catalog.units[indicator.unit]
        return quantity(float(number), unit, indicator, self.lang, precision=_three_digits(float(number))).text

    def cells(self, breakdown: str = "", measure: str | None = None) -> pd.DataFrame:
        """Return the year's cells of a measure under a breakdown, what they measure in ``number``, missing where withheld."""
        chosen = measure or self.measure
        found = self.register.of(MEASURED[chosen], breakdown, year=self.year)
        return found.assign(number=amounts(found, chosen))

    def share(self, number: float) -> str:
        """Return a per cent to one decimal; a withheld one says so."""
        return self.say("withheld_cell") if pd.isna(number) else f"{number:.1f}%"

    def growth(self, cells: pd.DataFrame, column: str, part: str = "") -> str:
        """Return the growth of a part in words, signed; a dash where there is none, as in a first year."""
        found = cells.loc[cells["first"] == part]
        if found.empty:
            return "—"
        number = float(found[column].iloc[0])
        if pd.isna(number):
            return self.say("withheld_cell") if found["suppressed"].iloc[0] else "—"
        return f"{number:+.1f}%".replace("-", "−")

    def address(self, **chosen: Any) -> str:
        """Return the address of this page with these choices in place of its own; what is usual is left out."""
        own = {"year": str(self.year), "by": self.by, "measure": self.measure}
        query = (
            {**self.kept}
            | own
            | {name: str(value) for name, value in chosen.items()}
            | ({"lang": self.lang} if self.lang != "zh" else {})
        )
        return f"{PATH}?{urlencode(query)}"


def _three_digits(yuan: float) -> int:
    """Return the power of ten of the third digit of an amount, at most a million and at least one yuan."""
    return min(max(math.floor(math.log10(abs(yuan))) - 2, 0), 6) if yuan else 0


def block(name: str, heading: str, subtitle: str, shown: Shown, content: Sequence[Any]) -> Component:
    """Return a section about the register; where the register is made up, its first line says so."""
    head = html.Div([html.H3(heading, id=name), html.P(subtitle, className="subtitle")], className="chart-head")
    return html.Section([head, *synthetic_mark(shown), *content], className="panel register-block")


def key_list(names: Sequence[str]) -> Component:
    """Return the key of a chart whose parts bear the colours of the template in order, the rest muted and hatched."""
    return html.Ul([html.Li([_swatch(n), name]) for n, name in enumerate(names)], className="colour-key")


def _swatch(number: int) -> Component:
    rest = number >= len(SERIES)
    return html.Span(className="rest" if rest else None, style={"backgroundColor": MUTED if rest else SERIES[number]})


def synthetic_mark(shown: Shown) -> list[Component]:
    """Return the warning that a made-up register carries; nothing for a real one."""
    if not shown.register.about.synthetic:
        return []
    return [html.P(f"⚠ {word('synthetic', shown.lang)}", className="synthetic")]
