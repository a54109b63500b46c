from __future__ import annotations

from dashboard.api.questions import RegisterQuestion
from dashboard.api.register_table import NOTICE, register_table
from dashboard.store import Store


def test_every_cell_of_a_made_up_register_says_so(shipped: Store) -> None:
    found = register_table(shipped, RegisterQuestion(statistic="register_results_transferred", breakdown="chain", year=2023))
    assert found.records
    assert all(record["synthetic"] is True and record["notice"] == NOTICE for record in found.records)
    assert {record["breakdown"] for record in found.records} == {"chain"}


def test_a_withheld_cell_is_listed_without_its_numbers(shipped: Store) -> None:
    found = register_table(shipped, RegisterQuestion(breakdown="recipient_place", limit=100_000))
    hidden = [record for record in found.records if record["suppressed"]]
    assert hidden
    assert {record[name] for record in hidden for name in ("records", "part", "value")} == {None}


def test_no_cell_is_known_before_the_register_was_complete(shipped: Store) -> None:
    assert register_table(shipped, RegisterQuestion(as_of="2025-12-30")).records == []
    assert register_table(shipped, RegisterQuestion(as_of="2025-12-31")).records
