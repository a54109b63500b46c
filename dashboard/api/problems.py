"""Problem details (RFC 9457): every fault of a request at once, in words, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Words:
    """A sentence in both languages."""

    zh: str
    en: str

    def __getitem__(self, lang: str) -> str:
        """Return it in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Wrong:
    """One fault of a request: the parameter, what is wrong with it, and what could have been meant."""

    parameter: str
    what: Words
    value: str | None = None
    suggestions: tuple[str, ...] = ()

    def as_record(self, lang: str) -> dict[str, Any]:
        """Return the fault for a problem document."""
        record: dict[str, Any] = {"parameter": self.parameter, "detail": self.what[lang]}
        if self.value is not None:
            record["value"] = self.value
        if self.suggestions:
            record["suggestions"] = list(self.suggestions)
        return record


class Problem(Exception):  # noqa: N818 - named for the document it becomes
    """A request that cannot be answered, and what its client is told."""

    def __init__(
        self,
        status: int,
        kind: str,
        title: Words,
        detail: Words,
        *,
        faults: tuple[Wrong, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {title.en}: {detail.en}")
        self.status, self.kind, self.title, self.detail = status, kind, title, detail
        self.faults, self.headers = faults, dict(headers or {})

    def document(self, lang: str, *, root: str) -> dict[str, Any]:
        """Return the problem document; ``type`` leads to its explanation on the API's page at ``root``."""
        document: dict[str, Any] = {
            "type": f"{root}/#problem-{self.kind}",
            "title": self.title[lang],
            "status": self.status,
            "detail": self.detail[lang],
        }
        if self.faults:
            document["errors"] = [fault.as_record(lang) for fault in self.faults]
        return document


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem, as the API's page explains it."""

    status: int
    title: Words
    meaning: Words = field(default=Words("", ""))


KINDS: dict[str, ProblemKind] = {
    "invalid-request": ProblemKind(
        400,
        Words("请求参数有误", "The request has faults"),
        Words("errors 一次列出全部有误的参数。", "`errors` lists every faulty parameter at once."),
    ),
    "not-found": ProblemKind(
        404, Words("没有找到", "Not found"), Words("没有这个资源，或没有这个编号。", "No such resource, or nothing by this id.")
    ),
    "method-not-allowed": ProblemKind(
        405,
        Words("不支持此方法", "Method not allowed"),
        Words("接口只读：GET、HEAD、OPTIONS。", "The API reads only: GET, HEAD and OPTIONS."),
    ),
    "not-acceptable": ProblemKind(
        406,
        Words("没有可接受的格式", "Not acceptable"),
        Words("Accept 所列的格式都不提供。", "None of the types in Accept is offered."),
    ),
    "not-ready": ProblemKind(
        503,
        Words("数据尚未就绪", "Not ready"),
        Words("数据快照尚未建成，请稍后再试。", "No snapshot has been built yet; try again later."),
    ),
    "internal": ProblemKind(
        500, Words("服务器出错", "Internal error"), Words("错误已记入日志。", "The error is in the server's log.")
    ),
}
"""Kinds of problems, by the last part of their ``type``."""


def problem(kind: str, detail: Words | None = None, *, faults: tuple[Wrong, ...] = (), **headers: str) -> Problem:
    """Return a problem of a kind; ``headers`` are written with underscores for hyphens."""
    known = KINDS[kind]
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Problem(known.status, kind, known.title, detail or known.meaning, faults=faults, headers=named)


def invalid(faults: list[Wrong]) -> Problem:
    """Return the problem of a request with these faults."""
    count = len(faults)
    detail = Words(f"共有 {count} 处有误。", f"{count} {'fault' if count == 1 else 'faults'} in the request.")
    return problem("invalid-request", detail, faults=tuple(faults))


def unknown(what: Words, value: str, suggestions: tuple[str, ...] = ()) -> Problem:
    """Return the problem of an id in the path that names nothing."""
    near_zh = f"是否指 {'、'.join(suggestions)}？" if suggestions else ""
    near_en = f" Did you mean {', '.join(suggestions)}?" if suggestions else ""
    return problem("not-found", Words(f"没有{what.zh} {value!r}。{near_zh}", f"There is no {what.en} {value!r}.{near_en}"))
