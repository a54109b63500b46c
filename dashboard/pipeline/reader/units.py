"""Units of official Chinese statistics and the scales printed before them."""

from __future__ import annotations

import re

SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7,
    "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip

RATE_UNITS = ("个百分点", "百分点", "个千分点", "千分点", "%", "‰", "倍", "成", "番")
MONEY_UNITS = ("人民币元", "美元", "欧元", "港元", "日元", "英镑", "元人民币", "元")
# Measured quantities: directly before a noun they describe a thing (60万吨乙烯项目), they do not count it.
PHYSICAL_UNITS = (
    "微克/立方米", "毫克/升", "吨标准煤", "吨标煤", "平方公里", "平方千米", "平方米", "立方米", "千瓦时", "人/平方公里",
    "公里", "千米", "公顷", "海里", "千瓦", "兆瓦", "吉瓦", "千克", "公斤", "毫米", "厘米", "纳米", "微米", "千伏", "安时",
    "英寸", "标箱", "标准箱", "TEU", "EFlops", "PFlops", "Flops", "P", "㎡", "m²", "km²",
    "吨", "亩", "米", "升", "克", "度", "斤", "瓦",
)  # fmt: skip
PEOPLE_UNITS = ("人次", "家次", "户次", "件次", "项次", "人年", "人日", "人天", "人")
COUNT_UNITS = (
    "芯千米", "芯公里", "场次", "批次", "架次", "班次", "车次", "台次", "件次", "台套", "台(套)", "名次",
    "个基点", "基点", "个", "家", "项", "件", "篇", "户", "名", "位",
    "所", "支", "只", "座", "台", "套", "辆", "条", "批", "次", "份", "种", "本", "部", "场", "处", "笔", "单", "宗", "起",
    "片", "款", "株", "头", "羽", "艘", "架", "颗", "枚", "幅", "门", "对", "间", "列", "张", "册", "幢", "栋", "块", "口",
    "眼", "根", "盏", "棵", "例", "床", "岁", "分", "点", "类", "卷", "轮", "组", "团", "村", "粒", "箱", "道",
)  # fmt: skip
TIME_UNITS = ("个工作日", "小时", "分钟", "天")

# A name and a rank are counted alike by the corpus; a 名 of people is not a rank, which the grammar decides.
ALL_UNITS = RATE_UNITS + MONEY_UNITS + PEOPLE_UNITS + PHYSICAL_UNITS + COUNT_UNITS + TIME_UNITS
RATES = frozenset(RATE_UNITS)
MONEY = frozenset(MONEY_UNITS)
PHYSICAL = frozenset(PHYSICAL_UNITS)
COUNTED = frozenset(COUNT_UNITS + PEOPLE_UNITS)


def longest_first(words: tuple[str, ...]) -> str:
    """Return a regular-expression alternation of `words`, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


SCALE_PATTERN = longest_first(tuple(SCALES))
UNIT_PATTERN = longest_first(ALL_UNITS)
