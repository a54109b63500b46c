"""A few years ahead of a long enough series, by a named method with prediction intervals; refused for short series."""

from __future__ import annotations

import warnings
from itertools import pairwise

import pandas as pd

from dashboard.analysis.comparability import break_between
from dashboard.analysis.rows import Row, rows_of
from dashboard.analysis.transforms.outcome import Refused, in_series, sound
from dashboard.catalog import Catalog, Text

FEWEST = 8
"""Comparable yearly values in a row without which nothing is forecast."""
FURTHEST = 3
COVERAGE = 0.8
METHODS: dict[str, Text] = {
    "damped_trend": Text(zh="阻尼趋势指数平滑（ETS）", en="exponential smoothing with damped trend (ETS)"),
}
"""The methods by the name they have in URLs (Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, ch. 8)."""
COLUMNS = ("indicator", "place", "scope", "year", "shown", "shown_low", "shown_high", "shown_unit")
_YEAR = range(365, 367)


def forecast(shown: pd.DataFrame, catalog: Catalog, *, method: str) -> tuple[pd.DataFrame, tuple[Refused, ...]]:
    """Return what a method expects of each yearly series of levels, and the series it refuses.

    Args:
        shown: rows of ``transforms.level``.
        catalog: knows breaks and measures.
        method: a key of ``METHODS``.

    Returns:
        Rows with ``COLUMNS``: at most ``FURTHEST`` years beyond the last value, and no more than a quarter of the values
        there are, with the bounds of the ``COVERAGE`` prediction interval. Only the last unbroken stretch of ``FEWEST`` or
        more exact, published, final or provisional values is used.

    Raises:
        KeyError: the method is unknown.
    """
    if method not in METHODS:
        raise KeyError(method)
    found: list[Row] = []
    refused: dict[tuple[str, str], Refused] = {}
    for series in in_series(rows_of(shown)):
        first = series[0]
        reason = _unfit(series, catalog)
        stretch = _last_stretch([row for row in series if sound(row) and row["frequency"] == "A"], catalog)
        if not reason and len(stretch) < FEWEST:
            reason = Text(
                zh=f"连续可比的年度数字只有{len(stretch)}个，少于{FEWEST}个，不作预测",
                en=f"Only {len(stretch)} comparable years in a row, fewer than {FEWEST}: nothing is forecast",
            )
        if reason:
            refused[first["indicator"], first["place"]] = Refused(first["indicator"], first["place"], reason)
        else:
            found += _ahead(stretch)
    return pd.DataFrame(found, columns=list(COLUMNS)), tuple(refused.values())


def _unfit(series: list[Row], catalog: Catalog) -> Text | None:
    if catalog.indicators[series[0]["indicator"]].measure in {"rank", "index"}:
        return Text(zh="位次和评分取决于他人，不作预测", en="Ranks and scores depend on others: nothing is forecast")
    return None


def _last_stretch(rows: list[Row], catalog: Catalog) -> list[Row]:
    start = 0
    for n, (before, row) in enumerate(pairwise(rows), start=1):
        indicator = catalog.indicators[row["indicator"]]
        broken = break_between(indicator, row["place"], before["period_end"], row["period_end"])
        if broken or (row["period_end"] - before["period_end"]).days not in _YEAR:
            start = n
    return rows[start:]


def _ahead(rows: list[Row]) -> list[Row]:
    last, steps = rows[-1], min(FURTHEST, len(rows) // 4)
    scale = max(abs(row["amount"]) for row in rows) or 1.0
    predicted = _damped_trend(pd.Series([row["amount"] / scale for row in rows]), steps)
    told = {name: last[name] for name in ("indicator", "place", "scope", "shown_unit")}
    return [
        told
        | {"year": last["period_end"].year + n + 1, "shown": mean * scale, "shown_low": low * scale, "shown_high": high * scale}
        for n, (mean, low, high) in enumerate(predicted)
    ]


def _damped_trend(values: pd.Series, steps: int) -> list[tuple[float, float, float]]:
    # statsmodels brings scipy and takes seconds to import: only who asks for a forecast waits for it.
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence of a dozen values is judged by the width of the interval
        fitted = ETSModel(values, error="add", trend="add", damped_trend=True).fit(disp=False)
        told = fitted.get_prediction(start=len(values), end=len(values) + steps - 1).summary_frame(alpha=1 - COVERAGE)
    return [(float(row["mean"]), float(row["pi_lower"]), float(row["pi_upper"])) for row in rows_of(told)]
