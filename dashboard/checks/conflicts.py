"""Claims of one number that cannot both be true, and sources that may be copies of one release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from dashboard.checks.material import Finding, Material
from dashboard.checks.rows import Row, about, distance, identity, interval, key_of, records
from dashboard.checks.words import Words
from dashboard.claims import KEY

_PROVISIONAL = {"preliminary", "expected", "estimate"}
_KINDS = ("values_differ", "cut_off_digits", "superseded_values", "targets_differ")
"""What a difference is; of several about one number the first is told."""
_TWIN = ["claim", "source", "release", "published", "amount", "qualifier", "correction", *KEY]
_COPIED_WITHIN = dt.timedelta(days=7)
_COPIED_NUMBERS = 3
"""From how many equal numbers, and none unlike, two sources that appear within a week look like copies of one release."""


def rivals(material: Material) -> list[tuple[Row, list[Row]]]:
    """Return every observation from which some release differs, with the claims that do."""
    differing = material.observations.loc[material.observations["differ"].fillna(0) > 0]
    found = []
    for winner in records(differing):
        others = [row for row in material.stated.get(key_of(winner), []) if not interval(row).meets(interval(winner))]
        if others:
            found.append((winner, others))
    return found


def values_differ(material: Material) -> Iterator[Finding]:
    """Find numbers for which releases state values that neither rounding nor hedges nor finality can reconcile."""
    return _told(material, "values_differ", "另有", "another figure is")


def superseded_values(material: Material) -> Iterator[Finding]:
    """Find numbers where only an expected or preliminary figure differs from a final one."""
    return _told(
        material, "superseded_values", "预计或快报数与最终数不同：", "expected or preliminary and final figures differ:"
    )


def cut_off_digits(material: Material) -> Iterator[Finding]:
    """Find numbers of which one source cut off the last digits where rounding would have gone up."""
    return _told(material, "cut_off_digits", "另有截去尾数的", "another source cut off the last digits:")


def targets_differ(material: Material) -> Iterator[Finding]:
    """Find targets of which more than one value was set, in one plan or in several."""
    return _told(material, "targets_differ", "另有目标", "another target is")


def _told(material: Material, kind: str, zh: str, en: str) -> Iterator[Finding]:
    for winner, others in material.once(rivals):
        if min((_kind(row, winner) for row in others), key=_KINDS.index) == kind:
            yield _conflict(winner, others, (zh, en), material)


def _kind(row: Row, winner: Row) -> str:
    if winner["kind_class"] == "target":
        return "targets_differ"
    if row["kind"] != winner["kind"] and _PROVISIONAL & {row["kind"], winner["kind"]}:
        return "superseded_values"
    return "cut_off_digits" if _cut(row, winner) or _cut(winner, row) else "values_differ"


def _cut(short: Row, long: Row) -> bool:
    """Return whether ``short`` is what remains of ``long`` when its last digits are cut off."""
    if short["qualifier"] != "exact" or long["qualifier"] != "exact" or short["precision"] <= long["precision"]:
        return False
    return bool(short["amount"] <= long["amount"] < short["amount"] + 10.0 ** short["precision"])


def _conflict(winner: Row, others: list[Row], said: tuple[str, str], material: Material) -> Finding:
    size = max(distance(interval(winner), interval(row)) for row in others)

    def parts(words: Words) -> tuple[str, str, str, str]:
        rivals = [f"{words.value(row)}{words.publisher(row)}" for row in _unlike(others)]
        joined = ("、" if words.lang == "zh" else ", ").join(rivals)
        return words.subject(winner), f"{words.value(winner)}{words.publisher(winner)}", joined, words.apart(size)

    zh, en = parts(material.zh), parts(material.en)
    return Finding(
        *about(winner),
        zh=f"{zh[0]}：采用{zh[1]}，{said[0]}{zh[2]}，最多相差{zh[3]}。",
        en=f"{en[0]}: {en[1]} is used, {said[1]} {en[2]}; up to {en[3]} apart.",
        claims=(winner["claim"], *(row["claim"] for row in others)),
        observations=(identity(winner, material.catalog),),
        size=size,
    )


def _unlike(rows: list[Row]) -> list[Row]:
    """Return one claim for each different number."""
    return list({(row["amount"], row["qualifier"]): row for row in reversed(rows)}.values())[::-1]


def twins(material: Material) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the claims of which another about the same number appeared within a week, and no observations."""
    claims = material.claims.loc[material.claims["amount"].notna() & material.claims["published"].notna(), _TWIN]
    in_time = claims.sort_values([*KEY, "published"])
    near = in_time.groupby(list(KEY), sort=False)["published"].diff() <= _COPIED_WITHIN
    return in_time.loc[near | near.shift(-1, fill_value=False)], material.observations.iloc[:0]


def near_duplicate_sources(material: Material) -> Iterator[Finding]:
    """Find pairs of sources that appear within a week and say the same numbers: copies of one release, counted twice."""
    claims = twins(material)[0]
    pairs = claims.merge(claims, on=list(KEY), suffixes=("", "_other"))
    near = (pairs["published"] - pairs["published_other"]).abs() <= _COPIED_WITHIN
    pairs = pairs.loc[(pairs["source"] < pairs["source_other"]) & (pairs["release"] != pairs["release_other"]) & near]
    same = (pairs["amount"] == pairs["amount_other"]) & (pairs["qualifier"] == pairs["qualifier_other"])
    for (one, other), rows in pairs.assign(same=same).groupby(["source", "source_other"], sort=True):
        if rows["same"].all() and len(rows) >= _COPIED_NUMBERS:
            yield _copies(str(one), str(other), rows, material)


def _copies(one: str, other: str, rows: pd.DataFrame, material: Material) -> Finding:
    sources, count = material.catalog.sources, len(rows)
    first: Row = {str(name): value for name, value in rows.sort_values([*KEY]).iloc[0].to_dict().items()}
    titles = {lang: [f"{sources[s].publisher[lang]}“{sources[s].title[lang]}”" for s in (one, other)] for lang in ("zh", "en")}
    return Finding(
        *about(first),
        zh=f"{titles['zh'][0]}与{titles['zh'][1]}相隔不到一周，{count}个数字完全相同；若是同一次发布，应归为一次。",
        en=f"{titles['en'][0]} and {titles['en'][1]} appeared within a week and state the same {count} numbers; "
        f"if they are copies of one release, they should count once.",
        claims=tuple(sorted({*rows["claim"], *rows["claim_other"]})),
        observations=(),
        size=float(count),
    )
