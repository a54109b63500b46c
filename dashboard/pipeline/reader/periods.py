"""Which year a figure is about: explicit years, plan periods, words like 去年, and the document's own year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from dashboard.pipeline.reader.numerals import numeral_value
from dashboard.pipeline.reader.scanning import Scan

PLANS = {"十一五": "2006-2010", "十二五": "2011-2015", "十三五": "2016-2020", "十四五": "2021-2025", "十五五": "2026-2030"}
_WORDS = re.compile(
    r"(?=[“十今本去上前明年如目现第一二两三四五六七八九\d])(?:(?<!\d)(?P<ago>\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])年前|“?(?P<plan>十[一二三四五]五)”?(?P<tail>期间|时期|以来|期末|末|规划)?|(?P<word>今年|本年|去年|上年|前年|明年|年初|上期|如今|目前|现在)"
    r"|第?(?P<quarter>[一二三四])季度|上一个五年)"
)
_BASE_BEFORE = re.compile(r"(?:比|较|与|和|对比|相比|自|始于|从|以|于|是|超过|超|高于|低于|不低于|按|同)“?$")
_RECOUNTED = re.compile(r"(?:比|较|与|对比|相比|是|超过|超|相当于|自|以|始于|规划|高于|低于)“?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_LINE = re.compile(
    r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年(?:/?\d{1,2}月/?\d{1,2}日|(?:\d|[一二三四五六七八九十]){1,2}月))"
)
_REPORT = re.compile(
    r"((?:19|20)\d\d)年?(?:度|\S{0,2})?[^，。\n]{0,24}(?:公报|年鉴|年度报告|年报|监测报告|发展报告|统计报告|综述|概况|情况|白皮书|观察|成绩单|报告)"
)
_REPORT_BACK = re.compile(r"(?:报告|公报|年鉴|观察|年报|指数|榜单|白皮书|手册)[^，。\n]{0,4}?\(?((?:19|20)\d\d)")
_WORK_REPORT = re.compile(r"政府工作报告|工作报告")
_NO_STATEMENT = re.compile(r"(?:[《〔\[(从由]|根据|按照)$")
_PLANNED = re.compile(r"(?:展望|面向|谋划|力争到|确保到)$")
_PLANS_AHEAD = re.compile(
    r"有哪些|有何|将(?=新|达|实现|建|力争|启动|继续|完成|突破|保持|推进|全力|再|超|提|净)|力争|目标|计划|预期|要(?!素)|拟"
)
_LAST_YEAR = re.compile(r"(?<![比较])去年(?!同|年?末|底)|一年来|过去的?一年")
_FOLD_OF = re.compile(r"(?:年|时期|期间)?”?的(?:\d+(?:\.\d+)?|[一二两三四五六七八九十])倍")
_PART_OF = re.compile(r"年?的\d+(?:\.\d+)?(?:%|成)")
_THIS_YEAR = re.compile(r"(?<![比较])今年(?!的?(?:政府)?工作)")
_WORDED_MONTH = re.compile(r"[一二三四五六七八九十]{1,2}月")
# A yearbook is named after the year it appears in and prints the year before.
_YEARBOOK = re.compile(r"年鉴[^\n\d]{0,3}((?:19|20)\d\d)")
_PLAN_SPAN = re.compile(r"(十[一二三四五]五)”?(?:期间|时期)")
_AS_OF = re.compile(r"(?:截至|截止|截止到|到|至)$")
_TITLE_YEAR = re.compile(
    r"(?<!\d)((?:199|20[0-3])\d)"
    r"(?:(?:[-~至到](?:\d\d)?\d\d)?年(?:度|全年|上半年)?(?!\d|[一二三四五六七八九十]{1,2}月)|(?=$|[》)”]))"
)
_LATEST_WORD = re.compile(r"今年|上半年|前三季度|一季度|[一二三四]季度|前\d{1,2}个?月|今年以来|\d{1,2}月底|\d{1,2}-\d{1,2}月")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A period named in the text: its span, its first and last year, and whether it is only a point of comparison."""

    start: int
    end: int
    first: str | None
    last: str | None
    comparison: bool
    word: str = ""

    @property
    def label(self) -> str | None:
        """YYYY or YYYY-YYYY; null where the text does not settle the year."""
        if self.first is None or self.first == self.last:
            return self.first
        return f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class DocumentYears:
    """`subject`: the year that figures are about unless they say otherwise; `current`: the year of publication."""

    subject: str | None
    current: str | None
    sections: tuple[tuple[int, str], ...] = ()

    def at(self, position: int) -> str | None:
        """Return the year that figures at `position` are about: their section's, or the document's."""
        section = next((year for start, year in reversed(self.sections) if start <= position), None)
        return section or self.subject


# 二、2024年主要目标任务, 三、今年工作安排: a section about a year of its own.
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十][部章篇][分]?[、:，]?|，)[^\n。，]{0,12}?"
    r"(?:(?P<year>(?:19|20)\d\d)年(?!以来|至|-)|(?P<word>今年|明年|新的?一年))[^\n。\d]{0,20}$",
    re.MULTILINE,
)


# 第二章 主要目标, 到2025年，…: what follows is about the year that the first sentence names.
_AIMS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|第[一二三四五六七八九十][部章篇节][分]?[、:，]?)?[^\n。，\d]{0,8}目标\n"
    r"(?:\([一二三四五六七八九十]{1,2}\)[^\n]{0,20}\n)?[^\n。\d]{0,12}到((?:19|20)\d\d)年",
    re.MULTILINE,
)


# 【今年怎么办】, 记者:2025年有什么打算?: headings of cards and questions of interviews.
_ASKED = re.compile(
    r"^(?:【[^】\n\d]{0,8}?(?:(?P<year>(?:19|20)\d\d)年|(?P<word>今年|明年|去年))[^】\n]{0,12}】"
    r"|(?:记者(?:提问)?|问|主持人|网友):[^\n。]{0,24}?(?:(?P<year2>(?:19|20)\d\d)年|(?P<word2>今年|明年))[^\n。]{0,6}(?:打算|计划|目标|安排|展望|举措|考虑|思路|怎么干|怎么办)[^\n]{0,6}$)",
    re.MULTILINE,
)


# 会议明确今年“1234”工作思路。 and 2025年主要预期目标是: what follows is about the year that the sentence turns to.
_NAMED = re.compile(r"(?P<year>(?:19|20)\d\d)年|(?P<word>[今明]年)")
_AHEAD = re.compile(r"(?![^。\n]*(?:完成|情况|以来|超额|进展))[^。\n，]{0,12}(?:思路|目标|任务|安排|打算|计划|部署)[。:]")
_AIMED = re.compile(r"[^。\n:]{0,16}目标(?:任务)?(?:是|为)?:")
_LINE = re.compile(r"度?(?:主要|工作|发展|预期)*(?:目标|计划|展望|怎么干)[^\n。\d]{0,6}$", re.MULTILINE)
_MAY_TURN = re.compile(
    r"(?:思路|目标|任务|安排|打算|计划|部署|是|为)[。:]|回[顾望首]|(?:目标|计划|展望|怎么干)[^\n。\d]{0,6}$", re.MULTILINE
)
_BACK = re.compile(r"(?:回顾|回望|回首)(?:过去的?)?$")


def _turns(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a year opens a section about it."""
    begin = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    lead = text[begin : match.start()]
    if match["year"] and (_AIMED.match(text, match.end()) or (not lead and _LINE.match(text, match.end()))):
        return True
    if match["year"] and _BACK.fullmatch(lead):
        return True
    return len(lead) <= 12 and "，" not in lead and _AHEAD.match(text, match.end()) is not None


def _turnings(text: str, years: DocumentYears) -> list[tuple[int, str]]:
    if _MAY_TURN.search(text) is None:
        return []
    found = [match for match in _NAMED.finditer(text) if _turns(text, match)]
    named = [(match.end(), match["year"] or _shift(years.current, int(match["word"] == "明年"))) for match in found]
    return [(start, year) for start, year in named if year]


def sections(text: str, years: DocumentYears) -> tuple[tuple[int, str], ...]:
    """Return where headings of the plain text open sections about a year, and which."""
    found = []
    for match in _SECTION.finditer(text):
        year = match["year"] or _shift(years.current, 1 if match["word"] == "明年" else 0)
        if year:
            found.append((match.start(), year))
    found += _turnings(text, years)
    for match in _ASKED.finditer(text):
        shift = {"明年": 1, "去年": -1}.get(match["word"] or match["word2"] or "", 0)
        year = match["year"] or match["year2"] or _shift(years.current, shift)
        found += [(match.start(), year)] if year else []
    found += [(match.start(), match.group(1)) for match in _AIMS.finditer(text)]
    return tuple(sorted(found))


def _shift(year: str | None, by: int) -> str | None:
    return None if year is None else str(int(year) + by)


def year_before(period: str | None) -> str | None:
    """Return the year before a single year, None for anything else."""
    return _shift(period, -1) if period and len(period) == 4 else None


def _told_in_prose(text: str, date: re.Match[str]) -> bool:
    """Whether a date stands inside a sentence, as the date of something told, and not on a line of its own."""
    begin, end = text.rfind("\n", 0, date.start()) + 1, text.find("\n", date.end())
    line = text[begin : end if end >= 0 else len(text)]
    return "。" in line and date.start() - begin > 8


def document_years(text: str, scanned: Scan, published: str | None) -> DocumentYears:
    """Return the two years of a document from its date line, its title, and the first year its body names."""
    head = text[:400]
    dated = _DATE_LINE.search(head)
    tail = max(0, len(text) - 160)
    printed = dated or _DATE_LINE.search(text, tail)
    if dated and _told_in_prose(text, dated):
        signed = next((match for match in _DATE_LINE.finditer(text, tail) if not _told_in_prose(text, match)), None)
        printed = signed or dated
    current = published[:4] if published else printed.group()[:4] if printed else None
    looking_back = _WORK_REPORT.search(text[:600]) is not None
    title = _titled_year(head)
    body = _body_year(text, scanned, current, printed.start() if printed else -1)
    if title and title in _YEARBOOK.findall(head):
        title = _shift(title, -1)
    if looking_back:
        return _work_report_years(text, title, current, body)
    if title and (current is None or title <= current):
        return DocumentYears(title if body is None or body == title or body < title or title else body, current or None)
    plan = _PLAN_SPAN.search(text)
    if body is None and current is None and plan:
        return DocumentYears(PLANS[plan.group(1)][-4:], None)
    return DocumentYears(body or current, current)


def _closing_year(text: str, start: int) -> str:
    """The last year of 2018-19年度 or 2018-2019年, or the year itself."""
    span = re.match(r"(\d\d)(\d\d)(?:[-~至到](?:\d\d)?(\d\d)(?=年))?", text[start : start + 10])
    return "" if span is None else span.group(1) + (span.group(3) or span.group(2))


def _titled_year(head: str) -> str | None:
    for line in head.split("\n")[:6]:
        match = _REPORT.search(line) or _REPORT_BACK.search(line)
        if match and len(line) < 70 and not _DATE_LINE.match(line, match.start(1)):
            return _closing_year(line, match.start(1))
    for line in head.split("\n")[:3]:
        match = _TITLE_YEAR.search(line)
        if (
            match
            and len(line) < 40
            and not re.search(r"日期|发布|来源|时间|[，。]", line)
            and not line[match.end(1) :].startswith(("年1", "-", "/", "年/", "年" + "第"))
        ):
            return _closing_year(line, match.start(1))
    match = re.search(r"《[^》]{0,30}((?:19|20)\d\d)年?[^》]{0,20}》|《((?:19|20)\d\d)年?[^》]{2,24}》", head)
    return (match.group(1) or match.group(2)) if match else None


def _work_report_years(text: str, title: str | None, current: str | None, body: str | None) -> DocumentYears:
    given = current or title
    planned = re.search(r"目标|预期", text[:300]) and not re.search(r"过去一年|一年来|回顾|总体完成|成绩单", text)
    if planned or given is None:
        return DocumentYears(given if planned else body, given)
    return DocumentYears(_shift(given, -1), given)


def _body_year(text: str, scanned: Scan, current: str | None, dateline: int) -> str | None:
    """The first year that governs a statement: no base of comparison, and close to the year of publication."""
    counts: Counter[str] = Counter()
    for blank in scanned.dates:
        if blank.start == dateline or blank.kind not in ("year", "month", "years") or "年" not in text[blank.start : blank.end]:
            continue
        if _compares(text, blank.start, blank.end) or _NO_STATEMENT.search(text, max(0, blank.start - 3), blank.start):
            continue
        if _WORDED_MONTH.match(text, blank.end):
            continue
        if _PLANNED.search(text, max(0, blank.start - 4), blank.start) or _PLANS_AHEAD.search(text, blank.end, blank.end + 14):
            continue
        year = (
            _closing_year(text, blank.start)
            if text[blank.start + 4 : blank.start + 5] == "-"
            else _YEAR.findall(text[blank.start : blank.end])[-1]
        )
        if current is None or int(current) - 1 <= int(year) <= int(current):
            # 截至2019年9月底 is how far the figures reach.
            counts[year] += 2 if blank.kind == "month" and text[blank.end - 1] in "底末" else 1
    if current and counts and current not in counts:
        counts[current] += sum(
            1 for match in _THIS_YEAR.finditer(text) if not _PLANS_AHEAD.search(text, match.end(), match.end() + 14)
        )
    if not counts and current and _LAST_YEAR.search(text):
        return _shift(current, -1)
    return max(counts, key=lambda year: counts[year]) if counts else None


def anchors(text: str, scanned: Scan, years: DocumentYears) -> list[Anchor]:
    """Return every period named in the plain text, in order."""
    found = [
        _dated(text, blank.start, blank.end)
        for blank in scanned.dates
        if (blank.kind not in ("date", "issue") and text[blank.start + 4 : blank.end])
        or _AS_OF.search(text, max(0, blank.start - 4), blank.start)
    ]
    found += [_worded(text, match, years) for match in _WORDS.finditer(text)]
    return sorted((anchor for anchor in found if anchor is not None), key=lambda anchor: anchor.start)


def _dated(text: str, start: int, end: int) -> Anchor | None:
    span = text[start:end]
    years = _YEAR.findall(span)
    if not years:
        return None
    short = re.search(r"(?:19|20)\d\d[-~至到](\d\d)年", span)
    last = span[:2] + short.group(1) if short else years[-1]
    return Anchor(start, end, years[0], last, _compares(text, start, end))


def _compares(text: str, start: int, end: int) -> bool:
    after = text[end : end + 4]
    planned = after.startswith(("目标", "规划", "计划")) and after[2:3] not in ("是", "为", ":", "，")
    if planned or after.startswith(("以来", "起", "为100", "=100")) or _FOLD_OF.match(text, end):
        return True
    if _PART_OF.match(text, end) and re.search(r"(?:恢复[至到]|相当于)$", text[max(0, start - 4) : start]):
        return True
    if after[:1] in "》”" or text[end : end + 14].find("》") > max(text[end : end + 14].find("《"), -1) >= 0:
        return False
    return _RECOUNTED.search(text, max(0, start - 4), start) is not None


def _worded(text: str, match: re.Match[str], years: DocumentYears) -> Anchor | None:  # noqa: PLR0911 - each branch is one rule of the grammar
    start, end = match.span()
    compared = _compares(text, start, end)
    if match["plan"]:
        if match["tail"] == "规划":
            return None
        first, _, last = PLANS[match["plan"]].partition("-")
        if match["tail"] in ("末", "期末"):
            first = last
        return Anchor(start, end, first, last, compared, match["plan"])
    if match["ago"]:
        year = _shift(years.subject, -int(match["ago"] if match["ago"].isdigit() else numeral_value(match["ago"]) or 0))
        return Anchor(start, end, year, year, compared, "ago")
    word = match["word"] or match["quarter"] or "上一个五年"
    shift = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
    if word in shift and not compared:
        year = years.subject if word == "本年" else _shift(years.current or years.subject, shift[word])
        return Anchor(start, end, year, year, compared, word)
    if word in ("如今", "目前", "现在"):
        return Anchor(start, end, years.subject, years.subject, False, word)
    if word == "上年":
        year = _shift(years.subject, -1)
        return Anchor(start, end, year, year, compared or text[start - 1 : start] not in ("由", "从"), word)
    return Anchor(start, end, None, None, compared or word in ("年初", "上期"), word)
