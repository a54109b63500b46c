from __future__ import annotations

import pytest

from dashboard.analysis.ecosystem import around, ecosystem, newest_figures, outcome_series
from dashboard.catalog.model import Event, Text
from dashboard.store import Store
from tests.observed import claim, observed, tiny_catalog

TRANSFERS = "results_transferred_locally"


def test_every_body_platform_and_milestone_of_the_shipped_catalog_belongs_to_some_place(shipped: Store) -> None:
    catalog = shipped.catalog
    found = [ecosystem(catalog, place) for place in catalog.places]
    for section in ("actors", "platforms", "events"):
        assert {entry.id for one in found for entry in getattr(one, section)} == set(getattr(catalog, section))


def test_ties_are_those_that_the_catalog_states_and_the_rest_are_said_to_be_untied(shipped: Store) -> None:
    known = ecosystem(shipped.catalog, "changchun")
    ties = {(tie.kind, tie.actor, tie.other) for tie in known.ties}
    assert ("runs", "jilin_university", "jilin_university_proof_of_concept_centre") in ties
    assert ("part_of", "changchun_institute_of_optics", "cas_changchun_branch") in ties
    assert ("took_part", "faw", "faw_programme_launch") in ties
    assert all(tie.sources for tie in known.ties)
    assert {actor.id for actor in known.untied} & {tie.actor for tie in known.ties} == set()
    assert "future_seed_fund" in {actor.id for actor in known.untied}


def test_a_milestone_is_not_known_before_its_day(shipped: Store) -> None:
    before = ecosystem(shipped.catalog, "changchun", until="2023-10-31")
    assert "strategic_committee_first_meeting" not in {event.id for event in before.events}
    assert ("took_part", "jilin_university") not in {(tie.kind, tie.actor) for tie in before.ties}


def test_a_target_is_shown_only_where_there_is_no_outcome() -> None:
    frame = observed(claim(TRANSFERS, "2025", "4000", kind="target"))
    key = (TRANSFERS, "changchun")
    assert newest_figures(frame, tiny_catalog())[key]["kind_class"] == "target"
    both = observed(claim(TRANSFERS, "2025", "4000", kind="target"), claim(TRANSFERS, "2023", "2050"))
    assert newest_figures(both, tiny_catalog())[key]["period"] == "2023"


@pytest.mark.parametrize(
    ("day", "before", "after"), [("2023-06-01", "2022", "2023"), ("2019-01-01", None, "2022"), ("2024", "2023", None)]
)
def test_figures_stand_on_the_side_of_a_milestone_on_which_their_period_ends(
    day: str, before: str | None, after: str | None
) -> None:
    event = Event(id="meeting", date=day, name=Text(zh="会议", en="Meeting"), place="changchun")
    frame = observed(claim(TRANSFERS, "2022", "850"), claim(TRANSFERS, "2023", "2050"), claim(TRANSFERS, "2025-11-19", "4000"))
    found = around(outcome_series(frame)[TRANSFERS], event)
    assert tuple(row["period"] if row else None for row in found) == (before, after)
