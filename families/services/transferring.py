"""A file goes to another village when both say so: one asks or sends, the other releases or accepts."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.models import User
from accounts.services import record_access
from core.exceptions import DomainError
from core.formatting import date_long, mask_number
from core.transitions import advance
from families.enums import FileEventKind, TransferState
from families.models import FamilyShare, FileEvent, Transfer
from families.queries import holder_of_number
from families.services.course import turn_page
from families.services.holds import holds_on
from families.services.keeping import next_file_number, settle
from families.services.rights import demand, hold, refuse_future
from families.services.telling import tell
from families.workflow import STEPS

ASKED = "Meminta pindah desa"
UNKNOWN = "Tidak ada keluarga dengan NIK atau No. KK itu. Periksa angkanya; bila benar, catat sebagai keluarga baru."
BUSY_THERE = "Desa asal masih menangani keluarga ini. Hubungi mereka supaya pekerjaannya diselesaikan dahulu."
NUMBERS_KEPT = 5


class AlreadyHere(DomainError):
    """The family that was asked for belongs to the asking village; ``family`` is its file."""

    def __init__(self, family):
        super().__init__("Keluarga ini sudah tercatat di desa Anda.")
        self.family = family


def note_request(number, *, actor, address=None):
    """Whoever asks for a number leaves a trace, found or not: on the file that bears it, without the number."""
    record_access(AccessKind.VIEW, actor=actor, subject=holder_of_number(number), reason=ASKED, address=address)


@transaction.atomic
def request_transfer(*, number, village, reason, actor):
    """``village`` asks for the file in which a person or card has this 16-digit ``number``.

    Raises AlreadyHere, DomainError.
    """
    demand(actor, village.code, Capability.CHANGE_FAMILIES)
    family = holder_of_number(number)
    if family is None:
        raise DomainError(UNKNOWN)
    if family.village_id == village.code:
        raise AlreadyHere(family)
    hold(family)
    note = f"Nomor yang diminta: {mask_number(number)}"
    return _begin("request", family, village, note, actor, state=TransferState.REQUESTED, reason=reason)


@transaction.atomic
def send_transfer(family, *, village, moved_on, reason, actor):
    """The village that holds the file releases it to ``village`` without being asked."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(moved_on, "Tanggal pindah")
    locked = hold(family)
    if locked.village_id == village.code:
        raise DomainError("Keluarga ini sudah tercatat di desa itu. Pilih desa tujuannya.")
    if not User.objects.holding(Capability.CHANGE_FAMILIES, village.code).exists():
        raise DomainError(
            f"Di {village.full_name} belum ada pengurus FCU yang dapat menerima. "
            "Bila keluarga sudah pergi, tutup berkasnya dengan sebab “Pindah”."
        )
    _refuse_held(locked, actor)
    return _begin("send", locked, village, "", actor, state=TransferState.RELEASED, moved_on=moved_on, reason=reason)


def _begin(step, family, village, note, actor, **fields):
    _refuse_second(family, village)
    values = {"family": family, "from_village": family.village, "to_village": village, "asked_by": actor, **fields}
    try:
        with transaction.atomic():
            transfer = Transfer.objects.create(**values)
    except IntegrityError:
        _refuse_second(family, village)
        raise
    event = transfer.events.create(
        number=transfer.version, step=step, from_state="", to_state=transfer.state, actor=actor, note=note
    )
    tell(transfer, event)
    return transfer


def _refuse_second(family, village):
    running = family.transfers.open().select_related("from_village").first()
    if running is None:
        return
    day = date_long(timezone.localdate(running.created_at))
    if running.to_village_id == village.code:
        raise DomainError(f"Pindahnya dari {running.from_village} sudah diproses sejak {day}. Lihat di “Pindah desa”.")
    raise DomainError(f"Keluarga ini sedang dipindahkan dari {running.from_village} ke desa lain, sejak {day}.")


@transaction.atomic
def advance_transfer(transfer, step, *, actor, note="", seen=None, moved_on=None, place=None):
    """Take one step of families.workflow and return its event row.

    ``release`` takes ``moved_on``; ``accept`` needs ``place``: field → value of the new address.
    """
    changes = {"moved_on": moved_on} if moved_on else {}
    if moved_on:
        refuse_future(moved_on, "Tanggal pindah")
    family = hold(transfer.family) if step in _FOLLOW else None
    event = advance(transfer, STEPS, step, actor=actor, note=note, seen=seen, **changes)
    if family:
        _FOLLOW[step](family, transfer, place, actor)
    tell(transfer, event)
    return event


def _release(family, transfer, place, actor):
    _refuse_held(family, actor)


def _refuse_held(family, actor):
    sentences = holds_on(family, actor)
    if sentences:
        raise DomainError(" ".join(sentences))


def _accept(family, transfer, place, actor):
    """The file moves today: the day that both villages' figures go by. What hangs on it goes along."""
    if not place or not place.get("address"):
        raise DomainError("Isi alamat keluarga di desa Anda.")
    if holds_on(family, actor):
        raise DomainError(BUSY_THERE)
    today, old = timezone.localdate(), family.file_number
    _give_place(family, transfer.to_village, place)
    note = f"Dari {transfer.from_village}, berkas {old}"
    turn_page(family, family.status, today, note, actor)
    FamilyShare.objects.filter(family=family, ends_on=None).update(ends_on=today)
    settle(family)
    FileEvent.objects.create(
        family=family, kind=FileEventKind.TRANSFERRED, village=transfer.to_village, happened_on=today, note=note,
        actor=actor,
    )  # fmt: skip
    Transfer.objects.filter(pk=transfer.pk).update(old_file_number=old, accepted_on=today)
    transfer.refresh_from_db()


def _give_place(family, village, place):
    """The house is another one, so what is known of the old place does not hold."""
    former = [family.file_number, *family.former_numbers.split()]
    family.former_numbers = " ".join(former[:NUMBERS_KEPT])
    family.village, family.file_number = village, next_file_number(village.code)
    family.latitude = family.longitude = None
    for name in ("address", "hamlet", "rt", "rw"):
        setattr(family, name, place.get(name, ""))
    family.version += 1


_FOLLOW = {"release": _release, "accept": _accept}
