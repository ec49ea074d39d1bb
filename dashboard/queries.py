"""What waits for a user: tasks out of the apps below, the late and urgent ones first."""

from dataclasses import dataclass

from django.db.models import Count, F, Window
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability as C
from cases.enums import Urgency
from cases.models import Case
from core.formatting import date_long, due_words
from families.enums import TransferState
from families.queries import waiting_transfers
from institutions.filters import MINE
from institutions.models import Institution, Officer
from institutions.queries import terms_to_renew
from referrals.enums import AT_PROVIDER_STATES, ReferralState
from referrals.models import Referral
from referrals.queries import waiting_for
from reporting.enums import ReportState
from reporting.models import Report

MOST, NAMED = 8, 3


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
    sources = (
        _to_decide, _of_the_unit, _at_the_provider, _reports_to_write, _reports_to_receive, _cases, _transfers,
        _to_confirm, _terms,
    )  # fmt: skip
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


def _transfers(user):
    if not user.can(C.CHANGE_FAMILIES):
        return []
    return [_transfer_task(transfer) for transfer in waiting_transfers(user)[:MOST]]


def _transfer_task(transfer):
    asked = transfer.state == TransferState.REQUESTED
    place = f"ke {transfer.to_village}" if asked else f"dari {transfer.from_village}"
    return Task(
        rank=2,
        tone="wait",
        icon="right",
        title="Permintaan pindah menunggu Anda" if asked else "Keluarga dilepas ke desa Anda",
        text=f"{transfer.family}, {place}.",
        url=transfer.get_absolute_url(),
        action="Putuskan",
    )


def _to_confirm(user):
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


def _terms(user):
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
