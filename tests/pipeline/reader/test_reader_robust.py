"""The reader never fails, whatever it is given: no crash, spans inside the text, the number inside the span."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_agreement import texts

from dashboard.pipeline.reader import read_document, read_text
from dashboard.pipeline.reader.faults import ReaderError
from dashboard.pipeline.reader.normalise import plain_text
from dashboard.pipeline.reader.script import simplify

PIECES = [
    *[
        "技术合同成交额",
        "比上年",
        "增长",
        "下降",
        "达到",
        "由",
        "从",
        "增至",
        "分别为",
        "占全省的",
        "第",
        "位",
        "列全国",
        "其中",
        "亿元",
        "万",
        "家",
        "个百分点",
        "%",
        "％",
        "倍",
        "翻一番",
        "成",
        "5.5%-6%",
    ],
    *[
        "1,234",
        "2023年",
        "５６",
        "一二三",
        "百分之二点三",
        "两三",
        "8:39:53",
        "l2.O%",
        "3转4强7新",
        "以上",
        "近",
        "的",
        "均",
        "增速",
        "高于",
        "專利",
        "(zhuān)",
        "[1]",
        "-",
        "~",
        "0",
        "1.",
        ".5",
        "千",
        "余",
    ],
    *"（）“”，。、；：\n \u202e\u200b",
    "9" * 30,
]


def check(text: str) -> None:
    for found in read_text(text):
        assert 0 <= found.start <= found.number_start < found.number_end <= found.end <= len(text)
        printed = simplify(text[found.number_start : found.number_end])
        assert re.search(r"[\d０-９零一二三四五六七八九十百千万亿两半几翻]", printed), printed
        assert found.value is not None or found.change is not None
        assert found.indicator


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_run_of_statistical_words_is_read_without_a_crash(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(texts().items())), st.randoms(use_true_random=False))
def test_a_damaged_text_is_read_without_a_crash(named: tuple[str, str], chance) -> None:
    chars = list(named[1])
    for _ in range(chance.randint(1, 30)):
        place = chance.randrange(len(chars))
        chars[place : place + chance.randint(0, 3)] = chance.choice(PIECES)
    check("".join(chars))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_any_bytes_are_a_document_or_refused_by_name(noise: bytes, head: bytes) -> None:
    # PDF and Word files are parsed in a process of their own, which a fuzz of many files would wait for.
    data = head + noise if head != b"%PDF-1.4\n" else b"<p>" + head + noise
    try:
        document, found = read_document(data)
    except ReaderError:
        return
    for each in found:
        assert 0 <= each.start <= each.number_start < each.number_end <= each.end <= len(document.text)


CELLS = st.lists(st.lists(st.lists(st.sampled_from(PIECES), max_size=3).map("".join), min_size=1, max_size=5), max_size=6)


@settings(max_examples=150, deadline=None)
@given(CELLS, st.sampled_from(["", ' colspan="3"', ' rowspan="2"', ' colspan="0" rowspan="99999"']))
def test_any_table_is_read_with_every_number_inside_its_span(rows: list[list[str]], span: str) -> None:
    body = "".join("<tr>" + "".join(f"<td{span}>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    try:
        document, found = read_document(f"<html><body><p>2023年情况</p><table>{body}</table></body></html>".encode())
    except ReaderError:
        return
    for each in found:
        assert 0 <= each.start <= each.number_start < each.number_end <= each.end <= len(document.text)
        assert re.search(r"[\d０-９零一二三四五六七八九十百千万亿两半几翻]", document.text[each.number_start : each.number_end])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_plain_character_knows_where_it_came_from(text: str) -> None:
    plain = plain_text(text)
    places = [plain.original(index) for index in range(len(plain.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "，",
        "(",
        "增长",
        "比",
        "由1",
        "1、",
        "第一",
        "“",
        "\n1",
        "亿",
        "1:",
        " ",
        "1,000",
        "a1",
        "其中",
        "2023年",
        "占",
        "1.5%的",
    ],
)
def test_time_grows_with_length_and_not_faster(piece: str) -> None:
    def cost(times: int) -> float:
        started = time.process_time()
        read_text(piece * times)
        return time.process_time() - started

    cost(50)
    assert min(cost(4000) for _ in range(2)) < 60 * max(min(cost(400) for _ in range(3)), 0.005)


def test_the_article_that_started_the_project_gives_its_figures_and_no_slogan() -> None:
    path = Path(__file__).resolve().parents[4] / "shared" / "seed" / "article.txt"
    if not path.exists():
        pytest.skip("the article is not beside this checkout")
    found = read_text(path.read_text(encoding="utf-8"))
    assert {(item.value, item.unit, item.change) for item in found} == {
        (14, "个", None),
        (8, "个", None),
        (2050, "项", 141),
        (31, "位", None),
        (10, "支", None),
    }


def test_a_paragraph_like_that_article_gives_its_figures_and_no_slogan() -> None:
    text = (
        "2023年11月1日，甲市召开推进会，提出围绕“2转、5强、8新”产业体系，担起一主六双的一主职责，"
        "以十年磨一剑的韧劲推动成果转化。"
        "全市建成11个市级中试基地和7个科技园区；科技成果本地转化1830项、增长96%，在全球科研城市排名跃升到第44位。"
        "来自高校院所的9支团队到场路演。"
        "从0到1是突破，从1到100是跨越。"
    )
    assert {(item.value, item.unit, item.change) for item in read_text(text)} == {
        (11, "个", None),
        (7, "个", None),
        (1830, "项", 96),
        (44, "位", None),
        (9, "支", None),
    }
