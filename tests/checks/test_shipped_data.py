"""What the checks find in the shipped data is judged, one by one, in docs/method/checks.md."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from dashboard.checks import CHECKS
from dashboard.checks.commands import fails, found
from dashboard.checks.stream import check_store, parts
from dashboard.cli import app
from dashboard.store import Store

PAGE = Path(__file__).parents[2] / "docs" / "method" / "checks.md"
JUDGEMENTS = {"true conflict", "definition", "source error", "true change", "not explained", "not carried"}


@cache
def judged() -> dict[str, str]:
    rows = re.findall(r"^\| `(h[0-9a-f]{10})` \| .+ \| ([a-z ]+) \| .+ \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len({key for key, _ in rows}) == len(rows)
    return dict(rows)


def judged_on() -> dt.date:
    match = re.search(r"Judged on (\d{4}-\d{2}-\d{2})", PAGE.read_text(encoding="utf-8"))
    assert match is not None
    return dt.date.fromisoformat(match[1])


@pytest.fixture(scope="module")
def hits(shipped: Store) -> pd.DataFrame:
    return check_store(shipped, today=judged_on())


def test_every_hit_has_a_judgement_and_every_judgement_a_hit(hits: pd.DataFrame) -> None:
    told = hits.set_index("id")["sentence_en"].to_dict()
    assert {key: told[key] for key in set(told) - set(judged())} == {}
    assert set(judged()) - set(told) == set()
    assert set(judged().values()) <= JUDGEMENTS


def test_the_command_prints_the_judged_hits_on_the_day_they_were_judged_and_only_late_years_after(shipped_store: Path) -> None:
    def printed(day: dt.date) -> dict[str, str]:
        words = ["check", "--store", str(shipped_store), "--format", "json", "--today", day.isoformat()]
        answer = CliRunner().invoke(app, words)
        assert answer.exit_code == 0
        return {hit["id"]: hit["check"] for hit in json.loads(answer.stdout)["hits"]}

    then, later = printed(judged_on()), printed(judged_on() + dt.timedelta(days=365))
    assert set(then) == set(judged())
    assert f"{len(then)} hits" in PAGE.read_text(encoding="utf-8")
    assert {check for key, check in later.items() if key not in then} == {"stale"}


def test_nothing_published_is_impossible(hits: pd.DataFrame) -> None:
    assert list(hits.loc[hits["severity"] == "error", "sentence_en"]) == []


def test_the_page_names_every_check_that_hits(hits: pd.DataFrame) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [check.id for check in CHECKS if check.id in set(hits["check"]) and f"`{check.id}`" not in page] == []


def test_the_traps_of_the_data_are_found(hits: pd.DataFrame) -> None:
    def of(check: str, place: str, indicator: str) -> int:
        return int(((hits["check"] == check) & (hits["place"] == place) & (hits["indicator"] == indicator)).sum())

    assert of("values_differ", "jilin", "high_tech_enterprises") == 1
    assert of("values_differ", "jilin", "technology_smes") == 1
    assert of("values_differ", "changchun", "gdp") == 1
    assert of("label_and_data_year", "jilin", "rd_expenditure") == 1
    assert of("different_counting_rules", "changchun", "results_transferred_locally") == 1
    assert of("growth_against_levels", "changchun", "results_transferred_locally") == 0
    assert of("parts_against_total", "china", "rd_expenditure") == 0


def test_3590_and_4107_are_one_conflict_with_both_sources(hits: pd.DataFrame, shipped: Store) -> None:
    chosen = hits.loc[hits["observations"] == "high_tech_enterprises:jilin:2024"]
    (hit,) = chosen.loc[chosen["check"] == "values_differ"].to_dict("records")
    assert "4,107" in hit["sentence_en"]
    assert "3,590" in hit["sentence_en"]
    evidence = shipped.evidence("high_tech_enterprises:jilin:2024")
    assert set(hit["claims"].split()) <= set(evidence["claim"])
    assert evidence.iloc[0]["printed"] == "4107"
    assert evidence.set_index("printed").loc["3590", "correction"] == "flagged"


def test_results_transferred_in_changchun_as_of_june_2024_are_2050_and_the_target(shipped: Store) -> None:
    known = shipped.observations(["results_transferred_locally"], ["changchun"], as_of=dt.date(2024, 6, 30))
    published = known.loc[~known["derived"].astype(bool)]
    assert published.loc[published["period"] == "2023", "amount"].tolist() == [2050]
    targets = published.loc[published["kind_class"] == "target"]
    assert targets[["period", "amount", "qualifier"]].to_numpy().tolist() == [["2025", 4000.0, "at_least"]]
    assert known["published"].dropna().max() <= dt.datetime(2024, 6, 30)
    assert not known["id"].str.contains("2025-").any()
    assert (known.loc[known["kind_class"] == "outcome", "period"] < "2024").all()


def test_running_in_parts_finds_what_running_at_once_finds(hits: pd.DataFrame, shipped: Store) -> None:
    assert len(list(parts(shipped, "place", indicators=None, batch=700))) > 5
    pd.testing.assert_frame_equal(check_store(shipped, today=judged_on(), batch=700), hits)


def test_a_place_and_an_indicator_narrow_the_hits_to_those_that_involve_them(shipped: Store) -> None:
    chosen = found(shipped, today=judged_on(), place="jilin", indicator="rd_expenditure")
    assert "label_and_data_year" in set(chosen["check"])
    assert fails(chosen)
    # The city stands above the province, so the hit involves both.
    city = found(shipped, today=judged_on(), place="jilin", indicator="results_transferred_locally")
    assert "different_counting_rules" in set(city["check"])


def test_an_earlier_day_knows_no_later_conflict(shipped: Store) -> None:
    then = dt.date(2025, 1, 31)
    assert "high_tech_enterprises:jilin:2024" not in set(check_store(shipped, today=then, as_of=then)["observations"])
