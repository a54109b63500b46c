"""The key figures of a briefing: newest value, typed change, what was stated since, and who said it."""

from __future__ import annotations

from dashboard.report.content import Figure, KeyFigure
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.report.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.fields import STATUS
from dashboard.text.fields import word as field_word
from dashboard.text.statements import change_text, period_text, scope_text, value_text


def key_figures(made: Material, numbering: Numbering) -> tuple[KeyFigure, ...]:
    """Return the key figures, in the order of the place's view."""
    undated = {row["indicator"]: row for row in rows_of(made.undated)}
    return tuple(_key_figure(row, undated.get(row["indicator"]), made, numbering) for row in made.key_rows)


def figures(made: Material, numbering: Numbering) -> tuple[Figure, ...]:
    """Return the newest figure of every indicator of the place, by theme."""
    themes, indicators = made.catalog.themes, made.catalog.indicators
    ordered = sorted(rows_of(made.newest), key=lambda row: (themes[indicators[row["indicator"]].theme].order, row["indicator"]))
    return tuple(_figure(row, made, numbering) for row in ordered)


def _key_figure(row: Row, undated: Row | None, made: Material, numbering: Numbering) -> KeyFigure:
    catalog, lang = made.catalog, made.lang
    words = change_text(row, catalog, lang)
    later = undated if undated is not None and undated["id"] != row["id"] else None
    observations = (row["id"], *((later["id"],) if later else ()))
    source = catalog.sources.get(row["source"])
    return KeyFigure(
        indicator=row["indicator"],
        name=catalog.indicators[row["indicator"]].label(lang),
        value=value_text(row, catalog, lang),
        period=period_text(row, lang),
        change=words.text if words else "",
        direction=words.direction if words else "",
        later=_later(later, made) if later else "",
        notes=_notes(row, made),
        publisher=source.publisher[lang] if source else "",
        grade=field_word(row["grade"], lang),
        sources=numbering.of(observations, [row["change_claim"]] if words else []),
        observations=observations,
    )


def _later(row: Row, made: Material) -> str:
    """Return a statement without a reference year; that it has none stands in the heading, so only the day is told here."""
    lang = made.lang
    words = change_text(row, made.catalog, lang)
    day = period_text({**row, "stated_on": ""}, lang)
    tail = (f"，{words.text}" if lang == "zh" else f", {words.text}") if words else ""
    return f"{value_text(row, made.catalog, lang)}{tail}" + (f"（{day}）" if lang == "zh" else f" ({day})")


def _notes(row: Row, made: Material) -> tuple[str, ...]:
    lang = made.lang
    told = [
        "" if row["recent"] else word("older", lang),
        "" if row["status"] in {"A", "O"} else STATUS[row["status"]][lang != "zh"],
        word("conflict", lang) if row["differ"] > 0 else "",
        scope_text(row, made.catalog, lang),
    ]
    return tuple(note for note in told if note)


def _figure(row: Row, made: Material, numbering: Numbering) -> Figure:
    catalog, lang = made.catalog, made.lang
    words = change_text(row, catalog, lang)
    indicator = catalog.indicators[row["indicator"]]
    status = STATUS[row["status"]][lang != "zh"] if row["status"] in STATUS else ""
    return Figure(
        indicator=row["indicator"],
        theme=catalog.themes[indicator.theme].name[lang],
        name=indicator.name[lang],
        period=period_text(row, lang),
        value=value_text(row, catalog, lang),
        change=words.text if words else "",
        status=word("derived", lang) if row["derived"] else status,
        scope=scope_text(row, catalog, lang),
        formula=row["formula"],
        sources=numbering.of([row["id"]], [row["change_claim"]] if words else []),
        observation=row["id"],
    )
