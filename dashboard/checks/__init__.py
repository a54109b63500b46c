"""Checks of published figures against each other, by interval arithmetic, so that rounding never raises an alarm."""

from dashboard.checks.material import SEVERITIES, Check
from dashboard.checks.registry import CHECKS, HIT_COLUMNS, run_checks

__all__ = ["CHECKS", "HIT_COLUMNS", "SEVERITIES", "Check", "run_checks"]
