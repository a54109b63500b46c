"""The process that parses one PDF or Word file from standard input and prints the result as JSON."""

# A parser is imported only for its own kind of file: pdfplumber takes longer to import than a Word file to read.
# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import json
import logging
import resource
import sys

from dashboard.pipeline.reader.extraction.composing import Composition
from dashboard.pipeline.reader.faults import BrokenDocument, ReaderError

_MEMORY = 2_000_000_000


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _compose(data: bytes, kind: str) -> Composition:
    if kind == "pdf":
        from dashboard.pipeline.reader.extraction.pdf_file import compose_pdf

        return compose_pdf(data)
    from dashboard.pipeline.reader.extraction.word_file import compose_word

    return compose_word(data)


def main() -> None:
    """Read a file from standard input, print its text and tables, or the fault that prevented it."""
    from dashboard.pipeline.reader.extraction.documents import as_answer

    kind, seconds = sys.argv[1], int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    _limit(seconds)
    try:
        answer = as_answer(_compose(sys.stdin.buffer.read(), kind))
    except ReaderError as fault:
        answer = json.dumps({"fault": type(fault).__name__, "zh": fault.zh, "en": fault.en})
    except (MemoryError, RecursionError):
        answer = json.dumps(
            {
                "fault": BrokenDocument.__name__,
                "zh": "文件解析时耗尽内存，已停止；请重新保存文件，或粘贴正文。",
                "en": "Parsing ran out of memory and was stopped; save the file anew, or paste the text.",
            }
        )
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
