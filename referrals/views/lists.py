from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from cases.enums import Urgency
from core.formatting import date_long, day_name
from core.http import chips, page, sort_order
from referrals.enums import AT_PROVIDER_STATES
from referrals.filters import ReferralFilter
from referrals.models import Referral
from referrals.queries import referral_file, referral_rows, seen_villages, waiting_for
from referrals.views.facts import acts_of, referral_facts

QUEUE = 40
ORDERS = {
    "baru": ("-pk",),
    "batas": ("due_on", "-urgency", "pk"),
    "kegentingan": ("-urgency", "due_on", "pk"),
}


@require_safe
def home(request):
    """The desk of who decides; the list of everybody else."""
    return _desk(request) if _has_desk(request.user) else everything(request)


def _has_desk(user):
    return user.can(Capability.DECIDE_REFERRALS) or user.can(Capability.PLACE_REFERRALS)


@require_safe
def everything(request):
    rows = ReferralFilter(request.GET, referral_rows(request.user), villages=seen_villages(request.user))
    found = page(rows.qs.order_by(*sort_order(request, ORDERS, "baru")), request)
    context = {
        "page": found,
        "filter_form": rows.form,
        "chips": chips(request, rows.form),
        "sorted_by": "baru",
        "is_filtered": any(request.GET.get(name) for name in rows.form.fields),
        "may_write": request.user.can(Capability.WRITE_REFERRALS),
        "has_desk": _has_desk(request.user),
        "is_provider": not seen_something(request.user),
    }
    return render(request, "referrals/list.html", context)


def seen_something(user):
    """False for who only answers as a provider: such a list names no family."""
    capabilities = {
        Capability.WRITE_REFERRALS, Capability.PROPOSE_REFERRALS, Capability.DECIDE_REFERRALS,
        Capability.PLACE_REFERRALS,
    }  # fmt: skip
    return any(user.can(capability) for capability in capabilities)


def _desk(request):
    queue = list(waiting_for(request.user)[:QUEUE])
    chosen = _chosen(request, queue)
    today = timezone.localdate()
    context = {
        "queue": queue,
        "chosen": chosen,
        "facts": referral_facts(chosen) if chosen else [],
        "acts": acts_of(chosen, request.user) if chosen else [],
        "today": f"{day_name(today)}, {date_long(today)}",
        "tiles": _tiles(request.user, queue, today),
        "is_cut": len(queue) == QUEUE,
    }
    return render(request, "referrals/desk.html", context)


def _chosen(request, queue):
    asked = request.GET.get("pilih", "")
    if asked.isdecimal() and len(asked) < 19:
        return get_object_or_404(referral_file(request.user), pk=asked, in_office=True)
    return referral_file(request.user).filter(pk=queue[0].pk).first() if queue else None


def _tiles(user, queue, today):
    late = [row for row in queue if row.is_late]
    urgent = [row for row in queue if row.urgency == Urgency.EMERGENCY]
    counts = Referral.objects.visible_to(user).aggregate(
        running=Count("pk", filter=Q(state__in=AT_PROVIDER_STATES)),
        overdue=Count("pk", filter=Q(state__in=AT_PROVIDER_STATES, due_on__lt=today)),
    )
    return [
        {"label": "Menunggu keputusan", "value": len(queue), "of": "", "detail": f"{len(urgent)} darurat", "url": ""},
        {"label": "Lewat batas", "value": len(late), "of": "", "detail": "dari yang menunggu", "url": ""},
        {
            "label": "Di penyedia", "value": counts["running"], "of": "",
            "detail": f"{counts['overdue']} lewat batas", "url": "",
        },
    ]  # fmt: skip
