"""The HTML document around the app: language, title, what to load first, and the security headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

import dash
import plotly.offline

from dashboard.components.words import word

ASSETS = Path(__file__).resolve().parent / "assets"
LOCALES = {"zh": "zh-CN", "en": "en"}
_UNUSED_SCRIPTS = ("/dash/dash_table/",)
"""Scripts that Dash names on every page although nothing here uses them."""
_GRID_SCRIPT = re.compile(r'<script src="([^"]*/dash_ag_grid/[^"]*)"></script>')
"""The grid's script, a megabyte: assets/explore.js asks for it when a table is opened."""
_CHART_SCRIPT = "/_dash-component-suites/dash/dcc/async-graph.js"
"""The part of dcc that draws, asked for without a fingerprint when the layout has a graph."""


@dataclass(frozen=True)
class Head:
    """What the document's head says about the page asked for; ``drawn`` where it holds charts."""

    lang: str
    title: str
    description: str
    drawn: bool


def plotly_file() -> Path:
    """Return the vendored Plotly bundle that belongs to the installed plotly.

    Raises:
        FileNotFoundError: plotly was upgraded and the bundle was not.
    """
    path = ASSETS / "vendor" / f"plotly-cartesian-{plotly.offline.get_plotlyjs_version()}.min.js"
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is not vendored; docs/dependencies.md says how to add it")
    return path


def document(app: dash.Dash, head: Head, *, css: str, config: str, scripts: str, renderer: str) -> str:
    """Return the document, given the parts that Dash generates (see ``dash.Dash.interpolate_index``)."""
    grid = _GRID_SCRIPT.search(scripts)
    scripts = _GRID_SCRIPT.sub("", scripts)
    scripts = "\n".join(line for line in scripts.splitlines() if not any(name in line for name in _UNUSED_SCRIPTS))
    plotly_url = app.get_asset_url(f"vendor/{plotly_file().name}")
    loads = [_preload("/_dash-layout", "fetch"), _preload("/_dash-dependencies", "fetch")]
    if head.drawn:
        loads += [_preload(plotly_url, "script"), _preload(_CHART_SCRIPT, "script")]
    return f"""<!DOCTYPE html>
<html lang="{LOCALES[head.lang]}" data-plotly="{escape(plotly_url)}" data-grid="{grid[1] if grid else ""}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="{escape(head.description)}">
    <meta name="color-scheme" content="light dark">
    <title>{escape(head.title)}</title>
    <link rel="icon" type="image/svg+xml" href="{escape(app.get_asset_url("favicon.svg"))}">
    {"".join(loads)}
    {css}
  </head>
  <body>
    <div id="react-entry-point"><p class="_dash-loading" role="status">{escape(word("loading", head.lang))}</p></div>
    <noscript>{escape(word("needs_script", head.lang))}</noscript>
    <div>
      {config}
      {scripts}
      {renderer}
    </div>
  </body>
</html>"""


def security_headers(app: dash.Dash, *, framed: bool = False) -> dict[str, str]:
    """Return the headers of every dynamic response: nothing from outside, and no inline script but Dash's own.

    A page that is ``framed`` may stand inside pages of others. Plotly writes style attributes, hence the inline styles. The
    referrer goes to this server only, which reads from it what page the layout is asked for.
    """
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *app.csp_hashes()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "*" if framed else "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def _preload(address: str, kind: str) -> str:
    # Without crossorigin the browser would not use a preloaded answer for the renderer's fetch, and ask twice.
    return f'<link rel="preload" as="{kind}" href="{escape(address)}"{" crossorigin" if kind == "fetch" else ""}>'
