"""Who hears that something of a case is late. Each thing is told once; then it stays on top of the lists."""

from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from cases.enums import OPEN_STATES, Urgency
from cases.models import Case, PlanAction
from core.formatting import date_long
from notices.services import notify

MOST_AT_ONCE = 2000


def tell_handler(case, *, but):
    """Who is answerable for a case from now on; ``but`` gave it out, and knows."""
    if case.handler_id == but.pk:
        return
    notify(
        [case.handler], text=f"Anda penanggung jawab kasus {case.number}: {case.listed_name}.",
        url=case.get_absolute_url(), mail_text="Anda menjadi penanggung jawab sebuah kasus.",
        urgent=case.urgency == Urgency.EMERGENCY,
    )  # fmt: skip


@transaction.atomic
def tell_what_is_late():
    """Actions past their day and families to look after again, to the handler of the case. Told twice is told once."""
    today = timezone.localdate()
    _tell_actions(today)
    _tell_checks(today)


def _tell_actions(today):
    late = PlanAction.objects.late(today).filter(told_on=None, case__state__in=OPEN_STATES)
    order = ("case__handler", "case__village", "due_on", "pk")
    rows = list(late.select_related("case__handler").order_by(*order)[:MOST_AT_ONCE])
    PlanAction.objects.filter(pk__in=[action.pk for action in rows]).update(told_on=today)
    for _, own in groupby(rows, key=lambda action: (action.case.handler_id, action.case.village_id)):
        first, *others = own
        what = f"{len(others) + 1} tindakan" if others else "Satu tindakan"
        url = f"{reverse('cases:list')}?terlambat=tindakan" if others else reverse("cases:plan", args=[first.case_id])
        notify(
            _hearers(first.case), text=f"{what} pada rencana kasus terlambat, mulai dari kasus "
            f"{first.case.number} (batas {date_long(first.due_on)}).", url=url,
            mail_text="Ada tindakan rencana kasus yang terlambat.",
        )  # fmt: skip


def _tell_checks(today):
    due = Case.objects.to_check(today).filter(check_told_on=None).select_related("handler")
    for case in due.order_by("check_on", "pk")[:MOST_AT_ONCE]:
        Case.objects.filter(pk=case.pk).update(check_told_on=today)
        notify(
            _hearers(case), text=f"Waktunya menengok keluarga lagi: kasus {case.number} ditutup "
            f"{date_long(case.closed_on)}.", url=reverse("cases:check", args=[case.pk]),
            mail_text="Ada keluarga yang perlu ditengok lagi setelah kasusnya ditutup.",
        )  # fmt: skip


def _hearers(case):
    """The handler, while that one still serves the village; else the coordinators, who see every case."""
    if Case.objects.visible_to(case.handler).filter(pk=case.pk).exists():
        return [case.handler]
    officers = User.objects.holding(Capability.CHANGE_CASES, case.village_id)
    return officers & User.objects.holding(Capability.SEE_SENSITIVE_CASES, case.village_id)
