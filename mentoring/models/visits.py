import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from mentoring.enums import Doer, TaskState, Topic
from mentoring.models.pairing import Mentorship

EDITABLE_FOR = timedelta(days=1)


class PlannedVisitQuerySet(models.QuerySet):
    """A visit that was not made is late until the next planned day comes; from then on it is missed."""

    def unmade(self):
        return self.filter(visit=None)

    def ahead(self, today):
        return self.unmade().filter(due_on__gte=today)

    def late(self, today):
        return self.unmade().filter(~self._followed(today), due_on__lt=today)

    def missed(self, today):
        return self.unmade().filter(self._followed(today))

    def to_be_made(self, today):
        """The late one and those ahead."""
        return self.unmade().filter(Q(due_on__gte=today) | ~self._followed(today))

    def _followed(self, today):
        later = PlannedVisit.objects.filter(mentorship=OuterRef("mentorship"), due_on__gt=OuterRef("due_on"))
        return Exists(later.filter(due_on__lte=today))


class PlannedVisit(models.Model):
    """When the rhythm asks for a visit. Late and missed are derived: a ``visit`` that was made for it or none."""

    # Without an index of its own: the unique one begins with it, and a whole country's schedule is millions of rows.
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="planned", db_index=False)
    number = models.PositiveSmallIntegerField("kunjungan ke")
    due_on = models.DateField("tanggal")

    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana kunjungan"
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(name="planned_once", fields=["mentorship", "number"])]

    def __str__(self):
        return f"Rencana {self.due_on:%d-%m-%Y}"


class MentoringVisit(models.Model):
    """One visit or session of guidance; never overwritten after a day."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="visits")
    planned = models.OneToOneField(
        PlannedVisit, models.SET_NULL, null=True, blank=True, related_name="visit", verbose_name="rencana"
    )
    visited_on = models.DateField("tanggal", default=timezone.localdate)
    place = models.CharField("tempat", max_length=120, blank=True)
    who = models.JSONField("siapa yang hadir", default=list)
    topics = models.JSONField("bidang", default=list)
    found = models.TextField("yang ditemukan", max_length=2000)
    obstacle = models.TextField("kendala", max_length=1000, blank=True)
    solution = models.TextField("solusi", max_length=1000, blank=True)
    next_on = models.DateField("kunjungan berikutnya", null=True, blank=True)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="kasus"
    )
    photo = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "pendampingan"
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["visited_on"])]
        constraints = [models.UniqueConstraint(name="one_visit_a_day", fields=["mentorship", "visited_on"])]

    def __str__(self):
        return f"Kunjungan {self.visited_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("mentoring:visit", args=[self.pk])

    @property
    def topic_words(self):
        return ", ".join(Topic(each).label for each in self.topics if each in Topic.values)

    def is_editable_by(self, user):
        """By its author for a day; afterwards a correction is told at the next visit."""
        return self.recorded_by_id == user.pk and timezone.now() < self.recorded_at + EDITABLE_FOR


class AgreedTask(models.Model):
    """What was agreed at a visit: it comes back at the next one until it is done."""

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="tasks")
    agreed_at = models.ForeignKey(MentoringVisit, models.PROTECT, related_name="tasks")
    text = models.CharField("tugas", max_length=200)
    doer = models.CharField("siapa", max_length=8, choices=Doer, default=Doer.PLASMA)
    due_on = models.DateField("sampai", null=True, blank=True)
    state = models.CharField("keadaan", max_length=8, choices=TaskState, default=TaskState.OPEN)
    settled_at = models.ForeignKey(
        MentoringVisit, models.PROTECT, null=True, blank=True, related_name="settled", verbose_name="diperiksa pada"
    )

    class Meta:
        verbose_name = "tugas yang disepakati"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="agreed_task_state_known", condition=Q(state__in=TaskState.values)),
            models.CheckConstraint(
                name="agreed_task_settled_at_a_visit",
                condition=Q(state=TaskState.OPEN, settled_at=None)
                | (~Q(state=TaskState.OPEN) & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.text


def new_feed_key():
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret address of a user's calendar. It names nobody: visits stand there by code."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    key = models.CharField(max_length=60, unique=True, default=new_feed_key)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "alamat kalender"

    def __str__(self):
        return f"Kalender {self.user_id}"
