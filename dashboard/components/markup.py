"""Components as markup: what never changes once it stands, so that a browser draws thousands of cells at once."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

_NAMES = {"className": "class", "htmlFor": "for", "colSpan": "colspan", "rowSpan": "rowspan", "tabIndex": "tabindex"}
_EMPTY = frozenset({"br", "hr", "img", "input"})
_WITHOUT = frozenset({"children", "n_clicks", "n_clicks_timestamp"})


def still(component: Component) -> html.Div:
    """Return a component that stands for another one of plain HTML, which assets/listing.js puts in its place.

    Dash keeps a record of every component and looks through all of them at each change: tables of a thousand cells take
    it seconds, and a browser milliseconds.
    """
    return html.Div(**{"data-markup": markup(component)})


def markup(content: Any) -> str:
    """Return HTML for components of ``dash.html``, an input of ``dash.dcc``, and text; everything in it is escaped.

    Raises:
        TypeError: a component is neither, or has a property that HTML cannot hold.
    """
    return "".join(_markup(content))


def _markup(content: Any) -> Iterator[str]:
    if content is None:
        return
    if isinstance(content, list | tuple):
        for part in content:
            yield from _markup(part)
    elif isinstance(content, Component):
        yield from _element(content)
    else:
        yield escape(str(content), quote=False)


def _element(component: Component) -> Iterator[str]:
    name = type(component).__name__.lower()
    if component._namespace != "dash_html_components" and name != "input":
        raise TypeError(f"{type(component).__name__} is no plain HTML")
    properties = component.to_plotly_json()["props"]
    stated = "".join(_attribute(key, value) for key, value in properties.items() if key not in _WITHOUT)
    yield f"<{name}{stated}>"
    if name not in _EMPTY:
        yield from _markup(properties.get("children"))
        yield f"</{name}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if not isinstance(value, str | int | float):
        raise TypeError(f"{name}: {type(value).__name__} is no attribute of HTML")
    written = _NAMES.get(name, name)
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'
