"""Who belongs to a group: many at once from the families, others by name; leaving, and the business they work in."""

from django.db import transaction

from core.exceptions import DomainError, StaleState
from core.formatting import age_in_years, date_long
from institutions.services.rights import STALE, refuse_future, save_changes
from programmes.models import GroupMember, MemberFollowUp
from programmes.models.groups import AGES
from programmes.queries.members import candidates, one_person, others_alike, served_already
from programmes.services.groups import held_group, working_group

AGE_WORDS = f"berusia {AGES[0]} sampai {AGES[1]} tahun"


class ServedAlready(DomainError):
    """A question, not a refusal: ``sentences`` say what each of those chosen has already."""

    def __init__(self, sentences):
        super().__init__(
            "Ada yang sudah dilayani. Periksa daftarnya, lalu centang “Tetap tambahkan” bila memang perlu."
        )
        self.sentences = sentences


@transaction.atomic
def add_members(group, people, *, joined_on, actor, sure=False):
    """``people``: FamilyMember of families of the group's own village that the actor may see. Who is a member of this
    group already stays one, said twice. Raises ServedAlready unless ``sure``."""
    current = working_group(group, actor)
    _check_day(current, joined_on)
    keys = {person.pk for person in people}
    found = list(candidates(current, actor).filter(pk__in=keys).select_related("family"))
    if len(found) < len(keys):
        raise DomainError(f"Pilih anggota keluarga {current.village} yang berkasnya masih terbuka.")
    for person in found:
        _check_age(person.name, age_in_years(person.birth_date, joined_on))
    fresh = _not_yet_in(current, found)
    warnings = served_already(fresh, current)
    if warnings and not sure:
        raise ServedAlready([f"{person.name}: {words}" for person in fresh for words in warnings.get(person.pk, ())])
    return [GroupMember.objects.create(group=current, person=person, joined_on=joined_on) for person in fresh]


@transaction.atomic
def add_other(group, *, name, sex, birth_year, joined_on, actor, sure=False):
    """Somebody of no registered family; by the year alone an age may be one year off, in their favour."""
    current = working_group(group, actor)
    _check_day(current, joined_on)
    name = " ".join(name.split())
    _check_age(name, joined_on.year - birth_year)
    if any(member.group_id == current.pk for member in others_alike(current, name, birth_year)):
        raise DomainError(f"{name} lahir {birth_year} sudah anggota kelompok ini. Bila orang lain, bedakan namanya.")
    elsewhere = [f"{name}: anggota {member.group}" for member in others_alike(current, name, birth_year)]
    if elsewhere and not sure:
        raise ServedAlready(elsewhere)
    return GroupMember.objects.create(
        group=current, name=name, sex=sex, birth_year=birth_year, joined_on=joined_on
    )  # fmt: skip


def _check_day(group, joined_on):
    refuse_future(joined_on, "Tanggal bergabung")
    if joined_on < group.formed_on:
        raise DomainError(f"Kelompok ini dibentuk {date_long(group.formed_on)}. Isi tanggal bergabung sesudahnya.")


def _check_age(name, years):
    if not AGES[0] <= years <= AGES[1]:
        raise DomainError(f"{name} berusia {years} tahun. Anggota kelompok {AGE_WORDS}.")


def _not_yet_in(group, people):
    """Also not under an earlier row of the same person, from before a family split."""
    known = set(group.members.filter(left_on=None, person__isnull=False).values_list("person", flat=True))
    rows = one_person(people)
    return [person for person in people if not rows[person.pk] & known]


@transaction.atomic
def leave_group(member, *, left_on, reason, actor):
    working_group(member.group, actor)
    current = GroupMember.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    refuse_future(left_on, "Tanggal keluar")
    if current.left_on:
        raise DomainError(f"Anggota ini sudah dicatat keluar pada {date_long(current.left_on)}.")
    if left_on < current.joined_on:
        raise DomainError(f"Anggota ini bergabung {date_long(current.joined_on)}. Isi tanggal keluar sesudahnya.")
    last = current.attendances.order_by("-session__held_on").values_list("session__held_on", flat=True).first()
    if last and last > left_on:
        raise DomainError(f"Anggota ini masih hadir pada {date_long(last)}. Isi tanggal keluar sesudahnya.")
    current.left_on, current.left_reason, current.business = left_on, reason, None
    current.save()
    return current


@transaction.atomic
def assign_businesses(group, places, *, actor, seen=None):
    """``places``: {key of a member: key of a business group of this group, or None}."""
    current = working_group(group, actor, seen)
    known = set(current.businesses.values_list("pk", flat=True))
    members = {member.pk: member for member in current.members.filter(left_on=None)}
    if not places.keys() <= members.keys():
        raise StaleState(STALE)
    if set(places.values()) - known - {None}:
        raise DomainError("Kelompok usaha itu bukan bagian kelompok ini. Pilih dari daftarnya.")
    for key, business in places.items():
        if members[key].business_id != business:
            members[key].business_id = business
            members[key].save(update_fields=["business"])
    return save_changes(current, {})


@transaction.atomic
def recommend(member, *, step, decided_on, note="", actor):
    """Somebody decides it; said again it is put right. Possible after the programme's end, too."""
    held_group(member.group, actor)
    refuse_future(decided_on, "Tanggal saran")
    if decided_on < member.joined_on:
        raise DomainError(f"Anggota ini bergabung {date_long(member.joined_on)}. Isi tanggal saran sesudahnya.")
    said = {"decided_on": decided_on, "note": note, "recorded_by": actor}
    return member.follow_ups.update_or_create(step=step, defaults=said)[0]


@transaction.atomic
def take_back(follow_up, *, actor):
    """Taken back twice is taken back once."""
    held_group(follow_up.member.group, actor)
    MemberFollowUp.objects.filter(pk=follow_up.pk).delete()
