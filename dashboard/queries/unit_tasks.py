"""What waits with the FCU and the directory."""

from django.db.models import Count, F, Min, Window
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability as C
from core.formatting import date_long, in_sentence
from dashboard.queries.task import MOST, Task
from institutions.enums import UnitState
from institutions.filters import MINE
from institutions.models import Activity, Decision, Institution, Meeting, Officer
from institutions.queries import terms_to_renew

NAMED = 3


def to_confirm(user):
    """One task for all institutions that nobody has looked at for a year, the oldest of them named."""
    if not (user.can(C.CHANGE_INSTITUTIONS) or user.can(C.KEEP_DIRECTORY)):
        return []
    waiting = Institution.objects.unconfirmed().kept_by(user).order_by(F("confirmed_on").asc(nulls_first=True), "pk")
    rows = list(waiting.values_list("name", Window(Count("pk")))[:NAMED])
    if not rows:
        return []
    names, count = [name for name, _ in rows], rows[0][1]
    more = f", dan {count - NAMED} lagi" if count > NAMED else ""
    return [
        Task(
            rank=2,
            tone="wait",
            icon="box",
            title=f"Pastikan data {count} lembaga",
            text=f"{', '.join(names)}{more}. Sudah setahun tidak dipastikan.",
            url=f"{reverse('institutions:list')}?keadaan={MINE}",
            action="Pastikan",
        )
    ]


def terms(user):
    """Posts of the FCU whose term ends soon or is over, with nobody elected to follow."""
    if not user.can(C.CHANGE_INSTITUTIONS):
        return []
    mine = Officer.objects.visible_to(user).filter(user.scope(C.CHANGE_INSTITUTIONS, "care_unit__village__code"))
    terms = terms_to_renew(mine).select_related("membership", "care_unit")
    return [_term_task(term, timezone.localdate()) for term in terms[:MOST]]


def _term_task(term, today):
    over = term.ends_on < today
    return Task(
        rank=0 if over else 2,
        tone="bad" if over else "wait",
        icon="warn" if over else "user",
        title=f"{term.get_post_display()} FCU {'kosong' if over else 'segera berakhir masanya'}",
        text=f"{term.membership}, {'sampai' if over else 'berakhir'} {date_long(term.ends_on)}.",
        url=reverse("units:elect", args=[term.care_unit_id]),
        action="Catat pengganti",
        late=f"terlambat {(today - term.ends_on).days} hari" if over else "",
    )


def decisions(user):
    """What meetings decided and nobody did in time: one task for each FCU."""
    if not user.can(C.CHANGE_INSTITUTIONS):
        return []
    mine = user.scope(C.CHANGE_INSTITUTIONS, "meeting__care_unit__village__code")
    late = Decision.objects.visible_to(user).late().filter(mine).exclude(meeting__care_unit__state=UnitState.INACTIVE)
    by_unit = late.values_list("meeting__care_unit", "meeting__care_unit__name")
    counted = by_unit.annotate(count=Count("pk"), oldest=Min("due_on")).order_by("oldest")
    return [
        Task(
            rank=0,
            tone="bad",
            icon="warn",
            title=f"{count} keputusan rapat lewat batas",
            text=f"{name}.",
            url=reverse("units:decisions", args=[unit]),
            action="Lihat keputusan",
            late=f"terlambat {(timezone.localdate() - oldest).days} hari",
        )
        for unit, name, count, oldest in counted[:MOST]
    ]


def plans(user):
    """Planned meetings whose day is over: their results count only once they are written down."""
    if not user.can(C.CHANGE_INSTITUTIONS):
        return []
    mine = user.scope(C.CHANGE_INSTITUTIONS, "care_unit__village__code")
    over = Meeting.objects.visible_to(user).filter(mine, is_planned=True, held_on__lt=timezone.localdate())
    rows = over.exclude(care_unit__state=UnitState.INACTIVE).select_related("care_unit").order_by("held_on")[:MOST]
    return [
        Task(
            rank=2,
            tone="wait",
            icon="pen",
            title=f"Hasil {in_sentence(meeting.title)} belum dicatat",
            text=f"{meeting.care_unit}, {date_long(meeting.held_on)}.",
            url=reverse("units:change_meeting", args=[meeting.pk]),
            action="Catat hasil",
        )
        for meeting in rows
    ]


def activities(user):
    """Planned activities whose day is over: they count only once their result is written down."""
    if not user.can(C.CHANGE_INSTITUTIONS):
        return []
    mine = user.scope(C.CHANGE_INSTITUTIONS, "care_unit__village__code")
    over = Activity.objects.visible_to(user).without_result().filter(mine)
    rows = over.exclude(care_unit__state=UnitState.INACTIVE).order_by("held_on", "pk")[:MOST]
    return [_activity_task(activity) for activity in rows]


def _activity_task(activity):
    return Task(
        rank=2,
        tone="wait",
        icon="pen",
        title=f"Hasil kegiatan belum dicatat: {activity}",
        text=f"Direncanakan pada {date_long(activity.held_on)}.",
        url=reverse("units:change_activity", args=[activity.pk]),
        action="Catat hasil",
    )


SOURCES = (to_confirm, terms, decisions, plans, activities)
