from __future__ import annotations

import hashlib

import plotly.offline
import pytest

from dashboard.index_document import ASSETS, plotly_file


def test_the_vendored_plotly_is_the_version_that_plotly_expects() -> None:
    head = plotly_file().read_text(encoding="utf-8")[:200]
    assert f"plotly.js (cartesian - minified) v{plotly.offline.get_plotlyjs_version()}" in head


def test_the_vendored_bundle_is_unchanged_and_its_licence_lies_beside_it() -> None:
    digest = hashlib.sha256(plotly_file().read_bytes()).hexdigest()
    assert digest == "79542150855a52c567260e3137095dbe2b744e6d702a5cabe67da246942fba7a"
    licence = plotly_file().with_name(plotly_file().name.replace(".min.js", ".LICENSE"))
    assert "MIT License" in licence.read_text(encoding="utf-8")
    assert len(list((ASSETS / "vendor").iterdir())) == 2


def test_an_upgrade_of_plotly_without_its_bundle_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plotly.offline, "get_plotlyjs_version", lambda: "99.0.0")
    with pytest.raises(FileNotFoundError, match=r"plotly-cartesian-99\.0\.0\.min\.js"):
        plotly_file()
