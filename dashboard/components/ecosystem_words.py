"""The fixed words of the ecosystem page in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.catalog.model import IndustryChain
from dashboard.components.words import word as shared_word

WORDS: dict[str, tuple[str, str]] = {
    "title_of": ("创新生态", "the innovation ecosystem"),
    "counts": (
        "{actors}个主体、{platforms}个平台、{events}个里程碑",
        "Bodies: {actors}; platforms: {platforms}; milestones: {events}",
    ),
    "counts_note": (
        "名录只收有出处的条目，是公开资料能证实的下限，不是普查。",
        "Only what cited publications name is listed: what can be shown, not a census.",
    ),
    "none_here": (
        "名录中还没有这个地区的主体、平台和里程碑。收录办法见 data/README.md。",
        "No body, platform or milestone of this place is listed yet; data/README.md says how to add one.",
    ),
    "actors": ("主体", "Bodies"),
    "actors_note": (
        "高校、院所、企业、基金和管理机构，及说到它们的数字。",
        "Universities, institutes, firms, funds and authorities, and the figures that speak of them.",
    ),
    "actor": ("主体", "Body"),
    "kind_university": ("高等学校", "University"),
    "kind_institute": ("科研院所", "Research institute"),
    "kind_branch": ("分支机构", "Branch"),
    "kind_company": ("企业", "Company"),
    "kind_fund": ("基金", "Fund"),
    "kind_committee": ("议事协调机构", "Committee"),
    "kind_government": ("政府部门", "Government"),
    "kind_proof_of_concept_centre": ("概念验证中心", "Proof-of-concept centre"),
    "kind_pilot_base": ("中试基地", "Pilot-scale test base"),
    "kind_science_park": ("科技产业园区", "Science park"),
    "kind_incubator": ("孵化器", "Incubator"),
    "kind_laboratory": ("实验室", "Laboratory"),
    "kind_programme": ("专项与片区", "Programme"),
    "type": ("类别", "Kind"),
    "figures_of": ("有关数字", "Figures"),
    "no_figure_of": ("无", "None"),
    "sources_of": ("出处", "Sources"),
    "platforms": ("平台", "Platforms"),
    "platforms_note": (
        "各卡为公布的总数；下表为有名称的平台。认定、备案、拟认定是三项统计，不相加。",
        "The cards give published totals; the table lists what has a name. Recognised, filed and proposed are three "
        "statistics and are never added.",
    ),
    "platform": ("平台", "Platform"),
    "host": ("建设运行单位", "Run by"),
    "members_unknown": ("只知数量，未见名单", "number known, names not published"),
    "funds": ("基金", "Funds"),
    "funds_note": ("资本一侧的已公布数字。", "What is published about capital."),
    "chains": ("产业链：3转、4强、7新", "Industry chains: 3 to transform, 4 to strengthen, 7 new"),
    "chains_note": (
        "引用的资料只给出“3转4强7新”这一提法和数目，没有列出14条产业链的名称，因此不作猜测。",
        "The cited account gives the programme and its numbers but names none of the fourteen chains; no name is guessed.",
    ),
    "unnamed_transform": ("{count}转之{number}（名称不详）", "To transform, {number} of {count} (not named)"),
    "unnamed_strengthen": ("{count}强之{number}（名称不详）", "To strengthen, {number} of {count} (not named)"),
    "unnamed_new": ("{count}新之{number}（名称不详）", "New, {number} of {count} (not named)"),
    "chain": ("产业链", "Chain"),
    "chain_published": ("公布的指标", "Published indicators"),
    "chain_unknown_of": ("尚不知道", "Still unknown"),
    "unknown_output": ("产值", "output"),
    "unknown_firms": ("企业数", "firms"),
    "unknown_research": ("研发经费", "R&D"),
    "unknown_patents": ("专利", "patents"),
    "chain_no_indicator": ("尚无指标", "no indicator yet"),
    "chains_needed": ("要补全每条产业链，需要：", "What each chain still needs:"),
    "need_name": (
        "市政府公布的14条产业链名称，写入 data/catalog/chains.yml 并注明出处；",
        "its name from the city's own publication, entered in data/catalog/chains.yml with its source;",
    ),
    "need_indicators": (
        "各链的产值、规模以上企业数、研发经费和有效发明专利，口径一致、逐年公布；",
        "output, number of larger firms, R&D expenditure and patents in force, on one definition, every year;",
    ),
    "need_register": (
        "成果转化登记中的“产业链”一栏，据此可得各链转化项数、金额、转化率和时间差（见“成果转化”页）。",
        "the column “industry chain” of the transfer register, which yields number, value, conversion rate and time lag "
        "by chain (page Transfer).",
    ),
    "ties": ("谁与谁合作", "Who works with whom"),
    "ties_note": (
        "只列公开资料写明的关系：隶属、运行平台、参加活动。成果流向见“成果转化”页的登记数据。",
        "Only what publications state: belonging, running a platform, taking part. Flows of results are on the page "
        "Transfer, from the register.",
    ),
    "tie": ("关系", "Tie"),
    "tie_part_of": ("隶属于", "part of"),
    "tie_runs": ("运行", "runs"),
    "tie_took_part": ("参加", "took part in"),
    "other_side": ("对方", "Other side"),
    "column_above": ("隶属于", "Belongs to"),
    "column_bodies": ("主体", "Body"),
    "column_platforms": ("平台与活动", "Platform"),
    "ties_drawn": (
        "线的虚实区分关系；每条关系及其出处见下表。",
        "Solid, dashed and dotted lines tell the ties apart; the table below has each of them with its sources.",
    ),
    "untied": ("资料未写明与谁合作：", "No cited publication says whom they work with: "),
    "milestones": ("里程碑与应受影响的指标", "Milestones beside the indicators they should move"),
    "milestones_sub": (
        "每行一个指标，虚线为应当影响它的里程碑，编号见下。先后不等于因果。",
        "One row an indicator; dotted rules are milestones that should move it, numbered as below. "
        "What follows an event need not follow from it.",
    ),
    "milestone": ("里程碑", "Milestone"),
    "should_move": ("应影响的指标", "Should move"),
    "last_before": ("此前最近", "Last before"),
    "first_after": ("此后最早（含当年）", "First after (its year included)"),
    "none_yet": ("尚无", "none yet"),
    "all_indicators": ("不限某项指标", "no single indicator"),
    "milestones_table": ("里程碑前后的数字", "Figures before and after each milestone"),
    "no_milestones": ("没有记录的里程碑。", "No milestone is recorded."),
    "target_mark": ("目标", "target"),
}


def word(key: str, lang: str) -> str:
    """Return the words of this key on the ecosystem page, else those shared by all pages."""
    return WORDS[key][lang != "zh"] if key in WORDS else shared_word(key, lang)


def chain_name(chain: IndustryChain, chains: Iterable[IndustryChain], lang: str) -> str:
    """Return the name of a chain; for one that no publication names, which of how many of its group it is."""
    if chain.name:
        return chain.name[lang]
    group = [one.id for one in chains if one.group == chain.group]
    return word(f"unnamed_{chain.group}", lang).format(number=group.index(chain.id) + 1, count=len(group))
