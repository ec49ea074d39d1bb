from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import date_long, day_name
from core.http import chips, page, requires, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from referrals.filters import ReferralFilter
from referrals.queries import (
    CountedRows,
    at_providers,
    desk_counts,
    desk_file,
    referral_rows,
    seen_villages,
    served_here,
    waiting_for,
)
from referrals.resources import ReferralResource
from referrals.views.beforehand import UNPLACED, last_word
from referrals.views.facts import acts_of, referral_facts
from referrals.views.provider import provider_desk

ORDERS = {
    "baru": ("-pk",),
    "batas": ("due_on", "-urgency", "pk"),
    "kegentingan": ("-urgency", "due_on", "pk"),
}


@require_safe
def home(request):
    """The desk of who decides and of who answers; the list of everybody else."""
    if not seen_something(request.user) and request.user.can(Capability.ANSWER_REFERRALS):
        return provider_desk(request)
    return _desk(request) if has_desk(request.user) else everything(request)


def require_desk(user):
    if not has_desk(user):
        raise PermissionDenied(Capability.DECIDE_REFERRALS)


def has_desk(user):
    return user.can(Capability.DECIDE_REFERRALS) or user.can(Capability.PLACE_REFERRALS)


def _narrowed(asked):
    rows = ReferralFilter(asked.GET, referral_rows(asked.user), request=asked, villages=seen_villages(asked.user))
    return rows, rows.qs.order_by(*sort_order(asked, ORDERS, "baru"))


@exported("referrals", "rujukan", "rujukan")
def export(asked):
    return ListSheet(ReferralResource(for_provider=not seen_something(asked.user)), _narrowed(asked)[1])


@require_safe
def everything(request):
    rows, ordered = _narrowed(request)
    found = page(ordered, request)
    context = {
        "page": found,
        "filter_form": rows.form,
        "chips": chips(request, rows.form),
        "sorted_by": "baru",
        "is_filtered": any(request.GET.get(name) for name in rows.form.fields),
        "may_write": request.user.can(Capability.WRITE_REFERRALS),
        "has_desk": has_desk(request.user),
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
    counts = desk_counts(request.user)
    queue = page(CountedRows(waiting_for(request.user), counts["waiting"]), request)
    chosen = _chosen(request, queue)
    today = timezone.localdate()
    context = {
        "queue": queue,
        "chosen": chosen,
        "word": last_word(chosen) if chosen else None,
        "is_alike": chosen and chosen.has_alike and chosen.state in UNPLACED,
        "facts": referral_facts(chosen) if chosen else [],
        "acts": acts_of(chosen, request.user) if chosen else [],
        "today": f"{day_name(today)}, {date_long(today)}",
        "tiles": desk_tiles(request.user, counts),
    }
    return render(request, "referrals/desk.html", context)


def _chosen(request, queue):
    asked = request.GET.get("pilih", "")
    if asked.isdecimal() and len(asked) < 19:
        return get_object_or_404(desk_file(request.user), pk=asked, in_office=True)
    return desk_file(request.user).filter(pk=queue[0].pk).first() if queue else None


def desk_tiles(user, counts):
    tiles = [
        ("Menunggu keputusan", counts["waiting"], f"{counts['urgent']} darurat", reverse("referrals:list")),
        ("Lewat batas", counts["late"], "dari yang menunggu", ""),
    ]
    elsewhere = "Di penyedia"
    if user.can(Capability.PLACE_REFERRALS):
        elsewhere = "Di penyedia lain"
        tiles.append(
            ("Dilayani LK3", counts["here"], f"{counts['here_late']} lewat batas", reverse("referrals:served_here"))
        )
    words = f"{counts['elsewhere_late']} lewat batas"
    tiles.append((elsewhere, counts["elsewhere"], words, reverse("referrals:at_providers")))
    return [{"label": label, "value": n, "of": "", "detail": detail, "url": url} for label, n, detail, url in tiles]


@requires(Capability.PLACE_REFERRALS)
@require_safe
def serving(request):
    """What LK3 serves itself."""
    return _running(request, "Dilayani LK3", served_here(request.user), is_here=True)


@require_safe
def placed(request):
    """What the tier placed with others, the most overdue first."""
    require_desk(request.user)
    return _running(request, "Di penyedia", at_providers(request.user), is_here=False)


@exported("referrals-waiting", "rujukan yang menunggu", "rujukan-menunggu")
def export_waiting(asked):
    require_desk(asked.user)
    return ListSheet(ReferralResource(), waiting_for(asked.user))


@exported("referrals-here", "rujukan yang dilayani LK3", "rujukan-dilayani", Capability.PLACE_REFERRALS)
def export_served_here(asked):
    return ListSheet(ReferralResource(), served_here(asked.user))


@exported("referrals-placed", "rujukan di penyedia", "rujukan-di-penyedia")
def export_at_providers(asked):
    require_desk(asked.user)
    return ListSheet(ReferralResource(), at_providers(asked.user))


def _running(request, title, rows, *, is_here):
    counts = desk_counts(request.user)
    found = page(CountedRows(rows, counts["here" if is_here else "elsewhere"]), request)
    context = {"title": title, "page": found, "is_here": is_here, "tiles": desk_tiles(request.user, counts)}
    return render(request, "referrals/running.html", context)
