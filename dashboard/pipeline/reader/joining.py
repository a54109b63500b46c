"""Whether a line break parts two statements or merely wraps one."""

from __future__ import annotations

import re

_TERMINAL = "。!?;！？；"
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|第[一二三四五六七八九十\d]{1,3}[章节部条]"
    r"|\d{1,2}[、.)](?!\d)|[①-⑳]|附件|附:|注:|(?:数据|资料|图片|信息|稿件|文章)?来源|[↑↓](?!\s*\d)|[◎◆■●◇★☆▪▶►](?=[\u3400-\u9fff\d])|联系|编辑|记者|责任编辑|热门|上一篇|下一篇|扫码|扫描|长按|点击|关注我们|转发"
    r"|本[报台网刊]讯|[\u3400-\u9fff]{2,10}(?:通讯社|日报|晚报|新闻网?|视听)?讯[ (（]|[^\s，。]{2,16}\d{1,2}月\d{1,2}日[电讯]"
)
_OPEN_END = re.compile(
    r"(?:[，、(“《:\-~]|达到?|增长|增加|下降|减少|上升|提高|提升|突破|超过?|为|至|到|的|和|与|及|在|(?<!比)较|比|占|近|约|共|逾|累计|完成|实现|其中|同比|第|新引进|引进|新增|新建|培育|集聚|吸引|筹建|建成|发放|惠及|获批|认定|新认定|高达|跃居|排名|位居|位列|居|列"
    r"|[较比](?:上|去|前|一|年|度|同|期|末|初|季|月){2,6})$"
)
_CLOSED_START = re.compile(
    r"[，、;:。)”》%‰]|\.\d|(?:\d+(?:\.\d+)?)?(?:万亿|亿|万|个(?!体|人)|家(?!庭|电|具|园)|项(?!目)|件(?!均)|户(?!均|籍)|"
    r"人(?![才均员口民工力机])|元|名(?![单优校])|位(?![于列居])|篇|倍|百分点|个百分点|吨|辆|次|所(?![有占在])|支(?![出持])|座)(?![\u3400-\u9fff]{12})"
    r"|(?!(?:19|20)\d\d\s*年|(?:19|20)\d\d[-./])\d|达到?|有望|预计|增长|下降|占|累计|比上年|较上年|同比|以上|左右|以内"
)
# The line of date, source and counters below a headline.
_FURNITURE = re.compile(r"来源[:：]|阅读|浏览|点击量|发布时间|时间[:：]|日期[:：]|字号|字体|作者[:：]")
_SHORT_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^，。;；、]{2,24}[\u3400-\u9fff]$"
)
# A title ends with the kind of document it is; the line below it is a number, an office or a date.
_TITLE_END = re.compile(
    r"[^，。;；]{8,60}(?:公告|通知|公报|通报|公示|意见|方案|规划|办法|答复|批复|报告)(?:[(（][^()（）]{1,12}[)）])?$"
)
# ↑12.4%, +18.6%, (增长3.2%), 净增45家: the change of a card, on the line below its level.
_CHANGE_LINE = re.compile(
    r"[（(]?(?:(?:同比|环比|按年|比上年|较上年|比去年|较去年)[，:]?)?"
    r"(?:[↑↓+-](?=\s*\d)|(?:增长|下降|增速|增幅|降幅|净增|增加|减少|提高|提升|回落|年均增长)[:为]?[↑↓+-]?\s*(?=\d|$)|$)"
)
_LEVEL_END = re.compile(r"\d\s*(?:余|多)?(?:万亿|亿|万)?(?:[\u3400-\u9fff]{1,2}|%|‰|个百分点|美元|台套)$")
_DIGIT_END = re.compile(r"[\d.]$")


def _line_before(text: str, start: int) -> str:
    begin = text.rfind("\n", max(0, start - 200), start) + 1
    return text[max(begin, start - 200) : start].strip()


def _line_after(text: str, end: int) -> str:
    stop = text.find("\n", end, end + 200)
    return text[end : stop if stop >= 0 else end + 200].strip()


def joinable(text: str, start: int, end: int) -> bool:
    """Return whether the line break `text[start:end]` lies inside a statement and can be dropped."""
    before, after = _line_before(text, start), _line_after(text, end)
    if not before or not after or before[-1] in _TERMINAL or _stands_alone(before, after):
        return False
    change = _CHANGE_LINE.match(after) is not None and _LEVEL_END.search(before) is not None
    if not change and before[-1] in "”)》" and text.count("\n", start, end) > 1:
        return False
    if change or _OPEN_END.search(before[-6:]):
        return True
    if text.count("\n", start, end) > 1 and after[0].isdigit() and len(after) > 12 and not before[-1].isdigit():
        return False
    if _CLOSED_START.match(after) or _DIGIT_END.search(before):
        return True
    return _wrapped(text, start, end, before, after)


def _stands_alone(before: str, after: str) -> bool:
    """Whether a heading or the line of date and source below it begins or ends here."""
    return bool(
        _HEADING.match(after)
        or _SHORT_HEADING.match(before)
        or _TITLE_END.match(before)
        or ("。" not in before and _FURNITURE.search(before))
    )


def _wrapped(text: str, start: int, end: int, before: str, after: str) -> bool:
    """A wrapped paragraph: one break, a long line before, and a line after that goes on or ends a sentence."""
    single = text.count("\n", start, end) == 1 and not text[start:end].endswith(("  ", "\u3000"))
    if not single:
        return False
    if len(before) < 28 and _LEVEL_END.search(before):
        return False
    punctuated = "，" in before or "。" in before or "、" in before
    return (len(before) >= 34 or (punctuated and len(before) >= 8)) and after[-1:] != ":" and len(after) >= 2
