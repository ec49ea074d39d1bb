"""Two people write the same institution down at the same moment: it stands in the directory once."""

import pytest

from accounts.enums import Role
from institutions.enums import InstitutionKind
from institutions.models import Institution
from institutions.services import add_institution
from tests.factories.accounts import make_user
from tests.factories.regions import make_village
from tests.institutions.test_at_once import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", range(3))
def test_of_twins_one_is_written(turn):
    village = make_village()
    secretary = make_user(Role.SECRETARY, village)
    data = {"name": "Posyandu Melati", "kind": InstitutionKind.POSYANDU, "region": village}
    made, refused = at_once(lambda _: add_institution(actor=secretary, **data))
    assert len(made) == Institution.objects.filter(name="Posyandu Melati").count() == 1
    assert len(refused) == AT_ONCE - 1
    assert all("sudah ada" in sentence for sentence in refused)
