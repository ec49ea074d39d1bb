from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from cases.enums import Urgency
from cases.services import CASE_CLOSED
from core.exceptions import DomainError
from core.holidays import add_working_days
from core.transitions import advance
from documents.enums import FAMILY_WELFARE
from documents.services import letter_number, next_number
from families.enums import ConsentPurpose
from families.queries import consent_for
from families.services import demand_consent, end_shares, lock_family, share_family
from referrals.enums import NeedMet, Outcome, ReferralState, RejectReason
from referrals.models import AnswerLink, TimeLimit
from referrals.models.desks import REGENCY_CODE
from referrals.services.placing import PLACING_STEPS, check_reach, place
from referrals.services.returning import record_given
from referrals.services.telling import tell
from referrals.workflow import STEPS, TIME_LIMITS

FURTHEST = timedelta(days=365)
ESCALATING_STEPS = {"escalate", "escalate_declined", "rise"}
CONSENT_ENDED = "Keluarga sudah menarik kesediaannya. Kembalikan rujukan ini kepada FCU."
CONSENT_ENDED_AT_PROVIDER = "Keluarga sudah menarik kesediaannya. Hubungi pengirim rujukan ini."


@transaction.atomic
def advance_referral(referral, step, *, actor, note="", seen=None, **extra):
    """Take one step of referrals.workflow and return its event row.

    ``extra`` holds what the step asks for: ``reason`` (reject, decline), ``institution`` and ``offer`` (approve,
    place, place_again…), ``appointment_on`` (accept), ``outcome``, ``value``, ``advice`` (complete), ``visited_on``,
    ``need_met`` (close).
    """
    lock_family(referral.family_id)
    _check_explained(extra.get("reason"), note)
    changes = _CHANGES.get(step, _nothing)(referral, actor, extra)
    if step in PLACING_STEPS:
        check_reach(referral, step, extra.get("institution"))
    changes["due_on"] = _due_on(referral, step)
    told = {name: extra[name] for name in ("reason", "answered_by") if name in extra}
    # A link is no account: answered_by says who wrote.
    is_link = isinstance(actor, AnswerLink)
    told |= {"actor": None} if is_link else {"acting": _is_acting(referral, STEPS[step], actor)}
    event = advance(referral, STEPS, step, actor=actor, note=note, seen=seen, told=told, **changes)
    _follow(referral, step, actor, event, extra)
    tell(referral, event)
    return event


def _check_explained(reason, note):
    if reason == RejectReason.OTHER and not note.strip():
        raise DomainError("Tulis penjelasan untuk alasan lain.")


def _follow(referral, step, actor, event, extra):
    """The rows beside the file. After the swap, so that of two who press at once only one writes them."""
    if step in PLACING_STEPS:
        place(referral, step, actor=actor, institution=extra["institution"], offer=extra.get("offer"))
    if step in ESCALATING_STEPS:
        share_family(
            referral.family, role=Role.LK3, region=_regency(referral), reason=share_reason(referral), actor=actor
        )
    if step == "send_back" or not referral.is_open:
        end_shares(referral.family, reason=share_reason(referral), actor=actor)
    answer = _answer(event, extra)
    if answer:
        type(referral.placement)._base_manager.filter(pk=referral.placement_id).update(**answer)
        referral.placement.refresh_from_db()
    if step == "close":
        record_given(referral, actor=actor)


def _answer(event, extra):
    """What the provider's answer leaves on the placement."""
    if event.step == "accept":
        return {"appointment_on": extra["appointment_on"]}
    if event.step == "decline":
        return {"declined_reason": ": ".join(filter(None, [event.reason_words, event.note]))}
    if event.step == "complete":
        told = {"outcome": extra["outcome"], "value": extra.get("value"), "advice": extra.get("advice", "")}
        return told | {"given": event.note, "completed_on": timezone.localdate()}
    return {}


def _submitting(referral, actor, extra):
    if not referral.case.is_open:
        raise DomainError(CASE_CLOSED)
    consent = demand_consent(referral.family, ConsentPurpose.REFERRAL, referral.member)
    today = timezone.localdate()
    changes = {"consent": consent, "submitted_by": actor, "submitted_on": referral.submitted_on or today}
    return changes | ({} if referral.number else {"number": _number(referral, today)})


def _number(referral, day):
    sequence = next_number(referral.village_id, "referral", day.year)
    return letter_number(FAMILY_WELFARE, sequence, referral.village_id, day)


def _passing_on(referral, actor, extra):
    return {"reached_regency": True, "placement": None} | _consented(referral)


def _referring_again(referral, actor, extra):
    """The provider whose service ended no longer holds it."""
    return _submitting(referral, actor, extra) | {"placement": None}


def _placing(referral, actor, extra):
    return _consented(referral)


def _accepting(referral, actor, extra):
    changes = _starting(referral, actor, extra)
    if not extra.get("appointment_on"):
        raise DomainError("Isi tanggal pertemuan pertama.")
    if extra["appointment_on"] > timezone.localdate() + FURTHEST:
        raise DomainError("Pertemuan pertama paling lama satu tahun lagi. Periksa tahunnya.")
    if extra["appointment_on"] < timezone.localdate():
        raise DomainError("Tanggal pertemuan pertama sudah lewat. Isi hari ini atau sesudahnya.")
    return changes


def _starting(referral, actor, extra):
    return _consented(referral, CONSENT_ENDED_AT_PROVIDER)


def _completing(referral, actor, extra):
    if extra.get("outcome") not in Outcome.values:
        raise DomainError("Pilih hasil layanan.")
    return {}


def _closing(referral, actor, extra):
    today, visited = timezone.localdate(), extra.get("visited_on")
    if not visited:
        raise DomainError("Isi tanggal kunjungan ke keluarga.")
    if visited > today:
        raise DomainError("Tanggal kunjungan belum tiba. Tutup rujukan setelah mengunjungi keluarga.")
    answered = referral.placement and referral.placement.completed_on
    if answered and visited < answered:
        raise DomainError(f"Kunjungan sesudah rujukan balik, {answered:%d-%m-%Y}. Periksa tanggalnya.")
    if extra.get("need_met") not in NeedMet.values:
        raise DomainError("Pilih apakah kebutuhannya sudah terjawab.")
    return {"visited_on": visited, "need_met": extra["need_met"], "closed_on": today}


def _nothing(referral, actor, extra):
    return {}


_CHANGES = {
    "submit": _submitting,
    "refer_again": _referring_again,
    "escalate": _passing_on,
    "escalate_declined": _passing_on,
    "rise": _passing_on,
    "accept": _accepting,
    "start": _starting,
    "complete": _completing,
    "close": _closing,
} | dict.fromkeys(PLACING_STEPS, _placing)


def share_reason(referral):
    return f"Rujukan {referral.number}"


def _consented(referral, ended=CONSENT_ENDED):
    """A consent that was given anew takes the place of the one before; only a withdrawn one stops the way."""
    if not (referral.consent and referral.consent.withdrawn_on):
        return {}
    renewed = consent_for(referral.family, ConsentPurpose.REFERRAL, referral.member)
    if renewed is None:
        raise DomainError(ended)
    return {"consent": renewed}


def _regency(referral):
    return referral.village.parent.parent


def _is_acting(referral, step, actor):
    """The history keeps who decided for whom: a deputy of a vacant post."""
    return bool(actor and step.capability and actor.is_acting(step.capability, referral.village_id))


def _due_on(referral, step):
    """Working days from today, in the user's own zone; a state without a limit has no date.

    The time for the outcome runs from the acceptance: that the service has begun does not give it a second time.
    """
    state = ReferralState(STEPS[step].target)
    if state not in TIME_LIMITS:
        return None
    since = timezone.localdate(referral.state_since) if step == "start" else timezone.localdate()
    usual, emergency = TimeLimit.objects.of(referral.village_id[:REGENCY_CODE])[state]
    return add_working_days(since, emergency if referral.urgency == Urgency.EMERGENCY else usual)
