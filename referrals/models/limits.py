from collections import defaultdict

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.db import models
from django.db.models import F, Q

from accounts.capabilities import Capability
from referrals.enums import ReferralState
from referrals.workflow import TIME_LIMITS

SHORTEST, LONGEST = 1, 90
TIMED = [(state.value, state.label) for state in TIME_LIMITS]


class TimeLimitManager(models.Manager):
    def visible_to(self, user):
        return self.filter(user.scope(Capability.SET_UP_REFERRALS, "regency__code"))

    def of(self, regency_code):
        """{state: (usual, emergency)} in working days: what the regency set, else workflow.TIME_LIMITS."""
        return self.by_regency(regency_code)[regency_code]

    def by_regency(self, *codes):
        """{regency code: as ``of``}, in one statement; also for codes that have set nothing."""
        limits = defaultdict(lambda: dict(TIME_LIMITS))
        rows = self.filter(regency__in=codes).values_list("regency", "state", "usual", "emergency")
        for code, state, usual, emergency in rows:
            limits[code][ReferralState(state)] = (usual, emergency)
        return limits

    def history_of(self, rows):
        """Who set what when, the newest first."""
        entries = LogEntry.objects.get_for_model(self.model).filter(object_id__in=[row.pk for row in rows])
        return entries.select_related("actor").order_by("-timestamp", "-pk")


@auditlog.register(include_fields=["usual", "emergency"])
class TimeLimit(models.Model):
    """How many working days a referral may stay in ``state`` in this regency."""

    regency = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="kabupaten/kota")
    state = models.CharField("keadaan", max_length=12, choices=TIMED)
    usual = models.PositiveSmallIntegerField("biasa dan segera")
    emergency = models.PositiveSmallIntegerField("darurat")

    objects = TimeLimitManager()

    class Meta:
        verbose_name = "batas waktu"
        ordering = ["regency", "pk"]
        constraints = [
            models.UniqueConstraint(name="time_limit_once", fields=["regency", "state"]),
            models.CheckConstraint(name="time_limit_state_known", condition=Q(state__in=[s for s, _ in TIMED])),
            models.CheckConstraint(
                name="time_limit_in_bounds",
                condition=Q(emergency__gte=SHORTEST, usual__lte=LONGEST, emergency__lte=F("usual")),
            ),
        ]

    def __str__(self):
        return f"{self.regency_id} {self.get_state_display()}"
