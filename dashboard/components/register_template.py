"""The empty template of the register to take away, and the one line that loads it once it is filled in."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.components.transfer_words import word
from dashboard.store import Store

_ADDRESS = "/api/v1/register/template"
_LOAD = (
    "innovation-dashboard register load data/register {file} --place {place} --observed-until 2025-12-31 "
    '--publisher {publisher} --publisher-en "{publisher_en}" && innovation-dashboard build'
)


def template_lines(data: Store, place: str, lang: str) -> list[Component]:
    """Return the links to the template and how a bureau loads it; nothing where the snapshot has none."""
    if data.register_template(lang, "xlsx") is None:
        return []
    other = "en" if lang == "zh" else "zh"
    links = [
        _link(word("template_xlsx", lang), "xlsx", lang),
        _link(word("template_csv", lang), "csv", lang),
        _link(word("template_other", lang), "xlsx", other),
    ]
    bureau = data.catalog.places[place]
    line = _LOAD.format(
        file=f"register_template_{lang}.xlsx",
        place=place,
        publisher=f"{bureau.formal('zh')}科技局",
        publisher_en=f"{bureau.formal('en')} S&T Bureau",
    )
    return [
        html.P([word("template", lang), *(part for link in links for part in (" ", link))], className="template-links"),
        html.P([word("template_how", lang), " ", html.Code(line)], className="note template-how"),
    ]


def _link(text: str, form: str, lang: str) -> Component:
    return html.A(text, href=f"{_ADDRESS}?format={form}&lang={lang}", className="button", download="", hrefLang=lang)
