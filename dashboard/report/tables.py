"""The tables of a briefing as headings and rows of text, for every writer that sets plain tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.report.content import Briefing, KeyFigure, TargetLine
from dashboard.report.words import word
from dashboard.text.statements import ARROWS

NOTHING = "—"
_REST = re.compile("，|, |（| \\(")


@dataclass(frozen=True)
class Table:
    """A table: its name, its headings, how wide its columns are in proportion, and its rows of text."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    """Columns set in bold."""
    linked: tuple[Mapping[int, str], ...] = ()
    """Of each row the columns that hold a number, with the observation that it opens; empty where no row has any."""

    def part(self, start: int, end: int) -> Table:
        """Return the table with the rows from one to before another only."""
        return replace(self, rows=self.rows[start:end], linked=self.linked[start:end])

    def observation(self, row: int, column: int) -> str:
        """Return the observation that a cell opens, or nothing."""
        return self.linked[row].get(column, "") if self.linked else ""


def key_table(told: Briefing) -> Table:
    """Return the key figures."""
    columns = {"indicator": 1.15, "latest": 1.2, "change": 1.1, "later": 1.8, "who": 1.45}
    rows = [dict(zip(columns, _key_row(row, told), strict=True)) for row in told.key_figures]
    shown = [name for name in columns if name != "later" or any(row.later for row in told.key_figures)]
    cells = tuple(tuple(row[name] for name in shown) for row in rows)
    widths = tuple(columns[name] for name in shown)
    opened = [dict(zip(("latest", "later"), row.observations, strict=False)) for row in told.key_figures]
    linked = tuple({shown.index(name): key for name, key in row.items() if name in shown} for row in opened)
    return Table(word("key_figures", told.lang), _heads(shown, told), widths, cells, (1,), linked)


def target_table(told: Briefing, *, every: bool) -> Table:
    """Return the targets: those of the first page, or every one with its pace."""
    lang = told.lang
    rows = [row for row in told.targets if every or row.first]
    cells = tuple(_target_row(row, lang) for row in rows)
    heads = ("indicator", "target", "known", "status")
    linked = tuple({1: row.observations[0], **({2: row.seen} if row.seen else {})} for row in rows)
    if not every:
        return Table(word("targets", lang), _heads(heads, told), (1.25, 1.1, 1.6, 0.95), cells, (3,), linked)
    paced = tuple((*line, row.pace) for line, row in zip(cells, rows, strict=True))
    return Table(word("annex_targets", lang), _heads((*heads, "pace"), told), (1.3, 1.1, 1.5, 0.95, 1.0), paced, (3,), linked)


def standing_table(told: Briefing) -> Table:
    """Return how the place stands among its peers."""
    heads = ("indicator", "value", "among", "position", "best", "median")
    rows = tuple(
        (joined((row.name, row.period), told.lang), row.value, row.rule, row.position, row.best, row.median)
        for row in told.standing
    )
    linked = tuple({1: row.observation, 4: row.best_observation} for row in told.standing)
    return Table(word("standing", told.lang), _heads(heads, told), (1.5, 0.8, 1.0, 0.7, 1.1, 0.8), rows, (3,), linked)


def beside_table(told: Briefing) -> Table:
    """Return the place beside the peers that publish: its own figure, how many have one, and the best, each with its year."""
    lang = told.lang
    heads = ("indicator", "value", "covered", "best")
    rows = tuple(
        (
            entry.name,
            entry.own.value + word("bracketed", lang, text=entry.own.period),
            entry.covered,
            cited(
                entry.best.value + word("bracketed", lang, text=joined((entry.best.place, entry.best.period), lang)),
                entry.sources,
            ),
        )
        for entry in told.beside
    )
    linked = tuple({1: entry.own.observation, 3: entry.best.observation} for entry in told.beside)
    return Table(word("beside", lang), _heads(heads, told), (1.2, 1.5, 0.6, 1.9), rows, (), linked)


def series_table(told: Briefing) -> Table:
    """Return the figures in the chart."""
    heads = ("period", "value", "status")
    chart = told.chart
    rows = tuple((point.when, point.text, chart.kinds[point.kind]) for point in chart.points) if chart else ()
    name = f"{word('annex_series', told.lang)}{word('colon', told.lang)}{chart.name if chart else ''}"
    linked = tuple({1: point.observation} for point in chart.points) if chart else ()
    return Table(name, _heads(heads, told), (1.4, 1.0, 1.0), rows, (), linked)


def figure_table(told: Briefing) -> Table:
    """Return the newest figure of every indicator."""
    heads = ("indicator", "period", "value", "change", "status", "source", "observation")
    rows = tuple(
        (
            joined((row.name, row.scope), told.lang),
            row.period,
            row.value + (f" = {row.formula}" if row.formula else ""),
            row.change or NOTHING,
            row.status,
            _numbers(row.sources),
            row.observation,
        )
        for row in told.figures
    )
    linked = tuple({2: row.observation, 6: row.observation} for row in told.figures)
    widths = (1.6, 1.05, 1.05, 1.1, 0.65, 0.5, 1.5)
    return Table(word("annex_figures", told.lang), _heads(heads, told), widths, rows, (), linked)


def source_table(told: Briefing) -> Table:
    """Return the sources."""
    rows = tuple((str(row.number), row.citation, row.grade) for row in told.sources)
    return Table(word("sources", told.lang), _heads(("number", "reference", "grade"), told), (0.35, 5.0, 0.65), rows)


def closing(told: Briefing) -> list[tuple[str, str]]:
    """Return the closing lines with their headings: next release, what is overdue, whom to ask, where to look."""
    pairs = [
        (word("next_release", told.lang), told.next_release),
        (word("overdue", told.lang), told.overdue),
        (word("contact", told.lang), told.contact),
        (word("link" if told.scannable else "link_path", told.lang), told.link),
    ]
    return [(head, text) for head, text in pairs if text]


def footing(told: Briefing) -> str:
    """Return the line at the foot of every page: title with the place, data through, as-of, snapshot."""
    return f"{told.title} · {told.data_through} · {told.as_of} · {word('snapshot', told.lang)} {told.snapshot}"


def number_and_rest(text: str) -> tuple[str, str]:
    """Return the number that a cell begins with, and the rest: what follows a comma or stands in brackets."""
    found = _REST.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def joined(parts: Iterable[str], lang: str) -> str:
    """Return the parts that say something, with commas between them."""
    return word("comma", lang).join(part for part in parts if part)


def cited(text: str, sources: tuple[int, ...]) -> str:
    """Return a text followed by the numbers of its sources."""
    return f"{text}{citation_mark(sources)}"


def citation_mark(sources: tuple[int, ...]) -> str:
    """Return the numbers of sources as they follow a text, or nothing."""
    return f" [{_numbers(sources)}]" if sources else ""


def _numbers(sources: tuple[int, ...]) -> str:
    return ",".join(map(str, sources))


def _heads(names: Iterable[str], told: Briefing) -> tuple[str, ...]:
    return tuple(word(name, told.lang) for name in names)


def _key_row(row: KeyFigure, told: Briefing) -> tuple[str, ...]:
    lang = told.lang
    latest = row.value + word("bracketed", lang, text=joined((row.period, *row.notes), lang))
    change = f"{ARROWS[row.direction]} {row.change}" if row.direction else NOTHING
    who = cited(f"{row.grade}{word('colon', lang)}{row.publisher}", row.sources)
    return row.name, latest, change, row.later or NOTHING, who


def _target_row(row: TargetLine, lang: str) -> tuple[str, ...]:
    target = row.target + word("bracketed", lang, text=row.period)
    return row.name, target, cited(row.outcome, row.sources), f"{row.shape} {row.status_words}"
