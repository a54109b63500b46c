from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.faults import DataFaults
from dashboard.pipeline.register.definitions import Definitions, read_definitions
from dashboard.settings import data_folder

SHIPPED = data_folder() / "catalog" / "register" / "definitions.yml"


def changed(tmp_path: Path, layout, *changes: tuple[str, str]) -> Definitions:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "definitions.yml"
    path.write_text(text, encoding="utf-8")
    return read_definitions(path, layout)


def test_a_rate_of_disclosed_results_is_never_broken_down_by_what_only_signed_ones_have(tmp_path, layout):
    with pytest.raises(DataFaults) as raised:
        changed(tmp_path, layout, ("within_years: 1\n    by: [supply, supply_pairs]", "within_years: 1\n    by: [single]"))
    said = str(raised.value)
    assert "register_conversion_within_1_year.by" in said
    assert "contract_type, recipient_place, recipient_size" in said


def test_what_signed_results_alone_have_is_marked_so(layout):
    late = {key for key, column in layout.columns.items() if column.with_signature}
    assert {"recipient_size", "contract_type", "value", "local", "fund_stage"} <= late
    assert not late & {"supplier", "chain", "platform_kind", "signed_on", "pilot_on"}


def test_a_condition_has_one_form(tmp_path, layout):
    with pytest.raises(DataFaults, match="one of equals, one_of and stated"):
        changed(
            tmp_path, layout, ("{column: local, equals: true}]\n    by", "{column: local, equals: true, stated: true}]\n    by")
        )


def test_unknown_columns_and_bases_are_all_named(tmp_path, layout):
    with pytest.raises(DataFaults) as raised:
        changed(tmp_path, layout, ("of: value\n", "of: worth\n"), ("growth_of: register_contract_value", "growth_of: nothing"))
    assert "'worth' is not a column of the register" in str(raised.value)
    assert "'nothing' is not defined" in str(raised.value)
