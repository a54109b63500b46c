from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-test.txt")
IMPORTED_AS = {
    "pyyaml": "yaml",
    "python-docx": "docx",
    "python-pptx": "pptx",
    "ibis-framework": "ibis",
    "opencc-python-reimplemented": "opencc",
}
USED_WITHOUT_IMPORT = {"brotli": "compresses what Flask-Compress and WhiteNoise send"}


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].lower() for line in requirements}


RUNTIME = _names(PROJECT["dependencies"])
EXTRAS = {name for extra, names in PROJECT["optional-dependencies"].items() if extra != "test" for name in _names(names)}
FOR_TESTS = _names(PROJECT["optional-dependencies"]["test"])


def _imported(folder: Path) -> set[str]:
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"dashboard", "tests", "benchmarks"}


def test_the_package_imports_what_it_declares_and_nothing_else() -> None:
    imported = _imported(CHECKOUT / "dashboard")
    needed, optional = (
        {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names} for names in (RUNTIME, RUNTIME | EXTRAS)
    )
    assert needed - USED_WITHOUT_IMPORT.keys() - imported == set()
    assert imported - optional == set()


def test_dependencies_have_lower_bounds_only() -> None:
    for requirement in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]:
        assert re.fullmatch(r"[A-Za-z0-9-]+(\[[a-z,]+\])?>=[0-9.]+", requirement), requirement


def test_every_dependency_has_its_line_that_says_why_it_is_there() -> None:
    text = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", text, flags=re.MULTILINE | re.IGNORECASE)
    assert {name.lower() for name, _ in described} == RUNTIME | EXTRAS | FOR_TESTS
    assert [name for name, why in described if len(why.split()) < 3] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_versions_and_hashes_and_no_addresses(lock: str) -> None:
    lines = (CHECKOUT / lock).read_text(encoding="utf-8").splitlines()
    pinned = re.compile(r"[a-z0-9._-]+==[0-9][0-9a-z.]*( ; [a-z_]+ .+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not (line.startswith("#") or pinned.fullmatch(line) or hashed.fullmatch(line))] == []
    assert [line for line in lines if "://" in line] == []


def test_the_lock_files_name_every_dependency_in_one_version() -> None:
    versions = [
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (CHECKOUT / lock).read_text(), flags=re.MULTILINE)) for lock in LOCKS
    ]
    assert RUNTIME - versions[0].keys() == set()
    assert (RUNTIME | FOR_TESTS) - versions[1].keys() == set()
    assert {
        name: (version, versions[1].get(name)) for name, version in versions[0].items() if versions[1].get(name) != version
    } == {}


def test_every_make_target_has_a_line_of_help() -> None:
    text = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)[0].split()
    helped = subprocess.run(["make", "--no-print-directory"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in helped.splitlines()] == targets


def test_the_environment_has_the_program_by_its_name() -> None:
    program = Path(sys.executable).with_name("innovation-dashboard")
    helped = subprocess.run([program, "show", "--help"], capture_output=True, text=True, check=True).stdout
    assert "--place" in helped


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=CHECKOUT, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_code_the_catalog_and_the_claims_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    authored = {
        f"dashboard/data/{path.relative_to(CHECKOUT / 'data')}"
        for part in ("catalog", "claims")
        for path in (CHECKOUT / "data" / part).rglob("*")
        if path.is_file()
    }
    assert {name for name in names if name.startswith("dashboard/data/")} == authored
    assert {"dashboard/cli.py", "dashboard/app.py", "dashboard/assets/plotly.js"} <= names
    assert {name.split("/")[0] for name in names} == {"dashboard"}


@pytest.mark.slow
def test_an_installed_copy_answers_from_its_own_data_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(installed),
        str(wheel),
    ]
    subprocess.run(install, check=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("INNOVATION_DASHBOARD_")},
        "PYTHONPATH": str(installed),
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "share"),
    }
    command = [str(installed / "bin" / "innovation-dashboard")]
    words = ["show", "results_transferred_locally", "--place", "changchun", "--format", "json"]
    shown = subprocess.run([*command, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(shown.stdout)
    assert {observation["period"]: observation["value"] for observation in answer["observations"]}["2020"] == 560
    assert next((tmp_path / "share").rglob("CURRENT")).is_file()
