"""The API's own page at ``/api/v1/``: every resource, its parameters and columns, in Chinese or English."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from dashboard.api.file_resources import FILES, FileResource
from dashboard.api.openapi import example_answers, parameters_of
from dashboard.api.problems import KINDS
from dashboard.api.reading import vocabulary
from dashboard.api.resources import RESOURCES, Resource, TableResource
from dashboard.exports import flat_columns
from dashboard.store import Store
from dashboard.text.fields import field_of

_FOLDER = Path(__file__).resolve().parent
_PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_FOLDER),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
STYLE = (_FOLDER / "reference.css").read_text(encoding="utf-8")
_SHOWN_VALUES = 12

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("数据接口", "Data API"),
    "home": ("返回看板", "Back to the dashboard"),
    "other": ("English", "中文"),
    "document": ("OpenAPI 3.1 文档", "OpenAPI 3.1 document"),
    "introduction": (
        "只读接口，名称与列和命令行相同。数据的基本单位是“说法”：一份出版物对一个数字的一次陈述；规则由说法得出数据。"
        "缺值为空，从不写作零。参数写错不会被忽略，请求中的全部错误一次列出。",
        "A reading interface with the names and columns of the command line. The unit of data is the claim: what one "
        "publication says of one number; a rule resolves claims into observations. A missing value is null, never zero. A "
        "misspelt parameter is refused, and all faults of a request are told at once.",
    ),
    "general": ("通则", "In general"),
    "resources": ("资源", "Resources"),
    "parameter": ("参数", "Parameter"),
    "meaning": ("含义", "Meaning"),
    "values": ("取值", "Values"),
    "columns": ("列", "Columns"),
    "column": ("列", "Column"),
    "problems": ("出错", "Problems"),
    "status": ("状态码", "Status"),
    "required": ("必填", "required"),
    "and_more": ("等，共", "and more, in all"),
    "try": ("试一试", "Try it"),
    "example": ("示例", "Example"),
    "python": ("在 Python 中", "In Python"),
}
_RULES: tuple[tuple[str, str], ...] = (
    (
        "多个取值可重复参数，也可用逗号分隔：place=changchun,jilin。",
        "Several values: repeat the parameter, or separate by commas: place=changchun,jilin.",
    ),
    (
        "as_of=2024-06-30 只用当天及以前发布的说法；发布日期不明的不计入。",
        "as_of=2024-06-30 knows only claims published by that day; those of unknown date are left out.",
    ),
    (
        "分页用游标：答复中的 next 即下一页的地址（CSV 与 Excel 在 Link 头中）。快照更新后游标仍然有效。",
        "Pages follow a cursor: next in the answer is the address of the next page (in CSV and Excel the Link header). A "
        "cursor stays good when a new snapshot comes.",
    ),
    (
        "ETag 随快照变化；带 If-None-Match 再问，未变则答 304。",
        "The ETag changes with the snapshot; asked again with If-None-Match, an unchanged answer is a 304.",
    ),
    (
        "CSV 为 UTF-8，无字节序标记；excel=1 时加上，供电子表格打开。",
        "CSV is UTF-8 without a byte order mark; excel=1 adds one for spreadsheets.",
    ),
    ("允许任何网页跨域读取。", "Pages of any origin may read (CORS)."),
)
_PARAMETERS_ZH = {
    "since": "只看此日之后的变化；默认为 until 之前一年",
    "until": "只看到此日为止的变化；默认为今天或 as_of",
    "change": "变化的种类：new、revised、withdrawn、late；默认全部",
    "lang": "答复中文字的语言",
    "as_of": "只用当天及以前发布的说法",
    "format": "答复的形式；先于 Accept 头",
    "excel": "1 表示 CSV 前加字节序标记，供电子表格打开",
    "limit": "最多返回的条数：JSON 默认 1000，CSV 与 Excel 默认 100000",
    "cursor": "从何处续取，见上一页的 next",
    "theme": "主题",
    "level": "地区层级，如 province、city",
    "grade": "来源等级",
    "indicator": "指标；默认全部",
    "place": "地区；默认全部",
    "from": "时期止于此期或以后",
    "to": "时期止于此期或以前",
    "scope": "统计口径；空为指标自身的定义；默认全部",
    "kind": "outcome 实绩、target 目标，或说法的性质；默认全部",
    "source": "来源：说法取其所说的；数据取以其为准的，含由其推算的和只取其所说变化的；默认全部",
    "observation": "此数据背后的说法，所取的在前；lost_by 说明其余落选于哪一步",
    "severity": "严重程度",
    "statistic": "登记定义的编号，如 register_local_share；默认全部",
    "breakdown": "分组的栏目，如 chain 或 supplier,chain；空为全部合计；默认全部",
    "year": "签约年份；转化率与时间差为披露年份；默认全部",
}


@lru_cache(maxsize=8)
def reference_page(store: Store, *, root: str, lang: str) -> str:
    """Return the page as HTML, self-contained but for its style sheet beside it; nothing is fetched from elsewhere."""
    side = lang != "zh"
    words = vocabulary(store.catalog)
    examples = example_answers(store, root=root)
    return _PAGES.get_template("reference.html").render(
        lang=lang,
        root=root,
        t={name: pair[side] for name, pair in _WORDS.items()},
        rules=[pair[side] for pair in _RULES],
        resources=[
            *(_section(resource, words, examples, root, lang) for resource in RESOURCES),
            *(_file_section(file, words, root, lang) for file in FILES),
        ],
        problems=[(name, kind.status, kind.title[lang], kind.meaning[lang]) for name, kind in KINDS.items()],
    )


def _file_section(resource: FileResource, words: Mapping[str, tuple[str, ...]], root: str, lang: str) -> dict[str, Any]:
    return {
        "name": resource.name,
        "path": resource.path,
        "columns": [],
        "answer": "",
        "title": resource.title[lang],
        "meaning": resource.meaning[lang],
        "parameters": [_parameter(entry, lang) for entry in parameters_of(resource.question, words)],
        "address": f"{root}{resource.path}?lang={lang}",
        "file": True,
    }


def _section(
    resource: Resource, words: Mapping[str, tuple[str, ...]], examples: Mapping[str, Any], root: str, lang: str
) -> dict[str, Any]:
    example = examples.get(resource.name)
    path = resource.path.replace("{id}", quote(example["id"], safe=":;=") if example else "…")
    listed = isinstance(resource, TableResource)
    columns = resource.columns if isinstance(resource, TableResource) else ()
    answer = json.dumps(example["answer"], ensure_ascii=False, indent=2) if example else ""
    return {
        "name": resource.name,
        "path": resource.path,
        "title": resource.title[lang],
        "meaning": resource.meaning[lang],
        "parameters": [_parameter(entry, lang) for entry in parameters_of(resource.question, words)],
        "columns": [(name, field_of(name, resource.name).meaning(lang)) for name in flat_columns(columns)],
        "address": f"{root}{path}" + ("?limit=2" if listed else ""),
        "answer": answer,
        "file": False,
    }


def _parameter(entry: Mapping[str, Any], lang: str) -> dict[str, Any]:
    schema = entry["schema"]
    allowed = [repr(value) if value == "" else str(value) for value in schema.get("items", schema).get("enum", [])]
    return {
        "name": entry["name"],
        "meaning": _PARAMETERS_ZH[entry["name"]] if lang == "zh" else entry["description"],
        "required": entry["required"],
        "values": allowed[:_SHOWN_VALUES],
        "total": len(allowed) if len(allowed) > _SHOWN_VALUES else 0,
    }
