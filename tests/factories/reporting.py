"""Reports as the services leave them."""

from datetime import date

from accounts.enums import Role
from reporting.models import NARRATIVE, Report
from reporting.services import advance_report
from tests.factories.accounts import make_user
from tests.factories.regions import make_village

STEPS = {"written": ["write"], "checked": ["write", "check"], "sent": ["write", "check", "send"]}
STEPS["received"] = [*STEPS["sent"], "receive"]
# Who writes, who checks and sends, who receives a kind of report.
WHO = {
    "unit_quarter": (Role.SECRETARY, Role.COORDINATOR, Role.TKSK),
    "lk3_quarter": (Role.LK3, Role.LK3, Role.DINAS),
    "district_quarter": (Role.TKSK, Role.TKSK, Role.DINAS),
    "regency_quarter": (Role.DINAS, Role.DINAS, Role.DINAS_PROVINCE),
    "regency_semester": (Role.DINAS, Role.DINAS, Role.DINAS_PROVINCE),
    "regency_annual": (Role.DINAS, Role.DINAS, Role.DINAS_PROVINCE),
    "province_semester": (Role.DINAS_PROVINCE, Role.DINAS_PROVINCE, Role.MINISTRY),
    "province_annual": (Role.DINAS_PROVINCE, Role.DINAS_PROVINCE, Role.MINISTRY),
}
WHEN = {"write": 0, "check": 1, "send": 1, "receive": 2}


def make_report(village=None, period="2026-T3", state="due", **fields):
    """A report of ``village``, which may be a region of another level for another ``kind``, that has come as far as
    ``state``, each step taken by whoever may. A recap sums what stands below it by then."""
    region = village or make_village()
    words = dict.fromkeys(NARRATIVE, "Tidak ada.")
    values = {"region": region, "period": period, "due_on": date(2026, 10, 15), **words, **fields}
    report = Report.objects.create(**values)
    for name in STEPS.get(state, []):
        advance_report(report, name, actor=make_user(WHO[report.kind][WHEN[name]], region))
    return report
