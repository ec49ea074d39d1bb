"""Choosing pioneer families (guideline III.B.5.2), one step after the other."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.transitions import advance
from families.enums import ConsentPurpose, FamilyStatus
from families.services import demand_consent, hold, set_status
from institutions.enums import MeetingKind
from institutions.services.rights import locked, refuse_future, require_change
from mentoring.enums import ENDED_CANDIDATES
from mentoring.models import Candidate, Selection
from mentoring.workflow import STEPS

ANOTHER = "Seleksi sebelumnya di desa ini belum ditutup. Lanjutkan seleksi itu, atau tutup dahulu."
NO_FOCUS_GROUP = "Pilih dahulu diskusi kelompok (FGD) yang sudah diadakan bersama kepala desa, lengkap dengan notulen."


@transaction.atomic
def open_selection(village, *, actor, working_group=None, note=""):
    """A round of choosing; one at a time in a village."""
    require_change(actor, village.pk, Capability.CHANGE_FAMILIES)
    _check_group(village.pk, working_group)
    try:
        with transaction.atomic():
            return Selection.objects.create(village=village, working_group=working_group, note=note, opened_by=actor)
    except IntegrityError as error:
        raise DomainError(ANOTHER) from error


@transaction.atomic
def change_selection(selection, *, actor, seen=None, working_group=None, focus_group=None, note=""):
    require_change(actor, selection.village_id, Capability.CHANGE_FAMILIES)
    current = _running(selection, seen)
    _check_group(current.village_id, working_group)
    _check_focus_group(current, focus_group)
    current.working_group, current.focus_group, current.note = working_group, focus_group, note
    current.version += 1
    current.save()
    return current


@transaction.atomic
def close_selection(selection, *, actor, seen=None):
    """When nobody waits any more; the candidates stay with what became of them."""
    require_change(actor, selection.village_id, Capability.CHANGE_FAMILIES)
    current = _running(selection, seen)
    waiting = current.candidates.exclude(state__in=ENDED_CANDIDATES).count()
    if waiting:
        raise DomainError(f"Masih ada {waiting} calon yang belum diputuskan. Putuskan dahulu, lalu tutup seleksi.")
    current.ended_on = timezone.localdate()
    current.version += 1
    current.save()
    return current


@transaction.atomic
def list_candidate(selection, family, *, reasons=(), actor):
    require_change(actor, selection.village_id, Capability.CHANGE_FAMILIES)
    current, family = _running(selection), hold(family)
    if family.village_id != current.village_id:
        raise DomainError("Keluarga ini tercatat di desa lain. Pilih keluarga dari desa ini.")
    if family.status == FamilyStatus.PIONEER:
        raise DomainError("Keluarga ini sudah keluarga pionir.")
    candidate, is_new = Candidate.objects.get_or_create(
        selection=current, family=family, defaults={"reasons": list(reasons)}
    )
    if is_new:
        candidate.events.create(
            number=candidate.version, step="list", from_state="", to_state=candidate.state, actor=actor
        )
    return candidate


@transaction.atomic
def advance_candidate(candidate, step, *, actor, note="", seen=None, decided_in=None, on=None):
    """One step of mentoring.workflow. ``establish`` needs the deciding meeting; the family's status follows."""
    # As it is now, not as whoever holds the candidate once read it.
    candidate.selection = _running(candidate.selection)
    changes = _CHANGES.get(step, _nothing)(candidate, decided_in, on or timezone.localdate())
    event = advance(candidate, STEPS, step, actor=actor, note=note, seen=seen, **changes)
    if step == "establish":
        set_status(
            candidate.family, FamilyStatus.PIONEER, on=candidate.established_on, note="Seleksi keluarga pionir",
            actor=actor,
        )  # fmt: skip
    return event


def _proposing(candidate, decided_in, on):
    if not candidate.selection.focus_group:
        raise DomainError(NO_FOCUS_GROUP)
    return {}


def _consenting(candidate, decided_in, on):
    return {"consent": demand_consent(candidate.family, ConsentPurpose.PIONEER)}


def _establishing(candidate, decided_in, on):
    if decided_in is None:
        raise DomainError("Pilih rapat FCU yang menetapkannya.")
    _check_held(decided_in, candidate.selection.village_id)
    refuse_future(on, "Tanggal penetapan")
    if on < decided_in.held_on:
        raise DomainError("Tanggal penetapan lebih dulu daripada rapatnya. Periksa tanggalnya.")
    consent = demand_consent(candidate.family, ConsentPurpose.PIONEER)
    return {"decided_in": decided_in, "established_on": on, "consent": consent}


def _nothing(candidate, decided_in, on):
    return {}


_CHANGES = {"propose": _proposing, "consent": _consenting, "establish": _establishing}


def _running(selection, seen=None):
    current = locked(Selection.objects, selection.pk, seen)
    if current.ended_on:
        raise DomainError("Seleksi ini sudah ditutup. Buka seleksi baru.")
    return current


def _check_group(village_code, group):
    if group and group.care_unit.village_id != village_code:
        raise DomainError("Pokja itu milik FCU lain. Pilih pokja dari desa ini.")


def _check_focus_group(selection, meeting):
    if meeting is None:
        return
    _check_held(meeting, selection.village_id)
    if meeting.kind != MeetingKind.FOCUS_GROUP:
        raise DomainError("Rapat itu bukan diskusi kelompok (FGD). Pilih rapat yang sesuai.")
    if not meeting.minutes.strip() or not meeting.attendances.exists():
        raise DomainError("Diskusi kelompok itu belum punya notulen atau daftar hadir. Lengkapi dahulu.")


def _check_held(meeting, village_code):
    if meeting.care_unit.village_id != village_code:
        raise DomainError("Rapat itu milik FCU lain. Pilih rapat dari desa ini.")
    if meeting.is_planned:
        raise DomainError("Rapat itu baru direncanakan. Catat hasilnya dahulu.")
