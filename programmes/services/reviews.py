"""Monitoring every month, process every three, result every six: planned with the programme, done with findings."""

from datetime import timedelta

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long
from core.periods import months_later
from institutions.services.rights import locked, refuse_future, require_change, save_changes
from programmes.enums import ProgrammeState, ReviewKind
from programmes.models import Programme, ProgrammeReview

EVERY = {ReviewKind.MONITORING: 1, ReviewKind.PROCESS: 3, ReviewKind.RESULT: 6}  # months
ONE_DAY = timedelta(days=1)


def due_days(programme):
    """{(kind, day)}: the last day of each month, quarter and half-year, counted from the beginning."""
    found = set()
    for kind, every in EVERY.items():
        months = every
        while (day := months_later(programme.starts_on, months) - ONE_DAY) <= programme.ends_on:
            found.add((kind, day))
            months += every
    return found


def plan_reviews(programme):
    """Adds what is due in the period and takes away what is not, unless it was done. The programme is held."""
    wanted = due_days(programme)
    rows = {(row.kind, row.due_on): row for row in programme.reviews.all()}
    gone = [row.pk for key, row in rows.items() if key not in wanted and row.done_on is None]
    programme.reviews.filter(pk__in=gone).delete()
    ProgrammeReview.objects.bulk_create(
        ProgrammeReview(programme=programme, kind=kind, due_on=day) for kind, day in sorted(wanted - rows.keys())
    )


@transaction.atomic
def record_review(review, *, actor, done_on, findings, recommendation="", seen=None):
    """Recorded again it is put right. The last one is often held when the programme has ended already."""
    require_change(actor, review.programme.region_id, Capability.CHANGE_PROGRAMMES)
    programme = locked(Programme.objects, review.programme_id)
    current = locked(ProgrammeReview.objects.filter(programme=programme), review.pk, seen)
    if programme.state not in (ProgrammeState.RUNNING, ProgrammeState.ENDED):
        raise DomainError("Program ini sedang tidak berjalan. Lanjutkan dahulu, lalu catat hasilnya.")
    refuse_future(done_on, "Tanggal pelaksanaan")
    if done_on < programme.starts_on:
        raise DomainError(f"Program dimulai {date_long(programme.starts_on)}. Periksa tanggal pelaksanaannya.")
    if not findings.strip():
        raise DomainError("Isi temuan pemantauan atau evaluasi ini.")
    told = {"done_on": done_on, "findings": findings, "recommendation": recommendation, "recorded_by": actor}
    return save_changes(current, told)
