"""Which candidates are safe enough to accept in a batch: those of which nothing had to be guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dashboard.pipeline.reader.models import Check
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import complete, head_of

# Rules that read what is printed without completing it; measured on the annotated texts, leaving texts out.
SAFE_RULES = frozenset(
    {
        "level", "change-percent", "change-percentage-points", "change-permille-points", "change-times", "change-multiple",
        "counted", "share", "list", "from", "to", "level-after-change", "change-absolute", "rank-verb", "change-places",
        "each", "gap", "relational", "child", "doubling", "ratio", "rank-respective", "inherited", "rank-scope", "completion",
        "share-of-noun", "labelled",
    }
)  # fmt: skip
_ODD_NAME = re.compile(
    r"[\d:;!?|<>=+*#@]|^的|^.{0,1}的(?!比重)|^[了是为和与及等个家项件名业]|^(?:全国|全省|全市|全球|世界)?排名$|^(?:分别|恢复|调整|相当|其余|产生)|^在(?![研校孵册岗])|^(?:我们|咱们|设立|投(?![资入放产诉融标])|涉及|贡献|环比|可比|惠及|覆盖|支持|带动|吸引|帮助|用于|来自|拥有|仍|虽|准确)|(?:等|的|和|与|中|里)$|^(?:其|该|这|那|另|上述|"
    r"以上|同比|比|较)"
)
_INDEX_END = re.compile(r"(?:指数|得分|收入比|系数)$")
# Nouns that a complete indicator name may end with, beyond the heads that lists share.
_SOUND_END = re.compile(
    r"(?:值|GDP|强度|许可|备案|成果|转化|奖|标准|合同|基金|资金|费用|成本|税|课题|工程|产品|场景|学校|高校|院所|研究所|"
    r"学生|研究生|毕业生|教师|"
    r"博士|硕士|院士|职工|农户|机器人|电池|时间|周期|时限|天数|里程|密度|系数|产能|合作|活动|服务|需求|问题|案件|事项|"
    r"主体|众创空间|工作站|"
    r"医院|床位|博物馆|贸易|就业|消费|能耗|排放|业|市场主体|登记|授权|申请|全时当量|劳动生产率|毕业|入库|认定|经理人|"
    r"特派员|团队|品种|面积|增收|职称|券|补助|补贴|技术|规模|厂房|单项冠军|载体|投入|台站|属|水平|合作社|社团|指标|金额|"
    r"总额|毕业|贷|保险|高企|设施|仪器|设备|公司|中学|小学|大学|顺差|逆差|营收|得分|总分|订单|奖励|集群|减免|公寓|装备|材料|电路|"
    r"商标|专项|工艺|外资|观众|展|成交价|导师|问卷|品牌|基站|充电桩|航线|车|钢材|水泥|科学家|工程师|技师|人数|劳动力|板块|大模型|"
    r"生产线|车间|工厂|开发区|高新区|网点|门店|仓库|码头|岗位|职位|案例|论坛|活动|赛事|奖项|种子|卫星|药品|新药|疫苗)$"
)
# Names that are whole although they are short, and ranks that do not tell of what.
_SHORT_NAMES = frozenset({"高企", "专利"})
_SHORT_RANK = re.compile(r"^.{0,3}(?:排名|位次|名次)$|^(?:数量|总量|规模|增速|综合)(?:排名|位次|名次)")
# What a percentage that is a level measures says so: a rate, a share, an intensity.
_RATE_NAME = re.compile(r"[率比占度]|份额|强度|利率|面$|指数|杠杆")
_UNBALANCED = re.compile(r"^[^“]*”|“[^”]*$|\([^)]*$|^[^(]*\)")
_LONG, _SHORT, _LONG_GAP = 20, 3, 30
_LONG_JOINED, _LONG_COUNTED, _LONG_CHILD, _CLOSE = 14, 12, 18, 6
# What these rules say of an inherited subject is complete: 占全省的8%, 高于全国2个百分点, 列全国第3位.
_INHERITING = frozenset({"share", "gap", "rank-verb", "change-percentage-points"})


# What says something of a part and of a whole has a long name rightly.
_TOLD_OF_TWO = frozenset({"gap", "share"})


def doubts(record: Record) -> list[str]:
    """Return what had to be guessed or looks odd about a record; empty where nothing had."""
    rules = set(record.rules)
    found = [rule for rule in record.rules if rule not in SAFE_RULES]
    if record.damaged:
        found.append("damaged")
    if record.value is not None and record.unit is None and "ratio" not in rules and not _INDEX_END.search(record.indicator):
        found.append("no-unit")
    if "inherited" in rules and ("level" in rules or not rules & _INHERITING):
        found.append("inherited")
    if (
        "level" in rules
        and record.value is not None
        and record.unit in ("%", "‰", "成")
        and not _RATE_NAME.search(record.indicator)
    ):
        found.append("rate-of-what")
    return [*found, *_name_doubts(record.indicator, rules, record.change_unit), *record.doubts]


def _name_doubts(name: str, rules: set[str], change_unit: str | None) -> Iterator[str]:
    headless = not head_of(name)
    if not _SHORT <= len(name) <= (_LONG_GAP if rules & _TOLD_OF_TWO else _LONG) and not (
        complete(name) or name in _SHORT_NAMES
    ):
        yield "name-length"
    if "ratio" not in rules and (_ODD_NAME.search(name) or _UNBALANCED.search(name)):
        yield "name-odd"
    if "、" in name and not rules & {"list", "each"}:
        yield "several-names"
    if _SHORT_RANK.match(name):
        yield "rank-of-what"
    if headless and "level" in rules and not _SOUND_END.search(name):
        yield "name-without-head"
    if "relational" in rules and len(name) > _LONG_JOINED:
        yield "joined-long"
    if "child" in rules and len(name) > _LONG_CHILD:
        yield "child-long"
    if "counted" in rules and (headless or len(name) > _LONG_COUNTED):
        yield "counted-long"
    if headless and change_unit == "percentage_points" and rules == {"change-percentage-points"}:
        yield "points-of-what"


def note_neighbours(records: list[Record]) -> None:
    """Doubt a level whose next record looks as if it were its unread change (a bare rate, a change of 数量)."""
    for record, following in pairwise(records):
        close = 0 <= following.start - record.end <= _CLOSE
        rate = "inherited" in following.rules and following.unit == "%" and "share" not in following.rules
        nameless = following.value is None and (len(following.indicator) < _SHORT or _ODD_NAME.search(following.indicator))
        if close and record.value is not None and record.change is None and (rate or nameless):
            record.doubts.append("unsettled-neighbour")


def note_lists(records: list[Record]) -> None:
    """Doubt the members of a list that were given one name for one period: their subjects were not told apart."""
    named = Counter((record.end, record.indicator, record.period) for record in records if "list" in record.rules)
    for record in records:
        if "list" in record.rules and named[record.end, record.indicator, record.period] > 1:
            record.doubts.append("subjects-not-told-apart")


def acceptable(record: Record, checks: tuple[Check, ...]) -> bool:
    """Return whether a record can be accepted without a second look."""
    return not doubts(record) and all(check.holds is not False for check in checks)
