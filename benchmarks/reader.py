"""Speed of the document reader over the annotated texts, against a bare search for numbers in the same texts.

Run ``python -m benchmarks.reader [--texts DIR] [--rounds 12]``. Prints Markdown: megabytes (UTF-8) a second of processor
time on one core, the best of the rounds, since a shared machine only ever makes a round slower; and how many times as long
reading takes as finding every number with a regular expression.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.pipeline.reader import read_text

TEXTS = Path(__file__).parents[1] / "tests/pipeline/reader/texts"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def best_seconds(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Return the least processor time of one pass over all texts."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            work(text)
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=Path, default=TEXTS)
    options.add_argument("--rounds", type=int, default=12)
    asked = options.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(asked.texts.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    claims = sum(len(read_text(text)) for text in texts)
    reading = best_seconds(read_text, texts, asked.rounds)
    searching = best_seconds(_NUMBER.findall, texts, asked.rounds)
    print("| texts | bytes | claims | MB/s | claims/s | reading ÷ searching |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {len(texts)} | {size:,} | {claims:,} | {size / reading / 1e6:.2f} | {claims / reading:,.0f} "
        f"| {reading / searching:.0f} |"
    )


if __name__ == "__main__":
    main()
