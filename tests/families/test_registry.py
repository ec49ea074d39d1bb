from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from families.enums import FamilyStatus, LeaveReason, Relation, Sex
from families.models import Family
from families.services import NumberTaken, change_family, register_family
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, make_card_number, make_national_id, make_secretary, member_data

ADDRESS = {"address": "Dekat dermaga", "hamlet": "Dusun II", "rt": "004", "rw": "002"}


def _register(village, members=None, **data):
    members = members or [member_data()]
    return register_family(village=village, data=ADDRESS | data, members=members, actor=make_secretary(village))


def _values(member, **changes):
    names = ("id", "name", "relation", "sex", "birth_date", "national_id")
    return {name: getattr(member, name) for name in names} | changes


def test_a_family_gets_a_number_a_head_and_its_first_status(village):
    family = _register(village, [member_data("Obaja Tefnai"), member_data("Melki", Relation.CHILD)])
    assert family.file_number == "53.01.05.2011-0001"
    assert family.head_name == "Obaja Tefnai"
    assert family.members.count() == 2
    assert family.status_periods.get().status == FamilyStatus.REGISTERED
    assert "melki" in family.search_text


def test_file_numbers_have_no_gaps_after_a_refusal(village):
    _register(village)
    with pytest.raises(DomainError):
        _register(village, [member_data(relation=Relation.CHILD)])
    assert _register(village).file_number.endswith("-0002")


@pytest.mark.parametrize("role", [Role.TKSK, Role.DINAS, Role.VILLAGE_HEAD, Role.ADMIN, Role.MENTOR])
def test_only_the_fcu_registers(village, role):
    with pytest.raises(PermissionDenied):
        register_family(village=village, data=ADDRESS, members=[member_data()], actor=make_user(role, village))


def test_nobody_registers_in_another_village(village, other_village):
    with pytest.raises(PermissionDenied):
        register_family(village=other_village, data=ADDRESS, members=[member_data()], actor=make_secretary(village))


@pytest.mark.parametrize("relations", [[Relation.CHILD], [Relation.HEAD, Relation.HEAD]])
def test_a_family_has_exactly_one_head(village, relations):
    members = [member_data(f"Orang {i}", relation) for i, relation in enumerate(relations)]
    with pytest.raises(DomainError, match="tepat satu kepala keluarga"):
        _register(village, members)


def test_a_number_in_use_names_only_the_village(village, other_village):
    held = FamilyFactory(village=other_village, head_name="Rahasia Daeng", members=1)
    taken = held.members.get().national_id
    with pytest.raises(NumberTaken) as refusal:
        _register(village, [member_data(), member_data("Anak", Relation.CHILD, national_id=taken)])
    assert refusal.value.members == {
        1: "NIK ini sudah tercatat di Desa Moncongloe. Periksa angkanya, atau minta pindah desa."
    }
    assert "Rahasia" not in str(refusal.value)
    assert Family.objects.count() == 1


def test_a_card_number_in_use_is_refused(village):
    card = FamilyFactory(members=1).family_card_number
    with pytest.raises(NumberTaken) as refusal:
        _register(village, family_card_number=card)
    assert refusal.value.card.startswith("No. KK ini sudah tercatat di Desa Tablolong.")


def test_the_number_of_a_member_who_left_is_free(village):
    family = FamilyFactory(village=village, members=2)
    child = family.members.get(relation=Relation.CHILD)
    change_family(
        family, data={}, members=[_values(family.members.get(relation=Relation.HEAD))], version=1,
        actor=make_secretary(village), leaving=[(child.pk, LeaveReason.MARRIED, timezone.localdate())],
    )  # fmt: skip
    assert _register(village, [member_data(national_id=child.national_id)]).pk


def test_nobody_leaves_before_birth(village):
    family = FamilyFactory(village=village, members=2)
    child = family.members.get(relation=Relation.CHILD)
    with pytest.raises(DomainError, match="lahir 05-08-2012. Isi tanggal keluar sesudahnya"):
        change_family(
            family, data={}, members=[_values(family.members.get(relation=Relation.HEAD))], version=1,
            actor=make_secretary(village), leaving=[(child.pk, LeaveReason.MOVED, date(2012, 8, 4))],
        )  # fmt: skip
    assert family.members.filter(left_on=None).count() == 2


def test_several_people_without_a_number_do_not_clash(village):
    without = [member_data(national_id=""), member_data("Anak", Relation.CHILD, national_id="")]
    assert _register(village, without).members.count() == 2


def test_the_same_number_twice_in_one_family_is_refused(village):
    number = make_national_id()
    with pytest.raises(DomainError, match="dua anggota"):
        _register(village, [member_data(national_id=number), member_data("B", Relation.CHILD, national_id=number)])


def test_a_day_that_has_not_come_is_refused(village):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="belum tiba"):
        register_family(
            village=village, data=ADDRESS, members=[member_data()], actor=make_secretary(village), on=tomorrow
        )


def test_a_change_writes_the_file_the_members_and_the_search_text(village):
    family = FamilyFactory(village=village, members=2)
    head, child = family.members.order_by("relation")
    members = [_values(head, name="Obaja Baru"), _values(child), member_data("Naomi", Relation.GRANDCHILD)]
    change_family(
        family, data={"address": "Pindah ke bukit"}, members=members, version=1, actor=make_secretary(village)
    )
    family.refresh_from_db()
    assert (family.version, family.head_name, family.address) == (2, "Obaja Baru", "Pindah ke bukit")
    assert "naomi" in family.search_text
    assert "bukit" in family.search_text


def test_a_stale_change_is_refused_and_changes_nothing(village):
    family = FamilyFactory(village=village, members=1)
    member, actor = _values(family.members.get()), make_secretary(village)
    change_family(family, data={"hamlet": "Dusun I"}, members=[member], version=1, actor=actor)
    with pytest.raises(StaleState):
        change_family(family, data={"hamlet": "Dusun V"}, members=[member], version=1, actor=actor)
    assert Family.objects.get().hamlet == "Dusun I"


def test_headship_passes_from_one_member_to_another(village):
    family = FamilyFactory(village=village, members=2)
    head, child = family.members.order_by("relation")
    members = [_values(child, relation=Relation.HEAD), _values(head, relation=Relation.PARENT)]
    change_family(family, data={}, members=members, version=1, actor=make_secretary(village))
    assert family.members.get(relation=Relation.HEAD) == child
    assert Family.objects.get().head_name == child.name


def test_two_numbers_that_were_mixed_up_can_be_swapped(village):
    family = FamilyFactory(village=village, members=2)
    head, child = family.members.order_by("relation")
    members = [_values(head, national_id=child.national_id), _values(child, national_id=head.national_id)]
    change_family(family, data={}, members=members, version=1, actor=make_secretary(village))
    assert family.members.get(pk=head.pk).national_id == child.national_id


def test_the_head_may_leave_when_another_takes_over(village):
    family = FamilyFactory(village=village, members=2)
    head, child = family.members.order_by("relation")
    change_family(
        family, data={}, members=[_values(head), _values(child, relation=Relation.HEAD)], version=1,
        actor=make_secretary(village), leaving=[(head.pk, LeaveReason.DECEASED, date(2026, 1, 5))],
    )  # fmt: skip
    head.refresh_from_db()
    assert (head.left_on, head.left_reason) == (date(2026, 1, 5), LeaveReason.DECEASED)
    assert Family.objects.get().head_name == child.name


def test_the_log_of_changes_shows_no_full_number(village):
    family = FamilyFactory(village=village, members=1, family_card_number=make_card_number())
    member = family.members.get()
    change_family(
        family, data={}, members=[_values(member, sex=Sex.FEMALE, national_id=make_national_id(Sex.FEMALE))],
        version=1, actor=make_secretary(village),
    )  # fmt: skip
    logged = str([entry.changes for entry in LogEntry.objects.get_for_object(member)])
    assert "••••" in logged
    assert member.national_id not in logged
