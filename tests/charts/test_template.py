from __future__ import annotations

import json
import re
from itertools import combinations

import plotly.io as pio
import pytest

from dashboard.charts.empty import empty
from dashboard.charts.template import FONT, MUTED, NAME, SERIES, text_width

WHITE, NIGHT = "#ffffff", "#14181d"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colour", [*SERIES, MUTED])
@pytest.mark.parametrize("page", [WHITE, NIGHT])
def test_every_colour_stands_out_on_the_light_and_on_the_dark_page(colour: str, page: str) -> None:
    assert contrast(colour, page) >= 3


def test_no_two_series_share_a_colour() -> None:
    assert all(one != other for one, other in combinations((*SERIES, MUTED), 2))


def test_the_template_is_transparent_and_names_no_font_that_must_be_fetched() -> None:
    layout = pio.templates[NAME].layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert "http" not in FONT
    assert "PingFang SC" in FONT
    assert "Noto Sans CJK SC" in FONT


def test_an_empty_chart_says_why_and_little_else() -> None:
    drawn = empty("尚无数字")
    assert drawn.layout.annotations[0].text == "尚无数字"
    assert drawn.layout.meta["description"] == "尚无数字"
    assert not drawn.data
    assert len(drawn.to_json()) < 3000
    assert not re.search(r"https?://", json.dumps(drawn.to_plotly_json()))


def test_a_chinese_character_is_taken_to_be_about_twice_as_wide_as_a_latin_one() -> None:
    assert text_width("口径变化", 11) == 44
    assert text_width("abcd", 11) < 30
