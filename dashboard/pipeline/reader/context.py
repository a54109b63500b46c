"""What the reader remembers while it walks through a text: sentence, subjects, last records, period in force."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dashboard.pipeline.reader.periods import Anchor, DocumentYears
from dashboard.pipeline.reader.quantities import Quantity
from dashboard.pipeline.reader.records import Record
from dashboard.pipeline.reader.scanning import FILLER, Scan
from dashboard.pipeline.reader.subjects import clean, loose_topic_of, topic_of

_SENTENCE_END = re.compile(r"[。!?;\n]")
_FINAL = frozenset("。!?;\n")
_BRACKETED = re.compile(r"\([^()\n]*\)")
_CLAUSE_END = re.compile(r"[，:(]|\)(?!的|[、和])")
_LIST_JOINT = re.compile(r"^[、和与及以，]+")
_RANKING = re.compile(r"(?:榜单?|排行榜?|排名|指数|评价|评估|百强|城市观察|榜)(?:》|”)?(?:上|中|里|显示|中，)?$")
_RANKING_TAIL = re.compile(r"(?:上|中|里|显示)$")
_RANKING_END = frozenset("单榜名数价估强察上中里示》”")
_BARE_RANKINGS = frozenset({"榜单", "榜", "指数", "评价", "排名", "排行榜", "评估"})


@dataclass(slots=True)
class Context:
    """Mutable state of one pass; `position` is where the words of the next number begin."""

    plain: str
    scanned: Scan
    anchors: list[Anchor]
    years: DocumentYears
    records: list[Record] = field(default_factory=list)
    position: int = 0
    index: int = 0
    sentence: list[Record] = field(default_factory=list)
    previous_sentence: list[Record] = field(default_factory=list)
    current: str = ""
    parent: str = ""
    parents: dict[str | None, str] = field(default_factory=dict)
    child: bool = False
    heading: str = ""
    ranking: str = ""
    sentence_start: int = 0
    anchor_index: int = 0
    anchor: Anchor | None = None
    local_anchors: list[Anchor] = field(default_factory=list)
    base_anchor: Anchor | None = None
    prefix: str = ""
    prefix_start: int = 0
    joint: str = ""
    bracket: bool = False
    last_list: list[Record] = field(default_factory=list)
    rank_name: str = ""
    next_position: int | None = None
    carried: bool = False
    gap_name: str = ""
    distant: bool = False
    bracket_noun: str = ""
    pieces: tuple[str, ...] = ()
    from_period: str | None = None
    aspects: dict[str, str] = field(default_factory=dict)
    judged: str = ""
    split: str = ""

    _topics: tuple[str, str] | None = None
    _between: tuple[int, str] = (-1, "")

    @property
    def topic(self) -> str:
        """What the numberless clauses before the number are about, if one of them clearly opens a subject."""
        return self._named_before()[0]

    @property
    def loose_topic(self) -> str:
        """The leading noun of the numberless clauses, for where nothing else can be the subject."""
        return self._named_before()[1]

    @property
    def setting(self) -> str:
        """The range (…里, …中) that a numberless clause sets for the next one."""
        found = (piece for piece in reversed(self.pieces) if piece[-1:] in ("里", "中") and len(piece) <= 18)
        return next((clean(piece[:-1]) for piece in found), "")

    def _named_before(self) -> tuple[str, str]:
        if self._topics is None:
            usable = [piece for piece in reversed(self.pieces) if 0 < len(piece) <= 60]
            clear = next((name for piece in usable if (name := topic_of(piece))), "")
            loose = next((name for piece in usable if (name := loose_topic_of(piece))), "")
            self._topics = clear, loose
        return self._topics

    def quantity(self, ahead: int = 0) -> Quantity | None:
        """Return the quantity `ahead` of the current one, or None at the end."""
        try:
            return self.scanned.quantities[self.index + ahead]
        except IndexError:
            return None

    def between(self, ahead: int) -> str:
        """Return the words between the quantities `ahead` and `ahead + 1`."""
        place = self.index + ahead
        if self._between[0] != place:
            quantities = self.scanned.quantities
            inside = place + 1 < len(quantities)
            words = self.scanned.text[quantities[place].end : quantities[place + 1].start] if inside else ""
            self._between = place, words
        return self._between[1]

    def after(self, quantity: Quantity, length: int = 40) -> str:
        """Return the words after a quantity, up to `length` characters."""
        return self.scanned.text[quantity.end : quantity.end + length]


def advance(context: Context, start: int) -> None:
    """Take in the words up to the number at `start`: sentence ends, topics, periods, and the prefix of the number."""
    gap = context.scanned.text[context.position : start]
    context.joint = gap[:1]
    if "(" in gap:
        gap = _BRACKETED.sub(lambda match: FILLER * len(match.group()), gap)
    ends = [match.end() for match in _SENTENCE_END.finditer(gap)] if len(gap) > 1 or gap in _FINAL else []
    begin = context.position
    context.heading = ""
    if ends:
        _close_sentence(context, gap, ends)
        begin += ends[-1]
        gap = gap[ends[-1] :]
    _take_periods(context, start)
    pieces_end = list(_CLAUSE_END.finditer(gap)) if len(gap) > 1 else []
    cut = pieces_end[-1].end() if pieces_end else 0
    context.bracket = bool(pieces_end) and pieces_end[-1].group() == "("
    context.bracket_noun = _bracket_noun(gap, pieces_end) if context.bracket else ""
    pieces = _pieces(gap, pieces_end)
    context.pieces = context.pieces[-6:] + pieces if context.carried else pieces
    context.carried, context._topics = False, None
    for piece in reversed(pieces):
        _take_ranking(context, piece)
        if piece[-1:] == "看" and _SPLIT.match(piece):
            context.split = _rate_before(context)
    prefix = gap[cut:]
    if prefix[:1] == ")":
        cut, prefix = cut + 1, prefix[1:]
    if cut == 0 and not ends:
        stripped = _LIST_JOINT.sub("", prefix)
        cut += len(prefix) - len(stripped)
        prefix = stripped
    if "其中" in gap:
        context.child, context.parent = True, context.current
        context.parents = _parents(context)
    context.prefix, context.prefix_start = prefix, begin + cut


def _parents(context: Context) -> dict[str | None, str]:
    """The latest level of the sentence in each unit: 其中专利质押39.1亿元 is part of an amount, not of a count after it."""
    before = context.sentence or context.previous_sentence
    return {record.unit: record.indicator for record in before if record.value is not None}


_SPLIT = re.compile(r"^[分按从].{1,8}看$")


def _rate_before(context: Context) -> str:
    """The latest rate told before: what 分行业看 splits."""
    before = context.sentence or context.previous_sentence
    return next((record.indicator for record in reversed(before) if record.unit == "%" and record.value is not None), "")


def _pieces(gap: str, ends: list[re.Match[str]]) -> tuple[str, ...]:
    begin, out = 0, []
    for match in ends:
        out.append(gap[begin : match.start()])
        begin = match.end()
    return tuple(out)


def _bracket_noun(gap: str, ends: list[re.Match[str]]) -> str:
    begin = ends[-2].end() if len(ends) > 1 else 0
    noun = gap[begin : ends[-1].start()]
    return noun[max(noun.rfind("、"), noun.rfind(")")) + 1 :] if FILLER not in noun else ""


def _close_sentence(context: Context, gap: str, ends: list[int]) -> None:
    last = ends[-1]
    if gap[last - 1] == "\n":
        before = gap[: last - 1]
        line = before[before.rfind("\n") + 1 :]
        if not re.search(r"[。;]", line) and (len(ends) > 1 or context.position == 0 or len(line) > 3):
            context.heading = line.strip(FILLER + " ，")
    soft = len(ends) == 1 and gap[last - 1] == ";"
    if not soft:
        context.previous_sentence = context.sentence
        context.anchor = None
        context.ranking = context.parent = context.split = ""
    context.child, context.judged = False, ""
    context.sentence = []
    context.local_anchors = []
    context.base_anchor = None
    context.last_list = []
    context.sentence_start = context.position + last


def _take_ranking(context: Context, piece: str) -> None:
    if context.ranking or piece[-1:] not in _RANKING_END or len(piece) > 60 or not _RANKING.search(piece):
        return
    name = _RANKING_TAIL.sub("", clean(piece))
    if name not in _BARE_RANKINGS and len(name) <= 16:
        context.ranking = name


def _take_periods(context: Context, start: int) -> None:
    """Anchors before `start` come into force; those that are only compared with are kept apart."""
    found = []
    while context.anchor_index < len(context.anchors) and context.anchors[context.anchor_index].start < start:
        anchor = context.anchors[context.anchor_index]
        context.anchor_index += 1
        if anchor.start < context.sentence_start:
            continue
        if anchor.comparison:
            context.base_anchor = anchor
        else:
            found.append(anchor)
            context.anchor = anchor if anchor.first or anchor.word not in ("一", "二", "三", "四") else context.anchor
    if found:
        context.local_anchors = found


def period_of(context: Context) -> str | None:
    """Return the period in force at the current number."""
    anchor = context.anchor
    if anchor is not None and anchor.first is not None:
        return anchor.label
    return context.years.at(context.sentence_start)
