"""What a snapshot says of the transfer register: its provenance, the names of its definitions and codes, and its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from dashboard.catalog.model import Entry, Text

CELLS, LAGS, ABOUT, RECORDS = "register.parquet", "register_lags.parquet", "register.json", "register_records.parquet"
"""Files of a snapshot, apart from the claims, so that numbers of a register never mix with published ones."""
TEMPLATE_FORMS = ("xlsx", "csv")
"""In which forms the empty template of deliveries comes, in either language."""
_KEPT = 4


class ShownDefinition(Entry):
    """What pages need of a definition: its words, its kind and how its numbers are written."""

    id: str
    name: Text
    definition: Text
    kind: str
    unit: Text
    decimals: int
    published_as: str | None = None


class RegisterAbout(Entry):
    """Whose register it is, how complete, whether made up, and every name that its numbers use.

    ``codes`` has, for each column, its name under '' and, for those broken down by, the names of its codes; columns of free
    text, such as the supplier, have no codes.
    """

    place: str
    observed_until: str
    publisher: Text
    title: Text
    synthetic: bool
    batches: int
    threshold: int
    definitions: dict[str, ShownDefinition]
    codes: dict[str, dict[str, Text]]

    def part(self, column: str, code: str, lang: str) -> str:
        """Return the name of a part of a breakdown; a value that is no code stands for itself."""
        if not code:
            return {"zh": "未填", "en": "not stated"}[lang]
        known = self.codes.get(column, {})
        return known[code][lang] if code in known else code

    def column(self, column: str, lang: str) -> str:
        """Return the name of a column."""
        return self.codes[column][""][lang]


@dataclass(frozen=True)
class Register:
    """The numbers of a register in a snapshot.

    ``cells``: definition, output, year, breakdown, first, second, records, part, value, plain_growth, state, suppressed;
    what is suppressed has no numbers. ``lags``: breakdown, part, cohort (0 for all), month, share (per cent signed by the
    end of that month after disclosure, after Kaplan and Meier), at_risk and censored (results, missing where too few).
    """

    about: RegisterAbout
    cells: pd.DataFrame
    lags: pd.DataFrame
    has_records: bool

    def of(self, definition: str, breakdown: str = "", *, output: str = "", year: int | None = None) -> pd.DataFrame:
        """Return the cells of one definition under one breakdown, of all years or of one, in order of year and part."""
        found = self._groups.get((definition, breakdown, output), self.cells.iloc[:0])
        return found if year is None else found.loc[found["year"] == year]

    @cached_property
    def _groups(self) -> dict[tuple[str, str, str], pd.DataFrame]:
        ordered = self.cells.sort_values(["year", "first", "second"], kind="stable")
        groups = ordered.groupby(["definition", "breakdown", "output"], sort=False)
        return {(str(key[0]), str(key[1]), str(key[2])): rows for key, rows in groups}


@lru_cache(maxsize=_KEPT)
def read_register(folder: Path) -> Register | None:
    """Return the register of a snapshot's folder, or None where the snapshot has none. The frames are not to be changed."""
    if not (folder / ABOUT).is_file():
        return None
    about = RegisterAbout.model_validate_json((folder / ABOUT).read_bytes())
    cells, lags = (pd.read_parquet(folder / name) for name in (CELLS, LAGS))
    return Register(about, cells, lags, (folder / RECORDS).is_file())


def template_file(lang: str, form: str) -> str:
    """Return the name of the file of a snapshot that holds the template."""
    return f"register_template_{lang}.{form}"


def written(about: RegisterAbout, cells: pd.DataFrame, lags: pd.DataFrame) -> Mapping[str, pd.DataFrame | str]:
    """Return what to write into a snapshot, by the name of the file."""
    return {CELLS: cells, LAGS: lags, ABOUT: about.model_dump_json(indent=1)}
