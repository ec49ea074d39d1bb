"""What the history of a family says about shares."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from families.services import share_family
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, make_secretary


@pytest.mark.parametrize(("role", "is_told"), [(Role.COORDINATOR, True), (Role.TKSK, False), (Role.DINAS, False)])
def test_why_a_file_is_shared_is_told_only_to_who_may_know_of_sensitive_cases(as_role, village, role, is_told):
    family, mentor = FamilyFactory(village=village), make_user(Role.MENTOR, village)
    reason = "Penanggung jawab kasus K-2026-001"
    share_family(family, user=mentor, reason=reason, actor=make_secretary(village))

    html = as_role(role).get(reverse("families:history", args=[family.pk])).content.decode()

    assert mentor.name in html
    assert (reason in html) is is_told
