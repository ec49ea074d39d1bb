from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import Role


class FamilyShareQuerySet(models.QuerySet):
    def open_to(self, user):
        """Shares in force with the user in person, or with the user's role in the region."""
        office = Q(pk__in=[])
        for assignment in user.current_assignments:
            office |= Q(role=assignment.role, region=assignment.region_id)
        return self.filter(Q(user=user) | office, ends_on=None)


class FamilyShare(models.Model):
    """A family's file is opened to a person (mentor, handler) or an office (LK3 of the regency), with the reason."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="shares")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField("peran", max_length=20, choices=Role, blank=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("alasan", max_length=200)
    starts_on = models.DateField("mulai", default=timezone.localdate)
    ends_on = models.DateField("berakhir", null=True, blank=True)

    objects = FamilyShareQuerySet.as_manager()

    class Meta:
        verbose_name = "berbagi berkas"
        indexes = [models.Index(fields=["role", "region"])]
        constraints = [
            models.CheckConstraint(
                name="share_with_person_or_office",
                condition=Q(user__isnull=False, role="", region=None)
                | (Q(user=None, region__isnull=False) & ~Q(role="")),
            ),
        ]

    def __str__(self):
        return f"{self.family_id} → {self.user_id or self.role}"
