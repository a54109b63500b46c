"""Puts a briefing together from its parts."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pandas as pd

from dashboard.analysis.profile import peers_enough
from dashboard.analysis.revisions import what_changed
from dashboard.report.beside import beside
from dashboard.report.calendar import next_release, overdue
from dashboard.report.caveats import caveats
from dashboard.report.changed import change_sentence, with_wording
from dashboard.report.chart_content import chart_of
from dashboard.report.content import Briefing, Line, SourceLine
from dashboard.report.data_rows import data_rows
from dashboard.report.findings import standings, strong, watched, weak
from dashboard.report.key_figures import figures, key_figures
from dashboard.report.material import Material, material
from dashboard.report.numbering import Numbering
from dashboard.report.target_lines import target_lines, target_summary, targets_of
from dashboard.report.words import day_text, word
from dashboard.rows import rows_of
from dashboard.store import Store
from dashboard.text.sentences import overview


def briefing(
    store: Store,
    place: str,
    *,
    lang: str = "zh",
    as_of: dt.date | None = None,
    since: dt.date | None = None,
    address: str = "",
    contact: str = "",
    today: dt.date | None = None,
) -> Briefing:
    """Return the briefing about a place.

    Args:
        store: the snapshot to read.
        place: id or alias of a place.
        lang: ``zh`` or ``en``.
        as_of: what was published later does not exist.
        since: tell what changed since that day.
        address: where the dashboard is served, such as ``https://stat.example.gov.cn``; empty where not known.
        contact: whom to ask; empty leaves the line out.
        today: the day of the briefing where ``as_of`` does not say one.

    Raises:
        KeyError: the place is unknown.
    """
    made = material(store, place, lang=lang, as_of=as_of, today=today)
    claims = store.claims(None, [made.place.id], as_of=as_of)
    numbering = Numbering(made.everyone, claims, made.catalog)
    summary = _summary(made, numbering)
    keys = key_figures(made, numbering)
    aims = target_lines(targets_of(made), numbering)
    findings = (strong(made, numbering), weak(made, numbering), watched(made, numbering))
    uncertain = caveats(made, numbering)
    rest = figures(made, numbering)
    rows = data_rows(made, numbering)
    met = beside(made, numbering)
    return Briefing(
        lang=lang,
        place=made.place.formal(lang),
        title=word("title", lang, place=made.place.formal(lang)),
        data_through=_data_through(made),
        as_of=word("as_of" if as_of else "as_of_all", lang, day=day_text(str(made.today), lang)),
        synthetic=word("synthetic", lang) if bool(made.found["synthetic"].any()) else "",
        summary=summary,
        key_figures=keys,
        targets_summary=target_summary(targets_of(made), numbering),
        targets=aims,
        chart=chart_of(made),
        standing=standings(made),
        beside=met,
        strengths=findings[0],
        weaknesses=findings[1],
        watch=findings[2],
        changes_since=day_text(str(since), lang) if since else "",
        changes=_changes(claims, made, numbering, since) if since else (),
        caveats=uncertain,
        figures=rest,
        data=rows,
        sources=tuple(SourceLine(*entry) for entry in numbering.listed(lang)),
        next_release=next_release(made),
        overdue=overdue(made),
        contact=contact,
        link=f"{address.rstrip('/')}{view_path(made.place.id, lang=lang, as_of=as_of)}",
        evidence=evidence_address(address, lang=lang, as_of=as_of),
        snapshot=made.snapshot,
    )


def _changes(claims: pd.DataFrame, made: Material, numbering: Numbering, since: dt.date) -> tuple[Line, ...]:
    """Return what changed, that of the key figures first."""
    order = {row["indicator"]: place for place, row in enumerate(made.key_rows)}
    rows = with_wording(what_changed(claims, made.catalog, since, made.today), claims)
    rows.sort(key=lambda row: order.get(row["indicator"], len(order)))
    return tuple(Line(change_sentence(row, made.catalog, made.lang), numbering.of([row["id"]])) for row in rows)


def evidence_address(address: str, *, lang: str, as_of: dt.date | None) -> str:
    """Return the address of a number's evidence with ``{observation}`` for its id, or nothing without an address."""
    query = ({"lang": lang} if lang != "zh" else {}) | ({"as_of": str(as_of)} if as_of else {})
    asked = f"?{urlencode(query)}" if query else ""
    return f"{address.rstrip('/')}/evidence/{{observation}}{asked}" if address else ""


def view_path(place: str, *, lang: str, as_of: dt.date | None) -> str:
    """Return the path of the place's overview in the dashboard; defaults stay out of it."""
    query = {"place": place} | ({"lang": lang} if lang != "zh" else {}) | ({"as_of": str(as_of)} if as_of else {})
    return f"/?{urlencode(query)}"


def _summary(made: Material, numbering: Numbering) -> tuple[Line, ...]:
    if made.found.empty:
        return ()
    compared = made.everyone.loc[made.everyone["place"].isin([made.place.id, *peers_enough(made.catalog, made.place.id)])]
    sentences = overview(made.found, made.catalog, made.place, made.view, made.lang, today=made.today, compared=compared)
    return tuple(
        Line(told, numbering.of([name for number in told.numbers for name in number.observations])) for told in sentences
    )


def _data_through(made: Material) -> str:
    """Return the date of the newest publication, as exactly as it is known: of some only the month or the year is."""
    dated = made.found.loc[made.found["published"].notna() & made.found["source"].isin(list(made.catalog.sources))]
    if dated.empty:
        return word("no_data", made.lang)
    newest = rows_of(dated.sort_values(["published", "id"]).tail(1))[0]
    source = made.catalog.sources[newest["source"]]
    printed = source.published or source.retrieved or str(newest["published"].date())
    return word("data_through", made.lang, day=day_text(printed, made.lang))
