"""The end of guidance (domain: families): graduation with its watch, or termination."""

from datetime import timedelta

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.periods import months_later
from families.enums import FamilyStatus
from families.queries import assessments_of
from families.services import end_shares, set_status
from institutions.services.rights import STALE, locked, refuse_future, require_change
from mentoring.enums import MentorshipEnd, TerminationWay, WatchResult
from mentoring.models import Graduation, Mentorship, Termination
from mentoring.queries.rhythm import COURSE

FRESH = timedelta(days=90)
WATCH_MONTHS = 12


@transaction.atomic
def graduate(mentorship, *, assessment, decided_in, decided_on, actor, seen=None):
    """The FCU decided in a meeting that the plasma family is ready; it becomes a pioneer family.

    ``assessment``: not older than 90 days on that day, and meeting the threshold. DomainError says what is missing.
    """
    current = _running(mentorship, actor, seen)
    refuse_future(decided_on, "Tanggal kelulusan")
    _check_meeting(decided_in, current.village_id, decided_on)
    sheet = _sheet(current.plasma, assessment, decided_on)
    end_mentorship(current, MentorshipEnd.GRADUATED, on=decided_on, actor=actor)
    set_status(current.plasma, FamilyStatus.PIONEER, on=decided_on, note="Lulus pembinaan", actor=actor)
    return Graduation.objects.create(
        mentorship=current, decided_in=decided_in, assessment=sheet.assessment, decided_on=decided_on,
        readiness=[_line(rating) for rating in sheet.ratings], decided_by=actor,
        watch_until=months_later(decided_on, WATCH_MONTHS),
    )  # fmt: skip


@transaction.atomic
def end_watch(graduation, *, result, note, on, actor, seen=None):
    """After 12 months the family stands on its own, or at any time it falls back and is a plasma family again."""
    require_change(actor, graduation.mentorship.village_id, Capability.SET_FAMILY_STATUS)
    current = locked(Graduation.objects, graduation.pk, seen)
    if current.watch_result != WatchResult.RUNNING:
        raise StaleState(f"Pantauan ini sudah selesai: {current.get_watch_result_display().lower()}.")
    refuse_future(on, "Tanggal pantauan")
    if not note.strip():
        raise DomainError("Tulis bagaimana keadaan keluarga sekarang.")
    if result == WatchResult.STEADY and on < current.watch_until:
        raise DomainError(
            f"Pantauan berlangsung sampai {current.watch_until:%d-%m-%Y}. Tutup pada hari itu atau sesudahnya."
        )
    family = current.mentorship.plasma
    if result == WatchResult.RELAPSED and family.status != FamilyStatus.PLASMA and not family.closed_on:
        set_status(family, FamilyStatus.PLASMA, on=on, note="Kembali dari kelulusan", actor=actor)
    current.watch_result, current.watch_note, current.watched_on = WatchResult(result), note.strip(), on
    current.version += 1
    current.save()
    return current


@transaction.atomic
def terminate(mentorship, *, reason, way, plan, decided_on, actor, seen=None):
    """Guidance ends after 18 months without significant progress; what comes next is said."""
    current = _running(mentorship, actor, seen)
    refuse_future(decided_on, "Tanggal terminasi")
    earliest = current.course_began_on + COURSE
    if decided_on < earliest:
        raise DomainError(f"Pembinaan baru berlangsung 18 bulan pada {earliest:%d-%m-%Y}. Lanjutkan sampai hari itu.")
    if way not in TerminationWay.values or not reason.strip() or not plan.strip():
        raise DomainError("Isi alasan, tindak lanjut, dan rencana baru atau layanan yang dituju.")
    end_mentorship(current, MentorshipEnd.TERMINATED, on=decided_on, note=reason[:300], actor=actor)
    return Termination.objects.create(
        mentorship=current, decided_on=decided_on, reason=reason.strip(), way=way, plan=plan.strip(), decided_by=actor
    )


def end_mentorship(mentorship, end, *, on, actor, note=""):
    """``mentorship`` is locked. Planned visits that nobody made any more go; what was visited stays."""
    if on < mentorship.starts_on:
        raise DomainError(f"Pembinaan ini dimulai {mentorship.starts_on:%d-%m-%Y}. Isi tanggal sesudahnya.")
    if mentorship.visits.filter(visited_on__gt=on).exists():
        raise DomainError("Ada kunjungan sesudah tanggal itu. Periksa tanggalnya.")
    ended = {"ends_on": on, "end": end, "end_note": note, "version": mentorship.version + 1}
    if not Mentorship.objects.filter(pk=mentorship.pk, ends_on=None, version=mentorship.version).update(**ended):
        raise StaleState(STALE)
    mentorship.planned.filter(visit=None, due_on__gt=on).delete()
    mentorship.refresh_from_db()
    if mentorship.mentor:
        end_shares(mentorship.plasma, reason=share_reason(mentorship), actor=actor)


def share_reason(mentorship):
    return f"Pembinaan {mentorship.code}"


def _running(mentorship, actor, seen):
    require_change(actor, mentorship.village_id, Capability.SET_FAMILY_STATUS)
    current = locked(Mentorship.objects.select_related("plasma", "mentor"), mentorship.pk)
    if not current.is_open:
        raise StaleState(f"Pembinaan ini sudah berakhir: {current.get_end_display().lower()}.")
    if seen not in (None, current.version):
        raise StaleState(STALE)
    return current


def _check_meeting(meeting, village_code, day):
    if meeting is None or meeting.care_unit.village_id != village_code:
        raise DomainError("Pilih rapat FCU desa ini yang memutuskan kelulusan.")
    if meeting.is_planned:
        raise DomainError("Rapat itu baru direncanakan. Catat hasilnya dahulu.")
    if day < meeting.held_on:
        raise DomainError("Tanggal kelulusan lebih dulu daripada rapatnya. Periksa tanggalnya.")


def _sheet(family, assessment, day):
    """The chosen assessment, read; refused when it is another family's, old, or below the threshold."""
    sheets = assessments_of(family)
    sheet = next((each for each in sheets if assessment and each.assessment.pk == assessment.pk), None)
    if sheet is None:
        raise DomainError("Pilih asesmen keluarga ini yang menjadi dasar kelulusan.")
    if not timedelta(0) <= day - sheet.day <= FRESH:
        raise DomainError(
            f"Asesmen {sheet.day:%d-%m-%Y} lebih lama dari 90 hari atau sesudah keputusan. Buat asesmen baru."
        )
    if newer := [each.day for each in sheets if sheet.day < each.day <= day]:
        raise DomainError(f"Ada asesmen yang lebih baru, {newer[-1]:%d-%m-%Y}. Pilih yang terakhir.")
    if sheet.obstacles:
        raise DomainError(f"Keluarga ini belum mencapai ambang keluarga pionir. {sheet.obstacles[0].sentence}")
    return sheet


def _line(rating):
    return {"code": rating.indicator.code, "text": rating.indicator.text, "value": rating.value}
