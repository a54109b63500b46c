"""The addresses that answer with a file of the snapshot as it is, not with records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from dashboard.api.problems import Words
from dashboard.api.questions import Question
from dashboard.store import Store

TemplateForm = Literal["xlsx", "csv"]


class TemplateQuestion(Question):
    """What the template of the register can be asked."""

    format: TemplateForm | None = Field(None, description="Form of the answer; goes before the Accept header.")


@dataclass(frozen=True)
class FileResource:
    """One address with a file: what it is, what it can be asked, in which forms it comes, and where it is in a snapshot.

    ``content`` returns None where a snapshot has no such file.
    """

    path: str
    name: str
    title: Words
    meaning: Words
    question: type[Question]
    forms: tuple[str, ...]
    content: Callable[[Store, Any, str], bytes | None]


def _template(store: Store, question: Question, form: str) -> bytes | None:
    return store.register_template(question.lang, form)


FILES: tuple[FileResource, ...] = (
    FileResource(
        "/register/template",
        "register_template",
        Words("成果登记模板", "Template of the register"),
        Words(
            "填报成果登记的空白模板：Excel 附代码列表与说明，CSV 只有表头。lang 决定表头与列表的语言。",
            "The empty template in which a bureau delivers its register: Excel with code lists and notes, or CSV with the "
            "header alone. `lang` decides the language of headers and lists.",
        ),
        TemplateQuestion,
        ("xlsx", "csv"),
        _template,
    ),
)
"""Every address with a file."""
