import datetime as dt

import pytest

from dashboard.periods import parse_period, previous


@pytest.mark.parametrize(
    ("text", "start", "end", "frequency"),
    [
        ("2023", (2023, 1, 1), (2023, 12, 31), "A"),
        ("2023-H1", (2023, 1, 1), (2023, 6, 30), "S"),
        ("2023-Q3", (2023, 7, 1), (2023, 9, 30), "Q"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "M"),
        ("2023-07-14", (2023, 7, 14), (2023, 7, 14), "D"),
        ("2025-01/2025-09", (2025, 1, 1), (2025, 9, 30), "range"),
        ("2016/2020", (2016, 1, 1), (2020, 12, 31), "range"),
    ],
)
def test_a_period_covers_its_days(text, start, end, frequency):
    period = parse_period(text)
    assert (period.start, period.end, period.frequency) == (dt.date(*start), dt.date(*end), frequency)


@pytest.mark.parametrize(
    "text", ["2023-13", "2023-02-30", "2023-Q5", "2025-09/2025-01", "23", "", "二〇二三", "2023 ", "2023-H3"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        parse_period(text)


def test_a_range_of_unknown_start_ends_where_it_says():
    assert parse_period("../2015").end == dt.date(2015, 12, 31)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2023", "2023年", "2023"),
        ("2023-H2", "2023年下半年", "H2 2023"),
        ("2025-01/2025-09", "2025年1—9月", "Jan–Sep 2025"),
        ("2016/2020", "2016—2020年", "2016–2020"),
        ("../2015", "截至2015年", "up to 2015"),
        ("2023-07-14", "2023年7月14日", "14 Jul 2023"),
    ],
)
def test_a_period_is_named_in_both_languages(text, zh, en):
    assert (parse_period(text).label("zh"), parse_period(text).label("en")) == (zh, en)


@pytest.mark.parametrize(
    ("text", "before"),
    [("2023", "2022"), ("2023-H1", "2022-H1"), ("2025-01/2025-09", "2024-01/2024-09"), ("2023-07", "2022-07")],
)
def test_the_year_before_is_the_same_stretch(text, before):
    assert previous(parse_period(text)).text == before


def test_the_year_before_a_leap_day_does_not_exist():
    assert previous(parse_period("2024-02-29")) is None


def test_a_year_stands_at_its_number_and_a_day_within_half_a_year_of_it():
    assert parse_period("2023").position == 2023
    assert 2022.5 <= parse_period("2023-01-01").position < parse_period("2023-12-31").position <= 2023.5
