from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.filters import CaseFilter, IntakeFilter
from cases.queries import case_rows, intake_rows, seen_villages
from core.http import chips, page, requires, sort_order

CASE_ORDERS = {
    "dibuka": ("-opened_on", "-pk"),
    "kegentingan": ("-urgency", "due_on", "pk"),
    "batas": ("due_on", "pk"),
}
INTAKE_ORDERS = {"tanggal": ("-received_on", "-pk"), "kegentingan": ("-urgency", "-received_on", "-pk")}


@require_safe
def cases(request):
    """Open to whoever handles a case, a mentor too; the rows are those that the user may see."""
    rows = CaseFilter(request.GET, case_rows(request.user), villages=seen_villages(request.user))
    ordered = rows.qs.order_by(*sort_order(request, CASE_ORDERS, "dibuka"))
    return render(request, "cases/list.html", _context(request, rows, ordered, "dibuka"))


@requires(Capability.SEE_CASES)
@require_safe
def intakes(request):
    rows = IntakeFilter(request.GET, intake_rows(request.user), villages=seen_villages(request.user))
    ordered = rows.qs.order_by(*sort_order(request, INTAKE_ORDERS, "tanggal"))
    return render(request, "cases/intakes.html", _context(request, rows, ordered, "tanggal"))


def _context(request, rows, ordered, default):
    found = page(ordered, request)
    return {
        "page": found,
        "filter_form": rows.form,
        "chips": chips(request, rows.form),
        "sorted_by": default,
        "is_filtered": any(request.GET.get(name) for name in rows.form.fields),
        "may_write": request.user.can(Capability.CHANGE_CASES),
        "may_see_intakes": request.user.can(Capability.SEE_CASES),
    }
