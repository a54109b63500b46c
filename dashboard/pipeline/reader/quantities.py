"""The number and unit grammar: one quantity from a position in the plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.pipeline.reader.numerals import numeral_value
from dashboard.pipeline.reader.units import RATES, SCALE_PATTERN, SCALES, UNIT_PATTERN


@dataclass(slots=True)
class Quantity:
    """A number as printed: value × scale in unit, an upper end of a range, a qualifier, and its span."""

    start: int
    end: int
    number_end: int
    value: int | float
    unit: str | None = None
    scale: int = 1
    upper: int | float | None = None
    qualifier: str = ""
    form: str = "arabic"
    ratio: tuple[int | float, ...] = ()


_SUFFIX = r"(?P<suffix>及以上|以上|及以下|以下|以内|之内|左右|上下|之多|开外)?"
_ARABIC = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)"
    rf"(?:(?P<lowtail>(?:{SCALE_PATTERN})?(?:%|‰|个百分点|{UNIT_PATTERN})?)(?:-+|~|至|到)(?P<upper>\d+(?:\.\d+)?)(?![\d年月]))?"
    rf"(?P<more>余|多|几)?(?P<scale>(?:{SCALE_PATTERN})(?!分[点之]))?(?P<more2>余|多)?"
    rf"(?P<unit>{UNIT_PATTERN})?(?P<more3>余|多(?!种|个|家|项))?" + _SUFFIX
)
_COMPOUND = re.compile(
    rf"(?:(?P<yi>\d+)亿)?(?P<wan>\d+)万(?P<one>\d{{1,4}})(?P<unit>{UNIT_PATTERN})"
    rf"|(?P<yi2>\d+)亿(?P<wan2>\d{{1,4}})万(?P<unit2>{UNIT_PATTERN})"
)
_SCALED = re.compile(r"\d+[万亿]\d")
_SIMPLE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<lowtail>(?!))?(?P<upper>(?!))?"
    rf"(?P<more>余|多|几)?(?P<scale>(?:{SCALE_PATTERN})(?!分[点之]))?(?P<more2>余|多)?"
    rf"(?P<unit>{UNIT_PATTERN})?(?P<more3>余|多(?!种|个|家|项))?" + _SUFFIX
)
RATIO = re.compile(r"\d+(?:\.\d+)?(?:(?:%)?[:/]\d+(?:\.\d+)?%?){1,4}(?![\d:])")
_CN = "[零一二三四五六七八九十百千两]"
WORDS = re.compile(
    rf"(?=[零一二三四五六七八九十百千两翻第余多亿\d])(?:(?P<percent>(?P<mille>百|千)分之(?P<pnumber>{_CN}+(?:点{_CN}+)?))"
    rf"|(?P<points>(?P<qnumber>{_CN}+(?:点{_CN}+)?)个(?P<qunit>百分点|千分点))"
    rf"|(?P<pair>(?P<phigh>{_CN}+)(?P<pscale>亿|万)(?P<plow>{_CN}*千{_CN}*|{_CN}+万)(?P<pmore>多|余)?(?P<punit>人民币元|美元|元|人次|人|件|家|户|吨|亩|项|平方米|辆|个|名|篇))"
    rf"|(?P<tenths>(?P<tnumber>[一二两三四五六七八九\d])成(?P<half>半|"
    rf"[一二三四五六七八九](?![成家个]))?(?![为立果功员本长都分熟交绩])(?P<tmore>多|以上|左右|以下)?)"
    rf"|(?P<double>翻(?:了|了近|近)?(?P<dnumber>{_CN}|\d+(?:\.\d+)?)?番)"
    rf"|(?P<fold>(?P<fnumber>{_CN}+(?:点{_CN}+)?)(?P<fmore>多|余)?倍(?!增|速|率|数))"
    rf"|(?P<ordinal>第(?P<onumber>{_CN}+|\d+)(?![季届次批个大代产方期轮线站\d])(?P<ounit>位|名)?)"
    rf"|(?P<large>(?<![\d.])(?P<lnumber>{_CN}+)?(?P<lmore>余|多)?(?P<lscale>万亿|亿|万)(?P<lmore2>余|"
    rf"多)?(?P<lunit>人民币元|美元|元|人次|人|件|家|户|吨|亩|项|平方米|辆)(?![级])(?P<lsuffix>以上|左右|以内)?)"
    rf"|(?P<round>(?<=[破超过逾近达上足到])(?P<rscale>千万|百万|[千百万])(?P<runit>家|件|项|户|人|名|篇|个|亩|吨|辆|台)(?!级))"
    rf"|(?P<count>(?P<cnumber>{_CN}{{2,}})(?P<cmore>余|多)?(?P<cunit>家|个|项|件|人次|人|名|户|所|支|座|台|套|篇|元|辆|亩|吨|场))"
    rf"|(?P<count1>(?P<c1number>[一二两三四五六七八九十]|[一二三四五六七八九]?十[一二三四五六七八九]?)(?P<c1unit>位|"
    rf"名)次?(?=[，。;、)\n]|$)))"
)
_QUALIFIERS = {"及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=", "左右": "~",
               "上下": "~", "之多": "", "开外": ">"}  # fmt: skip


def printed(number: str) -> int | float:
    """Return the number of a digit string: whole where it has no fraction."""
    value = float(number)
    return int(value) if value.is_integer() and len(number) < 18 else value


def _joined_scale(value: int | float, scale: int) -> tuple[int | float, int]:
    return value, scale


def arabic_quantity(text: str, position: int) -> Quantity:
    """Return the quantity whose digits begin at `position`."""
    compound = _COMPOUND.match(text, position) if _SCALED.match(text, position) else None
    if compound is not None:
        return _compounded(compound, position)
    match = _SIMPLE.match(text, position)
    if match is not None and text[match.end() : match.end() + 1] in ("-", "~", "至", "到"):
        match = _ARABIC.match(text, position)
    assert match is not None  # noqa: S101 - the caller stands on a digit
    negative = (
        position > 1
        and text[position - 1] == "-"
        and not (text[position - 2].isalnum() and text[position - 2].isascii())
        and text[position - 2] not in "%年月日"
    )
    more = match["more"] or match["more2"] or match["more3"]
    upper = match["upper"]
    unit, scale, end = match["unit"], match["scale"], match.end()
    unit = "元" if unit == "元人民币" else unit
    position -= negative
    if match["more"] == "几" or (unit is None and match["suffix"] is None):
        end = (
            match.end("unit") if unit else match.end("scale") if scale else match.end("upper") if upper else match.end("number")
        )
    opened = match["lowtail"] and text[position - 1 : position] in ("从", "由")
    if upper and (opened or not _plausible_range(match)):
        return Quantity(
            position,
            match.end("number") + len(match["lowtail"] or ""),
            match.end("number"),
            printed(match["number"]),
            *_split_tail(match["lowtail"] or ""),
        )
    return Quantity(
        position, end, match.end("upper") if upper else match.end("number"),
        -printed(match["number"]) if negative else printed(match["number"]), unit,
        SCALES.get(scale or "", 1), printed(upper) if upper else None,
        _QUALIFIERS.get(match["suffix"] or "", "") or (">" if more else ""),
    )  # fmt: skip


def _compounded(match: re.Match[str], position: int) -> Quantity:
    """4万3210人, 3亿2500万元: one number printed in two scales."""
    if match["one"]:
        value = int(match["yi"] or 0) * 10**8 + int(match["wan"]) * 10**4 + int(match["one"])
        return Quantity(position, match.end(), match.end("one"), value, match["unit"])
    value = int(match["yi2"]) * 10**4 + int(match["wan2"])
    return Quantity(position, match.end(), match.end("wan2"), value, match["unit2"], 10**4)


def _plausible_range(match: re.Match[str]) -> bool:
    low, high = float(match["number"]), float(match["upper"])
    return high > low and bool(match["unit"] or match["scale"])


def _split_tail(tail: str) -> tuple[str | None, int]:
    for word in sorted(SCALES, key=len, reverse=True):
        if tail.startswith(word):
            return tail[len(word) :] or None, SCALES[word]
    return tail or None, 1


def word_quantity(match: re.Match[str]) -> Quantity | None:
    """Return the quantity of a match of WORDS, or None where its characters are not one number."""
    return next((build(match) for name, build in _BUILDERS.items() if match[name]), None)


def _percent(match: re.Match[str]) -> Quantity | None:
    value = numeral_value(match["pnumber"])
    unit = "%" if match["mille"] == "百" else "‰"
    return None if value is None else Quantity(match.start(), match.end(), match.end(), value, unit, form="words")


def _points(match: re.Match[str]) -> Quantity | None:
    value = numeral_value(match["qnumber"])
    return (
        None if value is None else Quantity(match.start(), match.end(), match.end(), value, "个" + match["qunit"], form="words")
    )


def _pair(match: re.Match[str]) -> Quantity | None:
    """七亿三千万元, 一万二千八百家: one number in two scales."""
    high, low = numeral_value(match["phigh"]), numeral_value(match["plow"].removesuffix("万"))
    if high is None or low is None or (match["pscale"] == "万" and match["plow"].endswith("万")):
        return None
    scale = SCALES[match["pscale"]]
    low *= 10**4 if match["plow"].endswith("万") else 1
    if not 0 < low < scale:
        return None
    value = printed(str(round(high + low / scale, 8)))
    more = ">" if match["pmore"] else ""
    return Quantity(match.start(), match.end(), match.end(), value, match["punit"], scale, qualifier=more, form="words")


def _tenths(match: re.Match[str]) -> Quantity | None:
    text = match["tnumber"]
    value = printed(text) if text.isdigit() else numeral_value(text)
    if value is None:
        return None
    rest = 0 if not match["half"] else 5 if match["half"] == "半" else numeral_value(match["half"]) or 0
    return Quantity(
        match.start(),
        match.end(),
        match.end(),
        value + rest / 10 if rest else value,
        "成",
        qualifier={"多": ">"}.get(match["tmore"] or "", _QUALIFIERS.get(match["tmore"] or "", "")),
        form="words",
    )


def _double(match: re.Match[str]) -> Quantity | None:
    text = match["dnumber"] or "一"
    times = printed(text) if text[0].isdigit() else numeral_value(text)
    if times is None:
        return None
    return Quantity(match.start(), match.end(), match.end(), printed(str(2**times - 1)), "倍", form="double")


def _fold(match: re.Match[str]) -> Quantity | None:
    value = numeral_value(match["fnumber"])
    if value is None:
        return None
    return Quantity(match.start(), match.end(), match.end(), value, "倍", qualifier=">" if match["fmore"] else "", form="words")


def _ordinal(match: re.Match[str]) -> Quantity | None:
    text = match["onumber"]
    value = printed(text) if text.isdigit() else numeral_value(text)
    if value is None:
        return None
    return Quantity(match.start(), match.end(), match.end(), value, match["ounit"] or "位", form="ordinal")


def _large(match: re.Match[str]) -> Quantity | None:
    number, scale = match["lnumber"] or "", SCALES[match["lscale"]]
    bare = not number or number in ("十", "百", "千")
    if bare and (match["lunit"] != "元" or (match["lscale"] == "万" and not number)):
        return None
    value: int | float | None = 1
    if bare:
        scale *= {"": 1, "十": 10, "百": 100, "千": 1000}[number]
    else:
        value = numeral_value(number)
    if value is None:
        return None
    more = ">" if match["lmore"] or match["lmore2"] else ""
    qualifier = _QUALIFIERS.get(match["lsuffix"] or "", "") or more
    return Quantity(
        match.start(),
        match.end(),
        match.end(),
        value,
        match["lunit"],
        scale,
        qualifier=qualifier,
        form="bare" if bare else "words",
    )


def _round(match: re.Match[str]) -> Quantity | None:
    return Quantity(match.start(), match.end(), match.end(), 1, match["runit"], SCALES[match["rscale"]], form="bare")


def _count(match: re.Match[str]) -> Quantity | None:
    value = numeral_value(match["cnumber"])
    if value is None or value < 10:
        return None
    return Quantity(
        match.start(), match.end(), match.end(), value, match["cunit"], qualifier=">" if match["cmore"] else "", form="count"
    )


def _places(match: re.Match[str]) -> Quantity | None:
    value = numeral_value(match["c1number"])
    return None if value is None else Quantity(match.start(), match.end(), match.end(), value, "位", form="places")


_BUILDERS = {"percent": _percent, "points": _points, "pair": _pair,
             "tenths": _tenths, "double": _double, "fold": _fold, "ordinal": _ordinal,
             "large": _large, "round": _round, "count": _count, "count1": _places}  # fmt: skip


def is_rate(quantity: Quantity) -> bool:
    """Return whether the unit can carry a relative change."""
    return quantity.unit in RATES
