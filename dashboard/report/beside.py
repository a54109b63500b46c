"""A place beside the peers that publish a figure, for indicators that the rule for strengths and weaknesses cannot judge."""

from __future__ import annotations

import pandas as pd

from dashboard.analysis.comparability import lower_is_better
from dashboard.analysis.publishing_peers import with_publishing_peers
from dashboard.report.content import Beside, PeerValue
from dashboard.report.material import Material
from dashboard.report.numbering import Numbering
from dashboard.report.words import word
from dashboard.rows import Row, rows_of
from dashboard.text.statements import period_text, scope_text, value_text

MOST = 6


def beside(made: Material, numbering: Numbering) -> tuple[Beside, ...]:
    """Return at most ``MOST`` indicators with the figures of the place and of its peers, the best covered first.

    Those that the rule compares already are left out.
    """
    met = with_publishing_peers(made.everyone, made.catalog, made.place.id, today=made.today)
    open_ones = met.loc[~met["indicator"].isin(made.standing["indicator"])]
    groups = [rows for _, rows in open_ones.groupby("indicator", sort=False)][:MOST]
    return tuple(_beside(rows, made, numbering) for rows in groups)


def _beside(rows: pd.DataFrame, made: Material, numbering: Numbering) -> Beside:
    listed = rows_of(rows)
    own, lang, catalog = next(row for row in listed if row["own"]), made.lang, made.catalog
    indicator = catalog.indicators[own["indicator"]]
    places = _positions(listed, falling=lower_is_better(indicator))
    values = tuple(_value(row, share, made) for row, share in zip(listed, places, strict=True))
    scope = scope_text(own, catalog, lang)
    return Beside(
        indicator=own["indicator"],
        name=indicator.label(lang) + (word("bracketed", lang, text=scope) if scope else ""),
        coverage=word(
            "coverage", lang, of=own["among"], publish=own["publish"], rule=catalog.peers[own["rule"]].name[lang].lower()
        ),
        covered=f"{own['publish']}/{own['among']}",
        values=values,
        sources=numbering.of([own["id"], values[0].observation]),
    )


def _value(row: Row, share: float, made: Material) -> PeerValue:
    return PeerValue(
        place=made.catalog.places[row["place"]].name[made.lang],
        value=value_text(row, made.catalog, made.lang),
        period=period_text(row, made.lang),
        share=share,
        bound=row["qualifier"] != "exact",
        own=bool(row["own"]),
        observation=row["id"],
    )


def _positions(rows: list[Row], *, falling: bool) -> list[float]:
    """Return where each number stands on a line of 0 to 100: amounts from zero, ranks from the last shown to the first."""
    amounts = [float(row["amount"]) for row in rows]
    first, last = (1.0 if min(amounts) >= 1 else 0.0, max(amounts)) if falling else (max(amounts), 0.0)
    if first == last:
        return [100.0] * len(amounts)
    return [min(max((amount - last) / (first - last) * 100, 0.0), 100.0) for amount in amounts]
