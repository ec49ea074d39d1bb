from django.db import models
from django.db.models import Q

from referrals.enums import ReminderKind


class Reminder(models.Model):
    """Somebody was told of a file that waits: once for a kind and for the step (``number``) it waits since."""

    referral = models.ForeignKey("referrals.Referral", models.CASCADE, related_name="reminders")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ReminderKind)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "pengingat"
        constraints = [
            models.UniqueConstraint(name="reminder_once", fields=["referral", "number", "kind"]),
            models.CheckConstraint(name="reminder_kind_known", condition=Q(kind__in=ReminderKind.values)),
        ]

    def __str__(self):
        return f"{self.referral_id} {self.number} {self.kind}"
