from datetime import UTC, datetime, time

from django.db.models import F
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from families.enums import FamilyStatus, Relation
from families.models import Family, FamilyCard, FamilyMember, StatusPeriod
from families.services.keeping import next_file_number, settle
from families.services.numbers import guard_numbers
from families.services.rights import demand, refuse_future

STALE = "Orang lain baru saja mengubah keluarga ini. Bandingkan, lalu pilih mana yang benar."


def register_family(*, village, data, members, actor, on=None):
    """A new file for a household, with a number of its own.

    ``data``: field → value of Family (address at least); ``members``: one dict of FamilyMember's fields each, exactly
    one of them the head. ``on``: the day of recording, today if not given.
    Raises PermissionDenied, NumberTaken, DomainError.
    """
    demand(actor, village.code, Capability.CHANGE_FAMILIES)
    day = on or timezone.localdate()
    refuse_future(day, "Tanggal pencatatan")
    _check_members(members)
    return _guarded(data, members, None, actor, lambda: _create(village, data, members, actor, day))


def change_family(family, *, data, members, version, actor, leaving=()):
    """Write the form's values over the file; StaleState if it is no longer at ``version``.

    A member with ``id`` is changed, one without is new; those not named stay as they are.
    ``leaving``: (member id, LeaveReason, day) of those who go, or went already: what is written of them is kept too.
    """
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    leaving = {pk: (reason, day) for pk, reason, day in leaving}
    _check_members([member for member in members if member.get("id") not in leaving])
    numbered = [member | {"national_id": ""} if member.get("id") in leaving else member for member in members]
    return _guarded(data, numbered, family, actor, lambda: _change(family, data, members, version, leaving, actor))


def _guarded(data, members, family, actor, write):
    """``write()`` with the numbers checked before, and the unique constraints' verdict said in words after."""
    card = data.get("family_card_number", "")
    national_ids = [member.get("national_id", "") for member in members]
    return guard_numbers(card, national_ids, write, actor=actor, family=family)


def _check_members(members):
    heads = sum(member["relation"] == Relation.HEAD for member in members)
    if heads != 1:
        raise DomainError("Satu keluarga punya tepat satu kepala keluarga. Pilih satu anggota sebagai kepala.")
    numbers = [member["national_id"] for member in members if member.get("national_id")]
    if len(numbers) != len(set(numbers)):
        raise DomainError("NIK yang sama tertulis pada dua anggota. Periksa keduanya pada Kartu Keluarga.")


def _create(village, data, members, actor, day):
    family = Family(village=village, recorded_by=actor, **data)
    family.file_number = next_file_number(village.code)
    if day != timezone.localdate():
        family.recorded_at = datetime.combine(day, time(2), UTC)
    family.head_name = next(member["name"] for member in members if member["relation"] == Relation.HEAD)
    family.save()
    for position, member in enumerate(members, start=1):
        FamilyMember.objects.create(family=family, position=position, **_fields(member))
    StatusPeriod.objects.create(
        family=family, village=village, status=FamilyStatus.REGISTERED, starts_on=day, actor=actor
    )
    note_card(family, actor, day)
    settle(family)
    return family


def _change(family, data, members, version, leaving, actor):
    moved = Family.objects.filter(pk=family.pk, version=version, closed_on=None).update(version=F("version") + 1)
    if not moved:
        raise StaleState(STALE)
    family.refresh_from_db()
    _write_members(family, members, leaving)
    for name, value in data.items():
        setattr(family, name, value)
    note_card(family, actor)
    settle(family)
    return family


def note_card(family, actor, day=None):
    """The family's card changed, or it has its first one: the one before ends on the day."""
    day = day or timezone.localdate()
    current = family.cards.filter(ends_on=None).first()
    if family.family_card_number == (current.number if current else ""):
        return
    if current:
        current.ends_on = max(day, current.starts_on)
        current.save()
    if family.family_card_number:
        FamilyCard.objects.create(family=family, number=family.family_card_number, starts_on=day, actor=actor)


def _write_members(family, members, leaving):
    """Those who go first, the new head last: so one head and one bearer of a NIK is true after each statement."""
    known = {member.pk: member for member in family.members.all()}
    given = {member["id"]: _fields(member) for member in members if member.get("id")}
    if not given.keys() <= known.keys():
        raise DomainError("Ada anggota yang bukan dari keluarga ini. Muat ulang halaman.")
    for pk, (reason, day) in leaving.items():
        if pk in known:
            _let_go(known[pk], given.get(pk, {}), reason, day)
    staying = [member for member in members if member.get("id") not in leaving]
    _write_staying(family, known, staying)


def _write_staying(family, known, staying):
    _free_swapped_numbers({pk: member for pk, member in known.items() if not member.left_on}, staying)
    last = max((member.position for member in known.values()), default=0)
    for place, member in enumerate(sorted(staying, key=lambda member: member["relation"] == Relation.HEAD), start=1):
        row = known.get(member.get("id")) or FamilyMember(family=family, position=last + place)
        if row.left_on:
            raise DomainError(f"{row.name} sudah tercatat keluar. Tambah lagi sebagai anggota baru.")
        for name, value in _fields(member).items():
            setattr(row, name, value)
        row.save()


def _let_go(member, values, reason, day):
    refuse_future(day, f"Tanggal keluar {member.name}")
    for name, value in values.items():
        setattr(member, name, value)
    if day < member.birth_date:
        raise DomainError(f"{member.name} lahir {member.birth_date:%d-%m-%Y}. Isi tanggal keluar sesudahnya.")
    member.left_reason, member.left_on = reason, day
    member.save()


def _free_swapped_numbers(known, staying):
    """Two members whose numbers were mixed up: both are emptied first, or each would block the other."""
    wanted = {member["id"]: member.get("national_id") for member in staying if member.get("id") in known}
    held = {member.national_id for member in known.values() if member.national_id}
    changed = [pk for pk, number in wanted.items() if number in held and known[pk].national_id != number]
    givers = [pk for pk, member in known.items() if member.national_id in {wanted[pk] for pk in changed}]
    FamilyMember.objects.filter(pk__in=givers).update(national_id="")


def _fields(member):
    return {name: value for name, value in member.items() if name != "id"}
