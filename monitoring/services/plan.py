"""The plan of visits: who visits whom by when."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.periods import months_later
from institutions.services.rights import require_change
from monitoring.enums import Repeat
from monitoring.models import PlannedSupervision
from monitoring.queries.visits import kinds_for
from notices.services import notify

MOST_PLACES = 50
TIMES = {Repeat.ONCE: (1, 0), Repeat.MONTHLY: (12, 1), Repeat.QUARTERLY: (4, 3)}  # how often, months between

NOT_YOURS = (
    "Supervisi dilakukan Dinas Sosial atau kementerian, dan kantor wilayah hanya disupervisi. Pilih jenis atau "
    "petugas lain."
)


@transaction.atomic
def plan_visits(places, *, kind, officer, due_on, repeat=Repeat.ONCE, actor):
    """``places``: pairs (region, FCU or None for the office). What is planned already is left as it is.

    Returns how many were added.
    """
    _check(places, kind, officer, due_on, actor)
    times, apart = TIMES[Repeat(repeat)]
    days = [months_later(due_on, number * apart) for number in range(times)]
    wanted = [(region, unit, day) for region, unit in places for day in days]
    known = _known(kind, officer, days)
    rows = [
        PlannedSupervision(region=region, care_unit=unit, kind=kind, due_on=day, officer=officer, planned_by=actor)
        for region, unit, day in wanted
        if (region.pk, unit.pk if unit else None, day) not in known
    ]
    if not rows:
        raise DomainError("Kunjungan itu sudah ada dalam rencana petugas ini. Pilih tanggal atau petugas lain.")
    # Somebody who plans the same at this moment adds nothing twice: the constraint has the last word.
    PlannedSupervision.objects.bulk_create(rows, ignore_conflicts=True)
    _tell(officer, len(rows), actor)
    return len(rows)


def _check(places, kind, officer, due_on, actor):
    if not 0 < len(places) <= MOST_PLACES:
        raise DomainError(f"Pilih 1 sampai {MOST_PLACES} tempat untuk sekali merencanakan.")
    for region, unit in places:
        require_change(actor, region.pk, Capability.RECORD_MONITORING)
        if not officer.can(Capability.RECORD_MONITORING, region.pk):
            raise DomainError(f"{officer} tidak bertugas memantau {unit or region}. Pilih petugas lain.")
        if kind not in kinds_for(officer, unit):
            raise DomainError(NOT_YOURS)
    if due_on < timezone.localdate():
        raise DomainError("Batas kunjungan sudah lewat. Isi hari ini atau sesudahnya.")


def _known(kind, officer, days):
    rows = PlannedSupervision.objects.filter(kind=kind, officer=officer, due_on__in=days, called_off_because="")
    return set(rows.values_list("region", "care_unit", "due_on"))


def _tell(officer, count, actor):
    if officer.pk != actor.pk:
        text = f"{actor} merencanakan {count} kunjungan pemantauan untuk Anda."
        notify([officer], text=text, mail_text="Ada rencana kunjungan untuk Anda.", url=reverse("monitoring:plan"))


@transaction.atomic
def call_off_planned(planned, *, because, actor):
    """With the reason; what was visited already stays."""
    require_change(actor, planned.region_id, Capability.RECORD_MONITORING)
    held = PlannedSupervision.objects.select_for_update().get(pk=planned.pk)
    if held.called_off_because:
        raise DomainError(f"Rencana ini sudah dibatalkan: {held.called_off_because}")
    if held.visit_id:
        raise DomainError("Kunjungan ini sudah mulai dicatat, jadi rencananya tidak bisa dibatalkan.")
    if not because.strip():
        raise DomainError("Isi sebab pembatalan.")
    held.called_off_because = because.strip()
    held.save()
    return held
