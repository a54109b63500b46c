"""A document with the numbers found in it marked, and what was found as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.claim_words import change_in_words, value_in_words
from dashboard.components.intake_words import SIGNS, word
from dashboard.components.markup import still
from dashboard.components.numbers import number_link
from dashboard.components.review_messages import check_words
from dashboard.components.tables import Column, table
from dashboard.periods import parse_period
from dashboard.store import Store

Candidate = Mapping[str, Any]
_CHINESE_SHARE = 0.1
_TOLD = {"contradicts", "differs"}
"""Verdicts that stand in the text as words; the others as their sign, which the table below it explains."""


def verdict(candidate: Candidate) -> str:
    """Return one of ``intake_words.SIGNS``: what comparing a candidate with its text and with the store comes to."""
    own_text = [check["holds"] for check in candidate["checks"]] + [
        fit["holds"] for fit in candidate["fits"] if fit["own_text"]
    ]
    if False in own_text:
        return "contradicts"
    if candidate["agreement"] is None:
        return "unlinked"
    if candidate["agreement"]["verdict"] != "differs" and any(not fit["holds"] for fit in candidate["fits"]):
        return "differs"
    return str(candidate["agreement"]["verdict"])


def ready(candidate: Candidate) -> bool:
    """Return whether a candidate can be accepted as proposed: nothing was guessed, nothing is missing, nothing contradicts."""
    sound = not candidate["faults"] and not candidate["doubts"] and candidate["change_max"] is None
    return bool(candidate["auto"] and sound and verdict(candidate) in {"agrees", "unknown"})


def marked_text(text: str, candidates: Sequence[Candidate], *, lang: str, by_verdict: bool = False) -> Component:
    """Return the text with each number found as a mark that can be stepped to; ``by_verdict`` marks what the check says."""
    chosen = _without_overlap(candidates)
    pieces: list[str | Component] = []
    at = 0
    for order, candidate in enumerate(chosen):
        start, end = candidate["number"]
        pieces += [text[at:start], _mark(text[start:end], candidate, lang, first=order == 0, by_verdict=by_verdict)]
        at = end
    pieces.append(text[at:])
    return still(html.Div(pieces, className="marked-text", role="group", **{"aria-label": word("marked_text", lang)}))


def nothing_found(text: str, lang: str) -> str:
    """Return why no number was found in a text: none is there, or it is not Chinese, which alone is read."""
    letters = [char for char in text if char.isalpha()]
    chinese = sum("\u3400" <= char <= "\u9fff" for char in letters)
    return word("only_chinese" if letters and chinese < len(letters) * _CHINESE_SHARE else "none_found", lang)


def _without_overlap(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates whose numbers can be marked: of two that share characters, the first."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda each: (each["number"][0], each["number"][1])):
        if not kept or candidate["number"][0] >= kept[-1]["number"][1]:
            kept.append(candidate)
    return kept


def _mark(words: str, candidate: Candidate, lang: str, *, first: bool, by_verdict: bool) -> Component:
    found = verdict(candidate)
    state = verdict_word(candidate, lang) if by_verdict else word(f"state_{candidate['state']}", lang)
    shown: list[Any] = [words]
    if by_verdict:
        told = f" {SIGNS[found]} {state}" if found in _TOLD else f" {SIGNS[found]}"
        shown.append(html.Span(told, className="verdict-word"))
    return html.Mark(
        shown,
        role="button",
        tabIndex="0" if first else "-1",
        className="found",
        **{
            "data-candidate": str(candidate["n"]),
            "data-state": candidate["state"],
            "data-verdict": found,
            "aria-label": f"{candidate['printed']} {words}：{state}"
            if lang == "zh"
            else f"{candidate['printed']} {words}: {state}",
        },
    )


def proposal(row: Mapping[str, str], data: Store, lang: str, *, suggestions: Sequence[str] = ()) -> str:
    """Return what a row claims in a line: indicator, place, period, value, change.

    Where no indicator is settled the nearest of the ``suggestions`` is told, as the guess that it is.
    """
    indicator, place = data.catalog.indicators.get(row["indicator"]), data.catalog.places.get(row["place"])
    guess = next((data.catalog.indicators[name].name[lang] for name in suggestions if name in data.catalog.indicators), "")
    name = indicator.name[lang] if indicator else word("guess", lang, name=guess) if guess else "—"
    parts = [name, place.name[lang] if place else "—", _period(row["period"], lang)]
    parts += [words for words in (value_in_words(row, data.catalog, lang), change_in_words(row, data.catalog, lang)) if words]
    if row["kind"] != "actual":
        parts.append(word(f"kind_{row['kind']}", lang))
    return " · ".join(parts)


def _period(text: str, lang: str) -> str:
    try:
        return parse_period(text).label(lang)
    except ValueError:
        return text or "—"


def store_says(candidate: Candidate, lang: str) -> list[str | Component]:
    """Return what the store says about a candidate, its number a link to the evidence, and what does not fit."""
    parts: list[str | Component] = []
    told = candidate["agreement"]
    if told and told["stored"]:
        lead = word("nearest" if told["about"] == "nearest" else "in_store", lang)
        parts += [lead, " ", number_link(told["stored"], told["observation"], lang)]
        parts += [f"（{told['scope']}）" if lang == "zh" else f" ({told['scope']})"] if told["scope"] else []
        if told["difference"]:
            parts += ["，" if lang == "zh" else "; ", word("differs_by", lang), " ", html.Strong(told["difference"])]
        parts += [html.Span(f" {told['source']}", className="muted")] if told["source"] else []
    if told and told["other"]:
        parts.append(html.P([word("other_agrees", lang), told["other"]], className="note"))
    checks = [*candidate["fits"], *candidate["checks"]]
    parts += [html.P(check_words(check, lang), className="misfit") for check in checks if check["holds"] is False]
    parts += [html.P(f"✓ {check_words(check, lang)}", className="note") for check in checks if check["holds"]]
    return parts or ["—"]


def verdict_tag(candidate: Candidate, lang: str) -> Component:
    """Return the verdict as a sign and a word in a frame."""
    found = verdict(candidate)
    return html.Span([f"{SIGNS[found]} ", verdict_word(candidate, lang)], className=f"tag verdict-{found}")


def verdict_word(candidate: Candidate, lang: str) -> str:
    """Return the verdict in words; what cannot be compared is told by what is not settled: the indicator, else the place."""
    found = verdict(candidate)
    unplaced = found == "unlinked" and candidate["row"]["indicator"] and not candidate["row"]["place"]
    return word("verdict_unplaced" if unplaced else f"verdict_{found}", lang)


def candidate_table(candidates: Sequence[Candidate], data: Store, *, lang: str) -> Component:
    """Return all candidates as a table whose rows can be stepped to; assets/intake.js filters it."""
    columns = [Column("#"), *(Column(word(key, lang), "words") for key in ("words", "proposed", "result", "status"))]
    rows = [
        [
            html.Button(str(each["n"] + 1), type="button", className="row-button", **{"data-candidate": str(each["n"])}),
            _short(each["words"]),
            proposal(each["row"], data, lang, suggestions=each["suggestions"]),
            verdict_tag(each, lang),
            html.Span(
                word(f"state_{_first_state(each)}", lang),
                **{"data-state-of": str(each["n"]), "data-state": _first_state(each)},
            ),
        ]
        for each in candidates
    ]
    return still(table(columns, rows, caption=word("candidates", lang)))


def _first_state(candidate: Candidate) -> str:
    if candidate["state"] != "open":
        return str(candidate["state"])
    return "ready" if ready(candidate) else "look"


def _short(words: str) -> str:
    squeezed = " ".join(words.split())
    return squeezed if len(squeezed) <= 60 else f"{squeezed[:59]}…"


def check_table(candidates: Sequence[Candidate], data: Store, *, lang: str) -> Component:
    """Return each number of a text with what comparing it with the store comes to, the differing ones first."""
    order = ("contradicts", "differs", "unlinked", "unknown", "agrees")
    ranked = sorted(candidates, key=lambda each: order.index(verdict(each)))
    columns = [Column(word(key, lang), "words") for key in ("words", "result", "store_says", "proposed")]
    rows = [
        [
            _short(each["words"]),
            verdict_tag(each, lang),
            html.Span(store_says(each, lang)),
            proposal(each["row"], data, lang, suggestions=each["suggestions"]),
        ]
        for each in ranked
    ]
    return still(table(columns, rows, caption=word("result", lang)))
