from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
SETTINGS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_import_contract_is_kept() -> None:
    # In a process of its own: called from Python, import-linter silences the loggers of everything already imported.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    checked = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_no_contract_has_an_exception_and_each_is_named_by_a_sentence() -> None:
    contracts = SETTINGS["tool"]["importlinter"]["contracts"]
    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []
    assert [contract["name"] for contract in contracts if len(contract["name"].split()) < 5] == []


def test_every_module_of_the_package_stands_in_some_contract() -> None:
    named = {
        part.strip(" ()").split(".")[1]
        for contract in SETTINGS["tool"]["importlinter"]["contracts"]
        for key in ("layers", "source_modules", "modules")
        for entry in contract.get(key, [])
        for part in entry.split("|")
    }
    alone = {"__init__", "__main__", "settings", "faults", "rows"}  # entry points, and what everything may use
    found = {
        path.stem for path in (CHECKOUT / "dashboard").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found - named - alone == set()
