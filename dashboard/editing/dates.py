"""Dates of publication as editors write them."""

from __future__ import annotations

import re
import unicodedata

from dashboard.periods import parse_period
from dashboard.pipeline.reader.faults import ReaderError

_WRITTEN = re.compile(r"(\d{4})(?:\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月?)|(\d{2})(\d{2})?|\s*年)?")


def publication_date(text: str) -> str:
    """Return a year, a month or a day as YYYY, YYYY-MM or YYYY-MM-DD; empty for an empty text.

    20250320, 2025/3/20, 2025.3.20 and 2025年3月20日 are all 2025-03-20.

    Raises:
        ReaderError: it is no such date, or no day of the calendar; the words are for the editor.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    match = _WRITTEN.fullmatch(plain)
    if match:
        year, month, day, month_digits, day_digits = match.groups()
        parts = [int(part) for part in (month or month_digits, day or day_digits) if part]
        written = "-".join([year, *(f"{part:02d}" for part in parts)])
        try:
            return parse_period(written).text
        except ValueError:
            pass
    raise ReaderError(
        f"发布日期“{plain[:40]}”读不懂：请写作 2025-03-20、2025-03 或 2025，或留空。",
        f"The date of publication “{plain[:40]}” is not understood: write 2025-03-20, 2025-03 or 2025, or leave it empty.",
    )
