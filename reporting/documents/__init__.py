from reporting.documents.paper import CSV_NAME, JSON_NAME, ReportPaper, figures_csv, figures_json

__all__ = ["CSV_NAME", "JSON_NAME", "ReportPaper", "figures_csv", "figures_json"]
