"""The sentence and the clause in which a candidate stands."""

from __future__ import annotations

from dashboard.pipeline.reader import Candidate

_ENDS = "。！？；\n"
_LONGEST = 300


def sentence_around(text: str, candidate: Candidate) -> str:
    """Return the sentence that holds a span, at most some hundred characters either way."""
    first, last = _bounds(text, candidate)
    return text[first:last].strip()


def sentence_start(text: str, candidate: Candidate) -> int:
    """Return where the sentence that holds a span begins, blanks left out."""
    first, last = _bounds(text, candidate)
    return last - len(text[first:last].lstrip())


def clause_before(text: str, candidate: Candidate) -> str:
    """Return the sentence up to the number: what it says of its time stands there."""
    first, _ = _bounds(text, candidate)
    return text[first : candidate.number_start]


def _bounds(text: str, candidate: Candidate) -> tuple[int, int]:
    low = max(0, candidate.start - _LONGEST)
    first = max((text.rfind(end, low, candidate.start) + 1 for end in _ENDS), default=0) or low
    ends = [place for place in (text.find(end, candidate.end, candidate.end + _LONGEST) for end in _ENDS) if place >= 0]
    return first, min(ends) + 1 if ends else min(len(text), candidate.end + _LONGEST)
