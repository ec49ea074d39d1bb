from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import FamilyStatus
from institutions.services.rights import locked, refuse_future, require_change
from mentoring.enums import CandidateState
from mentoring.models import Training, TrainingAttendance


@transaction.atomic
def record_training(village, *, subjects, families, actor, **data):
    """A class meeting that was held. ``families``: pioneers, and candidates who consented, that were there."""
    require_change(actor, village.pk, Capability.LEAD_TRAINING)
    training = Training(village=village, recorded_by=actor, **data)
    _check(training, subjects)
    training.save()
    _set(training, subjects, families)
    return training


@transaction.atomic
def change_training(training, *, subjects, families, actor, seen=None, **data):
    require_change(actor, training.village_id, Capability.LEAD_TRAINING)
    current = locked(Training.objects, training.pk, seen)
    for name, value in data.items():
        setattr(current, name, value)
    _check(current, subjects)
    current.version += 1
    current.save()
    _set(current, subjects, families)
    return current


def _check(training, subjects):
    refuse_future(training.held_on, "Tanggal pertemuan")
    if not subjects:
        raise DomainError("Pilih paling sedikit satu materi yang dibahas.")


def _set(training, subjects, families):
    known = set(training.attendances.values_list("family", flat=True))
    strangers = [each for each in families if each.pk not in known and not _may_attend(each, training.village_id)]
    if strangers:
        raise DomainError(f"{strangers[0].head_name} bukan keluarga pionir atau calon yang bersedia di desa ini.")
    training.subjects.set(subjects)
    training.attendances.exclude(family__in=families).delete()
    rows = [TrainingAttendance(training=training, family=family) for family in families]
    TrainingAttendance.objects.bulk_create(rows, ignore_conflicts=True)


def _may_attend(family, village_code):
    if family.village_id != village_code:
        return False
    is_candidate = family.candidacies.filter(state=CandidateState.CONSENTED).exists()
    return family.status == FamilyStatus.PIONEER or is_candidate
