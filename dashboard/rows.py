"""A frame as plain rows, where a rule reads better row by row."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

Row = dict[str, Any]


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame in order, each a dictionary by column."""
    return cast("list[Row]", frame.to_dict("records"))
