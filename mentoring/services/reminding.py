"""Once a week: who has late visits hears of it, the mentor and the coordinators of the village."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from jobs.services import enqueue
from mentoring.models import Mentorship
from mentoring.queries.visits import is_late
from notices.models import Notice
from notices.services import notify

MAIL = "Ada kunjungan pembinaan yang terlambat."


def ask_for_reminders():
    return enqueue("mentoring.remind", title="Pengingat kunjungan", args={}, key="reminders")


def remind(progress):
    """Who was told this week already is left out, so that a run that broke off can be repeated."""
    url = f"{reverse('mentoring:home')}?keadaan=terlambat"
    told = set(_told_this_week(url))
    late = Mentorship.objects.open().filter(is_late(timezone.localdate())).order_by()
    counts = [*_of_mentors(late), *_of_coordinators(late)]
    for number, (user, families) in enumerate(counts):
        progress(number, len(counts))
        if user.pk not in told:
            told.add(user.pk)
            notify([user], text=f"Kunjungan ke {families} keluarga terlambat.", url=url, mail_text=MAIL)


def _told_this_week(url):
    now = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = now - timedelta(days=now.weekday())
    return Notice.objects.filter(url=url, created_at__gte=monday).values_list("user", flat=True)


def _of_mentors(late):
    counted = dict(late.exclude(mentor=None).values_list("mentor").annotate(n=Count("pk")))
    return [(user, counted[user.pk]) for user in User.objects.filter(pk__in=counted, is_active=True).order_by("pk")]


def _of_coordinators(late):
    counted = late.values_list("village").annotate(n=Count("pk")).order_by("village")
    return [
        (user, families)
        for village, families in counted
        for user in User.objects.holding(Capability.SET_FAMILY_STATUS, village).order_by("pk")
    ]
