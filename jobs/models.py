from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from jobs.enums import BADGES, ENDED_BADLY, OPEN, JobState


def aside_path(job_id):
    return settings.DATA_DIR / "progress" / str(job_id)


def aside_of(job_id):
    """(done, total) as services.aside last wrote it down, or None."""
    try:
        done, total = aside_path(job_id).read_text().split()
    except (OSError, ValueError):  # none was written, or it is just gone
        return None
    return int(done), int(total)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def open(self):
        return self.filter(state__in=OPEN)

    def claimable(self, now):
        return self.filter(state=JobState.QUEUED, due_at__lte=now)

    def left(self, now):
        """Begun by a worker that has not been heard of since."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now)


class Job(models.Model):
    """Long work. This row is the truth; the broker is only the doorbell.

    ``kind`` names a function in an app's tasks module, "reporting.render_report". ``key`` makes asking twice one job
    while the first is not finished. ``result_url`` leads to what was made.

    ``holder`` is drawn anew at each claim: who no longer holds the row cannot write to it. ``due_at`` is the earliest
    time of the next try, ``rung_at`` when the broker last took a message for it.
    """

    kind = models.CharField(max_length=80)
    title = models.CharField("pekerjaan", max_length=200)
    args = models.JSONField(default=dict)
    key = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="jobs")
    state = models.CharField("keadaan", max_length=10, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    rung_at = models.DateTimeField(null=True)
    holder = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failure = models.CharField("sebab gagal", max_length=300, blank=True)
    result_url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField("diminta", auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"]), models.Index(fields=["owner", "-created_at"])]
        constraints = [
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_lease_iff_running",
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False, holder__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until=None, holder=None)),
            ),
            models.UniqueConstraint(
                name="job_one_open_per_key",
                fields=["kind", "key"],
                condition=Q(state__in=OPEN) & ~Q(key=""),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("jobs:detail", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def has_failed(self):
        return self.state in ENDED_BADLY

    @property
    def badge(self):
        return BADGES[self.state]

    @cached_property
    def reached(self):
        """(done, total): of work inside a transaction the row says nothing yet, and a small file beside it does."""
        beside = aside_of(self.pk) if self.state == JobState.RUNNING else None
        return beside or (self.done, self.total)

    @property
    def percent(self):
        done, total = self.reached
        return 100 * done // total if total else 0
