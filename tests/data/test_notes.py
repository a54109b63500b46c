import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from dashboard.answers import claim_records, observation_records
from dashboard.catalog.files import read_catalog
from dashboard.components.evidence import evidence

DATA = Path(__file__).parents[2] / "data"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def catalog():
    return read_catalog(DATA / "catalog")


@pytest.fixture(scope="module")
def notes() -> set[str]:
    """The distinct notes of every authored claim."""
    found = set()
    for path in sorted((DATA / "claims").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["note"] for row in csv.DictReader(file)} - {""}
    return found


def test_every_note_of_every_claim_has_a_translation(catalog, notes):
    assert len(notes) > 300
    assert sorted(notes - set(catalog.notes_by_text)) == []


def test_every_translated_note_belongs_to_a_claim(catalog, notes):
    unused = [entry.id for entry in catalog.notes.values() if not {entry.zh, entry.en} & notes]
    assert unused == []


def test_a_note_reads_chinese_in_chinese_and_has_no_chinese_in_english(catalog, notes):
    assert [note for note in sorted(notes) if not CHINESE.search(catalog.note(note, "zh"))] == []
    assert [note for note in sorted(notes) if CHINESE.search(catalog.note(note, "en"))] == []


def test_no_two_notes_share_their_words_in_either_language(catalog):
    for lang in ("zh", "en"):
        repeated = Counter(getattr(entry, lang) for entry in catalog.notes.values())
        assert [words for words, times in repeated.items() if times > 1] == []


def test_a_note_is_found_by_either_of_its_texts_and_an_unknown_one_is_shown_as_it_is(catalog):
    entry = catalog.notes["stock"]
    assert {catalog.note(text, "zh") for text in (entry.zh, entry.en)} == {"存量"}
    assert {catalog.note(text, "en") for text in (entry.zh, entry.en)} == {"Stock"}
    assert catalog.note("a note of one's own", "zh") == "a note of one's own"
    assert catalog.note("", "zh") == ""


def test_the_evidence_of_a_number_and_the_answers_carry_the_note_in_their_language(shipped):
    number = "results_transferred_locally:changchun:2023"
    entry = shipped.catalog.notes["transfer_growth_141_percent_2023"]
    claims = shipped.evidence(number)
    observed = shipped.observations(["results_transferred_locally"], ["changchun"], periods=["2023"])
    for lang, words in (("zh", entry.zh), ("en", entry.en)):
        assert words in str(evidence(number, shipped, lang=lang))
        assert claim_records(shipped, claims, lang=lang)[0]["note"] == words
        assert words in {record["note"] for record in observation_records(shipped, observed, lang=lang)}


def test_sources_are_named_in_chinese(catalog):
    fields = [(source.id, text) for source in catalog.sources.values() for text in (source.publisher.zh, source.title.zh)]
    assert [pair for pair in fields if not CHINESE.search(pair[1])] == []
