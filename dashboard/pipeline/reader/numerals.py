"""Chinese numerals as numbers: 二十三, 两千三百, 十八, 二点三, 四千."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERAL_CHARACTERS = "零一二三四五六七八九十百千两"


def _whole(text: str) -> int | None:
    if not any(char in _PLACES for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)) if len(text) == 1 else None
    total = pending = 0
    for char in text:
        if char in _PLACES:
            total += (pending or (1 if total == 0 else 0)) * _PLACES[char]
            pending = 0
        elif pending:
            return None
        else:
            pending = _DIGITS[char]
    return total + pending


def numeral_value(text: str) -> int | float | None:
    """Return the number written as `text`, or None where the characters are not one number (两三)."""
    whole, point, fraction = text.partition("点")
    if not whole or any(char not in NUMERAL_CHARACTERS for char in whole + fraction):
        return None
    value = _whole(whole)
    if not point or value is None:
        return value
    if any(char in _PLACES for char in fraction) or not fraction:
        return None
    return float(f"{value}." + "".join(str(_DIGITS[char]) for char in fraction))
