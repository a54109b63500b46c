"""What changed since a day, and the feed of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as Tree

import flask
import pytest

from dashboard.pipeline.build import build
from dashboard.report.changed import between, change_sentence, revisions
from dashboard.report.feed import ENTRIES, atom, register_feed
from dashboard.store import Store, open_store
from tests.authored import append_claim, tiny_copy
from tests.observed import claim, stored, tiny_catalog

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_number_is_new_and_then_revised_by_a_better_claim() -> None:
    claims = stored(
        claim("high_tech_enterprises", "2024", "3590", source="congress_2024"),
        claim("high_tech_enterprises", "2024", "4107", source="province_2025"),
    )
    first, second = revisions(claims, tiny_catalog()).to_dict("records")
    assert (first["amount"], first["published"].date()) == (3590, dt.date(2024, 1, 11))
    assert (second["before_amount"], second["amount"]) == (3590, 4107)
    assert change_sentence(second, tiny_catalog(), "zh").text == "修订：高新技术企业数（2024年）由3590项改为4107项"
    assert change_sentence(second, tiny_catalog(), "en").text == "Revised: High-tech enterprises (2024) from 3,590 to 4,107"


def test_a_later_but_lesser_claim_changes_nothing() -> None:
    claims = stored(
        claim("high_tech_enterprises", "2024", "4107", source="province_2025"),
        claim("high_tech_enterprises", "2024", "3590", source="review_2025"),
    )
    assert revisions(claims, tiny_catalog())["amount"].tolist() == [4107]


def test_the_same_value_from_a_better_source_changes_nothing() -> None:
    claims = stored(
        claim("high_tech_enterprises", "2024", "4107", source="congress_2024"),
        claim("high_tech_enterprises", "2024", "4107", source="province_2025"),
    )
    assert len(revisions(claims, tiny_catalog())) == 1


def test_a_claim_without_a_date_of_publication_is_no_news() -> None:
    assert revisions(stored(claim("high_tech_enterprises", "2024", "4107", source="undated")), tiny_catalog()).empty


def test_within_a_window_a_number_is_told_once_from_first_to_last() -> None:
    claims = stored(
        claim("high_tech_enterprises", "2024", "3000", source="plan_2023"),
        claim("high_tech_enterprises", "2024", "3590", source="congress_2024"),
        claim("high_tech_enterprises", "2024", "4107", source="province_2025"),
    )
    history = revisions(claims, tiny_catalog())
    (row,) = between(history, dt.date(2024, 1, 1), None).to_dict("records")
    assert (row["before_amount"], row["amount"]) == (3000, 4107)
    assert between(history, dt.date(2024, 1, 1), dt.date(2024, 12, 31))["amount"].tolist() == [3590]
    assert between(history, dt.date(2025, 12, 31), None).empty


def test_every_believed_value_agrees_with_resolving_anew_on_that_day(shipped: Store) -> None:
    history = revisions(shipped.claims(None, ["changchun"]), shipped.catalog)
    for day in history["published"].drop_duplicates().iloc[::6]:
        known = shipped.observations(None, ["changchun"], as_of=day.date())
        believed = known.loc[~known["derived"].astype(bool) & known["amount"].notna()].set_index("id")["amount"]
        last = history.loc[history["published"] <= day].drop_duplicates("id", keep="last").set_index("id")["amount"]
        assert last.sort_index().to_dict() == believed.sort_index().to_dict()


def test_the_feed_has_an_entry_for_each_place_and_day_the_newest_first(shipped: Store) -> None:
    history = revisions(shipped.claims(None, ["changchun"]), shipped.catalog)
    root = Tree.fromstring(atom(history, shipped.catalog, place="changchun", address="https://stat.example.org"))
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
    root = Tree.fromstring(atom(revisions(store.claims(), store.catalog), store.catalog))
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
