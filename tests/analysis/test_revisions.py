"""A number's history: what it was believed to be, and what changed between two days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.analysis.revisions import CHANGES, REVISIONS, revisions, what_changed
from dashboard.catalog import Catalog
from dashboard.catalog.rules import Correction
from dashboard.resolve import resolve
from dashboard.store import Store
from tests.checks.world import CATALOG, claim, stored


def beliefs(rows: list[dict[str, str]]) -> pd.DataFrame:
    return revisions(stored(rows)[0], CATALOG)


def test_a_better_figure_revises_the_one_before_from_its_publication_on() -> None:
    found = beliefs([claim("gdp", "2023", "100"), claim("gdp", "2023", "110", source="two")])
    assert list(found["amount"]) == [100e8, 110e8]
    assert list(found["from_date"]) == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-02-01")]
    assert found["until_date"].tolist()[0] == pd.Timestamp("2025-02-01")
    assert pd.isna(found["until_date"].iloc[1])
    assert found["previous_amount"].iloc[1] == 100e8


def test_a_later_repost_does_not_revise_an_official_figure() -> None:
    found = beliefs([claim("gdp", "2023", "100"), claim("gdp", "2023", "110", source="first_copy")])
    assert list(found["amount"]) == [100e8]


def test_the_same_number_in_other_digits_is_no_revision_but_an_exact_one_after_a_hedge_is() -> None:
    assert len(beliefs([claim("gdp", "2023", "100"), claim("gdp", "2023", "100.2", source="two")])) == 1
    assert len(beliefs([claim("gdp", "2023", "100", qualifier="at_least"), claim("gdp", "2023", "120", source="two")])) == 2


def test_the_revised_vintage_follows_the_first_published_one() -> None:
    rows = [
        claim("rd_intensity", "2018", "0.76", scope="first_published"),
        claim("rd_intensity", "2018", "1.02", scope="revised", source="two"),
    ]
    found = beliefs(rows)
    assert list(found["amount"]) == [0.76, 1.02]
    assert list(found["scope"]) == ["first_published", "revised"]
    changed = what_changed(stored(rows)[0], CATALOG, dt.date(2025, 1, 15), dt.date(2025, 3, 1))
    assert changed[["change", "previous_amount", "amount"]].to_numpy().tolist() == [["revised", 0.76, 1.02]]
    assert changed["previous_id"].iloc[0] == "rd_intensity:changchun:2018;scope=first_published"


def test_what_changed_tells_new_and_revised_numbers_of_the_days_in_between_only() -> None:
    rows = [
        claim("gdp", "2023", "100"),
        claim("gdp", "2023", "110", source="two"),
        claim("gdp", "2024", "120", source="two"),
        claim("gdp", "2022", "90"),
    ]
    changed = what_changed(stored(rows)[0], CATALOG, dt.date(2025, 1, 1), dt.date(2025, 2, 1))
    assert tuple(changed.columns) == CHANGES
    assert changed[["change", "period"]].to_numpy().tolist() == [["revised", "2023"], ["new", "2024"]]
    assert what_changed(stored(rows)[0], CATALOG, dt.date(2025, 2, 1), dt.date(2025, 3, 1)).empty


def test_a_year_that_comes_due_without_a_figure_is_late() -> None:
    claims, _ = stored([claim("patents", "2023", "100")])
    changed = what_changed(claims, CATALOG, dt.date(2025, 3, 1), dt.date(2025, 5, 1))
    assert changed[["change", "id"]].to_numpy().tolist() == [["late", "patents:changchun:2024"]]
    assert changed["date"].iloc[0] == pd.Timestamp("2025-04-01")


def test_a_number_whose_only_claim_a_correction_drops_is_withdrawn() -> None:
    claims, _ = stored([claim("gdp", "2023", "100")])
    words = {"zh": "错", "en": "wrong"}
    entry = Correction(
        id="wrong",
        claims=tuple(claims["claim"]),
        action="drop",
        expect="100",
        reason=words,
        reporter="a reader",
        date="2025-06-01",
    )
    catalog = Catalog.of({**{name: getattr(CATALOG, name) for name in Catalog.model_fields}, "corrections": {"wrong": entry}})
    marked = claims.assign(correction="dropped", corrected_by="wrong")
    changed = what_changed(marked, catalog, dt.date(2025, 5, 1), dt.date(2025, 7, 1))
    assert changed[["change", "previous_amount"]].to_numpy().tolist() == [["withdrawn", 100e8]]
    assert what_changed(marked, catalog, dt.date(2025, 1, 1), dt.date(2025, 5, 1))["change"].tolist() == []


@pytest.mark.parametrize("day", ["2019-12-31", "2022-06-30", "2024-06-30", "2025-12-31"])
def test_the_belief_of_a_day_is_what_resolving_as_of_that_day_gives(shipped: Store, day: str) -> None:
    claims = shipped.claims()
    single = claims.loc[~claims["indicator"].isin([k for k, entry in shipped.catalog.indicators.items() if entry.vintages])]
    found = revisions(single, shipped.catalog)
    assert tuple(found.columns) == REVISIONS
    then = pd.Timestamp(day)
    believed = found.loc[(found["from_date"] <= then) & (found["until_date"].isna() | (found["until_date"] > then))]
    known = resolve(single, as_of=then.date()).dropna(subset=["amount"])
    keys = ["indicator", "place", "period", "period_type", "scope", "kind_class"]
    both = believed.merge(known, on=keys, how="outer", suffixes=("", "_known"), indicator=True, validate="1:1")
    assert (both["_merge"] == "both").all()
    assert ((both["low"] <= both["high_known"]) & (both["high"] >= both["low_known"])).all()


def test_the_intensity_of_jilin_in_2018_went_from_0_76_to_1_02(shipped: Store) -> None:
    found = revisions(shipped.claims(["rd_intensity"], ["jilin"]), shipped.catalog)
    history = found.loc[found["period"] == "2018"]
    assert list(history["amount"]) == [0.76, 1.02]
    assert history["id"].iloc[0] == "rd_intensity:jilin:2018;scope=first_published"
