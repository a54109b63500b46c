"""The fixed words of the transfer page in both languages."""

from __future__ import annotations

from dashboard.components.words import word as shared_word

WORDS: dict[str, tuple[str, str]] = {
    "title_of": ("科技成果转化", "transfer of research results"),
    "subtitle": (
        "供给、需求、资本：先看公布的数字，再看成果登记。两部分互不混用。",
        "Supply, demand, capital: first what was published, then the register. The two never mix.",
    ),
    "published_part": ("一、公布的数字", "1. Published figures"),
    "published_note": (
        "每个数字都有出处。所选地区没有的，用其所在省或全国的数字代替并注明地区。",
        "Every number has its evidence. Where the place has none, its province's or the country's is shown and named.",
    ),
    "supply": ("供给", "Supply"),
    "passage": ("平台", "Platforms"),
    "demand": ("需求与交易", "Demand and market"),
    "capital": ("资本", "Capital"),
    "demand_side": ("需求", "Demand"),
    "six_modes": ("高校院所六种方式转化（全国）", "Conversion by six modes at universities and institutes (whole country)"),
    "six_modes_note": (
        "转让、许可、作价投资是“三种方式”，加上技术开发、咨询、服务为“六种方式”。与技术合同是两项统计，不相加。",
        "Assignment, licence and equity are three modes; with development, consulting and service they are six. A statistic "
        "apart from technology contracts; never add the two.",
    ),
    "register_part": ("二、成果登记", "2. The register"),
    "register_of": (
        "{publisher}：《{title}》，完整至{until}，共{batches}批。少于{threshold}条记录的单元不显示，并作二次保护。",
        "{publisher}: {title}, complete to {until}; deliveries: {batches}. Cells on fewer than {threshold} records are "
        "withheld, and others with them where they would give one away.",
    ),
    "template": ("空白填报模板：", "Empty template:"),
    "template_xlsx": ("Excel（附代码列表与说明）", "Excel (with lists and notes)"),
    "template_csv": ("CSV（只有表头）", "CSV (header only)"),
    "template_other": ("English Excel", "中文 Excel"),
    "template_how": ("填好后在服务器上载入并重建：", "Filled in, load it on the server and rebuild:"),
    "own_register": (
        "各地载入自己的登记后，本页即显示其真实数据，不再带此标记。",
        "Once a bureau loads its own register, this page shows it without this mark.",
    ),
    "no_register": (
        "这份快照没有成果登记。载入办法：register template、register load、aggregate，然后 build。",
        "This snapshot has no register. To load one: register template, register load, aggregate, then build.",
    ),
    "not_yet_known": (
        "所选日期早于登记的完整日期，当时尚无这份登记。",
        "On the chosen day this register was not complete yet, so that it was not known.",
    ),
    "year": ("签约年份", "Year signed"),
    "by": ("分组", "By"),
    "measure": ("计量", "Measure"),
    "measure_count": ("项数", "Number"),
    "measure_value": ("合同金额", "Contract value"),
    "measure_funds": ("基金出资额", "Funds invested"),
    "invested": ("其中基金出资：{stages}。", "Of these, funds invested: {stages}."),
    "is_local": ("本地转化", "Local transfers"),
    "not_local": ("本地以外", "Transfers elsewhere"),
    "years": ("历年", "Year by year"),
    "years_sub": (
        "按签约年份，{measure}。表中列出同口径增幅（只比两年均有签约的供给单位）与全部单位增幅。",
        "By year of signature, {measure}. The table sets growth over the same panel (suppliers with contracts in both years) "
        "beside growth over all.",
    ),
    "to_date": ("{year}（未满）", "{year} (to date)"),
    "more_rows": ("其余{count}项", "{count} more"),
    "trace": ("公布的数字能否追溯到记录", "Can the published figure be traced to its records?"),
    "trace_note": (
        "逐年比较登记中“本地转化”的记录数与公布数所代表的区间。",
        "Year by year: the records that count as local, beside the interval that the published figure stands for.",
    ),
    "trace_fits": (
        "{year}年公布{published}，登记有{counted}：相符。",
        "For {year} {published} was published; the register has {counted}: it fits.",
    ),
    "trace_above": (
        "{year}年公布{published}，登记有{counted}，多{difference}项：不相符。",
        "For {year} {published} was published; the register has {counted}, {difference} more: it does not fit.",
    ),
    "trace_below": (
        "{year}年公布{published}，登记有{counted}，少{difference}项：不相符。",
        "For {year} {published} was published; the register has {counted}, {difference} fewer: it does not fit.",
    ),
    "trace_withheld": (
        "{year}年公布{published}，登记数不予显示。",
        "For {year} {published} was published; the register's count is withheld.",
    ),
    "trace_no_record": (
        "{year}年公布{published}，登记中没有这一年的记录：无法追溯。",
        "For {year} {published} was published; the register has no record of that year: it cannot be traced.",
    ),
    "trace_undated": (
        "未注明年份，无法与任何一年的记录核对：",
        "The year is not stated, so that no year's records can be compared: ",
    ),
    "trace_made_up": (
        "这份合成登记就是按公布数生成的，相符不说明任何问题。",
        "This synthetic register was made to fit the published figures; that it fits proves nothing.",
    ),
    "trace_records": ("查看这些记录", "What is behind it"),
    "published_value": ("公布数", "Published"),
    "interval": ("所代表的区间", "Interval"),
    "counted": ("登记记录数", "Records"),
    "flow": ("从供给到需求到资本", "From supply to demand to capital"),
    "flow_sub": (
        "{year}年签约成果，按{measure}。左：供给单位类型；中：承接企业规模；右：投资阶段。未连上的部分为不予显示的小单元。",
        "Results signed in {year}, by {measure}. Left: kind of supplier; middle: size of the recipient; right: stage of "
        "funding. What does not flow on is withheld as small.",
    ),
    "no_fund": ("无基金出资", "no fund"),
    "from_to": ("从", "From"),
    "to": ("到", "To"),
    "withheld_cell": ("不予显示", "withheld"),
    "cohorts": ("各年披露成果的转化率", "Conversion rate by year of disclosure"),
    "cohorts_sub": (
        "同年披露的成果中，披露后一、二、三年内签约的比重。空心：观察期未满，只会升高。",
        "Share of a year's disclosures signed within one, two, three years. Hollow: not observed that long yet, can only rise.",
    ),
    "stages": ("转化漏斗：成果走到哪一步", "Funnel: how far results came"),
    "stages_sub": (
        "同年披露的成果中，三年内完成各步骤的比重。步骤不必逐一经过，后一步可以高于前一步。空心、带“≥”：观察期未满，只会升高。",
        "Share of a year's disclosures that came to each stage within three years. No stage is a condition of the next, so "
        "that a later one may be higher. Hollow, with ≥: not observed that long yet, can only rise.",
    ),
    "stage_evaluated": ("成果评价", "Evaluated"),
    "stage_proof": ("概念验证", "Proof of concept"),
    "stage_pilot": ("中试", "Pilot test"),
    "stage_signed": ("签约", "Signed"),
    "stage_production": ("投产", "In production"),
    "cohort": ("披露年份", "Year of disclosure"),
    "disclosed": ("披露", "disclosed"),
    "within_1": ("一年内", "within 1 year"),
    "within_2": ("两年内", "within 2 years"),
    "within_3": ("三年内", "within 3 years"),
    "rising": ("≥（未满）", "≥ (open)"),
    "lags": ("从披露到签约要多久", "How long from disclosure to signature"),
    "lags_sub": (
        "Kaplan–Meier 曲线：未签约的成果按截尾处理，不丢弃；竖线为有成果在未签约时退出观察的月份。",
        "Kaplan–Meier curves: unsigned results are censored, not dropped; a bar marks a month in which some left unsigned.",
    ),
    "lags_by_cohort": ("按披露年份", "By year of disclosure"),
    "lags_by": ("按{by}（各年合并，最多四条，其余见表）", "By {by} (all years; four at most, the others in the table)"),
    "signed_of": ("{share}（余{left}）", "{share} ({left} left)"),
    "first_quartile": ("四分之一签约（天）", "A quarter signed (days)"),
    "median": ("半数签约（天）", "Half signed (days)"),
    "third_quartile": ("四分之三签约（天）", "Three quarters signed (days)"),
    "more_than": ("超过{days}", "over {days}"),
    "year_count": ("年", "years"),
    "share_signed": ("已签约比重（括号内为仍在观察的项数）", "Share signed (in brackets: results still observed)"),
    "bars": ("按{by}", "By {by}"),
    "bars_sub": (
        "{year}年签约成果，{measure}。点按条形或名称可下钻。",
        "Results signed in {year}, {measure}. Follow a bar or its name to what is behind it.",
    ),
    "local_share": ("本地占比", "Local share"),
    "results": ("项数", "Number"),
    "value_sum": ("合同金额", "Contract value"),
    "sizes": ("抓大与投小：大企业与小企业", "Supporting the big, investing in the small"),
    "sizes_sub": (
        "{year}年签约成果按承接企业规模的构成；表中有同口径增幅。",
        "Make-up of the results signed in {year} by size of the recipient; the table has growth over the same panel.",
    ),
    "same_panel": ("同口径增幅", "Growth, same panel"),
    "plain": ("全部单位增幅", "Growth, all suppliers"),
    "places": ("从哪里来，到哪里去", "Where it comes from and where it goes"),
    "places_sub": ("{year}年签约成果，按项数。", "Results signed in {year}, by number."),
    "coming_from": ("供给方", "Suppliers"),
    "going_to": ("承接方", "Recipients"),
    "group_local": ("本地", "Local"),
    "group_province": ("省内其他", "Rest of the province"),
    "group_elsewhere": ("国内其他", "Elsewhere in China"),
    "group_abroad": ("境外", "Abroad"),
    "group_withheld": ("不予显示或未填", "Withheld or not stated"),
    "drill": ("下钻：{part}", "Behind the bar: {part}"),
    "drill_sub": (
        "{year}年签约成果，按另一维度再分；不予显示的单元照列。",
        "Results signed in {year}, broken down once more; withheld cells are listed as such.",
    ),
    "back": ("返回", "Back"),
    "records": ("单条记录", "Records"),
    "records_off": (
        "此处只显示汇总单元。经授权的部署（INNOVATION_DASHBOARD_RECORDS=allowed）可逐页查看单条记录。",
        "Only aggregated cells are shown. Where it is allowed (INNOVATION_DASHBOARD_RECORDS=allowed), single records can be "
        "paged.",
    ),
    "records_page": ("第{page}页，共{pages}页，{total}条", "Page {page} of {pages}; records: {total}"),
    "previous": ("上一页", "Previous"),
    "next": ("下一页", "Next"),
    "other_column": ("再按", "Also by"),
    "part": ("项目", "Part"),
}


def word(key: str, lang: str) -> str:
    """Return the words of this key on the transfer page, else those shared by all pages."""
    return WORDS[key][lang != "zh"] if key in WORDS else shared_word(key, lang)
