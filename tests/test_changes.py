import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.changes import Change, applied, change_between, implied_base, mean_annual_growth, multiplier
from dashboard.intervals import exactly, printed_interval


@pytest.mark.parametrize(
    ("unit", "stated", "factor"),
    [("percent", 141, 2.41), ("times", 6, 7), ("times", 1, 2), ("multiple", 6, 6), ("percent", -20, 0.8), ("times", 7.2, 8.2)],
)
def test_wording_of_growth_gives_its_factor(unit, stated, factor):
    assert multiplier(exactly(stated), unit).low == pytest.approx(factor)


def test_2050_up_141_per_cent_implies_850_6():
    base = implied_base(printed_interval("2050"), printed_interval("141"), "percent")
    assert (round(base.low, 1), round(base.high, 1)) == (848.7, 852.6)
    assert implied_base(exactly(2050), exactly(141), "percent").low == pytest.approx(850.6224)


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("rate", "percent"), ("rank", "percent"), ("level", "percentage_points"), ("count", "places"), ("index", "percent")],
)
def test_a_change_in_the_wrong_unit_cannot_be_constructed(measure, unit):
    with pytest.raises(ValueError, match="does not change in"):
        Change(measure, unit, 1.0, 0.5, 1.5)


@pytest.mark.parametrize(
    ("base", "value", "measure", "unit", "change", "direction"),
    [
        (560, 2050, "count", "percent", 266.07, "up"),
        (0.76, 1.02, "rate", "percentage_points", 0.26, "up"),
        (35, 31, "rank", "places", 4, "up"),
        (31, 35, "rank", "places", -4, "down"),
        (70.1, 71.4, "index", "points", 1.3, "up"),
        (0, 5, "count", "absolute", 5, "up"),
        (-3, 2, "level", "absolute", 5, "up"),
        (7, 7, "count", "percent", 0, "level"),
    ],
)
def test_the_measure_decides_how_change_is_told(base, value, measure, unit, change, direction):
    found = change_between(base, value, measure)
    assert (found.unit, found.direction) == (unit, direction)
    assert found.value == pytest.approx(change, abs=0.01)


@given(st.integers(1, 10**6), st.integers(-90, 900), st.sampled_from(["percent", "times", "multiple", "absolute", "places"]))
def test_applying_a_change_undoes_taking_its_base(value, stated, unit):
    change = exactly(abs(stated) + 1)
    base = implied_base(exactly(value), change, unit)
    assert applied(base, change, unit).low == pytest.approx(value)


def test_mean_growth_over_five_years_compounds():
    assert mean_annual_growth(135.63, 201.3, 5) == pytest.approx(8.22, abs=0.01)
    with pytest.raises(ValueError, match="positive"):
        mean_annual_growth(0, 5, 3)
