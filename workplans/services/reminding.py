"""Once a day: who writes a plan hears that a stage begins within a week, and each week that it is late; the TKSK hears
once that it is late."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from core.formatting import date_long
from institutions.enums import UnitState
from jobs.services import enqueue
from notices.models import Notice
from notices.services import notify
from workplans.enums import PlanState, StageState
from workplans.models import PlanStage
from workplans.services.stages import place_of

SOON, AGAIN = timedelta(days=7), timedelta(days=7)
MAIL = "Ada pengingat tentang rencana kerja FCU."


def ask_for_reminders():
    return enqueue("workplans.remind", title="Pengingat rencana kerja", args={}, key="plan-reminders")


def remind(progress):
    """Whoever was told is left out, so that a run that broke off can be repeated."""
    soon, late = list(_soon()), list(_late())
    for number, stage in enumerate(soon):
        progress(number, len(soon) + len(late))
        place = place_of(stage)
        text = f"{place[:1].upper()}{place[1:]} dimulai {date_long(stage.begins_on)}."
        _tell(stage, Capability.CHANGE_WORK_PLANS, text)
    for number, stage in enumerate(late, start=len(soon)):
        progress(number, len(soon) + len(late))
        text = f"{stage.badge[2]}: {place_of(stage)}, batasnya {date_long(stage.due_on)}."
        _tell(stage, Capability.CHANGE_WORK_PLANS, text, since=timezone.now() - AGAIN)
        _tell(stage, Capability.RECEIVE_WORK_PLANS, text)


def _soon():
    today = timezone.localdate()
    begins = Q(state=StageState.WAITING, begins_on__gt=today, begins_on__lte=today + SOON)
    running = PlanStage.objects.filter(begins, plan__state=PlanState.RUNNING)
    return _rows(running.exclude(plan__care_unit__state=UnitState.INACTIVE))


def _late():
    return _rows(PlanStage.objects.late())


def _rows(stages):
    return stages.select_related("plan__care_unit__village", "template_stage").order_by("pk")


def _tell(stage, capability, text, since=None):
    """Those who hold ``capability`` in the village and were not told these words, ever or after ``since``."""
    url = stage.get_absolute_url()
    told = Notice.objects.filter(url=url, text=text)
    told = told.filter(created_at__gt=since) if since else told
    users = User.objects.holding(capability, stage.plan.care_unit.village_id).exclude(pk__in=told.values("user"))
    if users:
        notify(users, text=text, url=url, mail_text=MAIL)
