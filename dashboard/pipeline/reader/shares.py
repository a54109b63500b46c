"""Shares of a whole, relations to an average, and rates of completion."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import Clause
from dashboard.pipeline.reader.context import Context
from dashboard.pipeline.reader.counts import TARGET_PAIR
from dashboard.pipeline.reader.endings import QUALIFIERS
from dashboard.pipeline.reader.entering import enter, level_record
from dashboard.pipeline.reader.lists import names_of
from dashboard.pipeline.reader.naming import own_subject
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.subjects import clean, head_of, joined, relational

_SHARE = re.compile(
    r"^(?P<subject>.*?)(?<!所)占(?!比|有|用|地(?!区|方|级)|据|优|先|压)(?:到|了|据)?(?P<whole>.*?)(?P<noun>的?比重|的?比例|的?份额|份额|之比)?(?P<tail>的|为|达)?$"
)
_OF_SHARE = re.compile(
    r"^(?:以上|左右)?(?:的|(?=(?:规上|规模以上|国家级|省级)?(?:企业|高企|高校|成果|专利|项目|人才|毕业生)))"
    r"(?P<noun>[\u3400-\u9fff“A-Za-z][^，。;:、()\n\ue000\d]*)"
)
_VERB_IN_SHARE = re.compile(r"贡献|创造|实现|集聚|汇聚|产出|承载|[和与及]$")
# 21%的税收和近四成的产值: another share follows what this one is of.
_AND_ANOTHER = re.compile(r"(?:和|与|以及|及|、)(?:超过?|近|约|逾|将近|接近)?$")
# 贡献了园区46%的工业增加值: the whole stands between the verb and the share.
_GIVING = re.compile(
    r"^(?:[^，。]*(?=(?:贡献|创造|集聚|汇聚|集中|产出|吸纳|承载)了))?"
    r"(?:贡献|创造|集聚|汇聚|集中|产出|吸纳|承载|提供|实现|拥有)了?(?P<whole>[\u3400-\u9fff]{0,4})$"
)
_DONE = re.compile(r"(?:完成|达到?|占|相当于|为|是)(?P<plan>[^，。;\d]{0,12}?(?:任务|目标|计划|预算)(?:数|额|总额|值)?)的?$")
_RELATION = re.compile(
    r"^(?P<own>.*?)(?:仅|只)?(?P<verb>为|是|相当于|达到?|约为|仅为|不到|不足|接近|超过)(?P<whole>(?<=相当于)[^，。;的]{2,12}|(?:全国|全省|全市|全区|全县|同期|上年|[\u3400-\u9fff]{2,6}(?:平均|水平|均值))[^，。;]{0,8}?)的$"
)


def read_share(context: Context, quantity: Quantity, clause: Clause) -> bool:  # noqa: PLR0911 - each branch is one rule of the grammar
    """占…的N%, and N%的…: the share's indicator names part and whole."""
    if quantity.unit not in ("%", "成", "‰"):
        return False
    planned = bool(context.sentence) and "target-of-rate" in context.sentence[-1].rules
    if planned and (context.prefix in ("的", ")的") or TARGET_PAIR.match(context.prefix)):
        name = context.sentence[-1].indicator + "完成率"
        enter(context, level_record(context, quantity, name, clause, "completion"))
        return True
    done = _DONE.search(clause.subject)
    if done and quantity.unit in ("%", "成"):
        return _completion(context, quantity, clause, done)
    relation = _RELATION.match(clause.subject)
    if relation and quantity.unit in ("%", "成"):
        own = clean(relation["own"]) or context.current
        name = f"{own}相当于{relation['whole']}的比重"
        clause.qualifier = clause.qualifier or QUALIFIERS.get(relation["verb"], "")
        enter(context, level_record(context, quantity, name, clause, "relation"))
        return True
    match = _SHARE.match(clause.subject)
    if match:
        return _share_of(context, quantity, clause, match)
    of = _OF_SHARE.match(context.after(quantity, 40))
    if (
        of
        and not re.match(r"增|速|比例|份额|水平|目标|降|涨|股|概率|占比|利率|税率|年|高位|低位", of["noun"])
        and (_GIVING.match(own_subject(clause)) or not head_of(own_subject(clause)))
    ):
        noun, following = of["noun"], context.quantity(1)
        end = quantity.end + len(of.group())
        if following and following.start < end:
            another = _AND_ANOTHER.search(noun[: following.start - quantity.end - 1])
            if another is None:
                return False
            noun, end = noun[: another.start()], quantity.end + of.start("noun") + another.start()
        giving = _GIVING.match(own_subject(clause))
        whole = f"占{giving['whole']}的比重" if giving and giving["whole"] else _same_whole(context)
        record = level_record(context, quantity, _VERB_IN_SHARE.split(noun)[0] + whole, clause, "share-of-noun")
        record.extend(record.start, end)
        context.next_position = end
        enter(context, record)
        return True
    return False


def _same_whole(context: Context) -> str:
    """贡献了园区46%的增加值、53%的利润: the whole of the first share is that of the next."""
    last = context.sentence[-1] if context.sentence and context.joint in ("、", "和") else None
    whole = _OF_WHOLE.search(last.indicator) if last is not None and "share-of-noun" in last.rules else None
    return whole.group() if whole else "占比"


_OF_WHOLE = re.compile(r"占[^占]{1,4}的比重$")


def _completion(context: Context, quantity: Quantity, clause: Clause, match: re.Match[str]) -> bool:
    subject = clean(clause.subject[: match.start()]) or context.current
    plan = re.sub(r"^(?:全年|年度|的)+", "", match["plan"])
    enter(context, level_record(context, quantity, subject + plan + "完成率", clause, "completion"))
    return True


def _share_of(context: Context, quantity: Quantity, clause: Clause, match: re.Match[str]) -> bool:
    whole = re.sub(r"^(?:到|了)|的$", "", match["whole"].replace("\ue000", ""))
    subjects = names_of(match["subject"]) if match["subject"] else []
    subjects = [subject for subject in subjects if subject]
    names = (
        subjects
        if len(subjects) > 1 and (clause.has("each") or "均" in match["subject"] or "都" in match["subject"])
        else [clean(match["subject"])]
    )
    names = [re.sub(r"(?:均|都|各)$", "", name) for name in names]
    for name in names:
        base = _share_base(context, name)
        record = level_record(context, quantity, f"{base}占{whole}的比重" if whole else f"{base}占比", clause, "share")
        if not name:
            record.rules.append("inherited")
        enter(context, record)
    if names[-1]:
        context.current = _share_base(context, names[-1])
    return True


def _share_base(context: Context, name: str) -> str:
    if not name:
        return context.topic or context.current
    if len(name) <= 3 and context.child and context.parent:
        return joined(context.parent, name)
    return joined(context.current, name) if relational(name) and context.current else name
