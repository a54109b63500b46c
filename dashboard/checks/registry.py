"""All checks, in the order in which they are shown, and running them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import pandas as pd

from dashboard.catalog import Catalog, Text
from dashboard.checks import bases, conflicts, growth, identities, ranks, sequences, timeliness
from dashboard.checks.material import SEVERITIES, Check, Finding, Material, Reach, Severity, hit_id

HIT_COLUMNS = (
    "id", "check", "severity", "name_zh", "name_en", "indicator", "place", "period", "size", "sentence_zh", "sentence_en",
    "claims", "observations",
)  # fmt: skip
"""Columns of ``run_checks``: a permanent ``id``; the check, its severity and names; the number it is chiefly about; the
relative distance or count that sorts hits of one check; a sentence in both languages; and the ids of the claims and
observations involved, blank-separated."""


def _check(
    find: Callable[[Material], Iterable[Finding]],
    severity: Severity,
    zh: str,
    en: str,
    explains_zh: str,
    explains_en: str,
    *,
    reach: Reach = "series",
    reduce: Callable[[Material], tuple[pd.DataFrame, pd.DataFrame]] | None = None,
) -> Check:
    return Check(find.__name__, Text(zh=zh, en=en), Text(zh=explains_zh, en=explains_en), severity, reach, find, reduce)


CHECKS: tuple[Check, ...] = (
    _check(
        identities.part_over_whole,
        "error",
        "部分大于整体",
        "Part over whole",
        "同一口径下，下级地区或分项的数不能大于上级地区或总项。",
        "By one counting rule, a place or a kind of thing cannot count more than the whole it belongs to.",
        reach="places",
    ),
    _check(
        sequences.unit_slip,
        "error",
        "单位之误",
        "Slip of the unit",
        "两处所印的同一个数，或一个数与其序列，相差10的整数次方倍（万、亿之误）。",
        "Two printings of one number, or a number and its series, differ by a power of ten, as between 万 and 亿.",
    ),
    _check(
        sequences.impossible_value,
        "error",
        "不可能的数值",
        "Impossible value",
        "个数为负，或名次不是从1起的整数。",
        "A number of things below zero, or a rank that is no whole number from one upwards.",
    ),
    _check(
        conflicts.values_differ,
        "conflict",
        "数值冲突",
        "Values differ",
        "不同发布对同一个数说法不一，四舍五入和“以上”“约”之类的限定都解释不了。",
        "Releases state values of one number that neither rounding nor hedges can reconcile.",
    ),
    _check(
        growth.growth_against_levels,
        "conflict",
        "增速与水平不符",
        "Growth against levels",
        "所报的变动与两端公布的水平对不上；等价于推算基数与公布基数不符。",
        "A stated change does not fit the levels published for its ends: the base it implies is not the published one.",
    ),
    _check(
        bases.label_and_data_year,
        "conflict",
        "标注年份与数据年份不符",
        "Label and data year disagree",
        "一个数连同其增速对不上所标的年份，却与前一年吻合。",
        "A value and its growth do not fit the year of their label, and do fit the year before.",
    ),
    _check(
        bases.implied_base_differs,
        "conflict",
        "推算基数不一",
        "Implied bases differ",
        "无人公布的基数，由不同说法推算出不同的值。",
        "Statements imply unlike values of a base that nobody published.",
    ),
    _check(
        identities.parts_against_total,
        "conflict",
        "分项之和与总数不符",
        "Parts against total",
        "各分项（或各地）之和与总数之差超出四舍五入所能解释的范围。",
        "Parts, or places, do not add up to their total within rounding.",
        reach="places",
    ),
    _check(
        identities.shares_to_100,
        "conflict",
        "占比之和不为100%",
        "Shares to 100",
        "同一整体的各占比之和，四舍五入后也不是100%。",
        "Shares of one whole do not add up to 100 per cent within rounding.",
    ),
    _check(
        identities.ratio_against_its_parts,
        "conflict",
        "比率与分子分母不符",
        "Ratio against its parts",
        "公布的比率不等于公布的分子除以公布的分母。",
        "A published ratio is not its published numerator over its published denominator.",
    ),
    _check(
        sequences.year_to_date,
        "conflict",
        "年内累计数不符",
        "Year to date",
        "年内累计数随时间减少，或其差不等于期间公布的数。",
        "Sums since January fall as the year goes on, or their difference is not what is published for the time between.",
    ),
    _check(
        ranks.rank_shared,
        "conflict",
        "名次重复",
        "Rank held twice",
        "同一榜单同一期里，同级的两地占着同一名次。",
        "Two places of one level hold the same rank in one edition of one list.",
        reach="places",
    ),
    _check(
        identities.different_counting_rules,
        "notice",
        "口径不同",
        "Different counting rules",
        "下级地区的数按另一口径统计，大于上级地区：不是差错，但不能相除或相减。",
        "A place counts more than the one it lies in, by another rule: no error, but neither share nor rest can be computed.",
        reach="places",
    ),
    _check(
        conflicts.superseded_values,
        "notice",
        "预计数与实际数有别",
        "Superseded figure",
        "只是预计数或快报数与后来的最终数不同。",
        "Only an expected or preliminary figure differs from the final one.",
    ),
    _check(
        conflicts.targets_differ,
        "notice",
        "目标不一",
        "Targets differ",
        "同一年份有不止一个目标值（如基本目标与力争目标，或先后的规划）。",
        "More than one target is set for one year, such as a base and a stretch target, or by successive plans.",
    ),
    _check(
        conflicts.cut_off_digits,
        "notice",
        "尾数截去",
        "Digits cut off",
        "两处的差别恰是把尾数截去而未四舍五入所致。",
        "Two figures differ just as much as cutting off digits, instead of rounding them, explains.",
    ),
    _check(
        growth.growth_at_constant_prices,
        "notice",
        "不变价增速",
        "Growth at constant prices",
        "增速按不变价计算，水平按现价，两者对不上属正常。",
        "Growth is stated at constant prices and levels at current ones, so that they need not fit.",
    ),
    _check(
        growth.change_across_break,
        "notice",
        "变动跨越口径调整",
        "Change across a break",
        "所报变动的基期在统计方法调整之前。",
        "A stated change has its base before a break of method.",
    ),
    _check(
        sequences.jump,
        "notice",
        "异常跳变",
        "Jump",
        "一年间至少翻倍或减半，且远超该序列以往的变动（对数增速的中位数绝对离差）。",
        "A value at least doubles or halves, far out of what is usual in its series (median absolute deviation of log growth).",
    ),
    _check(
        timeliness.stale,
        "notice",
        "逾期未更新",
        "Stale",
        "按发布惯例应已公布的年份尚未收录。",
        "A year that is customarily released by now is not carried.",
        reach="reduced",
        reduce=timeliness.newest,
    ),
    _check(
        conflicts.near_duplicate_sources,
        "notice",
        "疑似同一发布",
        "Near-duplicate sources",
        "两个来源在一周内给出完全相同的若干数字，可能是同一次发布的转载。",
        "Two sources state the same numbers within a week and may be copies of one release.",
        reach="reduced",
        reduce=conflicts.twins,
    ),
)
"""Every check. Within a series, a place or a period each is a pure function of claims, observations and catalog."""


def run_checks(
    claims: pd.DataFrame,
    observations: pd.DataFrame,
    catalog: Catalog,
    *,
    today: dt.date,
    checks: Iterable[Check] = CHECKS,
) -> pd.DataFrame:
    """Return everything the checks find, one row per hit with the columns ``HIT_COLUMNS``.

    Args:
        claims: stored claims; those set aside by a correction are passed over.
        observations: what they resolve to, as ``Store.observations`` returns it.
        catalog: with the relations that figures should meet.
        today: the day by which a customary release is judged late.
        checks: which checks to run.

    Returns:
        Errors first, then conflicts, then notices; within these by check and the largest first.
    """
    material = Material(claims, observations, catalog, today=today)
    return hits((check, finding) for check in checks for finding in check.find(material))


def hits(found: Iterable[tuple[Check, Finding]]) -> pd.DataFrame:
    """Return findings as a sorted frame of ``HIT_COLUMNS``, each once."""
    rows = [
        (
            hit_id(check.id, finding), check.id, check.severity, check.name.zh, check.name.en, finding.indicator,
            finding.place, finding.period, finding.size, finding.zh, finding.en, " ".join(finding.claims),
            " ".join(finding.observations),
        )
        for check, finding in found
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(HIT_COLUMNS)).drop_duplicates("id")
    ranks = {
        "severity": {name: order for order, name in enumerate(SEVERITIES)},
        "check": {check.id: order for order, check in enumerate(CHECKS)},
    }
    order = frame.assign(
        **{name: frame[name].map(numbers) for name, numbers in ranks.items()}, size=-frame["size"].astype("float64")
    ).sort_values(["severity", "check", "size", "id"])
    types = {name: "float64" if name == "size" else "str" for name in HIT_COLUMNS}
    return frame.loc[order.index].reset_index(drop=True).astype(types)
