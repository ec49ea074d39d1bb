from reporting.services.bundling import ask_bundle
from reporting.services.counting import keep_count, recount
from reporting.services.drafting import save_narrative
from reporting.services.due import make_reports_due
from reporting.services.moving import advance_report, revise_report
from reporting.services.papers import issue_draft
from reporting.services.running import cancel_run, retry_run, start_run

__all__ = [
    "advance_report",
    "ask_bundle",
    "cancel_run",
    "issue_draft",
    "keep_count",
    "make_reports_due",
    "recount",
    "retry_run",
    "revise_report",
    "save_narrative",
    "start_run",
]
