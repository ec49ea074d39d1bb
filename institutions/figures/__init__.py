from institutions.figures.activities import activity_figures
from institutions.figures.agenda import agenda_overview
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
from institutions.figures.units import (
    ANSWERS,
    AnswerRecord,
    UnitFigures,
    VillageRow,
    answer_records,
    unit_figures,
    village_rows,
)

__all__ = [
    "ANSWERS",
    "AnswerRecord",
    "Need",
    "Place",
    "Spot",
    "UnitFigures",
    "VillageRow",
    "activity_figures",
    "agenda_overview",
    "answer_records",
    "family_spots",
    "places_of",
    "services_matrix",
    "serving",
    "unit_figures",
    "unmet_needs",
    "village_labels",
    "village_rows",
    "villages_without",
    "with_services",
]
