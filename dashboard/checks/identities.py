"""Identities between numbers of one period: parts and wholes, shares, ratios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add

from dashboard.catalog import Catalog
from dashboard.catalog.rules import Relation
from dashboard.checks.material import Finding, Material
from dashboard.checks.rows import Row, about, distance, grouped, identity, interval, key_of, records
from dashboard.intervals import Interval

_SAME_TIME = ("period", "period_type", "kind_class")


def part_over_whole(material: Material) -> Iterator[Finding]:
    """Find places, and kinds of thing, that count more than the whole they belong to by the same rule."""
    yield from _places_over(material, same_rule=True)
    for relation in _relations(material, "parts"):
        for whole, parts in _members(relation, material, whole=relation.whole):
            yield from (_larger(part, whole, material) for part in parts if interval(part).low > interval(whole).high)


def different_counting_rules(material: Material) -> Iterator[Finding]:
    """Find places that count more than the place they lie in, by another counting rule: no error, and no share either."""
    yield from _places_over(material, same_rule=False)


def parts_against_total(material: Material) -> Iterator[Finding]:
    """Find totals that their parts do not add up to, or exceed, beyond what rounding explains."""
    for relation in _relations(material, "parts"):
        for whole, parts in _members(relation, material, whole=relation.whole):
            if len(parts) == len(relation.members) and (relation.exhaustive or len(parts) > 1):
                yield from _misfit(whole, parts, relation, material)
    for relation in _relations(material, "places"):
        for whole, parts in _places_of(relation, material):
            yield from _misfit(whole, parts, relation, material)


def shares_to_100(material: Material) -> Iterator[Finding]:
    """Find shares of one whole that do not add up to 100 per cent within rounding."""
    for relation in _relations(material, "shares"):
        for _, parts in _members(relation, material):
            total = _sum(parts)
            if len(parts) == len(relation.members) and not total.meets(Interval(100.0, 100.0)):
                yield _sum_finding(parts[0], parts, total, Interval(100.0, 100.0), relation, material)


def ratio_against_its_parts(material: Material) -> Iterator[Finding]:
    """Find ratios that differ from their numerator over their denominator."""
    for relation in _relations(material, "ratio"):
        for whole, parts in _members(relation, material, whole=relation.whole):
            if len(parts) == 2 and interval(parts[1]).low > 0:
                ratio = (interval(parts[0]) / interval(parts[1])).scaled(relation.factor)
                if not ratio.meets(interval(whole)):
                    yield _ratio_finding(whole, parts, ratio, material)


def _relations(material: Material, kind: str) -> list[Relation]:
    return [entry for entry in material.catalog.relations.values() if entry.kind == kind]


def _members(relation: Relation, material: Material, *, whole: str | None = None) -> Iterator[tuple[Row, list[Row]]]:
    """Return, for each place and period, the whole (the first member where none is named) and the members published."""
    names = [*relation.members, *([whole] if whole else [])]
    frame = material.dated
    wanted = frame["indicator"].isin(names) & (
        frame["scope"] == frame["indicator"].map(lambda name: relation.scopes.get(name, ""))
    )
    # Whole and parts may be a stock and a flow, so the kind of period need not agree where each has its own.
    for rows in grouped(records(frame.loc[wanted]), ("place", "period")).values():
        own = {row["indicator"]: row for row in rows if _comparable(row, material)}
        members = [own[name] for name in relation.members if name in own]
        if members and (whole is None or whole in own):
            yield own[whole] if whole else members[0], members


def _comparable(row: Row, material: Material) -> bool:
    return bool(row["period_type"] == material.indicator(row).accumulation)


def _places_over(material: Material, *, same_rule: bool) -> Iterator[Finding]:
    frame = material.published
    rows = records(frame.loc[frame["indicator"].isin(material.indicators("level", "count"))])
    by_number = grouped(rows, ("indicator", "place", *_SAME_TIME))
    for row in rows:
        for place in _around(row["place"], material.catalog):
            wholes = by_number.get((row["indicator"], place, *(row[name] for name in _SAME_TIME)), [])
            same = [whole for whole in wholes if whole["scope"] == row["scope"]]
            compared = same if same_rule else [] if same else wholes
            yield from (
                _larger(row, whole, material, same_rule=same_rule)
                for whole in compared
                if interval(row).low > interval(whole).high
            )


def _around(place: str, catalog: Catalog) -> Iterator[str]:
    """Return the places in which a place lies, the smallest first; a broken chain of parents cannot go round."""
    seen = {place}
    parent = catalog.places[place].parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        yield parent
        parent = catalog.places[parent].parent


def _places_of(relation: Relation, material: Material) -> Iterator[tuple[Row, list[Row]]]:
    """Return the whole and its places for each number that all the places have which ever have one."""
    catalog, frame = material.catalog, material.dated
    inside = {
        key
        for key, entry in catalog.places.items()
        if entry.level == relation.members_level and relation.whole_place in set(_around(key, catalog))
    }
    for name in relation.members:
        rows = frame.loc[(frame["indicator"] == name) & (frame["scope"] == relation.scopes.get(name, ""))]
        counted = {str(place) for place in rows["place"]} & inside
        for group in grouped(records(rows), _SAME_TIME).values():
            by_place = {row["place"]: row for row in group}
            if relation.whole_place in by_place and counted and counted <= set(by_place):
                yield by_place[relation.whole_place], [by_place[place] for place in sorted(counted)]


def _misfit(whole: Row, parts: list[Row], relation: Relation, material: Material) -> Iterator[Finding]:
    total = _sum(parts)
    fits = total.meets(interval(whole)) if relation.exhaustive else total.low <= interval(whole).high
    if not fits:
        yield _sum_finding(whole, parts, total, interval(whole), relation, material)


def _sum(parts: Iterable[Row]) -> Interval:
    return reduce(add, (interval(part) for part in parts))


def _larger(part: Row, whole: Row, material: Material, *, same_rule: bool = True) -> Finding:
    zh, en = material.zh, material.en
    why = (
        ("部分不可能大于整体", "a part cannot exceed its whole")
        if same_rule
        else ("口径不同，不能相除或相减", "the two count by different rules, so neither a share nor a rest can be computed")
    )
    return Finding(
        *about(part),
        zh=f"{zh.subject(part)}为{zh.value(part)}，超过{zh.subject(whole)}的{zh.value(whole)}：{why[0]}。",
        en=f"{en.subject(part)}: {en.value(part)}, more than {en.value(whole)} of {en.subject(whole)}; {why[1]}.",
        claims=(part["claim"], whole["claim"]),
        observations=(identity(part, material.catalog), identity(whole, material.catalog)),
        size=distance(interval(part), interval(whole)),
    )


def _sum_finding(
    whole: Row, parts: list[Row], total: Interval, wanted: Interval, relation: Relation, material: Material
) -> Finding:
    zh, en, name = material.zh, material.en, relation.name
    rows = list({key_of(row): row for row in (whole, *parts)}.values())
    return Finding(
        *about(whole),
        zh=f"{zh.subject(whole)}：{name['zh']}，{len(parts)}项之和为{zh.span(total, whole)}，应为{zh.span(wanted, whole)}。",
        en=f"{en.subject(whole)}: {name['en']}; the {len(parts)} parts add up to {en.span(total, whole)}, "
        f"which should be {en.span(wanted, whole)}.",
        claims=tuple(row["claim"] for row in rows),
        observations=tuple(identity(row, material.catalog) for row in rows),
        size=distance(total, wanted),
    )


def _ratio_finding(whole: Row, parts: list[Row], ratio: Interval, material: Material) -> Finding:
    zh, en = (
        (words.subject(whole), words.value(whole), *map(words.value, parts), words.span(ratio, whole))
        for words in (material.zh, material.en)
    )
    return Finding(
        *about(whole),
        zh=f"{zh[0]}公布为{zh[1]}，而{zh[2]}除以{zh[3]}得{zh[4]}。",
        en=f"{en[0]} is published as {en[1]}, but {en[2]} over {en[3]} gives {en[4]}.",
        claims=tuple(row["claim"] for row in (whole, *parts)),
        observations=tuple(identity(row, material.catalog) for row in (whole, *parts)),
        size=distance(ratio, interval(whole)),
    )
