"""Events of the tiers: planned or recorded, put right, called off; which regions took part; what followed."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long
from institutions.services.rights import locked, require_change, save_changes
from programmes.enums import EventLevel
from programmes.models import EventGuest, EventReach, TierEvent
from programmes.queries.events import LEVELS, directory_by_name, regions_inside

AHEAD = "Kegiatan ini belum diadakan. Kosongkan jumlah peserta, lembaga yang hadir, dan evaluasinya."
OFF = "Kegiatan ini sudah dibatalkan, jadi hanya bisa dibaca. Catat kegiatan baru bila tetap diadakan."
ELSEWHERE = "Wilayah itu tidak ada dalam daftar ini. Muat ulang, lalu pilih lagi."
MOST_GUESTS = 60


@transaction.atomic
def add_event(*, region, actor, guests=(), **data):
    """``region``: of the tier that holds it, None for the centre. ``guests``: [(name, people)]."""
    require_change(actor, region.pk if region else "", Capability.RECORD_EVENTS)
    _check(data, guests)
    level = LEVELS[region.level] if region else EventLevel.CENTRE
    event = TierEvent.objects.create(region=region, level=level, recorded_by=actor, **data)
    _write_guests(event, guests, actor)
    if level == EventLevel.VILLAGE:
        event.reached.create(region=region)
    return event


@transaction.atomic
def change_event(event, *, actor, seen=None, guests=(), **data):
    current = hold_event(event, actor, seen)
    _check(data, guests)
    _check_done(current.follow_up_done, data)
    current.guests.all().delete()
    _write_guests(current, guests, actor)
    return save_changes(current, data)


@transaction.atomic
def call_off_event(event, *, reason, actor, seen=None):
    current = hold_event(event, actor, seen)
    if current.people:
        raise DomainError("Kegiatan ini sudah dilaksanakan, jadi tidak bisa dibatalkan. Betulkan isinya bila keliru.")
    return save_changes(current, {"called_off_because": reason})


@transaction.atomic
def finish_follow_up(event, *, done_on, actor, seen=None):
    current = hold_event(event, actor, seen)
    if not current.follow_up:
        raise DomainError("Kegiatan ini tidak punya tindak lanjut. Tulis dahulu tindak lanjutnya.")
    if done_on > timezone.localdate():
        raise DomainError("Tanggal selesai belum tiba. Isi hari ini atau sebelumnya.")
    if done_on < current.held_on:
        raise DomainError(f"Kegiatan ini diadakan {date_long(current.held_on)}. Isi tanggal selesai sesudahnya.")
    return save_changes(current, {"follow_up_done": done_on})


@transaction.atomic
def set_reach(event, parent, regions, *, actor, seen=None):
    """Of the regions directly below ``parent`` (None: the nation) these and no others took part."""
    current = hold_event(event, actor, seen)
    if not (parent.pk if parent else "").startswith(current.region_id or ""):
        raise DomainError(ELSEWHERE)
    offered = set(regions_inside(current, parent).values_list("pk", flat=True))
    chosen = {region.pk for region in regions}
    if not chosen <= offered:
        raise DomainError(ELSEWHERE)
    current.reached.filter(region__in=offered - chosen).delete()
    EventReach.objects.bulk_create(
        [EventReach(event=current, region_id=code) for code in sorted(chosen)], ignore_conflicts=True
    )
    return save_changes(current, {})


def hold_event(event, actor, seen=None):
    """The event, locked; one that was called off is only read."""
    require_change(actor, event.region_id or "", Capability.RECORD_EVENTS)
    current = locked(TierEvent.objects.select_related("region"), event.pk, seen)
    if current.called_off_because:
        raise DomainError(OFF)
    return current


def _check(data, guests):
    if data["held_on"] > timezone.localdate() and (data["men"] or data["women"] or guests or data["evaluation"]):
        raise DomainError(AHEAD)
    if len(guests) > MOST_GUESTS:
        raise DomainError(f"Paling banyak {MOST_GUESTS} lembaga. Gabungkan yang sejenis.")
    if sum(people for _, people in guests) > data["men"] + data["women"]:
        raise DomainError("Orang dari lembaga lebih banyak daripada peserta. Periksa jumlah laki-laki dan perempuan.")
    if not data["follow_up"] and (data["follow_up_by"] or data["follow_up_due"]):
        raise DomainError("Tulis tindak lanjutnya, atau kosongkan penanggung jawab dan batasnya.")
    if data["follow_up_due"] and data["follow_up_due"] < data["held_on"]:
        raise DomainError("Batas tindak lanjut sebelum hari kegiatan. Periksa tanggalnya.")


def _check_done(done_on, data):
    if done_on and not data["follow_up"]:
        raise DomainError("Tindak lanjut ini sudah selesai, jadi tidak bisa dikosongkan.")
    if done_on and data["held_on"] > done_on:
        raise DomainError(f"Tindak lanjutnya selesai {date_long(done_on)}. Isi tanggal kegiatan sebelumnya.")


def _write_guests(event, guests, actor):
    known = directory_by_name([name for name, _ in guests], actor)
    EventGuest.objects.bulk_create(
        EventGuest(event=event, name=name, people=people, institution=known.get(name.lower()))
        for name, people in guests
    )
