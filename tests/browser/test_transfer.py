"""The transfer page in a browser: a choice redraws what follows it and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MARK = "() => document.querySelectorAll('#transfer-body .js-plotly-plot').forEach(plot => { plot.dataset.seen = 'yes'; })"
REDRAWN = """() => [...document.querySelectorAll('#transfer-body > div')]
  .filter(block => [...block.querySelectorAll('.js-plotly-plot')].some(plot => plot.dataset.seen !== 'yes'))
  .map(block => block.id)"""


def test_a_choice_redraws_what_follows_it_and_leaves_the_rest_alone(visit: Callable[..., Page]) -> None:
    page = visit("/transfer")
    page.evaluate(MARK)
    page.select_option("#choice-by", "supplier")
    page.wait_for_function("() => document.querySelector('#transfer-bars h3').textContent.includes('供给单位')")
    page.wait_for_function("() => document.querySelector('#transfer-lags').textContent.includes('按供给单位（')")
    assert "by=supplier" in page.url
    page.select_option("#choice-measure", "funds")
    page.wait_for_function("() => document.querySelector('#transfer-flow .subtitle').textContent.includes('基金出资额')")
    page.select_option("#choice-by", "chain")
    page.wait_for_function("() => document.querySelector('#transfer-bars h3').textContent.includes('产业链')")
    left = {"transfer-published", "transfer-cohorts", "transfer-stages", "transfer-sizes", "transfer-places"}
    assert not left & set(page.evaluate(REDRAWN))
