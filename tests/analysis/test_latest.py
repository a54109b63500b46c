from __future__ import annotations

import datetime as dt

from dashboard.analysis.latest import latest, recency, stated
from dashboard.catalog.model import Release
from tests.observed import claim, observed, tiny_catalog

TRANSFERS = "results_transferred_locally"


def latest_id(*claims: dict[str, str]) -> str:
    found = latest(observed(*claims), tiny_catalog())
    assert len(found) == 1
    return found["id"].iloc[0]


def test_a_dated_value_goes_before_a_newer_one_without_a_year_and_a_target_is_never_it() -> None:
    claims = [
        claim(TRANSFERS, "2023", "2050"),
        claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least"),
        claim(TRANSFERS, "2025", "4000", kind="target"),
    ]
    assert latest_id(*claims) == f"{TRANSFERS}:changchun:2023"
    assert latest_id(*claims[1:]) == f"{TRANSFERS}:changchun:2025-11-19"
    assert latest(observed(claims[2]), tiny_catalog()).empty


def test_the_headline_scope_goes_first_and_any_scope_before_nothing() -> None:
    first = claim("rd_intensity", "2023", "1.3", scope="first_published")
    assert (
        latest_id(first, claim("rd_intensity", "2021", "1.0", scope="revised")) == "rd_intensity:changchun:2021;scope=revised"
    )
    assert latest_id(first) == "rd_intensity:changchun:2023;scope=first_published"


def test_a_part_of_a_year_does_not_displace_the_whole_year_before_it() -> None:
    assert latest_id(claim(TRANSFERS, "2023", "200"), claim(TRANSFERS, "2024-H1", "120")) == f"{TRANSFERS}:changchun:2023"
    assert latest_id(claim(TRANSFERS, "2021", "200"), claim(TRANSFERS, "2024-H1", "120")) == f"{TRANSFERS}:changchun:2024-H1"


def test_what_is_stated_without_a_year_is_told_only_if_it_is_newer() -> None:
    old = observed(claim(TRANSFERS, "2019-05-01", "10", source="congress_2024"), claim(TRANSFERS, "2023", "2050"))
    assert stated(old, tiny_catalog()).empty
    new = observed(claim(TRANSFERS, "2025-11-19", "4000", qualifier="at_least"), claim(TRANSFERS, "2023", "2050"))
    assert stated(new, tiny_catalog())["period"].tolist() == ["2025-11-19"]
    alone = observed(claim(TRANSFERS, "2025-11-19", "4000"))
    assert len(stated(alone, tiny_catalog())) == 1


def test_a_figure_is_late_when_the_release_month_has_passed_without_the_newer_year() -> None:
    catalog = tiny_catalog()
    indicator = catalog.indicators[TRANSFERS].model_copy(update={"release": Release(month=3)})
    catalog = catalog.model_copy(update={"indicators": catalog.indicators | {TRANSFERS: indicator}})
    newest = latest(observed(claim(TRANSFERS, "2023", "2050")), catalog)
    told = {
        day: recency(newest, catalog, today=dt.date.fromisoformat(day)).iloc[0]
        for day in ("2025-03-31", "2025-04-01", "2026-11-23")
    }
    assert not told["2025-03-31"]["late"]
    assert told["2025-04-01"]["late"]
    assert told["2025-04-01"]["expected"] == 2024
    assert (told["2025-04-01"]["recent"], told["2026-11-23"]["recent"]) == (True, False)
    assert told["2026-11-23"]["years_old"] == 3
