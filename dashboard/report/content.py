"""What a briefing says, ready to be set by any of the four writers: words, typed figures and their sources."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from dashboard.report.chart_content import Chart
from dashboard.text.parts import Number, Sentence


@dataclass(frozen=True)
class Line:
    """A sentence with the numbers of the sources behind it."""

    sentence: Sentence
    sources: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Return the sentence as plain text."""
        return self.sentence.text

    @property
    def runs(self) -> tuple[tuple[str, str], ...]:
        """Return the sentence piece by piece, with the observation to open at a number, empty at words."""
        return tuple(
            (part, "") if isinstance(part, str) else (part.text, part.observation if isinstance(part, Number) else "")
            for part in self.sentence.parts
        )


@dataclass(frozen=True)
class KeyFigure:
    """The newest figure of one indicator and what was stated since."""

    indicator: str
    name: str
    value: str
    period: str
    change: str
    direction: str
    """``up``, ``down``, ``level``, or empty where no change is known."""
    later: str
    """A newer value whose reference year its source does not give, with its day and change; empty where there is none."""
    notes: tuple[str, ...]
    publisher: str
    grade: str
    sources: tuple[int, ...]
    observations: tuple[str, ...]


@dataclass(frozen=True)
class TargetLine:
    """One target and what became of it."""

    indicator: str
    name: str
    period: str
    claim: str
    """The claim that states its growth, by which two growth targets of one year differ; empty for a bare value."""
    target: str
    outcome: str
    """The outcome held against it with its period, or why there is none."""
    status: str
    """Id of a status of ``analysis.targets.STATUSES``; empty where it cannot be judged."""
    shape: str
    status_words: str
    pace: str
    sources: tuple[int, ...]
    observations: tuple[str, ...]
    seen: str
    """The observation to open at the outcome; empty where there is none."""
    first: bool
    """Whether it belongs on the first page: a numeric target with something known about it."""


@dataclass(frozen=True)
class Standing:
    """One figure among those of the peers."""

    name: str
    period: str
    value: str
    rule: str
    position: str
    best: str
    median: str
    percentile: float
    observation: str
    best_observation: str
    observations: tuple[str, ...]


@dataclass(frozen=True)
class PeerValue:
    """One place's figure among others: ``share`` is where it stands from the least good (0) to the best end (100)."""

    place: str
    value: str
    period: str
    share: float
    bound: bool
    """Whether only a bound or an approximate number is known."""
    own: bool
    observation: str


@dataclass(frozen=True)
class Beside:
    """An indicator that too few peers publish to judge by: every figure there is, the better first, and the coverage."""

    indicator: str
    name: str
    coverage: str
    """How many of the peers have a figure, in words; ``covered`` in short: ``6/14``."""
    covered: str
    values: tuple[PeerValue, ...]
    sources: tuple[int, ...]
    """Those of the place's own figure and of the best, which the files tell; the page links every figure to its own."""

    @property
    def own(self) -> PeerValue:
        """Return the place's own figure."""
        return next(value for value in self.values if value.own)

    @property
    def best(self) -> PeerValue:
        """Return the best figure there is, which may be the place's own."""
        return self.values[0]


@dataclass(frozen=True)
class Figure:
    """A row of the annex: the newest figure of an indicator."""

    indicator: str
    theme: str
    name: str
    period: str
    value: str
    change: str
    status: str
    scope: str
    formula: str
    sources: tuple[int, ...]
    observation: str


@dataclass(frozen=True)
class SourceLine:
    """A source as the list of sources names it."""

    number: int
    id: str
    citation: str
    grade: str
    url: str


@dataclass(frozen=True)
class DataRow:
    """One observation with its numbers as numbers.

    ``amount`` is in the indicator's base unit, ``shown`` as on screen: ``amount / divisor`` to ``decimals``. ``formula``
    is the arithmetic of a derived value with the numbers as printed, in units of 10^``exponent``.
    """

    observation: str
    name: str
    period: str
    kind: str
    scope: str
    qualifier: str
    shown: float | None
    shown_unit: str
    decimals: int
    divisor: float
    amount: float | None
    base_unit: str
    status: str
    reported: str
    computed: float | None
    computed_unit: str
    """Code of ``dashboard.changes``; empty where nothing was computed."""
    computed_base: str
    computed_base_id: str
    formula: str
    exponent: int
    publisher: str
    grade: str
    published: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Briefing:
    """A briefing about one place, complete; nothing in it is read or computed later."""

    lang: str
    place: str
    title: str
    data_through: str
    as_of: str
    synthetic: str
    """A warning where synthetic data are in it, else empty."""
    summary: tuple[Line, ...]
    key_figures: tuple[KeyFigure, ...]
    targets_summary: tuple[Line, ...]
    """How many targets of the latest target year are reached; empty without targets."""
    targets: tuple[TargetLine, ...]
    chart: Chart | None
    standing: tuple[Standing, ...]
    beside: tuple[Beside, ...]
    """Indicators with figures of some peers, which the rule for strengths and weaknesses does not judge."""
    strengths: tuple[Line, ...]
    weaknesses: tuple[Line, ...]
    watch: tuple[Line, ...]
    changes_since: str
    """The day in words since which ``changes`` happened; empty where nobody asked."""
    changes: tuple[Line, ...]
    caveats: tuple[Line, ...]
    figures: tuple[Figure, ...]
    data: tuple[DataRow, ...]
    """Every observation of the place, targets included, by theme, indicator and time."""
    sources: tuple[SourceLine, ...]
    next_release: str
    overdue: str
    contact: str
    link: str
    """Address of the same view; relative where the address of the dashboard is not known."""
    evidence: str
    """Address of a number's evidence, with ``{observation}`` for its id; empty where that of the dashboard is not known."""
    snapshot: str

    def evidence_of(self, observation: str) -> str:
        """Return the permanent address of a number's evidence; empty where it is not known, and for no number."""
        return self.evidence.replace("{observation}", quote(observation, safe=":;=,")) if observation else ""

    @property
    def empty(self) -> bool:
        """Return whether nothing at all is known: no figure and no target."""
        return not self.figures and not self.targets

    @property
    def without_figures(self) -> bool:
        """Return whether no figure is known, targets or not."""
        return not self.figures

    @property
    def scannable(self) -> bool:
        """Return whether the link leads somewhere when scanned from paper."""
        return self.link.startswith(("http://", "https://"))
