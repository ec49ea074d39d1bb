from monitoring.models.findings import Finding, FindingEvent
from monitoring.models.instruments import Instrument, InstrumentQuestion
from monitoring.models.targets import IndicatorTarget
from monitoring.models.visits import PlannedSupervision, SupervisionVisit, VisitAnswer, VisitEvent

__all__ = [
    "Finding",
    "FindingEvent",
    "IndicatorTarget",
    "Instrument",
    "InstrumentQuestion",
    "PlannedSupervision",
    "SupervisionVisit",
    "VisitAnswer",
    "VisitEvent",
]
