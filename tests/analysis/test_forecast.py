from __future__ import annotations

import warnings

import pytest

from dashboard.analysis.forecast import FEWEST, FURTHEST, forecast
from dashboard.analysis.transforms import selected, transformed
from dashboard.store import Store


def level(store: Store, indicator: str, place: str, **choice: int) -> object:
    return transformed(
        "level", selected(store.observations([indicator], [place]), store.catalog, **choice), store.catalog
    ).frame


@pytest.fixture(autouse=True)
def _quiet_import() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.tsa.exponential_smoothing.ets  # noqa: F401


def test_a_long_series_goes_on_with_intervals_that_widen_and_hold_the_mean(shipped: Store) -> None:
    ahead, refused = forecast(level(shipped, "rd_expenditure", "china"), shipped.catalog, method="damped_trend")  # type: ignore[arg-type]
    assert not refused
    assert list(ahead["year"]) == [2025, 2026, 2027][:FURTHEST]
    assert (ahead["shown_low"] < ahead["shown"]).all()
    assert (ahead["shown"] < ahead["shown_high"]).all()
    width = ahead["shown_high"] - ahead["shown_low"]
    assert width.is_monotonic_increasing or width.nunique() == 1 or (width.diff().dropna() > -1e-3 * width.iloc[0]).all()


def test_a_short_series_is_refused_with_its_length(shipped: Store) -> None:
    short = level(shipped, "rd_expenditure", "china", first=2018)
    ahead, refused = forecast(short, shipped.catalog, method="damped_trend")  # type: ignore[arg-type]
    assert ahead.empty
    assert "7" in refused[0].reason.en
    assert str(FEWEST) in refused[0].reason.zh


def test_a_series_cut_by_a_break_counts_only_what_follows_it(shipped: Store) -> None:
    ahead, refused = forecast(level(shipped, "rd_intensity", "jilin"), shipped.catalog, method="damped_trend")  # type: ignore[arg-type]
    assert ahead.empty
    assert refused


def test_ranks_are_not_forecast(shipped: Store) -> None:
    ahead, refused = forecast(level(shipped, "global_innovation_index_rank", "china"), shipped.catalog, method="damped_trend")  # type: ignore[arg-type]
    assert ahead.empty
    assert "Ranks" in refused[0].reason.en


def test_an_unknown_method_is_an_error(shipped: Store) -> None:
    with pytest.raises(KeyError):
        forecast(level(shipped, "rd_expenditure", "china"), shipped.catalog, method="guess")  # type: ignore[arg-type]
