"""Which character set bytes are written in: marks first, then UTF-8, then the likelier of GB18030 and Big5."""

from __future__ import annotations

import codecs
import re

from dashboard.pipeline.reader.faults import UnsupportedDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5-hkscs": "big5hkscs", "big5": "big5hkscs"}
# The commonest characters of official prose in either script; mistaken decoding yields few of them.
_COMMON = frozenset("的一年全市和比上增长長元亿億为為科技技术術企业業万萬人在个個中新发發研创創国國地家有成区區项項目省，。、")
_SAMPLE = 200_000


def _score(text: str) -> float:
    wide = [char for char in text if ord(char) > 127]
    return sum(char in _COMMON for char in wide) / len(wide) if wide else 1.0


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the name of its character set.

    Raises UnsupportedDocument where the bytes are no text in any of them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _attempt(data, encoding)
            if text is not None:
                return text, encoding
    if b"\x00" in data[:4096]:
        raise UnsupportedDocument(
            "文件含有二进制内容，不是文本；请上传 .txt、.html、.pdf 或 .docx 文件。",
            "The file is binary and no text; give a .txt, .html, .pdf or .docx file.",
        )
    utf8 = _attempt(data, "utf-8")
    if utf8 is not None:
        return utf8, "utf-8"
    return _chinese(data)


def _chinese(data: bytes) -> tuple[str, str]:
    declared = _DECLARED.search(data[:4096])
    named = _ALIASES.get(declared.group(1).decode("ascii").lower(), "") if declared else ""
    names = dict.fromkeys(name for name in (named, "gb18030", "big5hkscs") if name)
    found = {name: text for name in names if (text := _attempt(data, name)) is not None}
    if not found:
        lossy = max(names, key=lambda name: _score(data[:_SAMPLE].decode(name, errors="replace")))
        text = data.decode(lossy, errors="replace")
        if text.count("\ufffd") > max(2, len(text) // 200):
            raise UnsupportedDocument(
                "无法识别文件的字符编码；请另存为 UTF-8 文本后再上传。",
                "The encoding of the file is unknown; save it as UTF-8 first.",
            )
        return text, lossy
    best = max(found, key=lambda name: _score(found[name][:_SAMPLE]) + (0.05 if name == named else 0))
    return found[best], best
