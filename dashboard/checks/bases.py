"""Bases that stated changes imply: against each other, and against the years around."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dashboard.checks.material import Finding, Material
from dashboard.checks.rows import Row, about, distance, grouped, identity, interval, key_of
from dashboard.checks.statements import implied, is_mean, stating, year_it_fits
from dashboard.checks.words import Words
from dashboard.intervals import Interval


def implied_base_differs(material: Material) -> Iterator[Finding]:
    """Find bases that nobody published and of which two releases imply values that cannot both be true.

    Growth at constant prices implies no base. Where a base is published, what is implied is set against it by
    ``growth_against_levels``: it is one comparison.
    """
    rows = [
        row
        for row in material.once(stating)
        if pd.notna(row["amount"]) and not is_mean(row) and not material.indicator(row).growth_at_constant_prices
    ]
    based = (row | {"base_key": key_of(row, period=row["change_base"], kind_class="outcome")} for row in rows)
    for (key,), group in grouped(based, ["base_key"]).items():
        bases = [(row, base) for row in group for base in [implied(row)] if base is not None]
        if key not in material.stated and len(bases) > 1:
            yield from _disagreeing(bases, material)


def label_and_data_year(material: Material) -> Iterator[Finding]:
    """Find values whose growth does not fit the year of their label but fits the year before it."""
    for row in material.once(stating):
        levels = year_it_fits(row, material)
        if levels is not None:
            yield _mislabelled(row, *levels, material=material)


def _mislabelled(row: Row, before: Row, two_before: Row, *, material: Material) -> Finding:
    base = implied(row) or interval(two_before)

    def told(words: Words) -> tuple[str, ...]:
        levels = (
            words.period(before["period"]),
            words.value(before),
            words.period(two_before["period"]),
            words.value(two_before),
        )
        return words.subject(row), words.value(row), words.change(row), words.span(base, row), *levels

    zh, en = told(material.zh), told(material.en)
    return Finding(
        *about(row),
        zh=f"{zh[0]}报为{zh[1]}，{zh[2]}，推算基数为{zh[3]}；公布的{zh[4]}为{zh[5]}，{zh[6]}为{zh[7]}：这个数字像是{zh[4]}的。",
        en=f"{en[0]} is reported as {en[1]}, {en[2]}, which implies a base of {en[3]}; published are {en[5]} for {en[4]} "
        f"and {en[7]} for {en[6]}: the figure looks like that of {en[4]}.",
        claims=tuple(dict.fromkeys((row["claim"], before["claim"], two_before["claim"]))),
        observations=tuple(identity(each, material.catalog) for each in (row, before, two_before)),
        size=distance(base, interval(before)),
    )


def _disagreeing(bases: list[tuple[Row, Interval]], material: Material) -> Iterator[Finding]:
    (low, least), (high, most) = min(bases, key=lambda pair: pair[1].high), max(bases, key=lambda pair: pair[1].low)
    if least.meets(most) or low["release"] == high["release"]:
        return

    def told(words: Words) -> tuple[str, ...]:
        subject = words.subject(low, period=low["change_base"])
        ends = ((low, least), (high, most))
        return subject, *(text for row, base in ends for text in (words.value(row), words.change(row), words.span(base, row)))

    zh, en = told(material.zh), told(material.en)
    yield Finding(
        *about(low, period=low["change_base"]),
        zh=f"{zh[0]}无人公布，两处说法推算出的数不一：{zh[1]}、{zh[2]}推得{zh[3]}，{zh[4]}、{zh[5]}推得{zh[6]}。",
        en=f"{en[0]} was published by nobody, and two statements imply unlike values: {en[1]}, {en[2]}, gives {en[3]}; "
        f"{en[4]}, {en[5]}, gives {en[6]}.",
        claims=tuple(sorted(row["claim"] for row, _ in bases)),
        observations=tuple(dict.fromkeys(identity(row, material.catalog) for row in (low, high))),
        size=distance(least, most),
    )
