from institutions.figures.map import (
    Need,
    Place,
    Spot,
    family_spots,
    places_of,
    services_matrix,
    serving,
    unmet_needs,
    village_labels,
    villages_without,
    with_services,
)
from institutions.figures.units import ANSWERS, AnswerRecord, UnitFigures, answer_records, unit_figures

__all__ = [
    "ANSWERS",
    "AnswerRecord",
    "Need",
    "Place",
    "Spot",
    "UnitFigures",
    "answer_records",
    "family_spots",
    "places_of",
    "services_matrix",
    "serving",
    "unit_figures",
    "unmet_needs",
    "village_labels",
    "villages_without",
    "with_services",
]
