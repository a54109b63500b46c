"""The OpenAPI 3.1 document, made from the questions and shapes that the API itself reads and writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.datastructures import MultiDict

from dashboard.api.file_resources import FILES, FileResource
from dashboard.api.problems import KINDS, MEDIA_TYPE
from dashboard.api.questions import Question, TableQuestion
from dashboard.api.reading import read_question, vocabulary
from dashboard.api.replies import MEDIA, following_page
from dashboard.api.resources import RESOURCES, EntryResource, Resource, TableResource
from dashboard.api.shapes import ProblemDetails
from dashboard.store import Store
from dashboard.text.fields import FIELDS

Document = dict[str, Any]
_REFUSALS = {400: "invalid-request", 404: "not-found", 406: "not-acceptable", 503: "not-ready"}
_INTRODUCTION = (
    "Innovation statistics with their sources. The unit of data is the claim: what one publication says of one number. One "
    "rule resolves claims into observations; nothing is lost, and `as_of` shows what was known on any day. A missing value "
    "is null and never zero. Unknown parameters are refused, and every fault of a request is told at once."
)


@lru_cache(maxsize=4)
def openapi_document(store: Store, *, root: str) -> Document:
    """Return the OpenAPI document for a snapshot, with its ids as the values that parameters may have and real examples.

    The document is shared between requests: do not change it.
    """
    words = vocabulary(store.catalog)
    examples = example_answers(store, root=root)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Innovation dashboard",
            "version": "1",
            "summary": "Published figures as claims, resolved in the open.",
            "description": _INTRODUCTION,
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": root}],
        "paths": {
            **{resource.path: {"get": _operation(resource, words, examples)} for resource in RESOURCES},
            **{file.path: {"get": _file_operation(file, words)} for file in FILES},
        },
        "components": {"schemas": _schemas()},
    }


@lru_cache(maxsize=4)
def example_answers(store: Store, *, root: str) -> Mapping[str, Any]:
    """Return, by the name of each resource, what it was asked and what it answered from this snapshot, two records long.

    The key ``id`` holds the id asked for; a resource that has nothing to show is left out.
    """
    examples: dict[str, Any] = {}
    ids: dict[str, str] = {}
    for resource in RESOURCES:
        about = {"as_of": None, "snapshot": store.id}
        if isinstance(resource, TableResource):
            asked = MultiDict({"limit": "2"})
            table = resource.table(store, read_question(resource.question, asked, store.catalog))
            following = following_page(root, resource.path, asked, table.next)
            answer = {**about, "count": len(table.records), "next": following, resource.name: table.records}
            ids[resource.path] = str(table.records[0].get("id", "")) if table.records else ""
            examples[resource.name] = {"id": "", "answer": answer}
        elif ids.get(resource.list_path):
            key = ids[resource.list_path]
            question = read_question(resource.question, MultiDict(), store.catalog)
            examples[resource.name] = {"id": key, "answer": {**about, **resource.entry(store, question, key)}}
    return examples


def parameters_of(question: type[Question], words: Mapping[str, tuple[str, ...]]) -> list[Document]:
    """Return the query parameters of a question as OpenAPI describes them."""
    schema = question.model_json_schema()
    required = schema.get("required", [])
    return [_parameter(name, entry, name in required, words) for name, entry in schema["properties"].items()]


def _operation(resource: Resource, words: Mapping[str, tuple[str, ...]], examples: Mapping[str, Any]) -> Document:
    example = examples.get(resource.name)
    one = isinstance(resource, EntryResource)
    path = [_path_parameter(example["id"] if example else "")] if one else []
    return {
        "operationId": resource.name,
        "summary": resource.title.en,
        "description": f"{resource.meaning.en}\n\n{resource.meaning.zh}",
        "parameters": [*path, *parameters_of(resource.question, words)],
        "responses": {
            "200": _answer(resource, example),
            "304": {"description": "The client already has this answer (If-None-Match)."},
            **{str(status): _refusal(kind) for status, kind in _REFUSALS.items() if status != HTTPStatus.NOT_FOUND or one},
            "default": _refusal("internal"),
        },
    }


def _file_operation(resource: FileResource, words: Mapping[str, tuple[str, ...]]) -> Document:
    content = {
        MEDIA[form].partition(";")[0]: {"schema": {"type": "string", **({"format": "binary"} if form == "xlsx" else {})}}
        for form in resource.forms
    }
    tag = {"ETag": {"description": "Changes with the snapshot.", "schema": {"type": "string"}}}
    return {
        "operationId": resource.name,
        "summary": resource.title.en,
        "description": f"{resource.meaning.en}\n\n{resource.meaning.zh}",
        "parameters": parameters_of(resource.question, words),
        "responses": {
            "200": {"description": resource.meaning.en, "headers": tag, "content": content},
            "304": {"description": "The client already has this answer (If-None-Match)."},
            **{str(status): _refusal(kind) for status, kind in _REFUSALS.items()},
            "default": _refusal("internal"),
        },
    }


def _path_parameter(example: str) -> Document:
    schema = {"type": "string", "minLength": 1}
    return {"name": "id", "in": "path", "required": True, "description": "Permanent id.", "schema": schema, "example": example}


def _parameter(name: str, entry: Document, required: bool, words: Mapping[str, tuple[str, ...]]) -> Document:
    schema = _without_null(entry)
    description = schema.pop("description", "")
    if schema.get("type") == "array":
        items = {"type": "string", "enum": list(words[name])}
        shape = {"schema": {"type": "array", "items": items}, "style": "form", "explode": True}
        return {"name": name, "in": "query", "required": required, "description": description, **shape}
    return {"name": name, "in": "query", "required": required, "description": description, "schema": schema}


def _without_null(entry: Document) -> Document:
    """Return the schema of a parameter's value: to leave a parameter out is not to give null."""
    kinds = [kind for kind in entry.get("anyOf", []) if kind.get("type") != "null"]
    flat = {**entry, **kinds[0]} if len(kinds) == 1 else dict(entry)
    hidden = {"title", "anyOf"} | ({"default"} if entry.get("default", 0) is None else set())
    return {name: value for name, value in flat.items() if name not in hidden}


def _answer(resource: Resource, example: Any) -> Document:
    schema = {"schema": {"$ref": f"#/components/schemas/{resource.shape.__name__}"}}
    shown = {"examples": {"from_this_snapshot": {"value": example["answer"]}}} if example else {}
    content: Document = {MEDIA["json"]: {**schema, **shown}}
    if issubclass(resource.question, TableQuestion):
        content["text/csv"] = {"schema": {"type": "string"}}
        content[MEDIA["xlsx"]] = {"schema": {"type": "string", "format": "binary"}}
    headers = {
        "ETag": {"description": "Changes with the snapshot.", "schema": {"type": "string"}},
        "Link": {"description": 'Address of the next page, rel="next".', "schema": {"type": "string"}},
    }
    return {"description": resource.meaning.en, "headers": headers, "content": content}


def _refusal(kind: str) -> Document:
    known = KINDS[kind]
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {"description": f"{known.title.en}. {known.meaning.en}", "content": {MEDIA_TYPE: {"schema": schema}}}


@lru_cache(maxsize=1)
def _schemas() -> Document:
    shapes: list[type[BaseModel]] = [*(resource.shape for resource in RESOURCES), ProblemDetails]
    _, document = models_json_schema(
        [(shape, "serialization") for shape in shapes], ref_template="#/components/schemas/{model}"
    )
    schemas: Document = document["$defs"]
    for schema in schemas.values():
        for name, entry in _properties(schema):
            if name in FIELDS and "description" not in entry:
                entry["description"] = FIELDS[name].meaning_en
    return schemas


def _properties(schema: Document) -> Iterator[tuple[str, Document]]:
    yield from schema.get("properties", {}).items()
