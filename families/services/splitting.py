"""Some members of a household become a family of their own: a child marries, a couple separates."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import FileEventKind, LeaveReason, Relation
from families.models import FamilyMember, FileEvent
from families.services.keeping import settle
from families.services.leaving import relate
from families.services.moving import carry
from families.services.registry import register_family
from families.services.rights import demand, hold, refuse_future

SPLIT_REASONS = (LeaveReason.MARRIED, LeaveReason.SPLIT)
OWN_FIELDS = {"id", "family", "relation", "position", "name_key", "earlier", "left_on", "left_reason"}


@transaction.atomic
def split_family(family, *, going, relations=None, on, reason, data, actor):
    """A new file, with the status a new one has, for those who go; returns its Family.

    ``going``: member id → Relation in the new family, one of them head. ``relations``: the same for those who stay,
    needed where the old head goes. ``data``: field → value of the new Family (address at least). What the leaving
    members still have, open problems and running aid, goes along, but for what a case speaks of; consents are asked
    for anew.
    """
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    refuse_future(on, "Tanggal berpisah")
    locked = hold(family)
    members = {member.pk: member for member in locked.members.filter(left_on=None)}
    _check_split(locked, members, going, on, reason)
    people = [_person(members[pk], relation) for pk, relation in going.items()]
    for pk in going:
        members[pk].left_on, members[pk].left_reason = on, LeaveReason(reason)
        members[pk].save()
    relate([member for pk, member in members.items() if pk not in going], relations or {})
    new = register_family(village=locked.village, data=data, members=people, actor=actor, on=on)
    for member in new.members.select_related("earlier"):
        carry(member.earlier, member)
    locked.version += 1
    settle(locked)
    _note(locked, FileEventKind.SPLIT, new, on, actor)
    _note(new, FileEventKind.SPLIT_FROM, locked, on, actor)
    family.refresh_from_db()
    return new


def _check_split(family, members, going, on, reason):
    since = family.status_periods.order_by("starts_on").first().starts_on
    if reason not in SPLIT_REASONS:
        raise DomainError("Pilih sebab berpisah dari daftar.")
    if not going or not going.keys() <= members.keys():
        raise DomainError("Pilih siapa yang ikut, dari anggota yang ada sekarang. Muat ulang halaman bila perlu.")
    if going.keys() == members.keys():
        raise DomainError("Semua anggota ikut. Paling sedikit satu orang harus tinggal di keluarga ini.")
    if list(going.values()).count(Relation.HEAD) != 1:
        raise DomainError("Pilih tepat satu kepala untuk keluarga yang baru.")
    if on < since:
        raise DomainError(f"Berkas keluarga ini dibuka {since:%d-%m-%Y}. Isi tanggal itu atau sesudahnya.")


def _person(member, relation):
    """The member as register_family takes it: all that is known of the person, and where the row came from."""
    names = [field.name for field in FamilyMember._meta.concrete_fields if field.name not in OWN_FIELDS]
    return {name: getattr(member, name) for name in names} | {"relation": relation, "earlier": member}


def _note(family, kind, other, on, actor):
    FileEvent.objects.create(
        family=family, kind=kind, village_id=family.village_id, happened_on=on, other=other, actor=actor
    )
