from institutions.figures.activities import activity_figures
from institutions.figures.agenda import agenda_overview
from institutions.figures.units import UnitFigures, unit_figures

__all__ = ["UnitFigures", "activity_figures", "agenda_overview", "unit_figures"]
