from django.conf import settings
from django.db import models
from django.db.models import F, Q

from referrals.enums import SessionKind


class CounsellingSession(models.Model):
    """One meeting with the family at LK3, which serves it itself. Read by everybody who reads the referral."""

    placement = models.ForeignKey("referrals.Placement", models.CASCADE, related_name="sessions")
    held_on = models.DateField("tanggal")
    kind = models.CharField("jenis", max_length=14, choices=SessionKind)
    place = models.CharField("tempat", max_length=100)
    people = models.PositiveSmallIntegerField("berapa orang yang hadir")
    done = models.TextField("yang dilakukan", max_length=500)
    next_on = models.DateField("pertemuan berikutnya", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pertemuan"
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(name="session_kind_known", condition=Q(kind__in=SessionKind.values)),
            models.CheckConstraint(name="session_with_somebody", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="session_next_comes_later", condition=Q(next_on=None) | Q(next_on__gt=F("held_on"))
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"
