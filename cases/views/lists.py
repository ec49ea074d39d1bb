from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.enums import ReportReceiver
from cases.filters import CaseFilter, IntakeFilter
from cases.queries import case_rows, intake_rows, open_first, seen_villages, with_next_action
from cases.resources import CaseResource, IntakeResource
from core.http import chips, page, requires, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported

CASE_ORDERS = {
    "dibuka": ("-opened_on", "-pk"),
    "umur": ("opened_on", "pk"),
    "kegentingan": ("-urgency", "opened_on", "pk"),
    "batas": ("due_on", "pk"),
}
INTAKE_ORDERS = {"tanggal": ("-received_on", "-pk"), "kegentingan": ("-urgency", "-received_on", "-pk")}


@require_safe
def cases(request):
    """Open to whoever handles a case, a mentor too; the rows are those that the user may see."""
    rows, ordered, default = _cases(request)
    context = _context(request, rows, ordered, default)
    context["today"] = timezone.localdate()
    context["may_see_incidentals"] = bool(context["may_write"] or request.user.roles & set(ReportReceiver.values))
    return render(request, "cases/list.html", context)


def _cases(request):
    """Who writes them wants the newest first; who only watches, the most urgent and oldest."""
    default = "dibuka" if request.user.can(Capability.CHANGE_CASES) else "kegentingan"
    visible = open_first(with_next_action(case_rows(request.user)))
    rows = CaseFilter(request.GET, visible, villages=seen_villages(request.user), request=request)
    return rows, rows.qs.order_by("is_over", *sort_order(request, CASE_ORDERS, default)), default


@requires(Capability.SEE_CASES)
@require_safe
def intakes(request):
    rows, ordered = _intakes(request)
    return render(request, "cases/intakes.html", _context(request, rows, ordered, "tanggal"))


def _intakes(request):
    rows = IntakeFilter(request.GET, intake_rows(request.user), villages=seen_villages(request.user))
    return rows, rows.qs.order_by(*sort_order(request, INTAKE_ORDERS, "tanggal"))


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


@exported("cases", "kasus", "kasus", Capability.SEE_CASES)
def export_cases(asked):
    return ListSheet(CaseResource(), _cases(asked)[1])


@exported("intakes", "penerimaan", "penerimaan", Capability.SEE_CASES)
def export_intakes(asked):
    return ListSheet(IntakeResource(), _intakes(asked)[1])
