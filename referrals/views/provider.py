"""What a provider is shown: only what the service needs. With an account it has a desk and a page for each file."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from core.formatting import date_long, day_name
from referrals.enums import AT_PROVIDER_STATES, ReferralState, Tier
from referrals.models import Referral
from referrals.queries import own_placement, referral_rows
from referrals.views.facts import acts_of, answer_facts, person_of

S = ReferralState
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the desk: which files, in which order, and what is said when there are none."""

    title: str
    condition: Q
    order: tuple
    empty: str = ""
    state: str = ""


def provider_desk(request):
    """What waits for an answer, the appointments to come, what is in service, and what is done; no names."""
    today = timezone.localdate()
    own = _placed_with(request.user)
    sections = [(section, *_rows(request.user, section.condition, section.order)) for section in _sections(own, today)]
    context = {
        "sections": [
            {"section": s, "rows": rows, "is_cut": is_cut} for s, rows, is_cut in sections if rows or s.empty
        ],
        "tiles": _tiles(request.user, own, today),
        "today": f"{day_name(today)}, {date_long(today)}",
    }
    return render(request, "referrals/provider_desk.html", context)


def _placed_with(user):
    """Those that an institution of ``user`` has now; those it had are done for it."""
    return Q(placement__institution__in=user.institution_staff.values("institution"))


def _sections(own, today):
    to_come = Q(state=S.ACCEPTED, placement__appointment_on__gte=today)
    urgent = ("-urgency", "due_on", "pk")
    return [
        Section("Menunggu jawaban Anda", own & Q(state=S.PLACED), urgent, "Semua rujukan sudah dijawab.", S.PLACED),
        Section("Janji yang akan datang", own & to_come, ("placement__appointment_on", "pk"), "", S.ACCEPTED),
        Section(
            "Menunggu rujukan balik", own & (Q(state=S.IN_SERVICE) | Q(state=S.ACCEPTED) & ~to_come), urgent, "",
            S.IN_SERVICE,
        ),
        Section("Selesai", ~(own & Q(state__in=AT_PROVIDER_STATES)), ("-state_since", "-pk")),
    ]  # fmt: skip


def _rows(user, condition, order):
    rows = list(referral_rows(user).filter(condition).order_by(*order)[: SHOWN + 1])
    return rows[:SHOWN], len(rows) > SHOWN


def _tiles(user, own, today):
    """What is to be done; how much was done in all the years takes as long to count as there is of it."""
    waiting, late = Q(state=S.PLACED), Q(due_on__lt=today)
    here = Referral.objects.visible_to(user).filter(own, state__in=AT_PROVIDER_STATES)
    counts = here.aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & late),
        accepted=Count("pk", filter=~waiting),
        overdue=Count("pk", filter=~waiting & late),
    )
    return [
        _tile("Menunggu jawaban", counts["waiting"], f"{counts['late']} lewat batas"),
        _tile("Diterima dan dilayani", counts["accepted"], f"{counts['overdue']} lewat batas"),
    ]


def _tile(label, value, detail):
    return {"label": label, "value": value, "of": "", "detail": detail, "url": ""}


def provider_context(user, referral, bound):
    """The page with an account; acts only while it is placed with this very institution."""
    placement = own_placement(referral, user)
    if placement is None:
        raise Http404
    is_current = placement.pk == referral.placement_id
    is_open = is_current and referral.opens_to_provider
    return {
        "referral": referral,
        "placement": placement,
        "is_current": is_current,
        "is_open": is_open,
        "has_ended": not is_current or referral.state not in AT_PROVIDER_STATES,
        "facts": provider_facts(referral, placement, is_open),
        "attachments": sent_along(referral) if is_open else [],
        "answer": answer_facts(placement),
        "acts": acts_of(referral, user, bound) if is_current else [],
    }


def provider_facts(referral, placement, is_current):
    asked = placement.offer.name if placement.offer else referral.need
    facts = [("Layanan", asked), ("Kegentingan", referral.get_urgency_display())]
    if is_current:
        contact = referral.family.phone.as_national if referral.family.phone else ""
        facts += [
            ("Untuk", person_of(referral) if referral.member else referral.family.head_name),
            ("Tempat tinggal", f"{referral.village.full_name}, {referral.village.parent.full_name}"),
            ("Telepon", contact),
            ("Keadaan", referral.details),
            ("Sudah dicoba", referral.tried),
            ("Kesediaan", "Keluarga sudah setuju data ini dibagikan kepada Anda."),
        ]
    return [fact for fact in facts if fact[1]]


def sent_along(referral):
    """The scans that the FCU marked for the provider; the others stay with the offices."""
    return [scan for scan in referral.attachments.all() if scan.for_provider]


def sender(placement):
    """The office that placed the referral, and how to ring it: (name, person, telephone or "")."""
    district, officer = placement.referral.village.parent, placement.placed_by
    office = f"LK3 {district.parent.full_name}" if placement.tier == Tier.REGENCY else f"TKSK {district.full_name}"
    return {"office": office, "person": officer.name, "phone": officer.phone if officer.is_active else ""}
