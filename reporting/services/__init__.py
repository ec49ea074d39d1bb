from reporting.services.counting import keep_count, recount
from reporting.services.drafting import save_narrative
from reporting.services.due import make_reports_due
from reporting.services.moving import advance_report, revise_report

__all__ = ["advance_report", "keep_count", "make_reports_due", "recount", "revise_report", "save_narrative"]
