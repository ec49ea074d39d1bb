"""Success indicators of FCUs and regions (guideline II.H, III.C.3, practice papers): declared, counted, rolled up."""

from monitoring.figures.indicators.counted import Counted, Spread, indicator_values
from monitoring.figures.indicators.table import GROUPS, INDICATORS, SOURCE_KEYS, Indicator, Unit, by_code

__all__ = [
    "GROUPS",
    "INDICATORS",
    "SOURCE_KEYS",
    "Counted",
    "Indicator",
    "Spread",
    "Unit",
    "by_code",
    "indicator_values",
]
