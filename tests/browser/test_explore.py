"""What people carry away from Explore, each tried as they do: pictures, table, sentences, code, embedded chart, views, link."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, Visit, drawn

pytestmark = pytest.mark.browser
CHOICE = "/explore?places=jilin,liaoning&indicators=rd_expenditure"


def clipboard(page: Page) -> str:
    """Return what was copied."""
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def opened(visit: Visit, path: str, look: Look = Look()) -> Page:
    """Return the page, allowed to use the clipboard."""
    page = visit(path, look)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def downloaded(page: Page, kind: str) -> bytes:
    with page.expect_download() as got:
        page.click(f'[data-picture="{kind}"]')
    assert got.value.suggested_filename.endswith(f".{kind}")
    return Path(got.value.path()).read_bytes()


def test_a_picture_as_svg_holds_headline_subtitle_and_source_in_chinese(visit: Visit) -> None:
    page = visit(CHOICE)
    text = html.unescape(re.sub(r"<[^>]+>", "", downloaded(page, "svg").decode("utf-8"))).replace(" ", "")
    for part in ("#explore-headline", "#explore-subtitle"):
        assert page.inner_text(part).replace(" ", "") in text
    assert page.inner_text("#explore-source").replace(" ", "")[:20] in text
    assert "辽宁" in text


def test_a_picture_as_png_is_dark_on_white_in_any_theme_and_large_enough_to_print(visit: Visit) -> None:
    page = visit(CHOICE, Look("zh", 1440, "dark"))
    image = Image.open(io.BytesIO(downloaded(page, "png"))).convert("RGB")
    assert image.width >= 2000
    assert image.getpixel((2, 2)) == (255, 255, 255)
    head = image.crop((0, 0, image.width, 120)).convert("L")
    assert head.getextrema()[0] < 60


def test_chinese_in_pictures_is_no_row_of_boxes(visit: Visit) -> None:
    page = visit(CHOICE)
    shapes = page.evaluate(
        """() => ['吉', '林', '辽', '\\u{10ffff}'].map(letter => {
             const canvas = document.createElement('canvas');
             const pen = canvas.getContext('2d');
             pen.font = `24px ${getComputedStyle(document.querySelector('.main-svg text')).fontFamily}`;
             pen.fillText(letter, 10, 40);
             return canvas.toDataURL();
           })"""
    )
    assert len(set(shapes)) == 4


def test_the_table_is_copied_with_numbers_as_numbers(visit: Visit) -> None:
    page = opened(visit, CHOICE)
    page.click("#explore-table-open > summary")
    expect(page.locator("#explore-table [role=gridcell]").first).to_be_visible()
    page.click("[data-copy-grid]")
    expect(page.locator("[data-copy-grid]")).to_have_text("已复制")
    lines = [line.split("\t") for line in clipboard(page).splitlines()]
    number = lines[0].index("数字")
    assert len(lines) > 20
    assert all(float(line[number]) > 0 for line in lines[1:])


def test_a_table_of_thousands_of_rows_is_copied_whole(visit: Visit) -> None:
    six = "rd_expenditure,rd_intensity,technology_contracts_exported,technology_contracts_absorbed,gdp,invention_patents_valid"
    page = opened(visit, f"/explore?level=province&indicators={six}&scopes=all&lang=en")
    page.click("#explore-table-open > summary")
    expect(page.locator("#explore-table [role=gridcell]").first).to_be_visible()
    page.click("[data-copy-grid]")
    expect(page.locator("[data-copy-grid]")).to_have_text("Copied")
    wanted = page.evaluate(
        """async () => (await (await fetch('/explore/numbers.json' + location.search)).json()).data.length"""
    )
    assert len(clipboard(page).splitlines()) == wanted + 1


def test_sentence_and_code_are_copied_as_they_stand(visit: Visit) -> None:
    page = opened(visit, CHOICE)
    page.click('[data-copy="explore-sentences"]')
    expect(page.locator('[data-copy="explore-sentences"]')).to_have_text("已复制")
    assert "来源：" in clipboard(page)
    page.click("details:has(#explore-code) > summary")
    page.click('[data-copy="explore-code"]')
    expect(page.locator('[data-copy="explore-code"]')).to_have_text("已复制")
    assert "from dashboard import open_store" in clipboard(page)


def test_the_embed_code_shows_the_same_chart_without_the_site(visit: Visit) -> None:
    page = opened(visit, CHOICE)
    page.click("details:has(#explore-embed) > summary")
    page.click('[data-copy="explore-embed"]')
    expect(page.locator('[data-copy="explore-embed"]')).to_have_text("已复制")
    address = re.search(r'src="([^"]+)"', clipboard(page))
    assert address is not None
    inner = visit(address[1].removeprefix(visit.address))
    assert inner.inner_text("#explore-headline") == page.inner_text("#explore-headline")
    assert inner.locator("header, nav, footer").count() == 0


def test_a_view_is_saved_under_a_name_found_again_and_forgotten(visit: Visit) -> None:
    page = visit(f"{CHOICE}&show=index")
    page.fill("#explore-view-name", "我的视图")
    page.click("#explore-save")
    page.goto(f"{visit.address}/explore")
    drawn(page)
    page.select_option("#explore-saved", label="我的视图")
    page.wait_for_url(lambda url: "show=index" in url)
    drawn(page)
    page.evaluate("() => { document.getElementById('explore-saved').selectedIndex = 1; }")
    page.click("#explore-delete")
    expect(page.locator("#explore-saved option")).to_have_count(1)


def test_the_link_to_share_opens_the_same_view(visit: Visit) -> None:
    page = opened(visit, f"{CHOICE}&lang=en")
    page.select_option("#choice-show", "rank")
    expect(page.locator("#explore-subtitle")).to_contain_text("Rank among places")
    page.click("#explore-share")
    expect(page.locator("#explore-share")).to_have_text("Copied")
    other = visit(clipboard(page).removeprefix(visit.address))
    assert other.inner_text("#explore-headline") == page.inner_text("#explore-headline")
    assert other.inner_text("#explore-subtitle") == page.inner_text("#explore-subtitle")


@pytest.mark.parametrize("kind", ["line", "bar", "slope", "dumbbell", "multiples", "heat", "strip", "tiles"])
def test_every_kind_of_chart_reads_its_points_out(visit: Visit, kind: str) -> None:
    page = visit(f"/explore?level=province&places=jilin&lang=en&kind={kind}")
    page.focus('[data-chart-keys="explore"]')
    page.keyboard.press("Home")
    first = page.locator('[data-chart-live="explore"]').inner_text()
    page.keyboard.press("ArrowRight")
    assert re.search(r"\d", first)
    assert page.locator('[data-chart-live="explore"]').inner_text() != first


def test_small_charts_stand_two_by_two_on_a_phone(visit: Visit) -> None:
    page = visit("/explore?level=province&places=jilin&lang=en&kind=multiples", Look("en", 390, "light"))
    page.wait_for_function("() => document.querySelector('.js-plotly-plot').layout.meta.narrowed")
    ends = page.eval_on_selector(".js-plotly-plot", "graph => graph.layout.xaxis2.domain")
    assert ends[0] >= 0.5
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
