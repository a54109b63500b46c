"""A grid that sorts, filters and pins: all rows in the browser where they are few, pages from the server where not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import dash_ag_grid
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.rows import rows_of

IN_BROWSER = 3_000
"""Up to so many rows go to the browser at once."""
BLOCK = 200
Rows = list[dict[str, Any]] | pd.DataFrame
GRID = "grid"
_COMPARE = {
    "equals": lambda column, value: column == value,
    "notEqual": lambda column, value: column != value,
    "greaterThan": lambda column, value: column > value,
    "greaterThanOrEqual": lambda column, value: column >= value,
    "lessThan": lambda column, value: column < value,
    "lessThanOrEqual": lambda column, value: column <= value,
    "contains": lambda column, value: column.astype("str").str.contains(value, case=False, regex=False),
    "notContains": lambda column, value: ~column.astype("str").str.contains(value, case=False, regex=False),
    "startsWith": lambda column, value: column.astype("str").str.lower().str.startswith(value.lower()),
    "endsWith": lambda column, value: column.astype("str").str.lower().str.endswith(value.lower()),
    "blank": lambda column, _: column.isna() | (column.astype("str") == ""),
    "notBlank": lambda column, _: column.notna() & (column.astype("str") != ""),
}


def grid(name: str, rows: Rows, titles: Mapping[str, str], *, numeric: Iterable[str] = (), label: str, lang: str) -> Component:
    """Return the grid in a labelled region; numbers stay numbers when sorted, filtered and copied."""
    numbers = set(numeric)
    columns = [_column(key, title, key in numbers, first=n == 0) for n, (key, title) in enumerate(titles.items())]
    few = len(rows) <= IN_BROWSER
    model: dict[str, Any] = {"rowModelType": "infinite"}
    if few:
        model = {"rowData": plain(rows) if isinstance(rows, pd.DataFrame) else rows}
    options: dict[str, Any] = {
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "animateRows": False,
        "tooltipShowDelay": 300,
    }
    if lang == "zh":
        options["localeText"] = _ZH
    if not few:
        options |= {"cacheBlockSize": BLOCK, "maxBlocksInCache": 20, "infiniteInitialRowCount": len(rows)}
    return html.Div(
        dash_ag_grid.AgGrid(
            id={"role": GRID, "name": name},
            columnDefs=columns,
            defaultColDef={"sortable": True, "filter": True, "resizable": True, "minWidth": 90},
            dashGridOptions=options,
            className="ag-theme-alpine",
            style={"height": "26rem"},
            **model,
        ),
        role="region",
        className="grid",
        **{"aria-label": label},
    )


def _column(key: str, title: str, numeric: bool, *, first: bool) -> dict[str, Any]:
    column: dict[str, Any] = {"field": key, "headerName": title, "tooltipField": key}
    if numeric:
        column |= {"type": "rightAligned", "filter": "agNumberColumnFilter"}
    if first:
        column |= {"pinned": "left", "width": 220}
    return column


def block(rows: Rows, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows that the grid asks for, filtered and sorted as it says: ``{"rowData": …, "rowCount": …}``."""
    frame = matching(rows, request)
    start, end = int(request.get("startRow") or 0), int(request.get("endRow") or BLOCK)
    return {"rowData": plain(frame.iloc[start:end]), "rowCount": len(frame)}


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame with None for what is missing."""
    page = frame.astype("object")
    return rows_of(page.where(page.notna(), None))


def matching(rows: Rows, request: Mapping[str, Any]) -> pd.DataFrame:
    """Return all rows, filtered by the grid's ``filterModel`` and sorted by its ``sortModel``.

    Unknown columns and comparisons in the request are passed over.
    """
    frame = pd.DataFrame(rows)
    for name, asked in (request.get("filterModel") or {}).items():
        if name in frame:
            frame = frame.loc[_matching(frame[name], asked)]
    order = [entry for entry in request.get("sortModel") or [] if entry.get("colId") in frame]
    if order:
        frame = frame.sort_values(
            [entry["colId"] for entry in order], ascending=[entry.get("sort") != "desc" for entry in order], kind="stable"
        )
    return frame


def _matching(column: pd.Series, asked: Mapping[str, Any]) -> pd.Series:
    if "conditions" in asked:
        found = [_matching(column, condition) for condition in asked["conditions"]]
        joined = found[0]
        for other in found[1:]:
            joined = joined & other if asked.get("operator") == "AND" else joined | other
        return joined
    kind, value = str(asked.get("type")), asked.get("filter")
    if kind == "inRange":
        return (column >= value) & (column <= asked.get("filterTo"))
    if kind not in _COMPARE or (value is None and kind not in {"blank", "notBlank"}):
        return pd.Series(True, index=column.index)
    return _COMPARE[kind](column, value)


_ZH = {
    "contains": "包含", "notContains": "不包含", "equals": "等于", "notEqual": "不等于", "startsWith": "开头是",
    "endsWith": "结尾是", "blank": "为空", "notBlank": "不为空", "greaterThan": "大于", "greaterThanOrEqual": "大于等于",
    "lessThan": "小于", "lessThanOrEqual": "小于等于", "inRange": "介于", "filterOoo": "筛选…", "andCondition": "且",
    "orCondition": "或", "noRowsToShow": "没有数据", "loadingOoo": "正在载入…", "inRangeStart": "从", "inRangeEnd": "到",
}  # fmt: skip
