"""One spelling for the wordings of official statistics that mean one thing, so that names can be compared as equal."""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.pipeline.reader.script import simplify

_NOISE = re.compile(r"[\s的“”‘’\"'《》（）()·,，、-]")
_RANK = re.compile(r"(?:名次|位次|排位|排名|榜单?排名|排行榜排名)$")
_RANKING = re.compile(r"(?:排行)?榜单?|中?(?:位列|位居|居于|名列|居|列)(?=.{0,4}$)")
_NAMED_AFTER_A_PLACE = re.compile(r"全国重点实验室")
_LEAD = re.compile(
    r"^(?:全市|全省|全区|全县|全国(?!重点实验室)|我市|我省|本市|累计|实现|完成|达到|拥有|共有|现有|登记(?=技术合同)|签订(?=技术合同)"
    r"|认定登记(?=技术合同)|成交(?=技术合同)|投入(?=研发)|获得?(?=.*(?:专利|授权))|培育(?=国家专精特新)|(?:促成|推动|促进)(?=(?:科技)?成果)"
    r"|一般公共预算(?=科技支出)|规上(?=高技术制造业)|在(?=.*排名$))"
)

# Each pair is an identity of meaning in Chinese statistics, not a likeness: GDP has three names, 之比 is 比重.
_IDENTITIES = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"规模以上", "规上"),
        (r"国家级", "国家"),
        (r"有效期内", "有效"),
        (r"高企(?!业)", "高新技术企业"),
        (r"国家(?=高新技术企业|科技型中小企业)", ""),
        # One aggregate: the nation's is called 国内生产总值, a region's 地区生产总值.
        (r"(?:(?:国内|地区)*生产总值|gdp)+", "gdp"),
        (r"全社会(?=研|r&d)", ""),
        (r"(?:研究[与和及](?:试验|实验)发展|研究[与和]开发|r&d)+", "研发"),
        (r"研发(?:经费内部支出|内部支出|经费支出|经费投入|投入经费|投入)(?!强度|补助)", "研发经费"),
        (r"基础研究(?:经费支出|经费投入|支出|投入)", "基础研究经费"),
        (r"研发经费(?=强度)", "研发投入"),
        (r"研发经费投入(?=强度)", "研发投入"),
        (r"占(.+?)(?:所?占)?(?:比重|比例|份额|之比)$", r"占\1比重"),
        (r"[与和](gdp|.*合同.*)(?:之比|比值|比例|比)$", r"占\1比重"),
        (r"^([^占]*业)占(.+?)(增加值|总产值|产值)比重$", r"\1\3占\2比重"),
        (r"(增加值|产值)占(.+?)(?:增加值|总产值|产值)比重$", r"\1占\2比重"),
        (r"(?<=合同)(?:认定)?(?:登记)?(?:总成交额|成交总额|成交总金额|成交金额|交易总额|交易金额|交易额|成交额)$", "成交额"),
        (r"(?:地方|国家)?财政(?:用于)?(?=(?:科技|科学技术)(?:支出|投入|经费))", "财政"),
        (r"科学技术(?=支出|投入|经费)", "科技"),
        (r"财政科技投入$", "财政科技支出"),
        (r"(?:通过)?(?:专利合作条约)?(?:pct)?(?:途径|渠道)(?:提交|提出|申请)?国际专利(?:申请)?", "pct国际专利申请"),
        (r"(?:申请)?受理量$", "申请量"),
        (r"申请申请", "申请"),
        (r"^每?万(?:名|(?:常住)?人口?)(?=[^口])", "每万人"),
        (r"^每万人拥有", "每万人"),
        (r"^提交(?=pct)", ""),
        (r"技术(输出|吸纳)(?=合同)", r"\1技术"),
        (r"(?:普通)?高等(?:院校|学校)|普通高校", "高校"),
        (r"常住总人口", "常住人口"),
        (r"全国排名$", "排名"),
        (r"在?(?:就地|本地|当地|本市|本省|市内|省内|域内)(?:落地)?转化", "本地转化"),
        (r"^(本地)?转化科技成果", r"科技成果\1转化"),
        (r"^(本地)?转化成果", r"成果\1转化"),
        (r"^(?:生产|产出)(?!总值|性|力|者|企业|线|基地)(.+?)(?:产量)?$", r"\1产量"),
    )
)
_COUNT_TAIL = re.compile(r"(?:数量|总数|(?<!经济)总量|保有量|拥有量|个数|家数|件数|项数|户数|数|(?<=[请权])量)$")


@lru_cache(maxsize=20_000)
def plain_name(name: str, places: tuple[str, ...] = ()) -> str:
    """Return a name in the form in which two wordings of one indicator are equal.

    Signs and the names of ``places`` at the beginning are left out; what is left follows the identities of this module.
    """
    text = _NOISE.sub("", simplify(name)).lower()
    text = _unplaced(text, places)
    if _RANK.search(text):
        text = _RANKING.sub("", _RANK.sub("", text)) + "排名"
    for pattern, word in _IDENTITIES:
        text = pattern.sub(word, text)
    previous = None
    while previous != text:
        previous, text = text, _LEAD.sub("", text)
    return _unplaced(text, places)


def _unplaced(text: str, places: tuple[str, ...]) -> str:
    if not _NAMED_AFTER_A_PLACE.match(text):
        for place in places:
            text = text.removeprefix(place)
    return text


def counted_thing(name: str) -> str:
    """Return a plain name without the word that only says that it is a count: 高新技术企业 for 高新技术企业数."""
    return _COUNT_TAIL.sub("", name) or name
