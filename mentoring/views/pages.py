"""The page of one pair: how its visits stand, what was agreed, what was found."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.formatting import date_long
from core.http import page
from core.panels import panels_for
from families.models import Family
from mentoring.enums import TerminationWay
from mentoring.forms.visits import ReplanForm
from mentoring.models import Mentorship
from mentoring.queries.rhythm import COURSE
from mentoring.queries.visits import open_tasks, standing, visits_of, with_course
from mentoring.services.planning import replan as replan_visits
from mentoring.views.filling import SHOW_AND_SEND, demand_recording, fill, found, may_record, running

COMING = 6


@require_safe
def detail(request, pk):
    today, mentorship = timezone.localdate(), found(request, pk)
    counted = with_course(Mentorship.objects.visible_to(request.user).filter(pk=pk), today).get()
    context = {
        "mentorship": mentorship,
        "facts": _facts(mentorship, counted),
        "badge": standing(counted, today).badge if mentorship.is_open else None,
        "is_over": mentorship.is_open and today - mentorship.course_began_on >= COURSE,
        "coming": _coming(mentorship, today) if mentorship.is_open else [],
        "tasks": list(open_tasks(mentorship).select_related("agreed_at")),
        "page": page(visits_of(mentorship), request, per_page=10),
        "sees": _seen_files(request.user, mentorship),
        "opens_all": request.user.can(Capability.SEE_FAMILIES, mentorship.village_id),
        **_ending(mentorship, request.user),
        "may_record": mentorship.is_open and may_record(request, mentorship),
        "may_lead": mentorship.is_open and request.user.can(Capability.SET_FAMILY_STATUS, mentorship.village_id),
        "panels": panels_for("mentorship", request, mentorship),
        "today": today,
    }
    return render(request, "mentoring/detail.html", context)


def _ending(mentorship, user):
    """What was decided at the end, for who sees the pair; whether the reader may write the referral it asks for."""
    if mentorship.is_open:
        return {"graduation": None, "termination": None, "may_refer": False}
    termination = getattr(mentorship, "termination", None)
    asks = termination is not None and termination.way == TerminationWay.REFERRAL and not mentorship.plasma.closed_on
    return {
        "graduation": getattr(mentorship, "graduation", None),
        "termination": termination,
        "may_refer": asks and user.can(Capability.WRITE_REFERRALS, mentorship.plasma.village_id),
    }


def _coming(mentorship, today):
    return mentorship.planned.to_be_made(today).order_by("number")[:COMING]


def _seen_files(user, mentorship):
    """The ids of the two files that the reader may open: a mentor does not see the pioneer's."""
    both = [mentorship.plasma_id, mentorship.pioneer_id]
    return set(Family.objects.visible_to(user).filter(pk__in=both).values_list("pk", flat=True))


def _facts(mentorship, counted):
    facts = [
        ("Pendamping yang mencatat", str(mentorship.mentor) if mentorship.mentor else "tidak ada, dicatat pengurus"),
        ("Pembinaan dimulai", date_long(mentorship.course_began_on)),
        ("Kunjungan terakhir", date_long(counted.last_on) if counted.last_on else "belum pernah"),
        ("Kode kalender", mentorship.code),
        ("Kunjungan terlewat", f"{counted.missed} kali" if counted.missed else "tidak ada"),
    ]
    if mentorship.starts_on != mentorship.course_began_on:
        facts.insert(2, ("Dengan pionir ini sejak", date_long(mentorship.starts_on)))
    if not mentorship.is_open:
        facts.append(("Berakhir", f"{date_long(mentorship.ends_on)}, {mentorship.get_end_display().lower()}"))
        facts.append(("Penjelasan", mentorship.end_note or "tidak ada"))
    return facts


@SHOW_AND_SEND
def replan(request, pk):
    mentorship = running(found(request, pk))
    demand_recording(request, mentorship)
    form = ReplanForm(request.POST or None)

    def save():
        replan_visits(mentorship, form.cleaned_data["day"], actor=request.user)
        return mentorship

    words = "Kunjungan yang akan datang bergeser mulai tanggal ini, jaraknya tetap. Yang sudah lewat tetap tercatat."
    context = {
        "title": "Susun ulang jadwal",
        "back": mentorship.get_absolute_url(),
        "button": "Susun ulang",
        "words": words,
        "about": mentorship.plasma,
    }
    return fill(request, form, save, "Jadwal disusun ulang.", **context)
