"""Reads Chinese official prose and tables into candidate claims; rules only, no model, no network."""

from dashboard.pipeline.reader.models import Candidate, Document, DocumentInfo, Vocabulary, VocabularyEntry
from dashboard.pipeline.reader.reading import read_document, read_parsed, read_text

__all__ = [
    "Candidate",
    "Document",
    "DocumentInfo",
    "Vocabulary",
    "VocabularyEntry",
    "read_document",
    "read_parsed",
    "read_text",
]
