"""Places about which there is hardly anything to say, or too much: small catalogs built for the tests of the briefing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from dashboard.claims import AUTHORED
from dashboard.pipeline.build import build
from dashboard.report.compose import briefing
from dashboard.report.content import Briefing
from dashboard.store import Store, open_store
from tests.authored import tiny_copy

TODAY = dt.date(2026, 1, 31)
LONG_ZH = (
    "长春新区高新技术产业开发区规模以上工业企业科技成果就地转化产业化项目数（含中试熟化、概念验证及作价投资入股"
    "并已完成工商变更登记、纳入年度考核的全部项目，但不含仅有意向的项目）"
)
LONG_EN = "Research results of industrial enterprises above the designated size transferred on the spot in the zone in the year"

_EXTRA = f"""
tiny_ratio:
  name: {{zh: 极小比值, en: Tiny ratio}}
  definition: {{zh: 很小的比值。, en: A very small ratio.}}
  theme: transfer
  unit: percent
  measure: rate
  accumulation: flow
  better: up
  decimals: 6
huge_sum:
  name: {{zh: 极大金额, en: Huge sum}}
  definition: {{zh: 很大的金额。, en: A very large sum.}}
  theme: transfer
  unit: yuan
  measure: level
  accumulation: flow
  better: up
long_name:
  name: {{zh: "{LONG_ZH}", en: "{LONG_EN}"}}
  definition: {{zh: 名称很长的指标。, en: An indicator with a long name.}}
  theme: transfer
  unit: item
  measure: count
  accumulation: flow
  better: up
"""


def _claim(indicator: str, period: str, value: str, unit: str = "项", **more: str) -> str:
    told = {"indicator": indicator, "place": "changchun", "period": period, "value": value, "unit": unit}
    row = dict.fromkeys(AUTHORED, "") | told | {"kind": "actual", "source": "review_2025"} | more
    return ",".join(row[name] for name in AUTHORED)


_PLANNED = {"kind": "target", "source": "plan_2023"}
_TRANSFERS = "results_transferred_locally"
CLAIMS: dict[str, tuple[str, ...]] = {
    "two_figures": (_claim(_TRANSFERS, "2020", "560"), _claim("rd_expenditure", "2020", "135.63", "亿元", unit_mult="8")),
    "nothing": (_claim(_TRANSFERS, "2020", "1800", place="jilin"),),
    "only_targets": (
        _claim(_TRANSFERS, "2025", "4000", kind="target", qualifier="at_least", source="plan_2023"),
        _claim("high_tech_enterprises", "2025", "3300", kind="target", source="plan_2023"),
        _claim("rd_expenditure", "2025", "", "亿元", change="10", change_unit="percent", change_base="2024", **_PLANNED),
    ),
    "conflicts": (
        _claim(_TRANSFERS, "2023", "2050", source="congress_2024", change="141", change_unit="percent", change_base="2022"),
        _claim(_TRANSFERS, "2023", "1990", source="province_2025"),
        _claim(_TRANSFERS, "2022", "900", source="congress_2024"),
        _claim(_TRANSFERS, "2022", "850", source="review_2025"),
        _claim("high_tech_enterprises", "2024", "4107", source="province_2025"),
        _claim("high_tech_enterprises", "2024", "3590"),
    ),
    "before_everything": (_claim(_TRANSFERS, "2020", "560"),),
    "long_name": (
        _claim("long_name", "2023", "2050"),
        _claim("long_name", "2024", "4107"),
        _claim("long_name", "2025", "6000", **_PLANNED),
    ),
    "small_and_large": (
        _claim("tiny_ratio", "2022", "0.000001", "%"),
        _claim("tiny_ratio", "2023", "0.000002", "%"),
        _claim("huge_sum", "2022", "8000000000000", "元"),
        _claim("huge_sum", "2023", "10000000000000", "元"),
    ),
    "tiny_alone": (_claim("tiny_ratio", "2022", "0.000001", "%"), _claim("tiny_ratio", "2023", "0.000002", "%")),
}  # fmt: skip
AS_OF = {"before_everything": dt.date(2000, 1, 1)}


@dataclass(frozen=True)
class Case:
    """A built place and its briefings by language."""

    name: str
    store: Store
    told: dict[str, Briefing]


def built(name: str, folder: Path) -> Case:
    """Return a case, built below ``folder``."""
    data = tiny_copy(folder)
    indicators = data / "catalog" / "indicators.yml"
    indicators.write_text(indicators.read_text(encoding="utf-8") + _EXTRA, encoding="utf-8")
    lines = [",".join(AUTHORED), *CLAIMS[name]]
    (data / "claims" / "city.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build(data, folder / "store")
    store = open_store(folder / "store")
    told = {
        lang: briefing(store, "changchun", lang=lang, as_of=AS_OF.get(name), today=TODAY, address="https://stat.example.org")
        for lang in ("zh", "en")
    }
    return Case(name, store, told)
