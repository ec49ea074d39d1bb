"""What a report counts of families, in thirteen statements, whatever the number of villages and families.

A family counts where it lived, by its status periods: a transfer does not take the past along to the new village.
"""

from families.figures.counted import FamilyFigures, family_figures, family_flows
from families.figures.standing import with_means

__all__ = ["FamilyFigures", "family_figures", "family_flows", "with_means"]
