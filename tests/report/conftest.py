"""Briefings of the shipped data and of the small hard cases, made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import pytest

from dashboard.report.compose import briefing
from dashboard.report.content import Briefing
from dashboard.store import Store

from .cases import CLAIMS, Case, built

TODAY = dt.date(2026, 2, 15)
ADDRESS = "https://stat.example.org"


@pytest.fixture(scope="session")
def changchun(shipped: Store) -> dict[str, Briefing]:
    """The briefing about Changchun in both languages."""
    return {
        lang: briefing(shipped, "changchun", lang=lang, today=TODAY, address=ADDRESS, contact="stat@example.org")
        for lang in ("zh", "en")
    }


@pytest.fixture(scope="session")
def case_named(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """Return a hard case by its name; each is built once."""

    @cache
    def named(name: str) -> Case:
        return built(name, tmp_path_factory.mktemp(name))

    return named


@pytest.fixture(scope="session", params=sorted(CLAIMS))
def case(request: pytest.FixtureRequest, case_named: Callable[[str], Case]) -> Case:
    """Each of the hard cases."""
    return case_named(request.param)
