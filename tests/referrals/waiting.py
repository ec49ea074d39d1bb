"""What the tests of the clock share: files whose due date is so many working days away."""

from datetime import timedelta

from django.utils import timezone

from core.holidays import add_working_days, nth_last_working_day
from referrals.models import Referral


def due_in(file, days):
    """The same file, due in ``days`` working days; below zero it is late by as many."""
    today = timezone.localdate(timezone=file.village.zone)
    due = add_working_days(today, days) if days >= 0 else nth_last_working_day(today, -days) - timedelta(days=1)
    Referral.objects.filter(pk=file.pk).update(due_on=due)
    file.refresh_from_db()
    return file
