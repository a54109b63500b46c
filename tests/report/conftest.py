"""Briefings of the shipped data and of the small hard cases, made once."""

from __future__ import annotations

import datetime as dt

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


@pytest.fixture(scope="session", params=sorted(CLAIMS))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Each of the hard cases."""
    return built(request.param, tmp_path_factory.mktemp(request.param))
