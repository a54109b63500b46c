"""The indicators that editors asked for."""

from __future__ import annotations

import yaml

from dashboard.catalog.files import read_catalog
from dashboard.pipeline.intake.wanted import catalog_entry, wanted_indicators
from tests.authored import TINY

CATALOG = read_catalog(TINY / "catalog")


def asked(name: str, action: str = "new_indicator") -> dict[str, object]:
    return {"action": action, "printed": name, "words": f"{name}5个", "reason": "常用", "row": {"unit": "个"}}


def test_the_most_asked_for_stands_first_and_other_decisions_do_not_count() -> None:
    decisions = [asked("概念验证平台"), asked("中试车间"), asked("中试车间"), asked("孵化器", "rejected")]
    assert [(each["name"], each["asked"]) for each in wanted_indicators(decisions, CATALOG)] == [
        ("中试车间", 2),
        ("概念验证平台", 1),
    ]


def test_a_wording_that_the_catalog_has_meanwhile_is_wanted_no_more() -> None:
    known = next(iter(CATALOG.indicators.values())).name.zh
    assert wanted_indicators([asked(known)], CATALOG) == []


def test_the_entry_to_complete_has_the_fields_of_the_catalog_and_its_unit() -> None:
    entry = yaml.safe_load(catalog_entry("概念验证平台", "个", CATALOG))["indicator_id"]
    model = type(next(iter(CATALOG.indicators.values())))
    assert set(entry) <= set(model.model_fields)
    assert "个" in CATALOG.units[entry["unit"]].printed
    assert entry["synonyms"]["zh"] == ["概念验证平台"]
