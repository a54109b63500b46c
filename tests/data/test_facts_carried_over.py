import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from dashboard.claims import AUTHORED, claim_id

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "facts"
ROWS = {"changchun.csv": 278, "peers.csv": 4398}
HEADER = ["file", "row", "place", "indicator_zh", "period", "value", "outcome", "claim", "reason"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def claims() -> dict[str, dict[str, str]]:
    rows = [row for path in sorted((ROOT / "data" / "claims").glob("**/*.csv")) for row in read(path)]
    return {claim_id({column: row[column] for column in AUTHORED}): row for row in rows}


@pytest.fixture(scope="module")
def report() -> dict[str, list[dict[str, str]]]:
    return {f"{name}.csv": read(ROOT / "docs" / "method" / f"facts_{name}.csv") for name in ("changchun", "peers")}


@pytest.fixture(params=sorted(ROWS))
def part(request, report) -> list[dict[str, str]]:
    return report[request.param]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_of_the_facts_is_reported_once(report, name):
    assert list(report[name][0]) == HEADER
    assert {line["file"] for line in report[name]} == {name}
    assert Counter(int(line["row"]) for line in report[name]) == Counter(range(1, ROWS[name] + 1))


def test_a_carried_row_is_a_claim_with_the_same_printed_value(part, claims):
    carried = [line for line in part if line["outcome"] == "carried"]
    assert carried
    lost = [line["row"] for line in carried if line["claim"] not in claims]
    changed = [line["row"] for line in carried if line["row"] not in lost and claims[line["claim"]]["value"] != line["value"]]
    assert (lost, changed) == ([], [])


def test_one_claim_carries_one_row(report):
    named = Counter(line["claim"] for part in report.values() for line in part if line["outcome"] == "carried")
    assert [claim for claim, rows in named.items() if rows > 1] == []


def test_a_row_that_is_not_carried_says_why(part):
    others = [line for line in part if line["outcome"] != "carried"]
    assert {line["outcome"] for line in others} <= {"not_carried"}
    assert [line["row"] for line in others if not line["reason"] or line["claim"]] == []


def test_a_row_left_out_for_another_has_its_value_in_that_other(report):
    for line in report["peers.csv"]:
        other = re.search(r"carried from (changchun\.csv|peers\.csv) row (\d+)", line["reason"])
        if line["outcome"] == "not_carried" and other:
            twin = report[other[1]][int(other[2]) - 1]
            assert (twin["row"], twin["outcome"], twin["value"]) == (other[2], "carried", line["value"]), line["row"]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_report_agrees_with_the_facts_where_they_lie_beside_the_checkout(report, claims, name):
    if not (FACTS / name).is_file():
        pytest.skip("the facts are not beside this checkout")
    facts = read(FACTS / name)
    assert len(facts) == len(report[name])
    for fact, line in zip(facts, report[name], strict=True):
        assert {key: fact[key] for key in ("place", "indicator_zh", "period", "value")}.items() <= line.items()
        if line["outcome"] == "carried":
            assert claims[line["claim"]]["change"] == fact["reported_growth"], line["row"]
