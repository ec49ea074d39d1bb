from reporting.documents.paper import CSV_NAME, QuarterReport, figures_csv

__all__ = ["CSV_NAME", "QuarterReport", "figures_csv"]
