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
from institutions.figures.units import UnitFigures, unit_figures

__all__ = [
    "Need",
    "Place",
    "Spot",
    "UnitFigures",
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
