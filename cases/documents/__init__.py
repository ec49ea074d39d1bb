from cases.documents.papers import CaseSummary, IncidentalPaper

__all__ = ["CaseSummary", "IncidentalPaper"]
