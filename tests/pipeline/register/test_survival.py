from __future__ import annotations

import numpy as np
import pytest

from dashboard.pipeline.register.survival import lag_curve, lag_quantile

# Remission under 6-mercaptopurine: E. J. Freireich et al., Blood 21 (1963); the example of every textbook.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def curve_of(days, signed):
    return lag_curve(np.array(days), np.array(signed, dtype=bool), np.ones(len(days), dtype=np.int64))


def test_the_curve_is_that_of_the_textbook():
    curve = curve_of(WEEKS, ENDED)
    assert list(curve.days) == [6, 7, 10, 13, 16, 22, 23]
    assert list(curve.at_risk) == [21, 17, 15, 12, 11, 7, 6]
    assert list(1 - curve.share) == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)


def test_quartiles_come_from_the_curve_and_one_not_reached_is_a_bound():
    curve = curve_of(WEEKS, ENDED)
    found = [lag_quantile(curve, share, max(WEEKS)) for share in (0.25, 0.5, 0.75)]
    assert [(one.days, one.reached) for one in found] == [(13, True), (23, True), (35, False)]


def test_counted_results_say_the_same_as_single_ones():
    days, signed = np.array([10, 20, 30]), np.array([True, False, True])
    results = np.array([2, 3, 5])
    counted = lag_curve(days, signed, results)
    single = curve_of(np.repeat(days, results), np.repeat(signed, results))
    assert list(counted.share) == pytest.approx(list(single.share), abs=1e-12)


def test_a_share_met_exactly_counts_as_reached():
    assert lag_quantile(curve_of([1, 2, 3, 4], [1, 1, 1, 1]), 0.5, 4).days == 2
    thirds = curve_of(range(1, 10), [1] * 9)
    assert [lag_quantile(thirds, k / 9, 9).days for k in range(1, 10)] == list(range(1, 10))


def test_where_nothing_was_signed_no_quantile_is_reached():
    found = lag_quantile(curve_of([5, 9], [0, 0]), 0.5, 9)
    assert (found.days, found.reached) == (9, False)
