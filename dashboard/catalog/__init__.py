"""The catalog: what the figures are about, authored in YAML."""

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.model import (
    GRADES,
    Break,
    Event,
    Indicator,
    Measure,
    PeerRule,
    Place,
    Source,
    Text,
    Unit,
    View,
    known_on,
)

__all__ = [
    "GRADES",
    "Break",
    "Catalog",
    "Event",
    "Indicator",
    "Measure",
    "PeerRule",
    "Place",
    "Source",
    "Text",
    "Unit",
    "View",
    "known_on",
]
