"""What the columns of an answer are called and mean, in both languages: one vocabulary for files, API and its pages."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """The heading of a column and what stands in it."""

    zh: str
    en: str
    meaning_zh: str
    meaning_en: str

    def title(self, lang: str) -> str:
        """Return the heading in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en

    def meaning(self, lang: str) -> str:
        """Return what the column holds in ``zh`` or ``en``."""
        return self.meaning_zh if lang == "zh" else self.meaning_en


# ruff: noqa: E501
FIELDS: dict[str, Field] = {
    "id": Field("编号", "Id", "永久编号", "Permanent id"),
    "observation": Field("数据编号", "Observation", "数据的永久编号", "Permanent id of the observation"),
    "indicator": Field("指标", "Indicator", "指标编号", "Id of the indicator"),
    "place": Field("地区", "Place", "地区编号", "Id of the place"),
    "period": Field("时期", "Period", "时期，按 SDMX 写法", "Period as SDMX writes it: 2023, 2023-H1, 2025-01/2025-09"),
    "period_type": Field("时期类型", "Period type", "流量、存量、年初累计或累计", "flow, stock, year_to_date or cumulative"),
    "scope": Field("口径", "Scope", "统计口径编号；空为指标自身的定义", "Counting rule; empty is the indicator's own definition"),
    "kind_class": Field("实绩或目标", "Outcome or target", "outcome 为实绩，target 为目标", "outcome or target"),
    "kind": Field("性质", "Kind", "说法的性质", "actual, preliminary, expected, estimate, computed or target"),
    "status": Field("状态", "Status", "SDMX OBS_STATUS：A 实际，P 初步，F 预计，E 估算，O 缺值", "SDMX OBS_STATUS: A actual, P preliminary, F forecast, E estimated, O missing"),
    "value": Field("数值", "Value", "以 unit 计的数值；缺值为空，不是零", "The number in `unit`; null where missing, never zero"),
    "low": Field("下界", "Low", "所印数字可能代表的最小值；空为无下界", "Least the printed number can stand for; null where open"),
    "high": Field("上界", "High", "所印数字可能代表的最大值；空为无上界", "Most the printed number can stand for; null where open"),
    "qualifier": Field("限定", "Qualifier", "约、以上、超过等", "exact, at_least, at_most, more_than, less_than or about"),
    "unit": Field("单位", "Unit", "指标的基本单位", "The indicator's base unit"),
    "printed": Field("原文数字", "As printed", "来源所印的数字", "The number as its source prints it"),
    "printed_unit": Field("原文单位", "Unit as printed", "来源所印的单位", "The unit as its source prints it"),
    "stated_on": Field("公布日", "Stated on", "来源未写明所属时期时，公布的日期", "Day of the statement, where the source names no period"),
    "derived": Field("推算", "Derived", "真为无人公布、由算式得出", "True where nobody published it and it follows by arithmetic"),
    "formula": Field("算式", "Formula", "推算所用的算式", "The arithmetic of a derived value"),
    "inputs": Field("依据", "Inputs", "所依据的说法与数据的编号", "Ids of the claims and observations it rests on"),
    "reported_change": Field("公布的变化", "Reported change", "来源公布的变化", "Change as a source states it"),
    "reported_change_value": Field("公布的变化", "Reported change", "来源公布的变化", "Change as a source states it"),
    "reported_change_unit": Field("变化单位", "Unit of change", "百分比、百分点、倍、位等", "percent, percentage_points, times (by), multiple (to), absolute, places or points"),
    "reported_change_qualifier": Field("变化限定", "Qualifier of change", "约、以上、超过等", "As `qualifier`, of the change"),
    "reported_change_base": Field("变化基期", "Base of change", "与哪一时期相比", "Period it compares with, or same_panel; null where the source does not say"),
    "reported_change_claim": Field("变化所据说法", "Claim of the change", "说出此变化的说法编号", "Id of the claim that states the change"),
    "reported_change_source": Field("变化来源", "Source of the change", "公布此变化的来源编号", "Id of the source that states the change"),
    "computed_change": Field("计算的变化", "Computed change", "由两期数值算出的变化", "Change computed from two levels"),
    "computed_change_value": Field("计算的变化", "Computed change", "由两期数值算出的变化", "Change computed from two levels"),
    "computed_change_unit": Field("计算变化单位", "Unit of computed change", "按指标类型：百分比、百分点、位、点", "By measure: percent, percentage_points, places, points or absolute"),
    "computed_change_low": Field("计算变化下界", "Low of computed change", "四舍五入所容的最小值", "Least that rounding allows"),
    "computed_change_high": Field("计算变化上界", "High of computed change", "四舍五入所容的最大值", "Most that rounding allows"),
    "computed_change_base": Field("计算变化基期", "Base of computed change", "所比的时期", "Period it compares with"),
    "claims": Field("来源数", "Claims", "给出数值的发布数；转载只计一次", "How many releases state a value; reposts of one count once"),
    "agree": Field("一致", "Agree", "与所选值一致的其他说法数", "How many of the others agree with the value chosen"),
    "differ": Field("不一致", "Differ", "与所选值不一致的其他说法数", "How many of the others differ from it"),
    "least": Field("最小说法", "Least", "各说法中的最小值", "Least of the values stated"),
    "most": Field("最大说法", "Most", "各说法中的最大值", "Most of the values stated"),
    "difference": Field("最大差异", "Difference", "与所选值的最大相对差异", "Widest relative distance from the value chosen"),
    "claim": Field("说法编号", "Claim", "说法的永久编号", "Permanent id of the claim"),
    "source": Field("来源", "Source", "来源编号", "Id of the source"),
    "publisher": Field("发布者", "Publisher", "发布者", "Who published it"),
    "title": Field("来源题名", "Title of source", "来源题名，由本看板拟定", "Title of the source, descriptive, in our words"),
    "url": Field("网址", "Address", "来源网址；转载无原址时为空", "Address of the source, where known"),
    "grade": Field("来源等级", "Grade of source", "官方、转录、媒体、转载、推算", "official, transcribed, press, repost or computed"),
    "published": Field("发布日期", "Published", "来源发布的日、月或年", "Day, month or year of publication"),
    "published_inferred": Field("日期为推定", "Date inferred", "真为由版次推定", "True where the date follows from the edition"),
    "retrieved": Field("获取日期", "Retrieved", "获取来源的日期", "When the source was retrieved"),
    "citation": Field("引文", "Citation", "中文依 GB/T 7714，英文依 APA", "Reference, after GB/T 7714 in Chinese and APA in English"),
    "synthetic": Field("合成数据", "Synthetic", "真为合成，不是统计", "True for synthetic data, which is no statistic"),
    "note": Field("备注", "Note", "备注", "Note, in our words"),
    "place_in_order": Field("取用次序", "Place in order", "同一数据各说法的次序，1 为所选", "Order among the claims of one number; 1 is the one chosen"),
    "lost_by": Field("落选所在步", "Lost by", "落选于规则的哪一步", "Step of the rule that put the one chosen before it"),
    "release": Field("发布", "Release", "同一发布的各转载共用的编号", "One id for all copies of one release"),
    "locator": Field("位置", "Locator", "页、表、段", "Page, table or paragraph"),
    "correction": Field("更正", "Correction", "已知错误的处理；空为未动", "What was done about a known error; empty where untouched"),
    "corrected_by": Field("更正条目", "Corrected by", "目录中更正条目的编号", "Id of the entry in the catalog's corrections"),
    "check": Field("核对", "Check", "核对的编号", "Id of the check"),
    "severity": Field("程度", "Severity", "error 错误，conflict 矛盾，notice 提示", "error, conflict or notice"),
    "size": Field("大小", "Size", "相对差异或个数，用于排序", "Relative distance or count, for sorting within a check"),
    "sentence_zh": Field("说明（中文）", "In words, Chinese", "所发现的情况", "What was found, in Chinese"),
    "sentence_en": Field("说明（英文）", "In words, English", "所发现的情况", "What was found, in English"),
    "statistic": Field("统计项", "Statistic", "登记定义的编号", "Id of a definition of the register"),
    "output": Field("分位数", "Quantile", "时间差的分位数；其他为空", "Which quantile of a lag; empty for others"),
    "year": Field("年份", "Year", "签约年份；转化率与时间差为披露年份", "Year of signature; of disclosure for conversion and lag"),
    "breakdown": Field("分组", "Breakdown", "分组的栏目，逗号分隔；空为全部", "Columns broken down by, separated by commas; empty for the whole"),
    "first": Field("第一项", "First", "第一栏的代码", "Code in the first column"),
    "second": Field("第二项", "Second", "第二栏的代码", "Code in the second column"),
    "records": Field("记录数", "Records", "所依据的记录数；不予显示的为空", "Records it rests on; null where withheld"),
    "part": Field("分子", "Part", "比率的分子，或以分计的金额", "Numerator of a share, or a sum in hundredths of a yuan"),
    "plain_growth": Field("全部单位增幅", "Plain growth", "全部单位的增幅，%", "Growth over all units, per cent"),
    "state": Field("完整性", "State", "完整、年初累计、批次未齐、观察期未满或未达到", "complete, year_to_date, forming, observing or not_reached"),
    "suppressed": Field("不予显示", "Suppressed", "不予显示的原因；空为显示", "Why it is withheld; empty where shown"),
    "notice": Field("提示", "Notice", "合成数据的提示；真实数据为空", "The warning of synthetic data; empty for real ones"),
    "register_cells.value": Field("数值", "Value", "以定义的单位计；比率与增幅为 %", "In the definition's unit; per cent for shares and growth"),
    "change": Field("变化", "Change", "new 新公布，revised 修订，withdrawn 撤销，late 逾期未见", "new, revised, withdrawn or late"),
    "date": Field("日期", "Date", "变化之日；逾期为惯例发布月之次日", "Day of the change; of what is late, the day after its customary release"),
    "previous_value": Field("原先数值", "Value before", "此前所知的数值，以 unit 计", "The number known before, in `unit`"),
    "previous_qualifier": Field("原先限定", "Qualifier before", "此前数值的限定", "As `qualifier`, of the number known before"),
    "previous_claim": Field("原先说法", "Claim before", "此前所取说法的编号", "Id of the claim believed before"),
    "previous_id": Field("原先数据", "Observation before", "此前所取数据的编号；逾期为最近一期", "Id of the number before; of what is late, the latest known"),
    "expected_release": Field("惯例发布日", "Customary release", "惯例发布月的最后一天", "Last day of the customary month of release"),
    "checks.id": Field("编号", "Id", "发现的永久编号", "Permanent id of the finding"),
    "checks.claims": Field("所涉说法", "Claims", "所涉说法的编号", "Ids of the claims involved"),
    "checks.observations": Field("所涉数据", "Observations", "所涉数据的编号", "Ids of the observations involved"),
    "name_zh": Field("中文名", "Name in Chinese", "中文名", "Name in Chinese"),
    "name_en": Field("英文名", "Name in English", "英文名", "Name in English"),
    "publisher_zh": Field("发布者（中文）", "Publisher in Chinese", "发布者", "Publisher in Chinese"),
    "publisher_en": Field("发布者（英文）", "Publisher in English", "发布者", "Publisher in English"),
    "title_zh": Field("题名（中文）", "Title in Chinese", "题名", "Title in Chinese"),
    "title_en": Field("题名（英文）", "Title in English", "题名", "Title in English"),
    "definition_zh": Field("中文定义", "Definition in Chinese", "定义", "Definition in Chinese"),
    "definition_en": Field("英文定义", "Definition in English", "定义", "Definition in English"),
    "theme": Field("主题", "Theme", "主题编号", "Id of the theme"),
    "measure": Field("度量", "Measure", "水平、比率、比值、指数、名次或个数", "level, rate, ratio, index, rank or count"),
    "accumulation": Field("流量或存量", "Flow or stock", "流量或存量", "flow or stock"),
    "better": Field("向好方向", "Better", "数值向哪边为好", "Which way is better: up, down or neither"),
    "level": Field("层级", "Level", "地区层级", "Level of the place"),
    "parent": Field("上级", "Parent", "上级地区编号", "Id of the place it is part of"),
    "code": Field("代码", "Code", "GB/T 2260 或 ISO 3166 代码", "Code in `code_list`"),
    "code_list": Field("代码表", "Code list", "GB/T 2260 或 ISO 3166-1 alpha-3", "GB/T 2260 or ISO 3166-1 alpha-3"),
    "language": Field("语言", "Language", "来源语言", "Language of the source"),
    "licence": Field("许可", "Licence", "使用许可", "Licence"),
    "known_claims": Field("说法数", "Claims known", "已知说法数", "How many claims are known"),
    "known_places": Field("地区数", "Places known", "有说法的地区数", "How many places have claims"),
    "known_indicators": Field("指标数", "Indicators known", "有说法的指标数", "How many indicators have claims"),
    "first_period": Field("最早时期", "First period", "有说法的最早时期", "Earliest period with a claim"),
    "last_period": Field("最近时期", "Last period", "有说法的最近时期", "Latest period with a claim"),
}  # fmt: skip
"""Every column of an answer by its name; one that means something else in one table stands as ``table.column``."""


def field_of(column: str, table: str = "") -> Field:
    """Return what a column of a table is called and means.

    Raises:
        KeyError: the column has no entry in ``FIELDS``.
    """
    return FIELDS.get(f"{table}.{column}") or FIELDS[column]


STATUS: dict[str, tuple[str, str]] = {
    "A": ("实际", "actual"),
    "P": ("初步", "preliminary"),
    "F": ("预计", "expected"),
    "E": ("估算", "estimated"),
    "B": ("口径变动", "break"),
    "D": ("定义不同", "definition differs"),
    "O": ("缺值", "missing"),
}
"""SDMX OBS_STATUS in words."""

WORDS: dict[str, tuple[str, str]] = {
    "outcome": ("实绩", "outcome"),
    "target": ("目标", "target"),
    "actual": ("实际", "actual"),
    "preliminary": ("初步", "preliminary"),
    "expected": ("预计", "expected"),
    "estimate": ("估计", "estimate"),
    "computed": ("计算", "computed"),
    "flow": ("流量", "flow"),
    "stock": ("存量", "stock"),
    "year_to_date": ("年初累计", "year to date"),
    "cumulative": ("累计", "cumulative"),
    "exact": ("", ""),
    "at_least": ("以上", "at least"),
    "at_most": ("不超过", "at most"),
    "more_than": ("超过", "more than"),
    "less_than": ("不足", "less than"),
    "about": ("约", "about"),
    "percent": ("%", "%"),
    "percentage_points": ("个百分点", "percentage points"),
    "times": ("倍（增长）", "times (increase by)"),
    "multiple": ("倍（达到）", "times (to)"),
    "absolute": ("绝对量", "absolute"),
    "places": ("位", "places"),
    "points": ("点", "points"),
    "new": ("新公布", "new"),
    "revised": ("修订", "revised"),
    "withdrawn": ("撤销", "withdrawn"),
    "late": ("逾期未见", "late"),
    "error": ("错误", "error"),
    "conflict": ("矛盾", "conflict"),
    "notice": ("提示", "notice"),
    "official": ("官方", "official"),
    "transcribed": ("转录", "transcribed"),
    "press": ("媒体", "press"),
    "repost": ("转载", "repost"),
    "same_panel": ("同口径", "same panel"),
    "correction": ("更正", "correction"),
    "dropped": ("剔除", "dropped"),
    "replaced": ("已更正", "replaced"),
    "replacement": ("更正后", "corrected figure"),
    "flagged": ("存疑", "doubted"),
    "has_value": ("有无数值", "has a value"),
    "doubt": ("存疑", "doubt"),
    "bound": ("只是界限", "only a bound"),
    "grade": ("来源等级", "grade of source"),
    "kind": ("性质", "kind"),
    "published": ("发布日期", "date of publication"),
    "precision": ("精确程度", "precision"),
    "claim": ("编号", "id"),
}
"""Codes of the columns in words, Chinese then English."""


def word(code: str, lang: str) -> str:
    """Return a code in words; one that has none is returned as it is."""
    return WORDS[code][lang != "zh"] if code in WORDS else code
