"""One decision on several files: each in its own transaction, so that one which fails holds up none."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import FormEntry
from accounts.services import submit_once
from core.exceptions import DomainError
from core.workflow import offered_steps
from referrals.models import Referral
from referrals.services.moving import advance_referral
from referrals.services.placing import PLACING_STEPS
from referrals.workflow import STEPS

MOST_TOGETHER = 25
FORM = "decide-together"
# A decision, and the steps that it means on this or that desk. The first gives its words.
TOGETHER = {
    "approve": tuple(name for name in STEPS if name in PLACING_STEPS),
    "escalate": ("escalate", "escalate_declined"),
    "return": ("return", "send_back"),
    "reject": ("reject",),
}
NOT_YOURS = "Rujukan ini bukan lagi wewenang Anda. Buka rujukannya untuk melihat keadaannya sekarang."
OWN_WORK = "Anda ikut menulis atau mengajukan rujukan ini. Orang lain yang harus memutuskannya."
ELSEWHERE = "Tidak bisa dari keadaannya sekarang: {}."
TOO_MANY = f"Paling banyak {MOST_TOGETHER} rujukan sekali putus. Kurangi centangnya."


@dataclass(frozen=True, slots=True)
class Planned:
    """What a decision would do to one file: a step, or the sentence that says why none."""

    referral: Referral
    name: str = ""
    obstacle: str = ""

    @property
    def step(self):
        return STEPS.get(self.name)


def plan_together(referrals, decision, *, actor):
    return [_planned(referral, decision, actor) for referral in referrals]


def _planned(referral, decision, actor):
    offered = offered_steps(STEPS, referral, actor)
    name = next((name for name in TOGETHER[decision] if name in offered), "")
    return Planned(referral, name, "" if name else _why_not(referral, decision, actor))


def _why_not(referral, decision, actor):
    fits = any(referral.state in STEPS[name].sources for name in TOGETHER[decision])
    if fits and actor.pk in {referral.author_id, referral.submitted_by_id}:
        return OWN_WORK
    return ELSEWHERE.format(referral.get_state_display().lower())


def decide_together(files, decision, *, actor, token, note="", **extra):
    """Take the step on each of ``files`` (referral, version that the page showed); returns the address of the result.

    A second press with the same token decides nothing and gives the same address. ``told_by`` reads the result.
    """
    if len(files) > MOST_TOGETHER:
        raise DomainError(TOO_MANY)
    first_press, url = _claim(token, actor)
    if first_press:
        told = dict.fromkeys(str(referral.pk) for referral, _ in files)
        _tell(token, actor, told)
        for referral, seen in files:
            told[str(referral.pk)] = _decide(referral, decision, actor, seen, note, extra)
            _tell(token, actor, told)
    return url


def told_by(token, *, actor):
    """{referral's key: why it stayed as it was}; "" where it was decided, None where it was not come to."""
    entry = FormEntry.objects.visible_to(actor).filter(pk=token, form=FORM).first()
    return entry and {int(pk): sentence for pk, sentence in entry.data.items()}


def _claim(token, actor):
    pressed = []

    def make():
        pressed.append(token)
        return SimpleNamespace(get_absolute_url=lambda: reverse("referrals:decided", args=[token]))

    url = submit_once(token, actor=actor, form=FORM, make=make)
    return bool(pressed), url


def _tell(token, actor, told):
    FormEntry.objects.visible_to(actor).filter(pk=token).update(data=told)


def _decide(referral, decision, actor, seen, note, extra):
    planned = _planned(referral, decision, actor)
    if planned.obstacle:
        return planned.obstacle
    try:
        with transaction.atomic():
            advance_referral(referral, planned.name, actor=actor, note=note, seen=seen, **extra)
    except PermissionDenied:
        return NOT_YOURS
    except DomainError as error:
        return str(error)
    return ""
