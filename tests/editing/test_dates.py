"""Dates of publication as editors write them."""

from __future__ import annotations

import pytest

from dashboard.editing.dates import publication_date
from dashboard.pipeline.reader.faults import ReaderError


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("20250320", "2025-03-20"), ("2025-3-20", "2025-03-20"), ("2025/03/20", "2025-03-20"), ("2025.3.20", "2025-03-20"),
        ("2025年3月20日", "2025-03-20"), ("２０２５－０３－２０", "2025-03-20"), ("2025年3月", "2025-03"),
        ("202503", "2025-03"), ("2025", "2025"), (" ", ""),
    ],
)  # fmt: skip
def test_a_date_is_understood_in_the_forms_in_use(text: str, date: str) -> None:
    assert publication_date(text) == date


@pytest.mark.parametrize("text", ["2025-13-01", "2025-02-30", "20.3.2025", "yesterday", "2025032"])
def test_what_is_no_date_is_refused_in_both_languages(text: str) -> None:
    with pytest.raises(ReaderError) as refused:
        publication_date(text)
    assert text in refused.value.zh
    assert text in refused.value.en
