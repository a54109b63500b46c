from __future__ import annotations

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalog.model import Indicator, Text, Unit
from dashboard.text.numbers import axis_scale, format_value, ordinal, quantity, rounded, worded_beside

WORDS = {"": 0, "万": 4, "亿": 8, "万亿": 12, " million": 6, " billion": 9, " trillion": 12, " M": 6, " bn": 9, " tn": 12}
WHOLE = 5
"""Up to so many digits a number is told whole."""
PRINTED = re.compile(r"([−-]?[\d,]+(?:\.\d+)?)(万亿|亿|万| million| billion| trillion| M| bn| tn)?")


def unit(zh: str, en: str, dimension: str, *, classifier: bool = False) -> Unit:
    return Unit(id="unit", name=Text(zh=zh, en=en), dimension=dimension, printed={zh: 0}, classifier=classifier)


ITEM, FIRM = unit("项", "items", "count", classifier=True), unit("家", "firms", "count", classifier=True)
YUAN, PERCENT, PLACE = unit("元", "yuan", "money_cny"), unit("%", "%", "percent"), unit("位", "place", "place")
PEOPLE, YUAN_EACH = unit("人", "people", "persons"), unit("元/人", "yuan per person", "money_cny")


def indicator(measure: str = "count", decimals: int = 0) -> Indicator:
    name = Text(zh="指标", en="indicator")
    return Indicator(
        id="x",
        name=name,
        definition=name,
        theme="t",
        unit="unit",
        measure=measure,
        accumulation="flow",
        better="up",
        decimals=decimals,
    )


def read_back(text: str) -> tuple[Decimal, int]:
    """Return the number a text prints and the power of ten of its last digit: independent of the writer."""
    match = PRINTED.search(text)
    assert match, text
    digits = match.group(1).replace(",", "").replace("−", "-")
    exponent = WORDS[match.group(2) or ""]
    decimals = len(digits.partition(".")[2])
    return Decimal(digits).scaleb(exponent), exponent - decimals


def value(
    amount: float, of: Unit, lang: str, *, precision: int | None = 0, qualifier: str = "exact", measure: str = "count", **more
) -> str:
    row = {"amount": amount, "precision": precision, "qualifier": qualifier, **more}
    return format_value(row, of, indicator(measure), lang)


@pytest.mark.parametrize(
    ("amount", "of", "precision", "zh", "en"),
    [
        (2050, ITEM, 0, "2050项", "2,050"),
        (2.013e10, YUAN, 7, "201.3亿元", "CNY 20.13 billion"),
        (7.002e11, YUAN, 7, "7002.0亿元", "CNY 700.20 billion"),
        (2.21436e12, YUAN, 7, "22143.6亿元", "CNY 2,214.36 billion"),
        (1.26e12, YUAN, 10, "1.26万亿元", "CNY 1.26 trillion"),
        (12000, FIRM, 3, "1.2万家", "12,000"),
        (12345, FIRM, 0, "12345家", "12,345"),
        (200000, FIRM, 0, "20万家", "200,000"),
        (1.02, PERCENT, -2, "1.02%", "1.02%"),
        (0.70, PERCENT, -2, "0.70%", "0.70%"),
        (9.087e6, PEOPLE, 3, "908.7万人", "9.087 million people"),
        (123000, YUAN_EACH, 3, "12.3万元/人", "CNY 123,000 per person"),
        (-3.5, PERCENT, -1, "−3.5%", "−3.5%"),
        (0, ITEM, 0, "0项", "0"),
    ],
)
def test_values_are_written_as_each_language_writes_them(amount: float, of: Unit, precision: int, zh: str, en: str) -> None:
    assert (value(amount, of, "zh", precision=precision), value(amount, of, "en", precision=precision)) == (zh, en)


@pytest.mark.parametrize(
    ("amount", "of", "precision", "zh", "en"),
    [
        (8.39977e9, YUAN, 4, "84.00亿元", "CNY 8.40 billion"),
        (6.14756578e12, YUAN, 4, "61475.66亿元", "CNY 6,147.57 billion"),
        (1.2345678e8, YUAN, 2, "1.235亿元", "CNY 123.46 million"),
        (5.259e9, YUAN, 4, "52.59亿元", "CNY 5.259 billion"),
        (7.0935e9, YUAN, 3, "70.935亿元", "CNY 7.0935 billion"),
        (1000001, ITEM, 0, "100.00万项", "1,000,001"),
        (945946, ITEM, 0, "945946项", "945,946"),
    ],
)
def test_a_number_longer_than_anybody_reads_is_rounded_and_told_whole_where_asked(
    amount: float, of: Unit, precision: int, zh: str, en: str
) -> None:
    assert (value(amount, of, "zh", precision=precision), value(amount, of, "en", precision=precision)) == (zh, en)
    for lang in ("zh", "en"):
        whole = quantity(amount, of, indicator(), lang, precision=precision, exact=True).text
        assert read_back(whole)[0] == rounded(amount, precision)
        assert len(re.sub(r"\D", "", whole.partition(".")[0])) <= (6 if lang == "zh" else 7), whole


@pytest.mark.parametrize(
    ("rate", "precision", "told"),
    [(2.05701, -5, "2.06%"), (0.00012345, -8, "0.000123%"), (0.70, -2, "0.70%"), (1e-6, -6, "0.000001%")],
)
def test_a_rate_keeps_the_decimals_of_its_indicator_and_three_digits(rate: float, precision: int, told: str) -> None:
    assert quantity(rate, PERCENT, indicator("rate", 2), precision=precision).text == told


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        ("at_least", "4000项以上", "at least 4,000"),
        ("more_than", "超过4000项", "more than 4,000"),
        ("at_most", "不超过4000项", "at most 4,000"),
        ("less_than", "不足4000项", "less than 4,000"),
        ("about", "约4000项", "about 4,000"),
    ],
)
def test_a_hedge_is_never_lost(qualifier: str, zh: str, en: str) -> None:
    assert (value(4000, ITEM, "zh", qualifier=qualifier), value(4000, ITEM, "en", qualifier=qualifier)) == (zh, en)


def test_a_rank_is_a_place_and_a_bounded_rank_a_group() -> None:
    assert value(31, PLACE, "zh", measure="rank") == "第31位"
    assert [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 12, 13, 21, 101, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "101st",
        "112th",
    ]
    assert value(31, PLACE, "en", measure="rank") == "31st"
    assert value(10, PLACE, "zh", measure="rank", qualifier="at_most") == "前10位"
    assert value(10, PLACE, "en", measure="rank", qualifier="at_most") == "top 10"


def test_a_derived_value_is_marked_and_a_missing_one_says_so() -> None:
    assert value(850.622, ITEM, "zh", precision=-1, derived=True) == "850.6项（推算）"
    assert value(850.622, ITEM, "en", precision=-1, derived=True) == "850.6 (derived)"
    assert value(math.nan, ITEM, "zh") == "无数据"


def test_short_english_writes_letters_and_chinese_has_none() -> None:
    assert quantity(2.013e10, YUAN, indicator(), "en", precision=7, short=True).text == "CNY 20.13 bn"
    assert quantity(2.013e10, YUAN, indicator(), "zh", precision=7, short=True).text == "201.3亿元"


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(digits=st.integers(1, 999_999), exponent=st.integers(-6, 8), of=st.sampled_from([ITEM, YUAN, PERCENT, PEOPLE]))
def test_what_is_written_reads_back_with_no_digit_invented(lang: str, digits: int, exponent: int, of: Unit) -> None:
    amount = float(Decimal(digits).scaleb(exponent))
    text = value(amount, of, lang, precision=exponent)
    number, last = read_back(text)
    exact = Decimal(digits).scaleb(exponent)
    if len(exact.normalize().as_tuple().digits) > WHOLE and number >= 10_000:
        assert abs(number - exact) <= Decimal("0.5").scaleb(last), text
        return
    assert number == exact, text
    idle = len(str(digits)) - len(str(digits).rstrip("0"))
    assert last <= exponent + idle, text
    if exponent < 0 or number >= 10_000:
        assert last >= min(exponent, 0), text


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(amount=st.floats(1e-6, 1e13), kept=st.integers(1, 6))
def test_any_amount_is_written_to_its_precision_and_within_it(lang: str, amount: float, kept: int) -> None:
    precision = math.floor(math.log10(amount)) - kept + 1
    text = value(amount, YUAN, lang, precision=precision)
    number, last = read_back(text)
    if kept <= WHOLE or number < 10_000:
        assert number == rounded(amount, precision)
    # A number rounded for reading is one that was rounded to what was printed before.
    rounding = 10.0**precision + (10.0**last if last > precision else 0)
    assert abs(float(number) - amount) <= 0.5 * rounding * (1 + 1e-9)
    assert len(text) <= 32, text


@pytest.mark.parametrize(
    ("largest", "of", "zh", "en"),
    [
        (7e11, YUAN, (1e8, "亿元"), (1e9, "CNY bn")),
        (3e13, YUAN, (1e12, "万亿元"), (1e12, "CNY tn")),
        (4000, ITEM, (1, "项"), (1, "")),
        (370000, ITEM, (1e4, "万项"), (1e3, "thousand")),
        (9e6, PEOPLE, (1e4, "万人"), (1e6, "million people")),
        (2.5, PERCENT, (1, "%"), (1, "%")),
        (0, ITEM, (1, "项"), (1, "")),
        (60000, YUAN_EACH, (1, "元/人"), (1, "CNY per person")),
    ],
)
def test_an_axis_has_one_unit_in_the_words_of_its_language(largest: float, of: Unit, zh: tuple, en: tuple) -> None:
    for lang, expected in (("zh", zh), ("en", en)):
        scale = axis_scale(largest, of, lang)
        assert (scale.divisor, scale.label) == expected


@given(st.floats(1e-6, 1e13))
def test_no_chinese_axis_has_letters_of_thousands(largest: float) -> None:
    assert not re.search(r"[A-Za-zµ]", axis_scale(largest, YUAN, "zh").label)


def test_numbers_side_by_side_are_all_told_in_digits_or_all_in_the_same_word() -> None:
    rows = [{"amount": 640000.0, "precision": 3}, {"amount": 466882.0, "precision": 0}, {"amount": 560.0, "precision": 0}]
    own = indicator()
    told = [format_value(row, ITEM, own, worded_from=worded_beside(rows, own)) for row in rows]
    assert told == ["64.0万项", "46.69万项", "560项"]
    alone = [format_value(row, ITEM, own, worded_from=worded_beside([row], own)) for row in rows]
    assert alone == ["64.0万项", "466882项", "560项"]
    assert worded_beside(rows[1:], own) == 0
    assert worded_beside([{"amount": 31.0, "precision": 0}], indicator("rank")) == 0


@pytest.mark.parametrize(
    ("amount", "precision", "told"),
    [
        (8.39977e9, 4, "CNY 8.40 billion"),
        (2.956e10, 7, "CNY 29.56 billion"),
        (9.9e8, 6, "CNY 990 million"),
        (6.5e11, 9, "CNY 650 billion"),
        (1.2345678e11, 4, "CNY 123.46 billion"),
    ],
)
def test_english_tells_every_sum_from_a_billion_up_in_billions(amount: float, precision: int, told: str) -> None:
    assert value(amount, YUAN, "en", precision=precision) == told
