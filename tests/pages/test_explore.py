from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.app import Dashboard
from dashboard.components.explore_choices import Wanted, answered
from dashboard.components.explore_text import code, description, sources, subtitle
from dashboard.components.explore_told import headline, to_copy
from dashboard.components.explore_view import kind_options, view
from dashboard.store import Store

TODAY = dt.date(2026, 1, 31)


def wanted(store: Store, **query: str) -> Wanted:
    return Wanted.from_query({"lang": "en", **query}, store.catalog)


def words(store: Store, **query: str) -> str:
    parts = view(wanted(store, **query), store, query=query, today=TODAY)
    return json.dumps([part.to_plotly_json() for part in parts], default=lambda one: one.to_plotly_json(), ensure_ascii=False)


@pytest.fixture
def client(app: Dashboard) -> FlaskClient:
    return app.server.test_client()


def test_what_does_not_parse_keeps_its_default(shipped: Store) -> None:
    hostile = {"indicators": "<script>,nothing", "places": "atlantis", "from": "x", "show": "drop", "kind": "pie", "lang": "xx"}
    told = Wanted.from_query(hostile, shipped.catalog)
    assert (told.indicators, told.places, told.first, told.show, told.kind, told.lang) == ((), (), None, "level", "", "zh")


def test_the_page_as_first_seen_says_what_it_shows(shipped: Store) -> None:
    answer = answered(wanted(shipped), shipped)
    assert "Jilin" in headline(answer)
    assert "CNY bn" in subtitle(answer)
    assert "Liaoning" in description(answer)


def test_the_headline_and_the_subtitle_say_what_was_done(shipped: Store) -> None:
    answer = answered(wanted(shipped, places="jilin", indicators="rd_intensity", show="change"), shipped)
    assert headline(answer) == "Jilin, R&D intensity: up 0.12 percentage points on the year before in 2023"
    assert "Change on a year before" in subtitle(answer)
    mean = answered(wanted(shipped, places="jilin", show="cagr", **{"from": "2013", "to": "2023"}), shipped)
    assert "2013–2023" in headline(mean)


def test_a_kind_that_makes_no_sense_is_greyed_with_its_reason_and_another_is_drawn(shipped: Store) -> None:
    answer = answered(wanted(shipped, kind="bump"), shipped)
    assert answer.kind == "line"
    grey = {option.value: option.children for option in kind_options(answer) if getattr(option, "disabled", False)}
    assert "rank first" in grey["bump"]
    assert "Shown instead: Line" in words(shipped, kind="bump", lang="en")


def test_what_is_left_out_is_named_with_its_reason(shipped: Store) -> None:
    told = words(shipped, places="jilin,changchun", show="index", lang="en")
    assert "Changchun" in told
    assert "No change is computed from hedged" in told
    assert "no published number for Tokyo" not in told


def test_peers_and_levels_add_places(shipped: Store) -> None:
    around = wanted(shipped, places="jilin", rule="same_region").all_places(shipped.catalog)
    assert set(around) == {"jilin", "liaoning", "heilongjiang"}
    assert len(wanted(shipped, places="jilin", level="province").all_places(shipped.catalog)) == 31


def test_as_of_knows_only_what_was_published(shipped: Store) -> None:
    then = answered(wanted(shipped, places="jilin", as_of="2020-01-01"), shipped)
    assert then.shown.frame["period"].max() <= "2019"
    assert "as known on 2020-01-01" in subtitle(then)


def test_the_code_reproduces_the_frame(shipped: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = wanted(shipped, places="jilin,china", show="share", **{"from": "2013"})
    monkeypatch.setattr("dashboard.opening.open_store", lambda: shipped)
    space: dict[str, Any] = {}
    exec(code(choice, shipped), space)
    pd.testing.assert_frame_equal(space["frame"], answered(choice, shipped).shown.frame)


def test_a_sentence_carries_its_source(shipped: Store) -> None:
    told = to_copy(answered(wanted(shipped, places="liaoning"), shipped), shipped, today=TODAY)
    assert len(told) == 1
    assert re.search(r"CNY 67\.64 billion in 2023.*Source: .+\(.*2024\)", told[0])


def test_files_hold_numbers_as_numbers_with_status_source_and_citation(client: FlaskClient) -> None:
    query = urlencode({"places": "jilin", "show": "change", "lang": "en"})
    csv = pd.read_csv(io.BytesIO(client.get(f"/explore/numbers.csv?{query}").data), encoding="utf-8-sig")
    assert csv["number"].dtype == "float64"
    assert set(csv["unit"]) == {"%"}
    assert csv[["status", "grade", "citation", "observation"]].notna().all().all()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/explore/numbers.xlsx?{query}").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert isinstance(rows[1][4], float)
    answer = client.get(f"/explore/numbers.json?{query}").get_json()
    assert answer["sources"]
    assert len(answer["data"]) == len(csv)
    assert client.get("/explore/numbers.exe").status_code == 404


def test_the_embedded_chart_has_no_frame_and_may_stand_elsewhere(client: FlaskClient) -> None:
    headers = client.get("/embed?places=jilin").headers["Content-Security-Policy"]
    assert "frame-ancestors *" in headers
    assert "frame-ancestors 'self'" in client.get("/explore").headers["Content-Security-Policy"]
    shown = client.get("/_dash-layout", headers={"Referer": "http://localhost/embed?places=jilin"}).get_data(as_text=True)
    assert '"type":"Header"' not in shown
    assert '"type":"Graph"' in shown


def test_the_grids_script_is_not_named_until_it_is_asked_for(client: FlaskClient) -> None:
    document = client.get("/explore").get_data(as_text=True)
    assert not re.search(r"<script[^>]+dash_ag_grid", document)
    assert re.search(r'data-grid="/_dash-component-suites/dash_ag_grid/[^"]+"', document)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("show", ["level", "change", "index", "cagr", "per_head", "share", "rank", "percentile", "single"])
def test_every_transform_shows_a_page_in_both_languages(shipped: Store, lang: str, show: str) -> None:
    assert "explore-headline" in words(shipped, show=show, lang=lang)


def test_nothing_chosen_shows_an_empty_chart_that_says_so(shipped: Store) -> None:
    assert "No number to draw" in words(shipped, indicators="", places="", lang="en")


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("per_head", r"CNY [\d,.]+ per person in (\d{4}) .*the value in \1 is"),
        ("rank", r"ranked 2\dth in 2023"),
        ("cagr", r"up 7\.4% a year on average over 2011–2023"),
        ("index", r"index [\d.]+ in 2023 \(2011 = 100\)"),
    ],
)
def test_a_sentence_tells_what_the_chart_shows(shipped: Store, show: str, said: str) -> None:
    told = to_copy(answered(wanted(shipped, places="jilin", show=show, to="2023"), shipped), shipped, today=TODAY)
    assert re.search(said, told[0]), told[0]


def test_a_change_that_its_source_states_otherwise_is_told_beside_the_computed_one(shipped: Store) -> None:
    choice = wanted(shipped, places="liaoning", indicators="rd_intensity", show="change", lang="zh")
    told = to_copy(answered(choice, shipped), shipped, today=TODAY)[0]
    assert "较上年提高0.10个百分点（按已公布数计算" in told
    assert "来源公布的是较上年提高0.09个百分点" in told


def test_a_chart_of_two_ends_is_told_by_both(shipped: Store) -> None:
    answer = answered(wanted(shipped, kind="dumbbell"), shipped)
    told = to_copy(answer, shipped, today=TODAY)[0]
    assert "in 2023; it was CNY 8.91 billion in 2011" in told
    assert "2024" not in told.partition("Source")[0]


def test_series_without_a_sentence_are_counted(shipped: Store) -> None:
    told = words(shipped, places="jilin,liaoning,heilongjiang,guangdong", indicators="rd_intensity,rd_expenditure")
    assert "4 more series are not told in sentences" in told
    assert "more series are not told" not in words(shipped, places="jilin")


def test_the_source_line_leads_with_a_source_that_is_drawn(shipped: Store) -> None:
    answer = answered(wanted(shipped, places="jilin,changchun", indicators="high_tech_enterprises", kind="bar"), shipped)
    drawn = {row["source"] for row in answer.reach.rows}
    assert "2025-11-19" in {row["period"] for row in answer.reach.rows}
    assert all(row["kind_class"] == "outcome" for row in answer.reach.rows)
    assert "changchun_action_plan_2023_08" not in drawn
    assert "Nov 2025" in sources(answer)[0]


@pytest.mark.parametrize(
    ("show", "zh", "en"),
    [
        ("rank", "吉林R&D投入强度：2023年居第20位", "Jilin, R&D intensity: ranked 20th in 2023"),
        (
            "change",
            "吉林R&D投入强度：2023年较上年提高0.12个百分点",
            "Jilin, R&D intensity: up 0.12 percentage points on the year before in 2023",
        ),
        (
            "level",
            "吉林省研究与试验发展（R&D）经费投入强度2023年较上年提高0.12个百分点",
            "R&D intensity (R&D expenditure as a share of GDP) in Jilin Province in 2023: "
            "up 0.12 percentage points on the year before",
        ),
    ],
)
def test_headlines_are_idiomatic_and_leave_the_counting_rule_to_the_subtitle(
    shipped: Store, show: str, zh: str, en: str
) -> None:
    for lang, said, rule in (("zh", zh, "口径：首次公布"), ("en", en, "counting rule: As first published")):
        answer = answered(wanted(shipped, places="jilin", indicators="rd_intensity", show=show, lang=lang, to="2023"), shipped)
        assert headline(answer) == said
        assert rule in subtitle(answer)
