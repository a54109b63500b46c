"""The command line of the transfer register; what is heavy is imported only by the command that needs it."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dashboard.settings import data_folder

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.pipeline.register.intake import Terms
    from dashboard.pipeline.register.layout import Layout

app = typer.Typer(no_args_is_help=True, help="Take in a register of transfers record by record, and turn it into claims.")
_SHOWN = 30


class EngineName(StrEnum):
    """What runs the definitions."""

    duckdb = "duckdb"
    postgres = "postgres"
    spark = "spark"


class Language(StrEnum):
    """The language of a template's words."""

    zh = "zh"
    en = "en"


Files = Annotated[list[Path], typer.Argument(help="Delivered files: .csv, .xlsx or .parquet.")]
Register = Annotated[Path, typer.Argument(help="Folder of the register.")]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Folder of authored data.", show_default="the checkout's data/")
]
PlaceOption = Annotated[str, typer.Option("--place", help="Id of the place whose register it is.")]
UntilOption = Annotated[
    dt.datetime, typer.Option("--observed-until", formats=["%Y-%m-%d"], help="Day up to which the delivery is complete.")
]
MapOption = Annotated[
    list[str] | None, typer.Option("--map", help="HEADER=column for a header of your own, or HEADER=drop to leave it out.")
]
EncodingOption = Annotated[str, typer.Option("--encoding", help="Encoding of CSV files, such as gb18030.")]
RefusedOption = Annotated[Path, typer.Option("--refused", help="Where faults and bad rows are written.")]


@app.command()
def template(
    path: Annotated[Path, typer.Argument(help="File to write: .xlsx with lists and notes, or .csv.")],
    lang: Annotated[Language, typer.Option("--lang", help="Language of headers and lists.")] = Language.zh,
    data: DataOption = None,
) -> None:
    """Write an empty template in which to deliver records."""
    from dashboard.pipeline.register.template import write_template  # noqa: PLC0415

    try:
        write_template(path, _layout(data), lang=lang.value)
    except ValueError as error:
        _stop(str(error))
    typer.echo(path)


@app.command()
def check(
    files: Files,
    place: PlaceOption,
    observed_until: UntilOption,
    mapped: MapOption = None,
    encoding: EncodingOption = "utf-8",
    refused: RefusedOption = Path("refused"),
    data: DataOption = None,
) -> None:
    """Check a delivery without storing it; exit 1 on any fault."""
    from dashboard.faults import DataFaults  # noqa: PLC0415
    from dashboard.pipeline.register.intake import examine  # noqa: PLC0415

    layout, terms = _layout(data), _terms(place, observed_until, mapped, encoding)
    try:
        found = examine(files, layout, terms)
    except DataFaults as faults:
        _stop(str(faults))
    if len(found.faults):
        _refuse(refused, files, found.faults, terms)
    typer.echo(f"{found.rows} rows, no fault")


@app.command()
def load(
    register: Register,
    files: Files,
    place: PlaceOption,
    observed_until: UntilOption,
    publisher: Annotated[str, typer.Option("--publisher", help="Who delivers, in Chinese.")],
    publisher_en: Annotated[str, typer.Option("--publisher-en", help="Who delivers, in English.")],
    title: Annotated[str, typer.Option("--title", help="What the register is called, in Chinese.")] = "科技成果转化登记",
    title_en: Annotated[str, typer.Option("--title-en", help="The same in English.")] = "Register of results transferred",
    mapped: MapOption = None,
    encoding: EncodingOption = "utf-8",
    refused: RefusedOption = Path("refused"),
    data: DataOption = None,
) -> None:
    """Check a delivery and store it whole; with any fault nothing is stored, and the same delivery again changes nothing."""
    from dashboard.catalog.model import Text  # noqa: PLC0415
    from dashboard.faults import DataFaults  # noqa: PLC0415
    from dashboard.pipeline.register import load as loading  # noqa: PLC0415
    from dashboard.pipeline.register.batches import Provenance, RegisterError  # noqa: PLC0415

    layout, terms = _layout(data), _terms(place, observed_until, mapped, encoding)
    provenance = Provenance(
        place=place, observed_until=terms.observed_until,
        publisher=Text(zh=publisher, en=publisher_en), title=Text(zh=title, en=title_en),
    )  # fmt: skip
    try:
        done = loading.load(register, files, layout, terms=terms, provenance=provenance)
    except loading.DeliveryRefusedError as error:
        _refuse(refused, files, error.faults, terms)
    except (DataFaults, RegisterError) as error:
        _stop(str(error))
    batch = done.batch
    if not done.stored:
        typer.echo(f"this delivery is already stored as batch {batch.number}; nothing changed")
        return
    made_up = " (synthetic)" if batch.provenance.synthetic else ""
    typer.echo(f"batch {batch.number}{made_up}: {batch.added} new, {batch.replaced} changed, {batch.unchanged} unchanged")


@app.command()
def synthesize(
    target: Annotated[Path, typer.Argument(help="A new register's folder, or a delivery: .csv, .xlsx or .parquet.")],
    records: Annotated[
        int | None, typer.Option("--records", min=1, help="How many.", show_default="the published totals")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same records.")] = 1,
    lang: Annotated[Language, typer.Option("--lang", help="Language of a delivery.")] = Language.zh,
    data: DataOption = None,
) -> None:
    """Make up a register fitted to published totals; every record and file says that it is synthetic."""
    from dashboard.pipeline.register import synthetic, synthetic_files  # noqa: PLC0415
    from dashboard.pipeline.register.batches import RegisterError  # noqa: PLC0415

    folder = data or data_folder()
    layout, calibration = _layout(data), synthetic.read_calibration(folder)
    wanted = synthetic.plan(calibration, records)
    tables = synthetic.blocks(layout, calibration, wanted, seed=seed)
    try:
        if target.suffix:
            synthetic_files.write_delivery(target, tables, layout, lang=lang.value)
        else:
            provenance = synthetic_files.synthetic_provenance(calibration, seed=seed)
            content = f"synthetic{seed}x{wanted.records}"
            synthetic_files.write_register(target, tables, layout, content=content, provenance=provenance)
    except (RegisterError, ValueError) as error:
        _stop(str(error))
    typer.echo(f"{wanted.records} synthetic records in {target}")


@app.command("aggregate")
def aggregate(
    register: Register,
    indicators: Annotated[list[str] | None, typer.Argument(help="Ids of definitions.", show_default="all")] = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="What runs the definitions.")] = EngineName.duckdb,
    master: Annotated[
        str | None, typer.Option("--master", help="Spark's master, or PostgreSQL's address.", show_default="this machine")
    ] = None,
    table: Annotated[str, typer.Option("--table", help="PostgreSQL's table of records.")] = "transfer_records",
    memory: Annotated[str, typer.Option("--memory", help="DuckDB's limit.")] = "1500MB",
    out: Annotated[
        Path | None, typer.Option("--out", help="Where claims, catalog entries and cells go.", show_default="REGISTER/claims")
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="Also claim breakdowns by two columns.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read every batch anew instead of using kept sums.")] = False,
    data: DataOption = None,
) -> None:
    """Run the declared definitions over a register and write claims of kind computed, laid out like data/."""
    from dashboard.catalog.files import read_what_is_sound  # noqa: PLC0415
    from dashboard.faults import DataFaults  # noqa: PLC0415
    from dashboard.pipeline.register import aggregate as aggregation  # noqa: PLC0415
    from dashboard.pipeline.register import as_claims  # noqa: PLC0415
    from dashboard.pipeline.register.batches import RegisterError  # noqa: PLC0415
    from dashboard.pipeline.register.definitions import read_definitions  # noqa: PLC0415
    from dashboard.pipeline.register.engines import EngineError, open_engine  # noqa: PLC0415

    folder, target = data or data_folder(), out or register / "claims"
    layout, catalog = _layout(data), read_what_is_sound(folder / "catalog").catalog
    keep = None if fresh else register / aggregation.PARTIALS
    try:
        definitions = read_definitions(folder / "catalog" / "register" / "definitions.yml", layout)
        chosen = definitions.only(indicators) if indicators else definitions
        with open_engine(engine.value, register, layout, master=master, table=table, memory=memory) as opened:
            found = aggregation.aggregate(opened, chosen, keep=keep)
    except (RegisterError, EngineError, DataFaults) as error:
        _stop(str(error))
    except KeyError as error:
        _stop(f"{error.args[0]!r} is not defined; the definitions are {', '.join(definitions.indicators)}")
    claims = as_claims.claims_of(found.cells, chosen, layout, catalog, found.batch, pairs=pairs)
    aggregation.write_cells(target / "cells.parquet", found)
    files = as_claims.write_authored(target, claims, chosen, layout, catalog, found.batch, found.cells)
    hidden = int((found.cells["suppressed"] != "").sum())
    typer.echo(f"{len(claims)} claims from {len(found.cells)} cells, {hidden} of them suppressed")
    for path in files:
        typer.echo(path)


def _layout(data: Path | None) -> Layout:
    from dashboard.faults import DataFaults  # noqa: PLC0415
    from dashboard.pipeline.register.layout import read_layout  # noqa: PLC0415

    try:
        return read_layout(data or data_folder())
    except DataFaults as faults:
        _stop(str(faults))


def _terms(place: str, observed_until: dt.datetime, mapped: list[str] | None, encoding: str) -> Terms:
    from dashboard.pipeline.register.intake import Terms  # noqa: PLC0415

    pairs = [text.rpartition("=") for text in mapped or []]
    wrong = [column or name for name, sign, column in pairs if not (name and sign and column)]
    if wrong:
        _stop(f"--map {wrong[0]} is not HEADER=column")
    return Terms(place, observed_until.date().isoformat(), {name: column for name, _, column in pairs}, encoding)


def _refuse(folder: Path, files: list[Path], faults: pd.DataFrame, terms: Terms) -> NoReturn:
    from dashboard.pipeline.register.load import write_refused  # noqa: PLC0415

    listed, rows = write_refused(folder, files, faults, terms)
    for fault in faults.head(_SHOWN).to_dict("records"):
        typer.echo(f"{fault['file']}:{fault['row']}:{fault['column']}: {fault['what']}. {fault['remedy']}", err=True)
    _stop(f"{len(faults)} faults; nothing was stored. All of them: {listed}; the rows beside their reasons: {rows}")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(1)
