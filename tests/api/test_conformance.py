"""Schemathesis asks the API what its OpenAPI document allows, and much that it does not, in process and without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import flask
import pytest
import schemathesis
from schemathesis import Case, HookContext, engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from schemathesis.generation import GenerationMode

from dashboard.api.cursors import cursor_of

SETTINGS = {
    "generation": {"max-examples": 30, "deterministic": True, "database": "none"},
    "phases": {"stateful": {"enabled": False}},
}
CURSORS = {
    "checks": cursor_of(("1",)),
    "changes": cursor_of(("1",)),
    "register_cells": cursor_of(("1",)),
    "observations": cursor_of(("rd_intensity", "jilin", "2018", "flow", "revised", "outcome")),
    "claims": cursor_of(("rd_intensity", "jilin", "2018", "")),
}
OBSERVATION = "high_tech_enterprises:jilin:2024"


@pytest.fixture(scope="module")
def ran(server: flask.Flask) -> list[events.ScenarioFinished]:
    """What Schemathesis asked and found, one scenario for each operation and phase."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", server, config=SchemathesisConfig.from_dict(SETTINGS))
    schema.hook("map_case")(_say_what_a_schema_cannot)
    stream = list(engine.from_schema(schema).execute())
    errors = [event for event in stream if isinstance(event, events.FatalError | events.NonFatalError)]
    assert not errors, errors
    return [event for event in stream if isinstance(event, events.ScenarioFinished)]


def _say_what_a_schema_cannot(_context: HookContext, case: Case) -> Case:
    """Let sound requests hold cursors and ids that exist, and periods in order: a JSON Schema cannot ask for that."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE or not case.query:
        return case
    name = str(case.operation.definition.raw["operationId"])
    told = {"cursor": CURSORS.get(name, cursor_of(("m",))), "observation": OBSERVATION}
    if "observation" in case.query:
        told["cursor"] = cursor_of(("1",))
    case.query = {key: told.get(key, value) for key, value in case.query.items()}
    bounds = sorted(str(case.query[key]) for key in ("from", "to") if key in case.query)
    if len(bounds) == 2:
        case.query |= dict(zip(("from", "to"), (bounds[0][:4], bounds[1]), strict=True))
    days = sorted(str(case.query[key]) for key in ("since", "until") if key in case.query)
    if len(days) == 2:
        case.query |= dict(zip(("since", "until"), days, strict=True))
    return case


def _failures(scenarios: Iterable[events.ScenarioFinished]) -> Iterator[str]:
    for scenario in scenarios:
        for case, checks in scenario.recorder.checks.items():
            for check in checks:
                if check.failure_info is not None:
                    asked = scenario.recorder.cases[case].value.as_curl_command()
                    yield f"{asked}\n{check.name}: {check.failure_info.failure}"


def test_the_api_does_as_its_document_says(ran: list[events.ScenarioFinished]) -> None:
    failures = list(_failures(ran))
    assert not failures, "\n\n".join(failures)


def test_every_operation_was_asked_sound_and_unsound_questions(ran: list[events.ScenarioFinished], server: flask.Flask) -> None:
    statuses: dict[str, set[int]] = {}
    for scenario in ran:
        for key, interaction in scenario.recorder.interactions.items():
            path = scenario.recorder.cases[key].value.operation.path
            if interaction.response is not None:
                statuses.setdefault(path, set()).add(interaction.response.status_code)
    paths = server.test_client().get("/api/v1/openapi.json").get_json()["paths"]
    assert set(statuses) == set(paths)
    for path, found in statuses.items():
        assert 200 in found, path
        assert 400 in found, path
        assert not any(status >= 500 for status in found), path
