"""Charts as SVG text: one drawing for two surfaces, SCREEN (coloured by class) and PAPER (own colours, grey-proof).

Every chart takes a title that says its figures in words: it is the alternative text. A series is (name, tone, values).
Values are numbers or None (not reported, “…”); below zero nothing is drawn, but the figure is written. The same
arguments give the same text. Put a table under each chart.
"""

from core.charts.canvas import BAD, GOOD, MAIN, PALE, PAPER, SCREEN, SECOND
from core.charts.columns import planned_done, stacked_columns
from core.charts.gantt import Row, gantt
from core.charts.rows import bars, dots, stacked_rows
from core.charts.tiles import tiles
from core.charts.trend import trend

__all__ = [
    "BAD",
    "GOOD",
    "MAIN",
    "PALE",
    "PAPER",
    "SCREEN",
    "SECOND",
    "Row",
    "bars",
    "dots",
    "gantt",
    "planned_done",
    "stacked_columns",
    "stacked_rows",
    "tiles",
    "trend",
]
