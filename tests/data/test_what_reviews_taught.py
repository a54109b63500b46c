"""Cases and wordings that reviews left in data/intake: what the reader once read right, it must go on reading right."""

from pathlib import Path

from dashboard.catalog.files import read_catalog
from dashboard.editing.decisions import holds
from dashboard.pipeline.intake import lessons

DATA = Path(__file__).parents[2] / "data"


def test_every_case_that_held_when_it_was_kept_still_holds():
    catalog, taught = read_catalog(DATA / "catalog"), lessons.learned(DATA)
    assert [case["text"] for case in lessons.cases(DATA) if case["holds"] and not holds(case, catalog, taught)] == []


def test_every_learnt_wording_belongs_to_one_indicator_of_the_catalog():
    catalog, taught = read_catalog(DATA / "catalog"), lessons.learned(DATA)
    assert set(taught) <= set(catalog.indicators)
    owners = [(wording, key) for key, wordings in taught.items() for wording in wordings]
    assert len({wording for wording, _ in owners}) == len(owners)
