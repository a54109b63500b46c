"""Rows of frames, under the name by which analysis knows them."""

from dashboard.rows import Row, rows_of

__all__ = ["Row", "rows_of"]
