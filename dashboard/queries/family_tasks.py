"""What waits with the families: referrals, cases, transfers."""

from django.utils import timezone

from accounts.capabilities import Capability as C
from cases.enums import Urgency
from cases.models import Case
from core.formatting import due_words
from dashboard.queries.task import MOST, Task
from families.enums import TransferState
from families.queries import waiting_transfers
from referrals.enums import AT_PROVIDER_STATES, ReferralState
from referrals.models import Referral
from referrals.queries import waiting_for


def to_decide(user):
    if not (user.can(C.DECIDE_REFERRALS) or user.can(C.PLACE_REFERRALS)):
        return []
    return [_referral_task(referral, "Putuskan rujukan", "Putuskan") for referral in waiting_for(user)[:MOST]]


def of_the_unit(user):
    """Returned drafts to complete, outcomes to close after a visit."""
    if not user.can(C.WRITE_REFERRALS):
        return []
    mine = Referral.objects.visible_to(user).filter(user.scope(C.WRITE_REFERRALS, "village__code"))
    back = mine.filter(state=ReferralState.DRAFT).exclude(number="") | mine.filter(state=ReferralState.COMPLETED)
    return [_unit_task(referral) for referral in back.select_related("family", "case").order_by("due_on", "pk")[:MOST]]


def _unit_task(referral):
    if referral.state == ReferralState.DRAFT:
        return _referral_task(referral, "Rujukan dikembalikan TKSK", "Lengkapi", icon="back")
    return _referral_task(referral, "Rujukan balik sudah datang", "Kunjungi dan tutup", icon="ok")


def at_the_provider(user):
    if user.can(C.DECIDE_REFERRALS) or user.can(C.PLACE_REFERRALS) or not user.can(C.ANSWER_REFERRALS):
        return []
    placed = Referral.objects.visible_to(user).filter(
        state__in=AT_PROVIDER_STATES, placement__institution__staff__user=user
    )
    rows = placed.select_related("family", "case").order_by("-urgency", "due_on", "pk")[:MOST]
    return [_referral_task(referral, referral.get_state_display(), "Buka", named=False) for referral in rows]


def _referral_task(referral, what, action, *, icon="refer", named=True):
    late = due_words(referral.due_on, timezone.localdate()) if referral.is_late else ""
    who = f"{referral.listed_name}. " if named else ""
    return Task(
        rank=0 if late else 1 if referral.urgency > Urgency.NORMAL else 2,
        tone="bad" if late else "wait",
        icon="warn" if late else icon,
        title=f"{what}: {referral.need}",
        text=f"{who}{referral.number}".strip(),
        url=referral.get_absolute_url(),
        action=action,
        late=late,
    )


def cases(user):
    if not user.can(C.CHANGE_CASES):
        return []
    today = timezone.localdate()
    due = Case.objects.visible_to(user).open().filter(due_on__lt=today).select_related("family").order_by("due_on")
    return [
        Task(
            rank=0,
            tone="bad",
            icon="warn",
            title=f"Kasus {case.number} lewat batas",
            text=f"{case.listed_name}.",
            url=case.get_absolute_url(),
            action="Buka kasus",
            late=f"terlambat {(today - case.due_on).days} hari",
        )
        for case in due[:MOST]
    ]


def transfers(user):
    if not user.can(C.CHANGE_FAMILIES):
        return []
    return [_transfer_task(transfer) for transfer in waiting_transfers(user)[:MOST]]


def _transfer_task(transfer):
    asked = transfer.state == TransferState.REQUESTED
    place = f"ke {transfer.to_village}" if asked else f"dari {transfer.from_village}"
    return Task(
        rank=2,
        tone="wait",
        icon="right",
        title="Permintaan pindah menunggu Anda" if asked else "Keluarga dilepas ke desa Anda",
        text=f"{transfer.family}, {place}.",
        url=transfer.get_absolute_url(),
        action="Putuskan",
    )


SOURCES = (
    to_decide,
    of_the_unit,
    at_the_provider,
    cases,
    transfers,
)
