"""Where guidance begins: a mentor's own families, or the board of pioneers and plasma families."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from families.models import Family
from mentoring.filters import MentorshipFilter
from mentoring.models import Mentorship
from mentoring.queries.board import led_villages, seen_villages, totals_of, watched_rows, with_load
from mentoring.queries.pairing import unpaired
from mentoring.queries.rhythm import COURSE
from mentoring.queries.visits import mentorship_rows, standing, with_course
from mentoring.resources import MentorshipResource, WaitingResource, WatchedResource

ON_THE_BOARD = 50
LATE_FIRST = (F("late_on").asc(nulls_last=True), F("next_on").asc(nulls_last=True), "pk")
WAITING_SHOWN = 5


@requires(Capability.RECORD_VISITS)
@require_safe
def own(request):
    """For whom visits are somebody's own: a mentor."""
    return _own(request)


@require_safe
def home(request):
    if request.user.can(Capability.SEE_FAMILIES):
        return _board(request)
    return own(request)


def _own(request):
    today = timezone.localdate()
    shown = page(_own_rows(request.user, today), request)
    context = {"page": shown, "lines": _lines(shown, today), "sees_village": False}
    return render(request, "mentoring/own.html", context)


def _own_rows(user, today):
    return with_course(mentorship_rows(user).open(), today).order_by(*LATE_FIRST)


def _board(request):
    today, user = timezone.localdate(), request.user
    villages = seen_villages(user)
    found = MentorshipFilter(request.GET, mentorship_rows(user), villages=villages)
    shown = page(with_load(_in_groups(found.qs, today)), request, per_page=ON_THE_BOARD)
    context = {
        "page": shown,
        "lines": _lines(shown, today),
        "filter_form": found.form,
        "chips": chips(request, found.form),
        "is_filtered": any(request.GET.get(name) for name in found.form.fields),
        "tiles": _tiles(totals_of(Mentorship.objects.visible_to(user), today)),
        **_begun_of("waiting", unpaired(Family.objects.visible_to(user))),
        **_begun_of("watched", watched_rows(user)),
        "may_print": user.can(Capability.RECORD_VISITS),
        "may_pair": user.can(Capability.SET_FAMILY_STATUS),
        "shows_village": len(villages) > 1,
        "sees_village": True,
    }
    return render(request, "mentoring/board.html", context)


def _in_groups(mentorships, today):
    return with_course(mentorships, today).order_by("village", "pioneer__head_name", "pioneer", "plasma__head_name")


@exported("mentorships", "keluarga yang dibina", "pembinaan")
def export(asked):
    """Of the page that ``home`` shows to the same reader."""
    user, today = asked.user, timezone.localdate()
    if user.can(Capability.SEE_FAMILIES):
        found = MentorshipFilter(asked.GET, mentorship_rows(user), villages=seen_villages(user))
        return ListSheet(MentorshipResource(), _in_groups(found.qs, today))
    if not user.can(Capability.RECORD_VISITS):
        raise PermissionDenied(str(Capability.RECORD_VISITS))
    return ListSheet(MentorshipResource(), _own_rows(user, today))


def _begun_of(name, rows):
    """The first of a list that has a page of its own, and whether there are more."""
    first = list(rows[: WAITING_SHOWN + 1])
    return {name: first[:WAITING_SHOWN], f"more_{name}": len(first) > WAITING_SHOWN}


def _lines(rows, today):
    """(mentorship, how its visits stand, whether its eighteen months are over)."""
    return [(row, standing(row, today) if row.is_open else None, _is_over(row, today)) for row in rows]


def _is_over(row, today):
    return row.is_open and today - row.course_began_on >= COURSE


def _tiles(totals):
    return [
        {"label": "Keluarga dibina", "value": totals.families, "of": f"oleh {totals.pioneers} pionir"},
        {"label": "Kunjungan terlambat", "value": totals.late, "url": "?keadaan=terlambat"},
        {"label": "Lewat 18 bulan", "value": totals.over, "url": "?keadaan=lewat"},
    ]


@requires(Capability.SEE_FAMILIES)
@require_safe
def waiting(request):
    """Plasma families that nobody guides yet."""
    rows = page(unpaired(Family.objects.visible_to(request.user)), request)
    led = {village.code for village in led_villages(request.user)}
    return render(request, "mentoring/waiting.html", {"page": rows, "led": led})


@requires(Capability.SEE_FAMILIES)
@require_safe
def watched(request):
    """Graduated families in their twelve months of watch."""
    return render(request, "mentoring/watched.html", {"page": page(watched_rows(request.user), request)})


@exported("unpaired", "keluarga yang belum punya pionir", "belum-punya-pionir", Capability.SEE_FAMILIES)
def export_waiting(asked):
    return ListSheet(WaitingResource(), unpaired(Family.objects.visible_to(asked.user)))


@exported("watched", "keluarga yang dipantau", "dipantau-sesudah-lulus", Capability.SEE_FAMILIES)
def export_watched(asked):
    return ListSheet(WatchedResource(), watched_rows(asked.user))
