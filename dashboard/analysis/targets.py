"""Targets against outcomes: reached or not, and whether the pace is enough.

The pace is the observed compound annual growth divided by the growth that the target requires, in five statuses with the
cut points 0.95, 0.6 and 0: the method for quantitative targets of Statistics Canada's progress measure for the Sustainable
Development Goals, which Open SDG carries in ``sdg-build`` (``ProgressMeasure``).
"""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd

from dashboard.analysis.comparability import break_between, lower_is_better, usable, with_span
from dashboard.analysis.growth_statements import with_statements
from dashboard.analysis.growth_targets import GROWTH_COLUMNS, judged_growth
from dashboard.analysis.growth_targets import REASONS as GROWTH_REASONS
from dashboard.analysis.rows import Row, rows_of
from dashboard.catalog import Catalog
from dashboard.catalog.model import Indicator, Text
from dashboard.changes import mean_annual_growth
from dashboard.periods import parse_period

STATUSES = {
    "achieved": Text(zh="已实现", en="Achieved"),
    "on_track": Text(zh="进展顺利", en="On track"),
    "needs_acceleration": Text(zh="有进展，须加快", en="Progress, but must speed up"),
    "limited": Text(zh="进展有限", en="Limited progress"),
    "deteriorating": Text(zh="倒退", en="Deteriorating"),
}
"""The five statuses; a target whose pace cannot be measured has none."""
CUT_POINTS = ((0.95, "on_track"), (0.6, "needs_acceleration"), (0.0, "limited"))
REASONS: dict[str, Text] = {
    **GROWTH_REASONS,
    "no_base": Text(zh="没有起点数值", en="No base value"),
    "no_growth_rate": Text(zh="数值不能计算增速", en="The values allow no growth rate"),
}
_ADDED = (
    "target_id", "outcome_id", "outcome", "outcome_period", "outcome_low", "outcome_undated", "base_id", "base", "base_period",
    "observed_growth", "required_growth", "pace", "target_status", "gap",
    "progress", "progress_id", "time_progress", "closed", "why_no_status", *GROWTH_COLUMNS,
)  # fmt: skip


def targets(
    observations: pd.DataFrame, catalog: Catalog, *, today: dt.date, claims: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return one row per target, with what became of it.

    The base is the last value that was known when the target was published, else the first value there is; the outcome is
    the newest one about a time not after the target's. A value without a stated reference period counts only for saying
    that the target is reached, and ``outcome_undated`` then says so. Targets that are growth are judged by
    ``analysis.growth_targets``.

    Args:
        observations: outcomes and targets.
        catalog: holds the indicators.
        today: decides which periods are over.
        claims: those behind the observations. With them a growth target that another statement of the same year hides
            comes as a row of its own, with its claim in ``change_claim``, and growth is taken from final claims only.

    Returns:
        The target's own columns and: ``outcome``, ``outcome_period``, ``base``, ``base_period`` with the ids of all three;
        ``observed_growth`` and ``required_growth`` (per cent a year); ``pace`` (their ratio); ``target_status`` (an id of
        ``STATUSES``, empty where ``why_no_status`` tells the reason); ``gap`` (target minus outcome, in the base unit);
        ``progress`` (outcome, or the year so far, as per cent of the target; its id in ``progress_id``) and
        ``time_progress`` (per cent of the target's period gone by then, missing before it begins); ``closed`` (the target's
        period is over on ``today``). Of growth targets also ``GROWTH_COLUMNS``.
    """
    known = with_statements(observations, claims)
    rows = rows_of(with_span(known).assign(_usable=usable(known)).sort_values(["period_end", "id"], kind="stable"))
    wanted = [row for row in rows if row["kind_class"] == "target"]
    found = [row | _judged(row, rows, catalog.indicators[row["indicator"]], today) for row in wanted]
    return pd.DataFrame(found, columns=[*observations.columns, *_ADDED])


def status_of(pace: float) -> str:
    """Return the status of a pace: the observed growth as a multiple of the required growth."""
    return next((name for least, name in CUT_POINTS if pace >= least), "deteriorating")


def status_name(status: str, lang: str = "zh") -> str:
    """Return the name of a status in words."""
    return STATUSES[status][lang]


def reaches(outcome: Row, target: Row, indicator: Indicator) -> bool:
    """Return whether every value the outcome can stand for is as good as the target; exact values count as printed.

    What is only expected reaches nothing.
    """
    if outcome["kind"] == "expected":
        return False
    exact = outcome["qualifier"] == "exact"
    if lower_is_better(indicator):
        return bool((outcome["amount"] if exact else outcome["high"]) <= target["amount"])
    return bool((outcome["amount"] if exact else outcome["low"]) >= target["amount"])


def missed(outcome: Row, target: Row, indicator: Indicator, *, today: dt.date) -> bool:
    """Return whether the target's period is over and the figure for that very period falls short in all it can stand for.

    What is only expected misses nothing, nor does a value without a stated reference period.
    """
    final = outcome["kind"] != "expected" and outcome["stated_on"] == "" and outcome["period"] == target["period"]
    if not final or target["period_end"].date() >= today:
        return False
    exact = outcome["qualifier"] == "exact"
    if lower_is_better(indicator):
        return bool((outcome["amount"] if exact else outcome["low"]) > target["amount"])
    return bool((outcome["amount"] if exact else outcome["high"]) < target["amount"])


def _judged(target: Row, rows: list[Row], indicator: Indicator, today: dt.date) -> Row:
    told: Row = dict.fromkeys(_ADDED) | {
        "target_id": target["id"],
        "target_status": "",
        "why_no_status": "",
        "outcome_undated": False,
    }
    told["closed"] = target["period_end"].date() < today
    # A value that only follows from the growth set and a published base is no target that anybody named.
    if pd.isna(target["amount"]) or target["derived"]:
        return told | _grown(target, rows, indicator, today)
    own = [row for row in rows if _same_number(row, target) and row["period_end"] <= target["period_end"]]
    dated = [row for row in own if row["stated_on"] == "" and row["span"] == target["span"]]
    outcome = _outcome(dated, [row for row in own if row["stated_on"]], target, indicator)
    if outcome is None:
        return told | {"why_no_status": "no_outcome"}
    so_far = [row for row in own if row["span"] != target["span"] and _begins(row, target)]
    told |= _standing(outcome, target) | _progress(
        so_far[-1] if so_far and outcome["period"] != target["period"] else outcome, target
    )
    told |= _paced(outcome, target, [row for row in dated if row["_usable"]], indicator)
    return told | ({"target_status": "achieved", "why_no_status": ""} if reaches(outcome, target, indicator) else {})


def _grown(target: Row, rows: list[Row], indicator: Indicator, today: dt.date) -> Row:
    """Return what became of a target of growth, by the same statuses: for certain reached, else by its pace."""
    told = judged_growth(target, rows, indicator, today=today)
    if told.pop("reached"):
        return told | {"target_status": "achieved"}
    pace = told.get("pace")
    return told if pace is None else told | {"target_status": status_of(pace)}


def _same_number(row: Row, target: Row) -> bool:
    """Return whether the row is a published, not merely expected outcome of the target's series, of its kind of period."""
    same = all(row[name] == target[name] for name in ("indicator", "place", "scope"))
    known = row["kind_class"] == "outcome" and pd.notna(row["amount"]) and not row["derived"] and row["kind"] != "expected"
    return same and known and row["period_type"] in {target["period_type"], "year_to_date"}


def _begins(row: Row, target: Row) -> bool:
    """Return whether the row tells the target's period from its first day on, but not all of it."""
    return row["stated_on"] == "" and row["period_start"] == target["period_start"] and row["period_end"] < target["period_end"]


def _outcome(dated: list[Row], undated: list[Row], target: Row, indicator: Indicator) -> Row | None:
    """Return the outcome to hold against the target: the newest dated one, unless a newer undated one reaches the target."""
    newest = dated[-1] if dated else None
    stated = undated[-1] if undated else None
    if stated is None or newest is None:
        return newest or stated
    newer = stated["period_end"] > newest["period_end"]
    return stated if newer and reaches(stated, target, indicator) else newest


def _standing(outcome: Row, target: Row) -> Row:
    return {
        "outcome_id": outcome["id"],
        "outcome": outcome["amount"],
        "outcome_low": outcome["low"],
        "outcome_period": outcome["period"],
        "outcome_undated": outcome["stated_on"] != "",
        "gap": target["amount"] - outcome["amount"],
    }


def _progress(outcome: Row, target: Row) -> Row:
    """Return how much of the target is there, and how much of its time was gone when it was."""
    period = parse_period(target["period"])
    whole = (period.end - period.start).days + 1
    gone = (outcome["period_end"].date() - period.start).days + 1
    share = outcome["amount"] / target["amount"] * 100 if target["amount"] else None
    return {"progress": share, "progress_id": outcome["id"], "time_progress": gone / whole * 100 if gone > 0 else None}


def _paced(outcome: Row, target: Row, dated: list[Row], indicator: Indicator) -> Row:
    earlier = [row for row in dated if row["period_end"] < outcome["period_end"] and not _broken(row, target, indicator)]
    known = [row for row in earlier if pd.notna(target["published"]) and row["period_end"] <= target["published"]]
    base = known[-1] if known else earlier[0] if earlier else None
    if base is None:
        return {"why_no_status": "no_base"}
    told = {"base_id": base["id"], "base": base["amount"], "base_period": base["period"]}
    required = _growth(base, target)
    if required is None:
        return told | {"why_no_status": "no_growth_rate"}
    told["required_growth"] = required
    observed = _growth(base, outcome) if outcome["qualifier"] == "exact" and outcome["stated_on"] == "" else None
    if observed is None or math.isclose(required, 0.0, abs_tol=1e-12):
        return told | {"why_no_status": "no_growth_rate"}
    return told | {"observed_growth": observed, "pace": observed / required, "target_status": status_of(observed / required)}


def _growth(base: Row, later: Row) -> float | None:
    years = parse_period(later["period"]).position - parse_period(base["period"]).position
    try:
        return mean_annual_growth(base["amount"], later["amount"], years)
    except ValueError:
        return None


def _broken(base: Row, target: Row, indicator: Indicator) -> bool:
    return break_between(indicator, target["place"], base["period_end"], target["period_end"]) is not None
