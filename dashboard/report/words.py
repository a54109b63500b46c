"""The fixed words of the briefing in both languages; words about figures come from the catalog and from ``text``."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "author": ("城市科技创新统计", "City innovation statistics"),
    "comma": ("，", ", "),
    "colon": ("：", ": "),
    "bracketed": ("（{text}）", " ({text})"),
    "title": ("{place}科技创新简报", "{place}: innovation briefing"),
    "data_through": ("数据截至{day}", "Data through {day}"),
    "as_of": ("按{day}所知", "As known on {day}"),
    "as_of_all": ("编制于{day}，含已公布的全部资料", "Drawn up on {day} from everything published"),
    "no_data": ("没有已公布的数字", "No published figure"),
    "no_data_note": (
        "在所选日期之前，没有查到关于{place}的已公布数字；这不等于数值为零。",
        "Nothing published about {place} is known for the chosen date; that does not mean zero.",
    ),
    "summary": ("要点", "In three sentences"),
    "key_figures": ("关键数字", "Key figures"),
    "indicator": ("指标", "Indicator"),
    "latest": ("最近数字", "Latest figure"),
    "change": ("变化", "Change"),
    "later": ("此后公布（未注明所属年份）", "Stated since (year not given)"),
    "source": ("来源", "Source"),
    "who": ("来源", "Source"),
    "targets": ("目标完成情况", "Targets"),
    "target": ("目标", "Target"),
    "known": ("已知结果", "Known outcome"),
    "status": ("状态", "Status"),
    "pace": ("实际/所需年均增速", "Observed / required yearly growth"),
    "no_status": ("无法判定", "Cannot be judged"),
    "why_growth_base_unknown": ("增速基期未注明", "without a stated base year"),
    "why_growth_expected": ("只有预计数", "with an expected figure only"),
    "why_growth_at_current_prices": ("只有现价数值", "with values at current prices only"),
    "why_growth_other_basis": ("公布的增速口径不同", "with growth on another basis only"),
    "why_growth_years_missing": ("各年增速未公布齐全", "without the growth of every year"),
    "why_growth_hedged": ("只公布了界限", "with a bound only"),
    "why_growth_within_rounding": ("相差在四舍五入之内", "within rounding"),
    "why_unseen": ("未见目标年份的数据", "without a figure for the target year"),
    "why_open": ("可比数据不足", "with too little to compare"),
    "missed": ("未实现", "Not reached"),
    "year_not_stated": ("年份未注明", "year not stated"),
    "legend": ("图例", "Key"),
    "targets_rest": ("另有{n}项目标列于附表。", "Further targets, listed in the annex: {n}."),
    "targets_none": ("没有查到已公布的目标。", "No published target is known."),
    "targets_rule": (
        "进度=实际年均增速÷所需年均增速，分界0.95、0.6、0（加拿大统计局可持续发展目标进度法）；"
        "增速目标与同基期、同口径的增速比，不变价目标不用现价数值判定",
        "Pace = observed ÷ required yearly growth, cut at 0.95, 0.6 and 0 (Statistics Canada, SDG progress measure); a growth "
        "target meets growth of the same base and basis, one at constant prices never values at current prices",
    ),
    "standing": ("在同类地区中的位置", "Standing among peers"),
    "standing_none": (
        "没有足够多的同类地区公布同期、同口径的数字（至少{least}个，且不少于该类地区的三分之二），因此不作比较。",
        "Too few peers publish a figure of the same period and counting rule to compare "
        "(it takes {least} of them, and two thirds of those the rule names).",
    ),
    "beside": ("已公布同类数字的地区", "Beside the peers that publish"),
    "beside_brief": (
        "至少4个同类地区有近五年数字，年份各自注明；不排名次",
        "4 or more with a recent figure, each of its own year; no ranking",
    ),
    "covered": ("有数字", "With figure"),
    "coverage": (
        "{of}个地区（{rule}）中，{publish}个有近五年数字",
        "{publish} of {of} peers ({rule}) have a figure of the last five years",
    ),
    "beside_rule": (
        "至少4个同类地区有近五年数字即并列；年份各自注明，越靠右越优，空心为界限或约数；不据此排名次，也不判定优势或短板。"
        "判定优势与短板仍须同期、同口径，且不少于该类地区的三分之二。",
        "Shown where at least 4 peers have a figure of the last five years, each with its own year; further right is better, "
        "hollow is a bound or an approximate number. No position, strength or weakness follows from it: those take the same "
        "period and counting rule, and two thirds of the peers.",
    ),
    "strengths": ("优势", "Strengths"),
    "weaknesses": ("短板", "Weaknesses"),
    "watch": ("关注", "To watch"),
    "strengths_rule": ("在同类地区中居前三分之一", "upper third of the peers"),
    "weaknesses_rule": ("在同类地区中居后三分之一", "lower third of the peers"),
    "watch_rule": (
        "目标进度不足；目标期满而未达到；最近一次变化不利",
        "target behind pace; target period over and last outcome short; last change for the worse",
    ),
    "over": ("，目标期已满，未实现", "; the period is over, the target not reached"),
    "over_unseen": ("，目标期已满，未见更新的结果", "; the period is over and nothing newer is known"),
    "none_by_rule": ("按此规则暂无", "None by this rule"),
    "changes": ("{day}以来的变化", "Changed since {day}"),
    "changes_none": ("{day}以来没有变化。", "Nothing has changed since {day}."),
    "caveats": ("使用须知", "Before you quote"),
    "annex": ("附表", "Annex"),
    "annex_figures": ("最近数字一览", "Latest figures"),
    "annex_targets": ("全部目标", "All targets"),
    "annex_series": ("图中数据", "Figures in the chart"),
    "sources": ("资料来源", "Sources"),
    "theme": ("主题", "Theme"),
    "period": ("时期", "Period"),
    "value": ("数值", "Value"),
    "grade": ("等级", "Grade"),
    "formula": ("算式", "Formula"),
    "next_release": ("下次发布", "Next release"),
    "next_release_line": ("{when}：{names}", "{when}: {names}"),
    "next_release_of": ("{name}（{year}年数）", "{name} ({year})"),
    "overdue": ("应已发布而未见", "Expected by now, not seen"),
    "contact": ("联系", "Contact"),
    "link": ("网上查看本页", "The same page online"),
    "link_path": ("看板中的地址", "Where it stands in the dashboard"),
    "snapshot": ("数据快照", "Snapshot"),
    "page": ("第{page}页，共{pages}页", "Page {page} of {pages}"),
    "qr": ("二维码：{link}", "QR code: {link}"),
    "older": ("较早", "older"),
    "conflict": ("来源不一致", "sources disagree"),
    "derived": ("推算", "derived"),
    "year_not_given": ("未注明年份", "year not given"),
    "synthetic": ("含合成数据，不是真实统计", "Contains synthetic data, not real statistics"),
    "chart_actual": ("已公布", "Published"),
    "chart_actual_after": ("已公布（{year}年起口径变化）", "Published (method changed from {year})"),
    "chart_open": ("初步或预计", "Provisional or expected"),
    "chart_derived": ("推算", "Derived"),
    "chart_stated": ("公布时未注明年份", "Stated without a year"),
    "chart_bound": ("下限或上限", "Lower or upper bound"),
    "chart_target": ("目标", "Target"),
    "break": ("口径变化", "Break"),
    "chart_data": ("图表数据", "Chart data"),
    "place": ("地区", "Place"),
    "language": ("语言", "Language"),
    "notes": ("说明", "Notes"),
    "peers_at": ("{n}个{rule}中居第{position}", "{position} of {n} ({rule})"),
    "best": ("最好", "Best"),
    "median": ("中位数", "Median"),
    "position": ("位次", "Position"),
    "among": ("比较范围", "Compared with"),
    "number": ("编号", "No."),
    "reference": ("文献", "Reference"),
    "base_unit": ("基本单位数值", "In base unit"),
    "reported_change": ("公布的变化", "Reported change"),
    "computed_change": ("计算的变化", "Computed change"),
    "computed_base": ("计算基期", "Base of computed change"),
    "unit": ("单位", "Unit"),
    "scope": ("口径", "Counting rule"),
    "how": ("算法", "How"),
    "publisher": ("发布者", "Publisher"),
    "published": ("发布日期", "Published"),
    "address": ("网址", "Address"),
    "observation": ("数据编号", "Observation"),
    "gap": ("差距", "Gap"),
    "excel_note": (
        "灰底单元格由公式算出：推算值用来源所印的数字，计算的变化引用本表的基本单位数值。缺值为空，不是零。",
        "Shaded cells are formulae: derived values from the numbers as printed, computed changes from the base-unit cells of "
        "this sheet. An empty cell is a missing value, not zero.",
    ),
    "chart_note": ("空白处没有已公布的数字，不是零。", "Where nothing is drawn nothing was published; that is not zero."),
    "feed_title": ("{place}：数据更新", "{place}: what became known"),
    "feed_entry": ("{place}：{day}公布{n}项", "{place}: {n} published {day}"),
    "feed_rest": ("另有{n}项", "and {n} more"),
    "changes_rest": ("另有{n}项，列于附表。", "Further entries, listed in the annex: {n}."),
    "data": ("全部数字", "All figures"),
    "column_indicator": ("指标", "Indicator"),
    "column_period": ("时期", "Period"),
    "column_status_kind": ("实绩或目标", "Outcome or target"),
    "column_scope": ("口径", "Counting rule"),
    "column_qualifier": ("限定", "Qualifier"),
    "column_value": ("数值", "Value"),
    "column_unit": ("单位", "Unit"),
    "column_status": ("状态", "Status"),
    "column_reported_change": ("公布的变化", "Reported change"),
    "column_computed_change": ("计算的变化", "Computed change"),
    "column_change_unit": ("变化单位", "Unit of change"),
    "column_computed_base": ("计算基期", "Base period"),
    "column_base_unit_value": ("基本单位数值", "Value in base unit"),
    "column_base_unit": ("基本单位", "Base unit"),
    "column_formula": ("推算算式", "Formula of a derived value"),
    "column_publisher": ("发布者", "Publisher"),
    "column_grade": ("来源等级", "Grade of source"),
    "column_published": ("发布日期", "Published"),
    "column_source": ("来源编号", "Source no."),
    "column_observation": ("数据编号", "Observation"),
    "grades_note": (
        "等级：官方为发布机构自己的网站，转录为公共资料库转录的年鉴公报表格，媒体为报社或通讯社自己的网站，转载为他处转载、未见原页。",
        "Grades: official is the issuer's own site; transcribed, a yearbook or bulletin table in a public repository; press, a "
        "newspaper's or agency's own site; repost, a copy elsewhere, the original unseen.",
    ),
}  # fmt: skip

SHAPES = {"achieved": "●", "on_track": "◎", "needs_acceleration": "◆", "limited": "◇", "deteriorating": "■", "": "○"}
"""A shape for each status of a target, so that none is told by colour alone; every Chinese font has them."""


def word(key: str, lang: str, **values: object) -> str:
    """Return the fixed words of this key in ``zh`` or ``en``, with ``values`` put in."""
    return WORDS[key][0 if lang == "zh" else 1].format(**values)


def day_text(iso: str, lang: str) -> str:
    """Return a day in words: ``2025年11月19日``, ``19 Nov 2025``."""
    from dashboard.periods import parse_period  # noqa: PLC0415 - words alone need no calendar

    return parse_period(iso).label(lang)


def listed(items: list[str], lang: str) -> str:
    """Return items as a list in running text."""
    return "、".join(items) if lang == "zh" else ", ".join(items)
