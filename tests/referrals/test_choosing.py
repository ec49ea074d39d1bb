"""A list of providers that is too long keeps those near the family."""

import pytest

from institutions.enums import InstitutionKind
from institutions.models import Institution
from referrals.enums import ReferralState, Tier
from referrals.queries import common_provider_choices, provider_choices, reach
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.regions import make_region

pytestmark = pytest.mark.django_db
S = ReferralState


def crowd(region, name, count=1, **fields):
    return set(InstitutionFactory.create_batch(count, region=region, name=name, **fields))


@pytest.fixture
def rings(chain):
    """The providers in reach of LK3, those first that a list must keep; the names say the contrary."""
    district, regency = chain.village.parent, chain.village.parent.parent
    far = make_region("53.01.01.2001")
    everywhere = set(Institution.objects.filter(region=None))
    return [
        {chain.centre},
        everywhere | crowd(make_region("53"), "Provinsi") | crowd(regency, "Zzz Kabupaten"),
        crowd(chain.village, "Yyy Desa", 2),
        {chain.clinic} | crowd(district, "Xxx Kecamatan"),
        crowd(make_region("53.01.05.2010"), "Www Tetangga", 2),
        crowd(far.parent, "Aaa LK3 jauh", kind=InstitutionKind.LK3) | crowd(far, "Aaa Jauh", 3),
    ]


def kept(choices):
    groups = [group if isinstance(group, list) else [(pk, group)] for pk, group in choices]
    return {pk for group in groups for pk, _ in group}


def keys(institutions):
    return {institution.pk for institution in institutions}


@pytest.mark.parametrize("whole", [1, 2, 3, 4, 5, 6])
def test_a_long_list_keeps_what_is_near_the_family(file_in, rings, monkeypatch, whole):
    nearest = set().union(*rings[:whole])
    monkeypatch.setattr(reach, "MOST_PROVIDERS", len(nearest))

    assert kept(provider_choices(file_in(S.ESCALATED), Tier.REGENCY)) == keys(nearest)


def test_among_equals_the_name_decides(chain, file_in, monkeypatch):
    _, first = (InstitutionFactory(region=chain.village, name=name) for name in ("Posyandu B", "Posyandu A"))
    monkeypatch.setattr(reach, "MOST_PROVIDERS", 1)

    assert provider_choices(file_in(S.SUBMITTED), Tier.DISTRICT) == [(first.pk, first.name)]


def test_the_list_itself_stays_in_the_order_of_names(chain, file_in):
    near, far = InstitutionFactory(region=chain.village, name="Zebra"), make_region("53.01.05.2010")
    names = [name for _, name in provider_choices(file_in(S.SUBMITTED), Tier.DISTRICT)]
    assert names == sorted(names)

    InstitutionFactory(region=far, name="Abadi")
    names = [name for _, name in provider_choices(file_in(S.SUBMITTED), Tier.DISTRICT)]
    assert (names[0], names[-1]) == ("Abadi", near.name)


def file_from(file_in, code):
    return file_in(S.ESCALATED, case=CaseFactory(family=FamilyFactory(village=make_region(code))))


def test_several_families_share_the_smallest_region_that_holds_them(chain, file_in, rings, monkeypatch):
    own, neighbour, far = file_in(S.ESCALATED), *(file_from(file_in, c) for c in ("53.01.05.2010", "53.01.01.2001"))

    def chosen(number, *files):
        monkeypatch.setattr(reach, "MOST_PROVIDERS", number)
        return kept(common_provider_choices([(file, Tier.REGENCY) for file in files]))

    wide = rings[0] | rings[1]
    near = wide | rings[2]
    assert chosen(len(near), own, own) == keys(near)
    shared = wide | rings[3]
    assert chosen(len(shared), own, neighbour) == keys(shared)
    # Nothing but the whole regency is near to both: there the names decide.
    few = chosen(len(wide) + 4, own, far)
    assert few == keys(wide | rings[5])


def test_families_of_two_provinces_share_the_nation_alone(chain, file_in):
    common = common_provider_choices(
        [(file_in(S.ESCALATED), Tier.REGENCY), (file_from(file_in, "73.09.13.2001"), Tier.REGENCY)]
    )

    assert [label for label, _ in common] == ["Nasional"]
