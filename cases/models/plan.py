from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import StepEvent
from cases.enums import ActionState, Doer
from core.formatting import due_words

ACTION_BADGES = {
    ActionState.OPEN: ("wait", "clock"),
    ActionState.DONE: ("ok", "tick"),
    ActionState.CANCELLED: ("mute", "x"),
}


class Goal(models.Model):
    """What is to change, in the family's own words."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="goals")
    words = models.CharField("tujuan", max_length=300)
    set_on = models.DateField("ditetapkan", default=timezone.localdate)
    reached_on = models.DateField("tercapai", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "tujuan rencana"
        ordering = ["set_on", "pk"]

    def __str__(self):
        return self.words


class PlanActionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=ActionState.OPEN)

    def late(self, today):
        return self.open().filter(due_on__lt=today)


class PlanAction(models.Model):
    """Who does what by when. It comes back until it is done, or cancelled with a reason."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="actions")
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="untuk tujuan"
    )
    conference = models.ForeignKey(
        "cases.CaseConference", models.PROTECT, null=True, blank=True, related_name="actions"
    )
    what = models.CharField("apa yang dikerjakan", max_length=300)
    doer = models.CharField("oleh", max_length=12, choices=Doer)
    institution = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lembaga"
    )
    who = models.CharField("nama orangnya", max_length=120, blank=True)
    due_on = models.DateField("paling lambat")
    done_on = models.DateField("dikerjakan", null=True, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=ActionState, default=ActionState.OPEN)
    state_since = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_on = models.DateField(null=True, blank=True, editable=False)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        verbose_name = "tindakan rencana"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.CheckConstraint(name="action_state_known", condition=Q(state__in=ActionState.values)),
            models.CheckConstraint(name="action_doer_known", condition=Q(doer__in=Doer.values)),
            models.CheckConstraint(
                name="action_done_has_date",
                condition=Q(state=ActionState.DONE, done_on__isnull=False)
                | (~Q(state=ActionState.DONE) & Q(done_on=None)),
            ),
            models.CheckConstraint(
                name="action_names_institution",
                condition=Q(doer=Doer.INSTITUTION, institution__isnull=False)
                | (~Q(doer=Doer.INSTITUTION) & Q(institution=None)),
            ),
        ]

    def __str__(self):
        return self.what

    def allows(self, actor, step):
        """The FCU; and the handler, a mentor too, says that it is done."""
        finishes = step.target == ActionState.DONE and actor.pk == self.case.handler_id
        return finishes or actor.can(step.capability, self.case.village_id)

    @property
    def badge(self):
        return (*ACTION_BADGES[self.state], self.get_state_display())

    @property
    def is_open(self):
        return self.state == ActionState.OPEN

    @property
    def doer_words(self):
        """“Puskesmas Kupang Barat (Maria)”."""
        by = str(self.institution) if self.institution else self.get_doer_display()
        return f"{by} ({self.who})" if self.who else by

    @property
    def late(self):
        today = timezone.localdate()
        is_late = self.is_open and self.due_on < today
        return due_words(self.due_on, today, own_work=True) if is_late else ""


class ActionEvent(StepEvent):
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="action_event_once", fields=["action", "number"])]
