"""Quantiles of the time from disclosure to signature when some results are not signed yet.

E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958), 457–481.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from statsmodels.duration.survfunc import SurvfuncRight

_TIE = 1e-12


@dataclass(frozen=True)
class LagQuantile:
    """A quantile in days, or, where fewer were signed than it asks for, the longest lag seen, which it exceeds."""

    days: int
    reached: bool


@dataclass(frozen=True)
class LagCurve:
    """The estimated ``share`` signed by each of ``days``, the days on which any was, with how many were then at risk."""

    days: np.ndarray
    at_risk: np.ndarray
    signed: np.ndarray
    share: np.ndarray


def lag_curve(days: np.ndarray, signed: np.ndarray, results: np.ndarray) -> LagCurve:
    """Return the Kaplan–Meier curve of results seen so many days.

    Args:
        days: days from disclosure to signature, withdrawal or the end of observation.
        signed: whether the result was signed then; others leave observation.
        results: how many results have this outcome at this time.
    """
    curve = SurvfuncRight(days, signed.astype(int), freq_weights=results.astype(float))
    return LagCurve(curve.surv_times, curve.n_risk, curve.n_events, 1 - curve.surv_prob)


def lag_quantile(curve: LagCurve, share: float, longest: int) -> LagQuantile:
    """Return the first day by which at least ``share`` is signed; ``longest`` is the longest time observed."""
    reached = np.flatnonzero(curve.share >= share - _TIE)
    return LagQuantile(int(curve.days[reached[0]]), True) if len(reached) else LagQuantile(longest, False)
