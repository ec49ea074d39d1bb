from reporting.models.recaps import Excerpt, RecapPart
from reporting.models.reports import NARRATIVE, Report, ReportEvent, ReportPhoto
from reporting.models.runs import Bundle, Run, RunItem

__all__ = ["NARRATIVE", "Bundle", "Excerpt", "RecapPart", "Report", "ReportEvent", "ReportPhoto", "Run", "RunItem"]
