"""What a claim is: its columns as authored, its columns as stored, and its permanent id."""

from __future__ import annotations

import hashlib

import pandas as pd

AUTHORED = (
    "indicator",
    "place",
    "period",
    "period_type",
    "value",
    "qualifier",
    "unit",
    "unit_mult",
    "change",
    "change_qualifier",
    "change_unit",
    "change_base",
    "kind",
    "scope",
    "source",
    "locator",
    "note",
)
"""Columns of ``data/claims/*.csv``, in order; all are text as printed."""

PERIOD_TYPES = ("flow", "stock", "year_to_date", "cumulative")
KINDS = ("actual", "preliminary", "expected", "estimate", "computed", "target")
"""Kinds of claims, the most final first."""

STORED = (
    "claim", "indicator", "place", "period", "period_type", "scope", "kind_class", "kind",
    "value", "printed", "qualifier", "unit", "unit_mult", "amount", "low", "high", "precision",
    "change", "change_qualifier", "change_unit", "change_base", "change_low", "change_high",
    "period_start", "period_end", "frequency", "stated_on",
    "source", "release", "grade", "published", "synthetic", "locator", "note", "file", "row",
    "correction", "corrected_by",
)  # fmt: skip
"""Columns of a stored claim.

``value`` × 10^``unit_mult`` = ``amount`` in the indicator's unit, ``printed`` the number as text, ``low`` and ``high``
what it can stand for, ``precision`` the power of ten of its last digit; ``stated_on`` the day of the statement where the
source gives no reference period; ``published`` the day from which the claim is known (missing where unknown);
``correction`` what was done about a known error, one of ``CORRECTIONS``, and ``corrected_by`` the id of the entry in the
catalog's corrections that says why.
"""

CORRECTIONS = ("", "dropped", "replaced", "replacement", "flagged")
"""States of a stored claim: untouched, set aside, set aside for a corrected one, the corrected one, in force but doubted."""
SET_ASIDE = frozenset({"dropped", "replaced"})
"""States in which a claim is kept and shown but decides nothing."""
FLAGGED = "flagged"
"""State of a claim in force but doubted: it gives way to any other that states a value."""

KEY = ("indicator", "place", "period", "period_type", "scope", "kind_class")
"""What makes an observation: claims that share these columns speak of one number."""


def claim_id(row: dict[str, str]) -> str:
    """Return the permanent id of an authored claim: ``c`` and twelve hexadecimal digits of a hash of what it says.

    Notes and files do not count, so a claim may move and be explained without changing its name.
    """
    said = "\x1f".join(row[column] for column in AUTHORED if column != "note")
    return "c" + hashlib.sha256(said.encode()).hexdigest()[:12]


def observation_id(key: dict[str, str], own_period_type: str) -> str:
    """Return the permanent id of an observation, ``indicator:place:period`` and what differs from the default.

    The parts that follow, each after a semicolon, are ``type=``, ``scope=`` and ``target``.
    """
    extra = [f"type={key['period_type']}"] if key["period_type"] != own_period_type else []
    extra += [f"scope={key['scope']}"] if key["scope"] else []
    extra += ["target"] if key["kind_class"] == "target" else []
    return ";".join([f"{key['indicator']}:{key['place']}:{key['period']}", *extra])


def parse_observation_id(text: str) -> dict[str, str]:
    """Return the key columns that an observation id names; ``period_type`` is empty where it is the indicator's own.

    Raises:
        ValueError: the text is no observation id.
    """
    head, *extra = text.split(";")
    parts = head.split(":")
    if len(parts) != 3 or not all(parts):
        raise ValueError(f"{text!r} is not indicator:place:period")
    options = dict(part.partition("=")[::2] for part in extra)
    if set(options) - {"type", "scope", "target"}:
        raise ValueError(f"{text!r} has an unknown part")
    return {
        "indicator": parts[0],
        "place": parts[1],
        "period": parts[2],
        "period_type": options.get("type", ""),
        "scope": options.get("scope", ""),
        "kind_class": "target" if "target" in options else "outcome",
    }


def empty_claims() -> pd.DataFrame:
    """Return a frame of no claims with the stored columns and their types."""
    numbers = {"value", "amount", "low", "high", "change", "change_low", "change_high"}
    whole = {"unit_mult", "precision", "row"}
    dates = {"period_start", "period_end", "published"}
    types = {name: "float64" if name in numbers else "Int64" if name in whole else "str" for name in STORED}
    types |= dict.fromkeys(dates, "datetime64[us]") | {"synthetic": "bool"}
    return pd.DataFrame({name: pd.Series(dtype=types[name]) for name in STORED})
