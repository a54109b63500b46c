"""Components written as plain HTML say the same and let no text become markup."""

from __future__ import annotations

import pytest
from dash import dcc, html
from lxml import html as reading

from dashboard.components.listing import listing
from dashboard.components.markup import markup, still
from dashboard.components.tables import Column


def test_text_and_attributes_are_escaped() -> None:
    written = markup(html.A("<b>&", href='/x?a=1&b="2"', title="it's <i>", **{"data-observation": "a:b"}))
    [link] = reading.fragments_fromstring(written)
    assert link.text == "<b>&"
    assert len(link) == 0
    assert dict(link.attrib) == {"href": '/x?a=1&b="2"', "title": "it's <i>", "data-observation": "a:b"}


def test_names_of_properties_become_those_of_html() -> None:
    written = markup(html.Label(["x", html.Br(), dcc.Input(id="a", type="search", value="")], htmlFor="a", className="choice"))
    assert written.startswith(('<label for="a" class="choice">', '<label class="choice" for="a">'))
    assert "<br>" in written
    assert "</input>" not in written


def test_nothing_false_and_lists_inside_lists_are_written_as_they_are_meant() -> None:
    assert markup([None, ["a", ["b"]], 0, html.Div(hidden=True), html.P("c", hidden=False)]) == "ab0<div hidden></div><p>c</p>"


@pytest.mark.parametrize("component", [dcc.Graph(), html.Div(style={"color": "red"})])
def test_what_plain_html_cannot_hold_is_refused(component: object) -> None:
    with pytest.raises(TypeError):
        markup(component)


def test_a_listing_is_one_component_and_holds_every_row() -> None:
    columns, rows = [Column("a"), Column("b")], [[str(n), html.A("x", href="/")] for n in range(500)]
    made = listing("numbers", columns, rows, caption="c", lang="en")
    assert made.children is None
    table = reading.fragment_fromstring(made.to_plotly_json()["props"]["data-markup"])
    assert len(table.findall(".//tbody/tr")) == 500
    assert table.get("data-listing") == "numbers"


def test_a_component_that_stands_for_markup_is_true_to_nobody_who_asks_for_its_length() -> None:
    assert len(still(html.P("x"))) == 0
