"""The command line: ``innovation-dashboard`` or ``python -m dashboard``."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from dashboard.editing.commands import read_command
from dashboard.pipeline.register.commands import aggregate
from dashboard.pipeline.register.commands import app as register_app
from dashboard.settings import data_folder, store_folder

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Innovation statistics of a city: published figures as claims, resolved in the open.",
    epilog="Begin with `build`, then `serve`, or ask for one indicator with `show`.",
)
out = Console()
err = Console(stderr=True)


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    json = "json"
    csv = "csv"


class Language(StrEnum):
    """The language of words in an answer."""

    zh = "zh"
    en = "en"


DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder that holds catalog/ and claims/.", show_default="the checkout's data/"),
]
StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Folder of built snapshots.", show_default="the checkout's data/store/")
]
AsOfOption = Annotated[
    dt.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Know only what was published by this day.", show_default="everything"),
]
FormatOption = Annotated[Format, typer.Option("--format", help="Table for people, json or csv for programs.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the words in a table.")]
IndicatorArgument = Annotated[str, typer.Argument(help="Id of an indicator, such as results_transferred_locally.")]
PlaceOption = Annotated[str, typer.Option("--place", help="Id of a place, such as changchun.")]


@app.command("build")
def build_command(data: DataOption = None, store: StoreOption = None) -> None:
    """Build the snapshot from the authored data: catalog and claims.

    Every fault is listed as file:row:column: what is wrong. What to do. With any fault the old snapshot stays in use and
    the exit code is 1.
    """
    from dashboard.faults import DataFaults  # noqa: PLC0415 - each command loads only what it needs, so that help is instant
    from dashboard.pipeline.build import build  # noqa: PLC0415

    try:
        with err.status("Building …") as status:
            built = build(
                data or data_folder(),
                store or store_folder(),
                progress=lambda step: status.update(f"Building: {step} …"),
            )
    except DataFaults as broken:
        for fault in broken.faults:
            err.print(str(fault), markup=False, highlight=False, soft_wrap=True)
        count = len(broken.faults)
        err.print(f"{count} {'fault' if count == 1 else 'faults'}; nothing was built, and the snapshot in use is unchanged.")
        raise typer.Exit(1) from broken
    out.print(
        f"Snapshot {built.snapshot}: {built.claims} claims, {built.observations} observations, {built.derived} of them derived."
    )


@app.command("serve")
def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8050,
    workers: Annotated[int, typer.Option(help="Processes that answer requests.", min=1)] = 2,
    store: StoreOption = None,
    editing: Annotated[
        bool, typer.Option("--editing", envvar="INNOVATION_DASHBOARD_EDITING", help="Let whoever reaches it take figures in.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Serve the dashboard until stopped with Ctrl-C; builds the snapshot first if there is none.

    A new snapshot built meanwhile is shown without a restart.
    """
    from dashboard.editing.desk import Desk  # noqa: PLC0415
    from dashboard.opening import build_where_missing  # noqa: PLC0415
    from dashboard.server import AddressError, serve  # noqa: PLC0415

    failed = build_where_missing(store or store_folder())
    if failed:
        raise typer.Exit(failed)
    try:
        serve(
            store or store_folder(),
            host=host,
            port=port,
            workers=workers,
            ready=lambda address: out.print(f"Serving on {address} (Ctrl-C stops)", highlight=False),
            desk=Desk(data or data_folder(), store or store_folder(), writable=editing),
        )
    except AddressError as refused:
        raise _refused(str(refused), code=1) from refused


@app.command("show")
def show_command(
    indicator: IndicatorArgument,
    place: PlaceOption,
    as_of: AsOfOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
    lang: LanguageOption = Language.zh,
    store: StoreOption = None,
) -> None:
    """Show what is known of one indicator in one place: outcomes and, apart from them, targets.

    Each value comes with its status, the change as reported and as computed, and the source that won. Derived values
    carry their formula and inputs.
    """
    from dashboard.analysis.growth import growth  # noqa: PLC0415
    from dashboard.answers import OBSERVATION_FIELDS, observation_records  # noqa: PLC0415

    opened = _open(store)
    ids = _known(opened, indicator, place)
    frame = opened.observations([ids[0]], [ids[1]], as_of=_day(as_of))
    grown = growth(frame, opened.catalog)
    if format is Format.table:
        from dashboard.terminal import show_table  # noqa: PLC0415

        show_table(opened, ids, grown, str(lang))
        return
    records = observation_records(opened, grown)
    if format is Format.json:
        _print_json(_shown(opened, ids, as_of, records))
    else:
        _print_csv(records, OBSERVATION_FIELDS)


@app.command("evidence")
def evidence_command(
    indicator: IndicatorArgument,
    place: PlaceOption,
    period: Annotated[str, typer.Option("--period", help="Period, such as 2023, 2023-H1 or 2025-01/2025-09.")],
    scope: Annotated[str, typer.Option("--scope", help="Counting rule, where the indicator has several.")] = "",
    target: Annotated[bool, typer.Option("--target", help="Show the claims behind a target, not an outcome.")] = False,
    as_of: AsOfOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
    lang: LanguageOption = Language.zh,
    store: StoreOption = None,
) -> None:
    """Show the claims behind one number: the winner first, and by what step of the rule each other one lost.

    For a number that nobody published, the formula and its inputs are shown.
    """
    from dashboard.answers import CLAIM_FIELDS, claim_records, observation_records  # noqa: PLC0415

    opened = _open(store)
    ids = _known(opened, indicator, place)
    found = opened.observations([ids[0]], [ids[1]], periods=[period], as_of=_day(as_of))
    chosen = found.loc[(found["scope"] == scope) & ((found["kind_class"] == "target") == target)]
    if chosen.empty:
        scopes = sorted({name for name in found["scope"] if name})
        hint = f" Scopes with a value: {', '.join(scopes)}." if scopes and not scope else ""
        raise _refused(f"Nothing is known of {ids[0]} in {ids[1]} for {period}.{hint}", code=1)
    numbers = observation_records(opened, chosen, lang=str(lang))
    claims = [
        record
        for number in numbers
        for record in claim_records(opened, opened.evidence(str(number["id"]), as_of=_day(as_of)), lang=str(lang))
    ]
    if format is Format.json:
        _print_json({"as_of": _iso(as_of), "snapshot": opened.id, "observations": numbers, "claims": claims})
    elif format is Format.csv:
        _print_csv(claims, CLAIM_FIELDS)
    else:
        from dashboard.terminal import evidence_table  # noqa: PLC0415

        evidence_table(numbers, claims, str(lang))


@app.command("check")
def check_command(
    place: Annotated[str | None, typer.Option("--place", help="Only hits that involve this place.")] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="Only hits that involve this indicator.")] = None,
    as_of: AsOfOption = None,
    today: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day by which figures are late.", show_default="--as-of, or today"),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there is an error or a conflict.")] = False,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
    lang: LanguageOption = Language.zh,
    store: StoreOption = None,
) -> None:
    """Check published figures against each other: conflicts, growth that does not fit its levels, parts over wholes, stale.

    Numbers are compared as intervals, so that rounding raises no alarm. docs/method/checks.md judges every hit of one day;
    --today with that day prints the same.
    """
    from dashboard.checks.commands import fails, found, records  # noqa: PLC0415

    opened = _open(store)
    hits = found(
        opened,
        today=_day(today) or _day(as_of) or dt.date.today(),
        as_of=_day(as_of),
        place=place and _known_id(opened, "place", place),
        indicator=indicator and _known_id(opened, "indicator", indicator),
    )
    if format is Format.json:
        _print_json({"as_of": _iso(as_of), "snapshot": opened.id, "hits": records(hits)})
    elif format is Format.csv:
        typer.echo(hits.to_csv(index=False, lineterminator="\n"), nl=False)
    else:
        from dashboard.terminal import check_table  # noqa: PLC0415

        check_table(hits.to_dict("records"), str(lang))
    if strict and fails(hits):
        raise typer.Exit(1)


@app.command("changes")
def changes_command(
    since: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="Tell what became known after this day.")],
    until: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Tell what became known by this day.", show_default="--as-of, or today"),
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Only numbers of this place.")] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="Only numbers of this indicator.")] = None,
    as_of: AsOfOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
    lang: LanguageOption = Language.zh,
    store: StoreOption = None,
) -> None:
    """Show what changed between two days: numbers revised (from what to what), withdrawn or new, and what is late.

    The largest revisions come first. Nothing is known after today or after --as-of, so the days end there.
    """
    from dashboard.analysis.revisions import last_day, what_changed  # noqa: PLC0415
    from dashboard.answers import CHANGE_FIELDS, change_records  # noqa: PLC0415

    first, last = since.date(), last_day(_day(until), as_of=_day(as_of), today=dt.date.today())
    if first >= last:
        raise _refused(f"--since {first} does not lie before {last}, the last of the days asked about.")
    opened = _open(store)
    wanted = [[_known_id(opened, kind, name)] if name else None for kind, name in (("indicator", indicator), ("place", place))]
    found = what_changed(opened.claims(*wanted, as_of=_day(as_of)), opened.catalog, first, last)
    if format is Format.json:
        days = {"as_of": _iso(as_of), "since": str(first), "until": str(last)}
        _print_json({**days, "snapshot": opened.id, "changes": change_records(opened, found)})
    elif format is Format.csv:
        _print_csv(change_records(opened, found), CHANGE_FIELDS)
    else:
        from dashboard.terminal import changes_table  # noqa: PLC0415

        changes_table(opened, found, since=first, until=last, lang=str(lang))


@app.command("brief")
def brief_command(
    place: PlaceOption,
    target: Annotated[list[Path], typer.Option("--out", help="File to write: .pdf, .docx, .pptx or .xlsx; may be repeated.")],
    lang: LanguageOption = Language.zh,
    as_of: AsOfOption = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Tell what changed after this day; write nothing if nothing did."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write the briefing about a place; the ending of the file says which kind.

    Exit code 0: written; 3: nothing changed since --since, so nothing was written.
    """
    from dashboard.report.delivery import DeliveryError, deliver  # noqa: PLC0415

    opened = _open(store)
    own = _known_id(opened, "place", place)
    try:
        written = deliver(opened, own, target, lang=str(lang), as_of=_day(as_of), since=_day(since))
    except DeliveryError as refused:
        raise _refused(str(refused)) from refused
    if not written:
        raise _refused(f"Nothing changed in {own} since {_iso(since)}; nothing was written.", code=3)
    out.print(f"Wrote {', '.join(map(str, target))}", highlight=False)


app.command("read")(read_command)
app.command("aggregate")(aggregate)
app.add_typer(register_app, name="register")


def _shown(opened: Any, ids: tuple[str, str], as_of: dt.datetime | None, records: list[dict[str, Any]]) -> dict[str, Any]:
    indicator, place = opened.catalog.indicators[ids[0]], opened.catalog.places[ids[1]]
    return {
        "indicator": {
            "id": ids[0],
            "name": indicator.name.model_dump(),
            "unit": indicator.unit,
            "measure": indicator.measure,
        },
        "place": {"id": ids[1], "name": place.name.model_dump()},
        "as_of": _iso(as_of),
        "snapshot": opened.id,
        "observations": [record for record in records if record["kind_class"] == "outcome"],
        "targets": [record for record in records if record["kind_class"] == "target"],
    }


def _open(folder: Path | None) -> Any:
    from dashboard.faults import DataFaults  # noqa: PLC0415
    from dashboard.opening import BUILDING_FIRST, open_store  # noqa: PLC0415
    from dashboard.store import is_built  # noqa: PLC0415

    place = folder or store_folder()
    if not is_built(place):
        err.print(BUILDING_FIRST)
    try:
        return open_store(place)
    except DataFaults as broken:
        raise _refused(f"The data have faults ({len(broken.faults)}): run `build` to see them.", code=1) from broken


def _known(opened: Any, indicator: str, place: str) -> tuple[str, str]:
    return _known_id(opened, "indicator", indicator), _known_id(opened, "place", place)


def _known_id(opened: Any, kind: str, value: str) -> str:
    catalog = opened.catalog
    if kind == "indicator":
        known, found = {*catalog.indicators, *catalog.indicator_aliases}, catalog.indicator
    else:
        known, found = {*catalog.places, *catalog.place_aliases}, catalog.place
    if value not in known:
        near = difflib.get_close_matches(value, sorted(known), n=3, cutoff=0.5)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise _refused(f"There is no {kind} {value!r}.{hint}")
    return str(found(value).id)


def _refused(message: str, *, code: int = 2) -> typer.Exit:
    err.print(message, markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(code)


def _print_json(answer: object) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _print_csv(records: list[dict[str, Any]], fields: Sequence[str]) -> None:
    from dashboard.exports import to_csv  # noqa: PLC0415

    typer.echo(to_csv(records, fields), nl=False)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def _iso(moment: dt.datetime | None) -> str | None:
    return str(moment.date()) if moment else None


def main() -> None:
    """Run the command line."""
    app()
