"""What a family's complete copy holds of guidance. The other family of a pair is named by its file alone, and what
was found at its visits is for its own copy."""

from django.db.models import Q

from families.documents.copies import Column, Section, steps_of
from mentoring.enums import CandidateState
from mentoring.models import (
    AgreedTask,
    Candidate,
    CandidateEvent,
    Graduation,
    MentoringVisit,
    Mentorship,
    PlannedVisit,
    Termination,
    TrainingAttendance,
)

CODE = ("mentorship.code", "Kode pembinaan")


def guidance_sections(family, sensitive):
    guided = Mentorship.objects.filter(plasma=family)
    visits = MentoringVisit.objects.filter(mentorship__in=guided)
    if not sensitive:
        visits = visits.filter(Q(case=None) | Q(case__sensitive=False))
    return [
        _pairs(family), _planned(guided), _visits(visits), _tasks(visits), _graduations(guided),
        _terminations(guided), _candidacies(family), _steps(family), _trainings(family),
    ]  # fmt: skip


def _pairs(family):
    rows = Mentorship.objects.filter(Q(plasma=family) | Q(pioneer=family)).select_related("plasma", "pioneer")
    return Section.of(
        "mentorships", "Pembinaan", rows,
        ("code", "Kode pembinaan"), Column("pioneer", "Berkas keluarga pionir", lambda row: row.pioneer.file_number),
        Column("plasma", "Berkas keluarga plasma", lambda row: row.plasma.file_number), "course_began_on",
        "starts_on", "ends_on", _of_the_guided(family, "end", "Sebab berakhir", lambda row: row.get_end_display()),
        _of_the_guided(family, "end_note", "Penjelasan", lambda row: row.end_note),
    )  # fmt: skip


def _of_the_guided(family, name, label, value):
    """How guidance ended is told to the family that was guided, not to the one that guided it."""
    return Column(name, label, lambda row: (value(row) or None) if row.plasma_id == family.pk else None)


def _planned(guided):
    rows = PlannedVisit.objects.filter(mentorship__in=guided).select_related("mentorship")
    return Section.of("planned_visits", "Rencana kunjungan", rows, CODE, "number", "due_on")


def _visits(visits):
    rows = visits.select_related("mentorship", "case")
    return Section.of(
        "visits", "Kunjungan pembinaan", rows,
        CODE, "visited_on", "place", "who", Column("topics", "Bidang", lambda row: row.topic_words or None), "found",
        "obstacle", "solution", "next_on", "case.number",
        Column("photo", "Ada foto", lambda row: row.photo_id is not None),
    )  # fmt: skip


def _tasks(visits):
    rows = AgreedTask.objects.filter(agreed_at__in=visits).select_related("mentorship")
    return Section.of("tasks", "Tugas yang disepakati", rows, CODE, "text", "doer", "due_on", "state")


def _graduations(guided):
    rows = Graduation.objects.filter(mentorship__in=guided).select_related("mentorship")
    return Section.of(
        "graduations", "Kelulusan", rows,
        CODE, "decided_on", "watch_until", "watch_result", "watch_note", "watched_on",
    )  # fmt: skip


def _terminations(guided):
    rows = Termination.objects.filter(mentorship__in=guided).select_related("mentorship")
    return Section.of("terminations", "Terminasi", rows, CODE, "decided_on", "reason", "way", "plan")


def _candidacies(family):
    rows = Candidate.objects.filter(family=family).select_related("selection")
    return Section.of(
        "candidacies", "Calon keluarga pionir", rows,
        ("selection.began_on", "Seleksi dimulai"), "reasons", "state", "established_on",
    )  # fmt: skip


def _steps(family):
    rows = CandidateEvent.objects.filter(candidate__family=family).order_by("-happened_at", "-pk")
    return Section.of(
        "candidate_events", "Perjalanan calon keluarga pionir", rows,
        *steps_of(CandidateState),
    )  # fmt: skip


def _trainings(family):
    rows = TrainingAttendance.objects.filter(family=family).select_related("training")
    return Section.of(
        "trainings", "Kehadiran penyiapan keluarga pionir", rows.prefetch_related("training__subjects"),
        "training.held_on", "training.place",
        Column("subjects", "Materi", lambda row: [each.name for each in row.training.subjects.all()]),
    )  # fmt: skip
