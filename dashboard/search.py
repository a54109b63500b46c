"""Words by which indicators and places are found: names, synonyms, ids, and the pinyin of Chinese names and its initials."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dashboard.catalog.model import Indicator, Place


@lru_cache(maxsize=4096)
def pinyin(text: str) -> tuple[str, str]:
    """Return the pinyin of a Chinese text without tones and its initials: ``("yanfajingfei", "yfjf")``.

    Latin letters and digits stay as they are, in lower case.
    """
    # Its dictionary takes most of a second to load, which no page should wait for that has no search.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    whole = lazy_pinyin(text, errors=str.lower)
    initials = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=str.lower)
    return "".join(whole), "".join(initials)


def search_words(names: Iterable[str]) -> str:
    """Return everything by which something with these names is found, in one text: the names, their pinyin, the initials."""
    words: list[str] = []
    for name in dict.fromkeys(names):
        words.append(name)
        if not name.isascii():
            words += pinyin(name)
    return " ".join(dict.fromkeys(words))


def indicator_words(indicator: Indicator) -> str:
    """Return the words by which an indicator is found."""
    short = (indicator.short.zh, indicator.short.en) if indicator.short else ()
    return search_words(
        [
            indicator.name.zh,
            indicator.name.en,
            *short,
            *indicator.synonyms.zh,
            *indicator.synonyms.en,
            *indicator.aliases,
            indicator.id,
            indicator.id.replace("_", " "),
        ]
    )


def place_words(place: Place) -> str:
    """Return the words by which a place is found."""
    code = (place.code,) if place.code else ()
    names = [place.name.zh, place.name.en, *place.synonyms.zh, *place.synonyms.en, *place.aliases, *code, place.id]
    return search_words(names)
