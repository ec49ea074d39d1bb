from accounts.capabilities import Capability, may_give, roles_with
from accounts.enums import Role
from accounts.management.commands.write_roles_doc import FILE, roles_document
from accounts.models import User
from accounts.queries import demo_accounts
from tests.factories.accounts import UserFactory, assign, make_user


def test_the_document_says_what_the_table_says():
    assert FILE.read_text() == roles_document(), "run manage.py write_roles_doc"


def test_giving_follows_the_givers_own_region():
    assert may_give(Role.DINAS, "53.01", Role.TKSK, "53.01.05")
    assert not may_give(Role.DINAS, "53.01", Role.TKSK, "53.02.05")
    assert not may_give(Role.DINAS, "53.01", Role.ADMIN, "")
    assert not may_give(Role.SECRETARY, "53.01.05.2011", Role.SECRETARY, "53.01.05.2011")


def test_who_answers_for_a_place(village, other_village):
    secretary, tksk, ministry = make_user(Role.SECRETARY), make_user(Role.TKSK), make_user(Role.MINISTRY)
    make_user(Role.SECRETARY, other_village)
    make_user(Role.SECRETARY, is_active=False)
    assert set(User.objects.holding(Capability.CHANGE_FAMILIES, village.pk)) == {secretary}
    assert set(User.objects.holding(Capability.DECIDE_REFERRALS, village.pk)) == {tksk}
    assert set(User.objects.holding(Capability.MANAGE_ACCOUNTS, village.pk)) == {ministry}
    assert Role.SECRETARY in roles_with(Capability.CHANGE_FAMILIES)


def test_the_union_of_what_one_holds(village, other_village):
    user = UserFactory()
    assign(user, Role.SECRETARY, village)
    assign(user, Role.TKSK, other_village)
    assert user.codes(Capability.SEE_FAMILIES) == ("53.01.05.2011", "73.09.13")
    assert user.codes(Capability.CHANGE_FAMILIES) == ("53.01.05.2011",)
    assert user.can(Capability.SEE_FAMILIES, other_village.pk)
    assert not user.can(Capability.CHANGE_FAMILIES, other_village.pk)


def test_without_an_assignment_there_is_nothing(db):
    user = UserFactory()
    assert not any(user.can(capability) for capability in Capability)
    assert not User.objects.visible_to(user).exists()


def test_trial_accounts_come_in_the_order_of_the_list(db):
    make_user(Role.TKSK, username="tksk")
    make_user(Role.SECRETARY, username="sekretaris")
    make_user(Role.SECRETARY, username="orang.lain")
    assert [name for name, _ in demo_accounts()] == ["sekretaris", "tksk"]
