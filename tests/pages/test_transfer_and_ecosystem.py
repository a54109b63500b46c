from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from dash.development.base_component import Component

from dashboard.catalog.register import RECORDS
from dashboard.components.ecosystem_words import WORDS as ECOSYSTEM_WORDS
from dashboard.components.transfer_words import WORDS as TRANSFER_WORDS
from dashboard.components.words import word
from dashboard.pages import ecosystem, transfer
from dashboard.pipeline.build import build
from dashboard.store import Store, open_store
from tests.conftest import SHIPPED

TINY = Path(__file__).resolve().parents[1] / "tiny"


def words(content: Any) -> str:
    """Return all text of components, in order."""
    if content is None:
        return ""
    if isinstance(content, list | tuple):
        return "".join(words(one) for one in content)
    if isinstance(content, Component):
        return words(getattr(content, "children", None))
    return str(content)


def sections(content: list[Component], class_name: str) -> list[Component]:
    return [one for one in content if class_name in str(getattr(one, "className", ""))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_block_about_a_made_up_register_says_so_and_no_published_one_does(shipped: Store, lang: str) -> None:
    content = transfer.view({"lang": lang, "part": "new_1"}, shipped)
    blocks = sections(content, "register-block")
    assert len(blocks) >= 7
    assert all(word("synthetic", lang) in words(block) for block in blocks)
    published = content[: len(content) - len(blocks) - 1]
    assert all(word("synthetic", lang) not in words(block) for block in published)


def test_a_register_of_a_later_day_is_not_known_before(shipped: Store) -> None:
    content = transfer.view({"as_of": "2024-06-30"}, shipped)
    assert sections(content, "register-block") == []
    assert "2050" in words(content)


def test_published_figures_of_another_place_name_it(shipped: Store) -> None:
    said = words(transfer.view({"lang": "en"}, shipped))
    assert "Jilin" in said
    assert words(transfer.view({"place": "germany"}, shipped))


def test_behind_a_bar_are_cells_and_records_only_where_they_are_allowed(shipped: Store) -> None:
    asked = {"by": "chain", "part": "new_1", "lang": "en"}
    said = words(transfer.view(asked, shipped, allowed=True))
    assert "Behind the bar" in said
    assert "SYNTHETIC-" not in said
    assert "Behind the bar" not in words(transfer.view(asked | {"part": "nothing"}, shipped))


def test_records_are_in_a_snapshot_only_if_allowed_when_it_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNOVATION_DASHBOARD_RECORDS", "allowed")
    build(SHIPPED, tmp_path)
    data = open_store(tmp_path)
    assert (data.folder / RECORDS).is_file()
    asked = {"by": "chain", "part": "new_1", "lang": "en", "year": "2023"}
    first, total = data.register_records({"chain": "new_1"}, 2023, offset=0, limit=25)
    assert len(first) == 25 < total
    assert set(first["chain"]) == {"new_1"}
    assert pd.to_datetime(first["signed_on"]).dt.year.eq(2023).all()
    second = words(transfer.view(asked | {"page": "2"}, data, allowed=True))
    assert "Page 2 of" in second
    assert first["record_id"].iloc[0] not in second
    assert "SYNTHETIC-" not in words(transfer.view(asked, data, allowed=False))
    with pytest.raises(ValueError, match="not columns"):
        data.register_records({"1=1; --": "x"}, 2020, offset=0, limit=1)


def test_data_without_a_register_are_built_and_shown_without_one(tmp_path: Path) -> None:
    build(TINY, tmp_path)
    data = open_store(tmp_path)
    assert data.register() is None
    assert "register load" in words(transfer.view({}, data))
    assert words(ecosystem.view("changchun", data, lang="en"))


def test_the_ecosystem_says_what_it_does_not_know(shipped: Store) -> None:
    said = words(ecosystem.view("changchun", shipped, lang="en"))
    assert said.count("name unknown") == 14
    assert "No cited publication says whom they work with" in said
    assert "number known, names not published" in said


def test_a_place_without_entries_says_so(shipped: Store) -> None:
    assert "data/README.md" in words(ecosystem.view("shenyang", shipped, lang="zh"))


@pytest.mark.parametrize("known", [ECOSYSTEM_WORDS, TRANSFER_WORDS], ids=["ecosystem", "transfer"])
def test_the_words_of_both_languages_have_the_same_gaps(known: dict[str, tuple[str, str]]) -> None:
    import string

    for key, texts in known.items():
        gaps = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts]
        assert gaps[0] == gaps[1], key
