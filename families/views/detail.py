from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import AccessKind
from accounts.models import AccessLog
from accounts.services import record_access
from core.formatting import date_long
from core.http import page
from core.panels import alerts_of, panels_for
from families.enums import RevealReason
from families.forms.entry import PREFIX
from families.models import Family
from families.queries import cards_of, completeness_of, events_of, history_of, members_of
from families.queries.history import sentence
from families.views.rights import is_revealed, opened, reveal_in, rights_on

PARTS_SHOWN = 5


@require_GET
def show(request, pk):
    family = opened(request, pk)
    rights, panels = rights_on(request.user, family), panels_for("family", request, family)
    completeness = completeness_of(family, members_of(family))
    context = {
        "family": family, "rights": rights, "reveal_reasons": RevealReason.choices, "breadcrumb": _breadcrumb(family),
        "revealed": rights.reveal and is_revealed(request.session, family), "coordinates": _coordinates(family),
        "completeness": completeness, "gaps": _gaps(family, completeness.gaps, rights),
        "alerts": [*_own_alerts(family), *alerts_of(panels)], "panels": panels,
    }  # fmt: skip
    return render(request, "families/detail.html", context)


@require_POST
def reveal(request, pk):
    family = opened(request, pk)
    if not rights_on(request.user, family).reveal:
        raise PermissionDenied("reveal_identity")
    reason = request.POST.get("reason")
    if reason not in RevealReason.values:
        messages.error(request, "Pilih dulu untuk apa nomornya dibuka.")
        return redirect(family)
    record_access(
        AccessKind.REVEAL, actor=request.user, subject=family, reason=RevealReason(reason).label,
        address=request.client_address,
    )  # fmt: skip
    reveal_in(request.session, family)
    return redirect(family)


@require_GET
def show_history(request, pk):
    """All that happened to the file, and who looked; for htmx the last few of each."""
    family = opened(request, pk)
    rights = rights_on(request.user, family)
    entries = history_of(family, sees_sensitive=rights.sees_sensitive)
    looks = AccessLog.objects.about(family).select_related("actor")
    context = {
        "family": family,
        "shares": family.shares.select_related("user", "region").order_by("-pk"),
        # The reason names the case or referral, and that there is one may be nobody's business.
        "shows_reasons": rights.sees_sensitive,
    }
    context |= {"events": _events(request.user, family), "cards": cards_of(family)}
    context["periods"] = family.status_periods.select_related("actor")
    if request.htmx:
        context |= {"changes": map(sentence, entries[:PARTS_SHOWN]), "looks": looks[:PARTS_SHOWN], "page": None}
        return render(request, "families/_history.html", context)
    shown = page(entries, request)
    context |= {"page": shown, "changes": map(sentence, shown), "looks": looks[:100]}
    return render(request, "families/history.html", context)


def _events(user, family):
    """(event, the other file where the reader may know it): a file that a family fled to is named to nobody else."""
    events = list(events_of(family))
    others = Family.objects.visible_to(user).filter(pk__in=[event.other_id for event in events if event.other_id])
    known = set(others.values_list("pk", flat=True))
    return [(event, event.other if event.other_id in known else None) for event in events]


def _breadcrumb(family):
    village = family.village
    return f"{village.full_name}, {village.parent.full_name}, {village.parent.parent.full_name}"


def _coordinates(family):
    """“-10.316300, 123.485200”: with a point, as maps take it."""
    return f"{family.latitude}, {family.longitude}" if family.latitude is not None else ""


def _gaps(family, gaps, rights):
    """(about, what is missing, where it is entered); the address is empty for who enters nothing."""
    return [(gap.about, ", ".join(gap.labels), _entry_url(family, gap) if rights.change else "") for gap in gaps]


def _entry_url(family, gap):
    if gap.series:
        return reverse(f"families:add_{gap.series}", args=[family.pk])
    row = "" if gap.member is None else f"#{PREFIX}-{gap.member}"
    return reverse("families:edit", args=[family.pk]) + row


def _source(family):
    day = date_long(family.data_date) if family.data_date else ""
    return ", ".join(filter(None, [family.get_data_source_display(), day]))


def _own_alerts(family):
    """A closed file misses nothing."""
    if family.closed_on:
        return [("mute", f"Berkas ditutup {date_long(family.closed_on)}. Isinya tetap bisa dibaca.")]
    return []
