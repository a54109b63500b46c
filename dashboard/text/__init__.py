"""Words about figures: numbers, changes and sentences in Chinese and English, from observations only."""

from dashboard.text.changes import ChangeWords, computed_change, format_change, reported_change
from dashboard.text.numbers import AxisScale, Quantity, axis_scale, format_value, quantity, value_parts
from dashboard.text.parts import Name, Number, Sentence, When

__all__ = [
    "AxisScale",
    "ChangeWords",
    "Name",
    "Number",
    "Quantity",
    "Sentence",
    "When",
    "axis_scale",
    "computed_change",
    "format_change",
    "format_value",
    "quantity",
    "reported_change",
    "value_parts",
]
