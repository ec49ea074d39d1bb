"""What waits for a user: tasks out of the apps below, the late and urgent ones first."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability as C
from cases.enums import Urgency
from cases.models import Case
from core.formatting import date_long, due_words
from institutions.enums import UnitState
from institutions.models import Activity
from referrals.enums import AT_PROVIDER_STATES, ReferralState
from referrals.models import Referral
from referrals.queries import waiting_for
from reporting.enums import ReportState
from reporting.models import Report

MOST = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``rank``: 0 late, 1 urgent, 2 the rest; ``late`` is said in days."""

    rank: int
    tone: str
    icon: str
    title: str
    text: str
    url: str
    action: str
    late: str = ""


def tasks_for(user):
    """At most MOST tasks of each kind, in order. One statement a kind that the user has to do with."""
    sources = (_to_decide, _of_the_unit, _at_the_provider, _reports_to_write, _reports_to_receive, _cases, _activities)
    return sorted((task for source in sources for task in source(user)), key=lambda task: task.rank)


def _to_decide(user):
    if not (user.can(C.DECIDE_REFERRALS) or user.can(C.PLACE_REFERRALS)):
        return []
    return [_referral_task(referral, "Putuskan rujukan", "Putuskan") for referral in waiting_for(user)[:MOST]]


def _of_the_unit(user):
    """Returned drafts to complete, outcomes to close after a visit."""
    if not user.can(C.WRITE_REFERRALS):
        return []
    mine = Referral.objects.visible_to(user).filter(user.scope(C.WRITE_REFERRALS, "village__code"))
    back = mine.filter(state=ReferralState.DRAFT).exclude(number="") | mine.filter(state=ReferralState.COMPLETED)
    return [_unit_task(referral) for referral in back.select_related("family", "case").order_by("due_on", "pk")[:MOST]]


def _unit_task(referral):
    if referral.state == ReferralState.DRAFT:
        return _referral_task(referral, "Rujukan dikembalikan TKSK", "Lengkapi", icon="back")
    return _referral_task(referral, "Rujukan balik sudah datang", "Kunjungi dan tutup", icon="ok")


def _at_the_provider(user):
    if user.can(C.DECIDE_REFERRALS) or user.can(C.PLACE_REFERRALS) or not user.can(C.ANSWER_REFERRALS):
        return []
    placed = Referral.objects.visible_to(user).filter(
        state__in=AT_PROVIDER_STATES, placement__institution__staff__user=user
    )
    rows = placed.select_related("family", "case").order_by("-urgency", "due_on", "pk")[:MOST]
    return [_referral_task(referral, referral.get_state_display(), "Buka", named=False) for referral in rows]


def _referral_task(referral, what, action, *, icon="refer", named=True):
    late = due_words(referral.due_on, timezone.localdate()) if referral.is_late else ""
    who = f"{referral.listed_name}. " if named else ""
    return Task(
        rank=0 if late else 1 if referral.urgency > Urgency.NORMAL else 2,
        tone="bad" if late else "wait",
        icon="warn" if late else icon,
        title=f"{what}: {referral.need}",
        text=f"{who}{referral.number}".strip(),
        url=referral.get_absolute_url(),
        action=action,
        late=late,
    )


def _reports_to_write(user):
    if not user.can(C.WRITE_REPORTS):
        return []
    states = [ReportState.DUE, ReportState.WRITTEN, ReportState.CHECKED]
    reports = Report.objects.visible_to(user).filter(user.scope(C.WRITE_REPORTS, "region__code"), state__in=states)
    rows = reports.select_related("region").order_by("due_on")[:MOST]
    return [
        _report_task(report, user) for report in rows if user.can(C.SEND_REPORTS) or report.state == ReportState.DUE
    ]


def _report_task(report, user):
    action = {ReportState.DUE: "Tulis laporan", ReportState.WRITTEN: "Periksa", ReportState.CHECKED: "Kirim"}[
        report.state
    ]
    late = f"terlambat {report.days_late} hari" if report.days_late else ""
    words = due_words(report.due_on, timezone.localdate())
    return Task(
        rank=0 if late else 2,
        tone="bad" if late else "wait",
        icon="warn" if late else "report",
        title=report.title,
        text=report.get_state_display() + ("." if late else f", {words}."),
        url=report.get_absolute_url(),
        action=action,
        late=late,
    )


def _reports_to_receive(user):
    if not user.can(C.RECEIVE_REPORTS):
        return []
    sent = Report.objects.visible_to(user).filter(
        user.scope(C.RECEIVE_REPORTS, "region__code"), state=ReportState.SENT, replaced_by=None
    )
    return [
        Task(2, "wait", "report", report.title, "Dikirim FCU, menunggu Anda.", report.get_absolute_url(), "Periksa")
        for report in sent.select_related("region").order_by("state_since")[:MOST]
    ]


def _cases(user):
    if not user.can(C.CHANGE_CASES):
        return []
    today = timezone.localdate()
    due = Case.objects.visible_to(user).open().filter(due_on__lt=today).select_related("family").order_by("due_on")
    return [
        Task(
            rank=0,
            tone="bad",
            icon="warn",
            title=f"Kasus {case.number} lewat batas",
            text=f"{case.listed_name}.",
            url=case.get_absolute_url(),
            action="Buka kasus",
            late=f"terlambat {(today - case.due_on).days} hari",
        )
        for case in due[:MOST]
    ]


def _activities(user):
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


@dataclass(frozen=True, slots=True)
class Shortcut:
    label: str
    icon: str
    url: str


SHORTCUTS = (
    (C.CHANGE_CASES, "Catat penerimaan", "chat", "cases:record_intake"),
    (C.CHANGE_FAMILIES, "Tambah keluarga", "plus", "families:add"),
    (C.DECIDE_REFERRALS, "Meja rujukan", "refer", "referrals:list"),
    (C.PLACE_REFERRALS, "Meja rujukan", "refer", "referrals:list"),
    (C.SEE_CASES, "Lihat kasus", "case", "cases:list"),
    (C.CHANGE_INSTITUTIONS, "FCU dan rapat", "inst", "units:list"),
    (C.DOWNLOAD_REPORTS, "Unduh laporan", "down", "reporting:list"),
    (C.SEE_REPORTS, "Laporan", "report", "reporting:list"),
    (C.SEE_FAMILIES, "Cari keluarga", "search", "families:list"),
    (C.SEE_SHARED_FAMILIES, "Keluarga Anda", "fam", "families:list"),
    (C.SEE_INSTITUTIONS, "Cari layanan", "search", "institutions:offers"),
    (C.MANAGE_ACCOUNTS, "Kelola pengguna", "user", "accounts:users"),
)


def shortcuts_for(user, most=4):
    """The first few things that the user may do, no address twice."""
    found = {}
    for capability, label, icon, url_name in SHORTCUTS:
        if user.can(capability):
            found.setdefault(url_name, (label, icon))
    return [Shortcut(label, icon, reverse(url_name)) for url_name, (label, icon) in list(found.items())[:most]]
