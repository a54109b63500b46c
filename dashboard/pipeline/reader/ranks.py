"""Explicit ranks: 列全国第8位, 排名第三, 第1名，某市."""

from __future__ import annotations

import re

from dashboard.pipeline.reader.clauses import analyse
from dashboard.pipeline.reader.context import Context, period_of
from dashboard.pipeline.reader.lists import names_of
from dashboard.pipeline.reader.pairs import read_from_to
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.subjects import clean, joined, relational

_MOVED = r"(?:上升|提升|跃升|前移|前进|攀升|晋升|进位|下降|回落|后移|升|跃|退|降|进)"
_VERB = re.compile(
    r"(?P<verb>(?:总量|规模|数量|增速|综合|总)?(?:排名|排序|位次|名次|位列|位居|名列|列|居|排在|排到|排|跻身|跃居|稳居|稳列|位|保持在?|重返|蝉联|"
    + _MOVED
    + r"(?:至|到|为)|进入|闯进|挺进|夺得|获得?)(?:稳居|保持在?|为|至|到|在|居|列|排|位|"
    + _MOVED
    + r"(?:至|到))*)(?P<scope>[^，。;:]{0,18}?)(?:的)?$"
)
_SCOPE = re.compile(
    r"(?:全国|全省|全市|全球|世界|国内|省内|市内|亚太|亚洲|国际|区域|东部|西部|中部|东北|同类|副省级城市|地级市|省会城市|县域|高新区|经开区|城市群|[\u3400-\u9fff]{1,6}(?:地区|流域|城市|省份|各市|中|内))(?:排名|各?[省市区县]|同类[\u3400-\u9fff]{0,4}|副?省级?城市)?(?:中|里|内)?$"
)
_END = re.compile(r"^(?:$|[，。;:、)\n”》!?(]|的|，|位|名|并|且|较|比|和|，|增长|占|居|前移|上升|\s)")
# 第二是甲高新区: the ordinal before the name that has it.
_TOLD = re.compile(r"^(?:名)?的?(?:则|就)?[是为](?P<name>[A-Za-z\u3400-\u9fff]{2,12}?)(?=[;，。\n、(]|$)")
_NAMED = re.compile(r"^[，,:是为 ](?P<name>[A-Za-z\u3400-\u9fff]{2,12}?)(?=[;，。\n、(]|$)")
_DOWNWARD = re.compile(r"下降|回落|后移|退|降")
_UPWARD = re.compile(r"上升|提升|跃|前移|前进|攀升|晋升|进位|升|跻身|挺进|闯进")
_IN_RANKING = re.compile(r"(?:在)?([^，。]{2,20}?(?:评价|榜单?|排名|排行榜|指数|监测|评估|百强))(?:中|里|上)$")
_RANK_NOUN = re.compile(r"(?:排名|位次|名次|排位|座次)$")
_ORDINAL_NOUN = re.compile(
    r"^(?:大|个|批|次|届|代|季度|产业|三方|一|期|轮|阶段|时间|产|年|天|步|者|课|条|款|章|节|站|版|口|部)"
)


_BARE_NAME = re.compile(r"^(?:“[^”]{2,12}”|[\u3400-\u9fff]{2,8})$")


def _another_place(context: Context, quantity: Quantity, prefix: str, *, bare: bool) -> int:
    """甲得分全国第5，乙第12: a name and an ordinal right after a rank are another rank."""
    last = context.sentence[-1] if context.sentence else None
    if not bare and last is not None and last.unit == "位" and _BARE_NAME.match(prefix):
        _add(context, quantity, prefix, "", "rank-scope")
    return 0 if bare else 1


# 位次由全省第5位升至第4位: of what was told just before.
_PLACE_FROM = re.compile(r"^(?:数量|总量|规模|综合)?(?:位次|名次|排名|排位)(?:由|从)")


def read_rank(context: Context, quantity: Quantity, *, bare: bool = False) -> int:  # noqa: C901, PLR0911, PLR0912 - each branch is one rule of the grammar
    """Add a rank if the current ordinal (or, `bare`, a number with 位) is one; return the quantities used."""
    after = context.after(quantity)
    if bare and context.plain[quantity.start - 1 : quantity.start] == "前":
        return 1
    of_before = _PLACE_FROM.match(context.prefix) is not None
    pair = read_from_to(context, quantity, analyse(context.prefix))
    if pair:
        for record in context.sentence[-2:]:
            if of_before and len(context.sentence) > 2:
                record.indicator = context.sentence[-3].indicator
            record.unit, record.indicator = "位", record.indicator + ("" if _RANK_NOUN.search(record.indicator) else "排名")
        return pair
    prefix = context.prefix.replace("\ue000", "")
    listed = _listed(context, quantity, prefix)
    if listed:
        return listed
    match = _VERB.search(prefix)
    named = _NAMED.match(after) if not bare and quantity.unit == "名" else None
    if not bare and quantity.unit == "名" and not prefix.strip() and named:
        _add(context, quantity, named["name"], "", "rank-list", unit="名")
        context.sentence[-1].end = quantity.end + named.end()
        return 1
    if bare and (
        match is None
        or not re.search(r"排|列|居|位次|名次|位$|(?:升|降|进|移|跃)[至到]|跻身", match["verb"])
        or not _END.match(after)
    ):
        return 0
    told = _TOLD.match(after) if not bare and not prefix.strip("，、") else None
    if told:
        _add(context, quantity, told["name"], "", "rank-list")
        context.sentence[-1].end = quantity.end + told.end()
        return 1
    if _ORDINAL_NOUN.match(after) or not (
        _END.match(after) or (quantity.unit == "名" and "第" in context.plain[quantity.start : quantity.end])
    ):
        return 0 if bare else 1
    scope_only = _SCOPE.search(prefix)
    printed_place = context.plain[quantity.end - 1] in "位名"
    if match is None and scope_only is None and not (printed_place and not prefix.strip()):
        return _another_place(context, quantity, prefix, bare=bare)
    if match is None:
        scope = scope_only.group() if scope_only else ""
        _add(context, quantity, prefix[: len(prefix) - len(scope)], scope, "rank-scope")
        return 1
    weak = match["verb"] in ("获", "获得", "夺得", "位", "进入", "保持", "保持在") and scope_only is None and not printed_place
    if weak:
        return 0 if bare else 1
    for name in _sharing(prefix[: match.start()]):
        _add(context, quantity, name, match["scope"], "rank-verb", verb=match["verb"])
    return 1


def _sharing(subject: str) -> list[str]:
    """甲指数、乙指数均列第10位: every subject before 均 has the rank; any other subject stands for itself."""
    each = re.search(r"(?:均|都)$", subject)
    names = [name for name in names_of(subject[: each.start()]) if name] if each else []
    return names if len(names) > 1 else [subject]


def _listed(context: Context, quantity: Quantity, prefix: str) -> int:
    """甲市、乙市分列第3位、第5位: one rank for each subject."""
    numbers = strung_ordinals(context)
    match = _VERB.search(prefix) if len(numbers) > 1 else None
    names = names_of(prefix[: match.start()].removesuffix("分别").removesuffix("分")) if match else []
    if match is not None and len(numbers) > 1 and (not names or relational(clean(names[0]).removesuffix("分别"))):
        earlier = [record.indicator for record in context.sentence if record.value is not None][-len(numbers) :]
        names = [joined(name, clean(names[0]).removesuffix("分别")) if names else name for name in earlier]
    if match is None or len(names) != len(numbers):
        return 0
    for name, number in zip(names, numbers, strict=True):
        _add(context, number, name, match["scope"], "rank-respective", verb=match["verb"])
        context.sentence[-1].start, context.sentence[-1].end = context.prefix_start, numbers[-1].end
    return len(numbers)


def strung_ordinals(context: Context) -> list[Quantity]:
    """Return the current ordinal and those strung to it by 、 or 和."""
    first = context.quantity()
    out = [first] if first else []
    while context.between(len(out) - 1) in ("、", "和", "及", "与", "，"):
        following = context.quantity(len(out))
        if following is None or following.form != "ordinal":
            break
        out.append(following)
    return out


def _measured_before(context: Context) -> str:
    """What 总量居第6位 ranks: the level of the sentence that is no share."""
    shared = "占" in context.current or "比重" in context.current
    levels = [
        record.indicator for record in context.sentence if record.value is not None and record.unit not in ("%", "位", "成")
    ]
    return levels[-1] if shared and levels else context.current


_FIELD = re.compile(r"(?P<name>[^，]{0,8}(?:百强|十强|创新型城市|榜单?|排行榜)[^，]{0,8}?)[中里]$")


def _rules_before(context: Context) -> list[str]:
    """The rules of the latest records, among which a list of ranks gives 甲市排名第9 its ranking."""
    return [rule for record in context.records[-8:] for rule in record.rules]


def _name(context: Context, subject: str, scope: str, verb: str) -> str:
    own = re.sub(
        r"(?:首次|再次|(?:已|也)?连续[一二两三四五六七八九十\d]+[年次]|连续|继续|依然|已|也|均|都|分别|分(?<!得分))$|^.{0,10}(?:中|里)$",
        "",
        clean(subject),
    )
    field = _IN_RANKING.search(clean(subject))
    if field is not None:
        context.ranking, own = field.group(1), ""
    field = _FIELD.search(clean(subject))
    if field is not None and not own:
        return field["name"] + "排名"
    scope = clean_scope(scope)
    if own and _SCOPE.fullmatch(own):
        own, scope = "", own + scope
    aspect = re.match(r"(?:总量|规模|数量|增速|综合|总)", verb)
    own = own + aspect.group() if aspect else own
    noun = "" if _RANK_NOUN.search(own) else "排名"
    if re.match(r"(?:排名|位次|名次)", verb) and own:
        noun = verb[:2]
    base = own or context.topic or context.current or clean(subject).removesuffix("中").removesuffix("里")
    if own and len(own) <= 4 and context.rank_name and not context.ranking and "rank-list" in _rules_before(context):
        return own + context.rank_name
    if context.ranking and context.ranking not in base:
        base = joined(context.ranking, base) if own else context.ranking
    elif _RANK_NOUN.fullmatch(own) or own in ("增速", "总量", "规模", "数量", "综合实力"):
        base = joined(_measured_before(context), own)
    if _RANK_NOUN.search(base):
        noun = ""
    return base + scope + noun


_TITLE = re.compile(r"《(?:(?:19|20)\d\d年?)?(?P<name>[^》\d]{2,20}?(?:指数|榜单?|排行榜|排名|竞争力))[^》]{0,12}》")


def _titled_ranking(context: Context, quantity: Quantity) -> str:
    """The ranking named by the last title before a list: 《城市创新指数报告》."""
    found = [match["name"] for match in _TITLE.finditer(context.plain, max(0, quantity.start - 300), quantity.start)]
    return found[-1] if found else ""


def clean_scope(scope: str) -> str:
    """Return the field of a ranking without particles."""
    return re.sub(r"^(?:在|了|为)|\d+个?.*$|(?:中|里|内|的)$", "", scope)


def _add(
    context: Context, quantity: Quantity, subject: str, scope: str, rule: str, *, verb: str = "", unit: str = "位"
) -> None:
    if rule == "rank-list":
        name = subject + (context.rank_name or context.ranking or _titled_ranking(context, quantity) or context.current)
        name += "" if _RANK_NOUN.search(name) else "排名"
    else:
        name = _name(context, subject, scope, verb)
    direction = "down" if _DOWNWARD.search(verb) else "up" if _UPWARD.search(verb) else None
    moved = context.sentence[-1] if context.sentence else None
    if moved is not None and moved.value is None and moved.change_unit == "places" and not clean(subject):
        moved.value, moved.unit = quantity.value, unit
        moved.number_start, moved.number_end = quantity.start, quantity.number_end
        moved.extend(moved.start, quantity.end)
        moved.rules.append(rule)
        return
    record = Record(
        context.prefix_start, quantity.end, quantity.start, quantity.number_end, name, quantity.value, unit,
        period=period_of(context), direction=direction, rules=[rule],
    )  # fmt: skip
    if rule == "rank-list":
        record.start = quantity.start
    if rule == "rank-list":
        context.rank_name = context.rank_name or name.removeprefix(subject)
    if rule != "rank-list":
        context.rank_name = context.rank_name or re.sub(r"^[\u3400-\u9fff]{2,3}市", "", name)
        own = clean(subject)
        if own and not (_RANK_NOUN.search(own) or _IN_RANKING.search(own) or _SCOPE.fullmatch(own)):
            context.current = own
    if not clean(subject):
        record.rules.append("inherited")
    elif rule != "rank-list" and _RANK_NOUN.search(name):
        context.current = name if _RANK_NOUN.search(clean(subject)) else context.current
    context.records.append(record)
    context.sentence.append(record)
