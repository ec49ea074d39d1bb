from reporting.queries.coverage import Coverage, coverage, periods_of, reports_below, waiting_reports
from reporting.queries.history import compared, frozen_history
from reporting.queries.parts import coverage_of, lower_reports, missing_parts, parts_to_take, revised_since

__all__ = [
    "Coverage",
    "compared",
    "coverage",
    "coverage_of",
    "frozen_history",
    "lower_reports",
    "missing_parts",
    "parts_to_take",
    "periods_of",
    "reports_below",
    "revised_since",
    "waiting_reports",
]
