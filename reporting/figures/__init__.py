from reporting.figures.snapshot import own_figures, region_figures
from reporting.figures.summed import sum_periods, sum_regions

__all__ = ["own_figures", "region_figures", "sum_periods", "sum_regions"]
