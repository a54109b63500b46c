"""Charts: pure functions from frames to figures, in one look."""
