from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.catalog.model import Text
from dashboard.pipeline.register.batches import Provenance
from dashboard.pipeline.register.definitions import Definitions, read_definitions
from dashboard.pipeline.register.intake import Terms
from dashboard.pipeline.register.layout import Layout, read_layout
from dashboard.pipeline.register.load import load
from dashboard.settings import data_folder

TERMS = Terms("changchun", "2025-12-31")
SIGNED = {
    "recipient": "一家企业", "recipient_place": "chaoyang_district", "local": "是", "local_rule": "recipient_local",
    "value": "10",
}  # fmt: skip


def provenance(*, until: str = "2025-12-31", synthetic: bool = False) -> Provenance:
    publisher = Text(zh="长春市科学技术局", en="Changchun Science and Technology Bureau")
    title = Text(zh="转化登记", en="Transfer register")
    return Provenance(place="changchun", observed_until=until, publisher=publisher, title=title, synthetic=synthetic)


@pytest.fixture(scope="session")
def layout() -> Layout:
    return read_layout(data_folder())


@pytest.fixture(scope="session")
def definitions(layout: Layout) -> Definitions:
    return read_definitions(data_folder() / "catalog" / "register" / "definitions.yml", layout)


@pytest.fixture(scope="session")
def record() -> Callable[..., dict[str, str]]:
    """A valid unsigned record; ``signed_on`` brings what a signed one needs."""

    def make(number: str, **cells: str) -> dict[str, str]:
        base = {
            "record_id": number, "disclosed_on": "2020-03-01", "supplier": "甲大学", "supplier_kind": "university",
            "supplier_place": "chaoyang_district",
        }  # fmt: skip
        return base | (SIGNED if "signed_on" in cells else {}) | cells

    return make


@pytest.fixture
def delivery(tmp_path: Path, layout: Layout) -> Callable[..., Path]:
    """Write rows as a delivered CSV under the template's Chinese headers."""

    def write(rows: list[dict[str, str]], name: str = "delivery.csv") -> Path:
        frame = pd.DataFrame([dict.fromkeys(layout.columns, "") | row for row in rows])
        path = tmp_path / name
        frame.rename(columns={key: column.name.zh for key, column in layout.columns.items()}).to_csv(path, index=False)
        return path

    return write


@pytest.fixture
def register(tmp_path: Path, layout: Layout, delivery: Callable[..., Path]) -> Callable[..., Path]:
    """Load lists of rows as successive batches into one register and return its folder."""

    def stored(*batches: list[dict[str, str]], until: str = "2025-12-31") -> Path:
        folder = tmp_path / "register"
        for number, rows in enumerate(batches):
            terms = Terms("changchun", until)
            load(folder, [delivery(rows, f"{number}.csv")], layout, terms=terms, provenance=provenance(until=until))
        return folder

    return stored
