import os
import random
import signal
import subprocess
import sys
import time

from dashboard.pipeline.build import build
from dashboard.pipeline.snapshot import KEPT
from dashboard.store import POINTER, open_store
from tests.authored import TINY, append_claim, tiny_copy


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_inputs_give_the_same_bytes(tmp_path):
    first, second = build(TINY, tmp_path / "a"), build(TINY, tmp_path / "b")
    assert first == second
    assert contents(tmp_path / "a" / first.snapshot) == contents(tmp_path / "b" / second.snapshot)


def test_the_order_of_rows_does_not_matter(tmp_path):
    data = tiny_copy(tmp_path)
    path = data / "claims/city.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    random.Random(5).shuffle(rows)
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    build(TINY, tmp_path / "a")
    build(data, tmp_path / "b")
    assert open_store(tmp_path / "a").observations().equals(open_store(tmp_path / "b").observations())


def test_a_new_claim_makes_a_new_snapshot_and_old_ones_are_pruned(tmp_path):
    data, store = tiny_copy(tmp_path), tmp_path / "store"
    names = []
    for year in range(2000, 2000 + KEPT + 3):
        append_claim(data, f"results_transferred_locally,changchun,{year},,{year - 1900},,项,0,,,,,actual,,review_2025,,")
        names.append(build(data, store).snapshot)
    assert len(set(names)) == KEPT + 3
    assert open_store(store).id == names[-1]
    assert len([path for path in store.iterdir() if path.is_dir()]) == KEPT + 1


def test_a_build_killed_at_any_moment_leaves_the_snapshot_whole(tmp_path):
    data, store = tiny_copy(tmp_path), tmp_path / "store"
    known = {build(data, store).snapshot}
    program = (
        "import sys, pathlib; from dashboard.pipeline.build import build; print('ready', flush=True); sys.stdin.readline();"
        "build(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])); print('built', flush=True)"
    )
    finished = 0
    for attempt in range(25):
        append_claim(
            data, f"results_transferred_locally,changchun,{1950 + attempt},,{attempt + 1},,项,0,,,,,actual,,review_2025,,"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(data), str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(attempt * 0.012)
        os.kill(process.pid, signal.SIGKILL)
        finished += "built" in process.communicate()[0]
        served = open_store(store)
        assert len(served.claims()) == served.manifest["claims"]
        assert len(served.observations()) == served.manifest["observations"]
        known.add(served.id)
    assert (store / POINTER).read_text().strip() in known
    final = build(data, store)
    assert open_store(store).id == final.snapshot
    assert not [path.name for path in store.iterdir() if path.name.startswith(".writing")]
