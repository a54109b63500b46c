import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intervals import Interval, exactly, precision, printed_interval

finite = st.floats(-1e9, 1e9, allow_nan=False)
intervals = st.tuples(finite, finite).map(lambda ends: Interval(min(ends), max(ends)))


@pytest.mark.parametrize(
    ("text", "qualifier", "exponent", "low", "high"),
    [
        ("2050", "exact", 0, 2049.5, 2050.5),
        ("52.3", "exact", 8, 52.25e8, 52.35e8),
        ("1.02", "exact", 0, 1.015, 1.025),
        ("4000", "at_least", 0, 4000, math.inf),
        ("10", "at_most", 4, -math.inf, 1e5),
        ("100", "about", 0, 95, 105),
        ("3", "about", 0, 2.5, 3.5),
    ],
)
def test_a_printed_number_stands_for_what_rounds_to_it(text, qualifier, exponent, low, high):
    assert printed_interval(text, qualifier, exponent) == Interval(low, high)


@given(st.decimals(-(10**9), 10**9, places=2), st.integers(0, 2), st.sampled_from([0, 4, 8]))
def test_a_number_lies_in_the_interval_of_its_rounding(number, places, exponent):
    printed = f"{number:.{places}f}"
    interval = printed_interval(printed, "exact", exponent)
    exact = float(number.scaleb(exponent))
    assert interval.meets(exactly(exact))


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
def test_arithmetic_on_members_stays_within_arithmetic_on_intervals(a, b, s, t):
    x, y = min(max(a.low + s * (a.high - a.low), a.low), a.high), min(max(b.low + t * (b.high - b.low), b.low), b.high)
    assert (a + b).meets(exactly(x + y))
    assert (a - b).meets(exactly(x - y))
    assert (a * b).meets(exactly(x * y))
    if not b.low <= 0 <= b.high and abs(y) > 1e-3:
        assert (a / b).meets(exactly(x / y))


def test_division_by_what_may_be_zero_is_refused():
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / Interval(-1, 1)


def test_an_interval_is_never_empty():
    with pytest.raises(ValueError, match="empty"):
        Interval(2, 1)


@pytest.mark.parametrize(("text", "exponent", "power"), [("201.3", 8, 7), ("2050", 0, 0), ("0.76", 0, -2), ("1.20", 4, 2)])
def test_precision_is_the_place_of_the_last_printed_digit(text, exponent, power):
    assert precision(text, exponent) == power


def test_open_ends_meet_everything_on_their_side():
    hedged = printed_interval("4000", "at_least")
    assert hedged.meets(exactly(5000))
    assert not hedged.meets(exactly(3999))
