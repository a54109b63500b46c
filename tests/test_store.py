"""A snapshot answers the same whether its files are kept whole or asked piece by piece."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pandas as pd
import pytest

from dashboard import store as stores
from dashboard.store import Store

INDICATORS: tuple[list[str] | None, ...] = (None, ["rd_intensity"], ["rd_expenditure", "no_such_indicator"], [])
PLACES = (None, ["jilin", "changchun"])
PERIODS = (None, ["2022", "2023"])


@pytest.fixture
def asked(shipped: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The shipped snapshot as a large one is read: every question goes to DuckDB."""
    monkeypatch.setattr(stores, "_READ_WHOLE", 0)
    return Store(shipped.folder)


@pytest.mark.parametrize(("indicators", "places", "periods"), list(product(INDICATORS, PLACES, PERIODS)))
def test_a_small_snapshot_kept_whole_gives_the_rows_of_one_asked_piece_by_piece(
    shipped: Store, asked: Store, indicators: list[str] | None, places: list[str] | None, periods: list[str] | None
) -> None:
    for day in (None, dt.date(2024, 6, 30)):
        question = {"periods": periods, "as_of": day}
        assert_same(shipped.claims(indicators, places, **question), asked.claims(indicators, places, **question))
    chosen = shipped.observations(indicators, places, periods=periods)
    assert_same(chosen, asked.observations(indicators, places, periods=periods))


def assert_same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Compare values; DuckDB gives None for what is missing where a whole column of its answer is, else NaN."""
    plain = [frame.astype("object").where(frame.notna(), None) for frame in (one, other)]
    pd.testing.assert_frame_equal(*plain)


def test_what_a_reader_does_to_a_frame_reaches_no_other_reader(shipped: Store) -> None:
    first = shipped.observations(["rd_intensity"], ["jilin"])
    first.loc[:, "amount"] = -1.0
    assert (shipped.observations(["rd_intensity"], ["jilin"])["amount"] > 0).all()
    everything = shipped.observations()
    everything.loc[:, "amount"] = -1.0
    assert (shipped.observations(["rd_intensity"], ["liaoning"])["amount"] > 0).all()


def test_an_observation_is_found_by_its_id_however_the_snapshot_is_read(shipped: Store, asked: Store) -> None:
    for name in shipped.observations(["rd_expenditure"], ["jilin", "china"])["id"]:
        one, other = shipped.observation(name), asked.observation(name)
        assert one is not None
        assert other is not None
        assert one["id"] == name
        pd.testing.assert_series_equal(one, other, check_names=False)
    assert shipped.observation("rd_expenditure:jilin:1900") is None
    assert asked.observation("rd_expenditure:jilin:1900") is None
