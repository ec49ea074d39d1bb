"""Reports as the services leave them."""

from datetime import date

from accounts.enums import Role
from reporting.models import NARRATIVE, Report
from reporting.services import advance_report
from tests.factories.accounts import make_user
from tests.factories.regions import make_village

STEPS = {"written": ["write"], "checked": ["write", "check"], "sent": ["write", "check", "send"]}
STEPS["received"] = [*STEPS["sent"], "receive"]
WHO = {"write": Role.SECRETARY, "check": Role.COORDINATOR, "send": Role.COORDINATOR, "receive": Role.TKSK}


def make_report(village=None, period="2026-T3", state="due", **fields):
    """A report of ``village`` that has come as far as ``state``, each step taken by whoever may."""
    region = village or make_village()
    words = dict.fromkeys(NARRATIVE, "Tidak ada.")
    values = {"region": region, "period": period, "due_on": date(2026, 10, 15), **words, **fields}
    report = Report.objects.create(**values)
    for name in STEPS.get(state, []):
        advance_report(report, name, actor=make_user(WHO[name], region))
    return report
