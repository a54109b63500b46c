"""What changed since a day, and the feed of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as Tree

import flask
import pytest

from dashboard.analysis.revisions import revisions, what_changed
from dashboard.pipeline.build import build
from dashboard.report.changed import change_sentence, with_wording
from dashboard.report.feed import ENTRIES, atom, register_feed
from dashboard.store import Store, open_store
from tests.authored import append_claim, tiny_copy
from tests.observed import claim, stored, tiny_catalog

ATOM = "{http://www.w3.org/2005/Atom}"


def _sentences(*claims: dict[str, str], lang: str = "zh", since: str = "2023-01-01", until: str = "2026-01-31") -> list[str]:
    known = stored(*claims)
    changes = what_changed(known, tiny_catalog(), dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    return [change_sentence(row, tiny_catalog(), lang).text for row in with_wording(changes, known)]


TWICE = (
    claim("high_tech_enterprises", "2024", "3590", source="congress_2024"),
    claim("high_tech_enterprises", "2024", "4107", source="province_2025"),
)


def test_a_number_is_new_and_then_revised() -> None:
    assert _sentences(*TWICE, until="2024-12-31") == ["新公布：高新技术企业数（2024年）3590项"]
    assert _sentences(*TWICE, since="2024-12-31") == ["修订：高新技术企业数（2024年）由3590项改为4107项"]
    assert _sentences(*TWICE, since="2024-12-31", lang="en") == ["Revised: High-tech enterprises (2024) from 3,590 to 4,107"]


def test_hedges_statements_and_targets_keep_their_words() -> None:
    claims = (
        claim("results_transferred_locally", "2025-11-19", "4000", qualifier="at_least"),
        claim("results_transferred_locally", "2025", "4000", qualifier="at_least", kind="target", source="plan_2023"),
    )
    assert sorted(_sentences(*claims)) == [
        "新公布：科技成果本地转化数（2025年11月19日公布）4000项以上",
        "新公布：科技成果本地转化数（2025年）目标4000项以上",
    ]
    assert "New: Research results transferred locally (2025) target: at least 4,000" in _sentences(*claims, lang="en")


def test_nothing_happened_after_the_last_publication() -> None:
    assert _sentences(*TWICE, since="2025-12-31") == []


def test_the_feed_has_an_entry_for_each_place_and_day_the_newest_first(shipped: Store) -> None:
    claims = shipped.claims(None, ["changchun"])
    history = revisions(claims, shipped.catalog)
    root = Tree.fromstring(atom(history, claims, shipped.catalog, place="changchun", address="https://stat.example.org"))
    entries = root.findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert 0 < len(entries) <= ENTRIES
    assert root.findtext(f"{ATOM}updated") == days[0]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    review = next(entry for entry in entries if entry.findtext(f"{ATOM}updated") == "2025-11-19T00:00:00Z")
    assert "科技成果本地转化项数（2025年11月19日公布）4000项以上" in (review.findtext(f"{ATOM}content") or "")
    assert review.find(f"{ATOM}link").get("href") == "https://stat.example.org/?place=changchun&as_of=2025-11-19"  # type: ignore[union-attr]


def test_an_entry_keeps_its_id_when_more_becomes_known(tmp_path: Path) -> None:
    data = tiny_copy(tmp_path)
    build(data, tmp_path / "store")
    before = _ids(open_store(tmp_path / "store"))
    append_claim(data, "research_city_rank,changchun,2024,,28,,位,,,,,,actual,,province_2025,,")
    build(data, tmp_path / "store")
    after = _ids(open_store(tmp_path / "store"))
    assert before < after


def _ids(store: Store) -> set[str | None]:
    claims = store.claims()
    root = Tree.fromstring(atom(revisions(claims, store.catalog), claims, store.catalog))
    return {entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")}


@pytest.fixture
def client(shipped: Store) -> flask.testing.FlaskClient:
    server = flask.Flask(__name__)
    register_feed(server, lambda: shipped)
    return server.test_client()


def test_the_feed_is_served_with_a_tag_and_answers_whether_it_changed(client: flask.testing.FlaskClient) -> None:
    answer = client.get("/feed.xml?place=changchun&lang=en")
    assert answer.mimetype == "application/atom+xml"
    assert Tree.fromstring(answer.data).findtext(f"{ATOM}title") == "Changchun: what became known"
    again = client.get("/feed.xml?place=changchun&lang=en", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_place_has_no_feed(client: flask.testing.FlaskClient) -> None:
    assert client.get("/feed.xml?place=atlantis").status_code == 404
    assert client.get("/feed.xml?lang=%00&place=").status_code == 200
