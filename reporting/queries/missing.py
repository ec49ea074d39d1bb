"""What a report still lacks before it is sent, as far as its writer may see it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cases.models import Case, ServiceGiven
from core.periods import Period
from finance.enums import MonthState
from finance.models import CashMonth, LedgerEntry
from institutions.models import Activity, Meeting
from mentoring.models import Mentorship, PlannedVisit
from programmes.models import TrainingSession
from referrals.enums import ENDED_STATES
from referrals.models import Referral
from reporting.queries.parts import missing_parts, parts_to_take
from workplans.models import PlanStage

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Lack:
    """``rows``: (words, address) of the first of them; ``url`` leads to the list where all stand."""

    label: str
    count: int
    url: str
    rows: list

    @property
    def more(self):
        return max(0, self.count - len(self.rows))


def missing_of(report, user, today):
    """The kinds of things that are incomplete; those of which nothing is missing are left out."""
    found = _of_a_recap(report) if report.is_recap else _of_an_fcu(report, user, today)
    return [lack for lack in found if lack.count]


def _of_a_recap(recap):
    missing = missing_parts(recap, parts_to_take(recap))
    rows = [(part.title, part.get_absolute_url() if part.is_sent else "") for part in missing[:SHOWN]]
    return [Lack("Laporan yang belum diterima", len(missing), reverse("reporting:list"), rows)]


def _of_an_fcu(report, user, today):
    period = Period.parse(report.period)
    days, village = (period.first_day, min(period.last_day, today)), report.region
    return [
        _visits(user, village, days),
        _lack("Rapat tanpa notulen", _meetings(user, village, days), reverse("units:list")),
        _lack("Kasus tanpa layanan", _cases(user, village, days), reverse("cases:list")),
        _lack("Rujukan tanpa hasil", _referrals(user, village, days), reverse("referrals:list")),
        _months(user, village, period, today),
        _lack("Kegiatan direncanakan tanpa hasil", _activities(user, village, days), reverse("units:list")),
        _lack("Tahap rencana kerja yang terlambat", _stages(user, village, today), reverse("workplans:list")),
        _lack("Pertemuan belajar tanpa catatan", _sessions(user, village, days), reverse("programmes:list")),
    ]


def _lack(label, rows, url):
    """The count and the first rows of a queryset, in two statements."""
    count = rows.count()
    shown = [(str(row), row.get_absolute_url()) for row in rows[:SHOWN]] if count else []
    return Lack(label, count, url, shown)


def _visits(user, village, days):
    mentorships = Mentorship.objects.visible_to(user).filter(village=village)
    planned = PlannedVisit.objects.filter(mentorship__in=mentorships.values("pk"), due_on__range=days, visit=None)
    rows = [
        (f"Kunjungan ke-{each.number} yang direncanakan {each.due_on:%d-%m-%Y}", each.mentorship.get_absolute_url())
        for each in planned.select_related("mentorship").order_by("due_on", "pk")[:SHOWN]
    ]
    return Lack("Kunjungan tanpa hasil", planned.count(), reverse("mentoring:home"), rows)


def _meetings(user, village, days):
    held = Meeting.objects.visible_to(user).held().filter(care_unit__village=village, held_on__range=days)
    return held.filter(minutes="").order_by("held_on", "pk")


def _cases(user, village, days):
    given = ServiceGiven.objects.filter(case=OuterRef("pk"), cancelled_on=None)
    rows = Case.objects.visible_to(user).open().filter(village=village, opened_on__lte=days[1])
    return rows.filter(~Exists(given)).order_by("opened_on", "pk")


def _referrals(user, village, days):
    rows = Referral.objects.visible_to(user).filter(village=village, submitted_on__range=days)
    return rows.exclude(state__in=ENDED_STATES).order_by("submitted_on", "pk")


def _months(user, village, period, today):
    """A book that was begun owes each month of the period that is over."""
    url = reverse("finance:books")
    entries = LedgerEntry.objects.visible_to(user).filter(care_unit__village=village)
    first = entries.order_by("dated_on").values_list("dated_on", flat=True).first()
    if first is None:
        return Lack("Bulan buku kas belum diperiksa", 0, url, [])
    months = [month for month in period.months() if month.has_ended(today) and month.last_day >= first]
    place = Q()
    for month in months:
        place |= Q(year=month.year, month=month.part)
    checked = CashMonth.objects.visible_to(user).filter(place, care_unit__village=village, state=MonthState.CHECKED)
    done = set(checked.values_list("year", "month")) if months else set()
    rows = [(month.label, url) for month in months if (month.year, month.part) not in done]
    return Lack("Bulan buku kas belum ditutup atau diperiksa", len(rows), url, rows)


def _activities(user, village, days):
    planned = Activity.objects.visible_to(user).filter(care_unit__village=village, is_planned=True)
    return planned.filter(held_on__range=days).order_by("held_on", "pk")


def _stages(user, village, today):
    return PlanStage.objects.visible_to(user).late(today).filter(plan__care_unit__village=village)


def _sessions(user, village, days):
    planned = TrainingSession.objects.visible_to(user).planned().filter(group__village=village)
    return planned.filter(planned_on__range=days).order_by("planned_on", "pk")
