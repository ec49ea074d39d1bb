"""What a family's complete copy holds of its cases. Who told of them, and names of other people, never."""

from django.db.models import Q

from cases.enums import CaseState
from cases.models import (
    Case,
    CaseAccess,
    CaseCheck,
    CaseConference,
    CaseEvent,
    CaseNote,
    Goal,
    IncidentalReport,
    Intake,
    PlanAction,
    ServiceGiven,
)
from families.documents.copies import Column, Section, steps_of

WITHOUT_REPORTERS = "Nama dan telepon orang yang datang atau melapor tidak dimuat."
CASE = "case.number"


def case_sections(family, sensitive):
    cases = Case.objects.filter(family=family, **({} if sensitive else {"sensitive": False}))
    return [
        _intakes(family, sensitive), _cases(cases, sensitive), _events(cases), _services(cases), _goals(cases),
        _actions(cases), _notes(cases), _conferences(cases), _checks(cases), _incidentals(cases), _accesses(cases),
    ]  # fmt: skip


def _intakes(family, sensitive):
    plain = Q(sensitive=False) & (Q(case=None) | Q(case__sensitive=False))
    rows = Intake.objects.filter(Q() if sensitive else plain, family=family)
    return Section.of(
        "intakes", "Penerimaan", rows,
        "received_on", "source", "need", "urgency", "in_social_register", "decile", "checked_on", "programmes",
        "state", "information_given", "cancel_reason", note=WITHOUT_REPORTERS,
    )  # fmt: skip


def _cases(cases, sensitive):
    rows = cases.prefetch_related("members", "problems__category")
    return Section.of(
        "cases", "Kasus", rows,
        "number", "opened_on", "summary", "sensitive", Column("members", "Anggota yang terkait", _members),
        Column("problems", "Masalah", lambda case: _problems(case, sensitive)), "urgency", "due_on", "state", "result",
        "closed_on", "check_on", "checked_on", models=(Case.members.through, Case.problems.through),
    )  # fmt: skip


def _members(case):
    return [member.name for member in case.members.all()]


def _problems(case, sensitive):
    return [str(each) for each in case.problems.all() if sensitive or not each.category.sensitive]


def _events(cases):
    rows = CaseEvent.objects.filter(case__in=cases).select_related("case")
    return Section.of("case_events", "Perjalanan kasus", rows, CASE, *steps_of(CaseState))


def _services(cases):
    rows = ServiceGiven.objects.filter(case__in=cases).select_related("case").prefetch_related("institutions")
    return Section.of(
        "services", "Layanan yang diberikan", rows,
        CASE, "kind", "given_on", "description", "people", _institutions("Bersama lembaga"), "cancelled_on",
        "cancel_reason",
    )  # fmt: skip


def _institutions(label):
    return Column("institutions", label, lambda row: [str(each) for each in row.institutions.all()])


def _goals(cases):
    rows = Goal.objects.filter(case__in=cases).select_related("case")
    return Section.of("goals", "Tujuan rencana", rows, CASE, "words", "set_on", "reached_on")


def _actions(cases):
    rows = PlanAction.objects.filter(case__in=cases).select_related("case", "institution")
    doer = Column("doer", "Oleh", lambda row: str(row.institution or row.get_doer_display()))
    return Section.of("actions", "Tindakan rencana", rows, CASE, "what", doer, "due_on", "done_on", "state")


def _notes(cases):
    rows = CaseNote.objects.filter(case__in=cases).select_related("case").prefetch_related("photos")
    return Section.of(
        "case_notes", "Catatan kasus", rows,
        CASE, Column("written_at", "Ditulis", lambda note: note.written_at), "text", Column("photos", "Foto", _photos),
    )  # fmt: skip


def _photos(note):
    return sum(photo.removed_on is None for photo in note.photos.all())


def _conferences(cases):
    rows = CaseConference.objects.filter(case__in=cases).select_related("case").prefetch_related("institutions")
    return Section.of(
        "conferences", "Rapat kasus", rows,
        CASE, "held_on", "place", _institutions("Lembaga yang hadir"), "family_came", "minutes",
    )  # fmt: skip


def _checks(cases):
    rows = CaseCheck.objects.filter(case__in=cases).select_related("case")
    return Section.of("case_checks", "Pemeriksaan setelah kasus ditutup", rows, CASE, "checked_on", "result", "note")


def _incidentals(cases):
    rows = IncidentalReport.objects.filter(case__in=cases).select_related("case", "region")
    return Section.of(
        "incidental_reports", "Laporan insidental yang dikirim", rows,
        CASE, "number", Column("office", "Kepada", lambda row: row.office), "asked", "sent_on", "received_on",
    )  # fmt: skip


def _accesses(cases):
    rows = CaseAccess.objects.filter(case__in=cases).select_related("case", "user")
    return Section.of(
        "case_accesses", "Izin melihat kasus", rows,
        CASE, Column("user", "Kepada", lambda row: str(row.user)), "reason", "granted_on", "until", "revoked_on",
    )  # fmt: skip
