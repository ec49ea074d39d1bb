from types import SimpleNamespace

import pytest

from accounts.enums import Role
from families.models import Problem
from institutions.enums import InstitutionKind
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import InstitutionFactory, InstitutionStaffFactory, ServiceOfferFactory
from tests.factories.referrals import consent_for, make_referral


@pytest.fixture
def chain(village):
    """The whole chain of one village: people, a case with consent, a provider in each tier."""
    people = {
        "secretary": make_user(Role.SECRETARY, village, name="Marlinda Koa"),
        "coordinator": make_user(Role.COORDINATOR, village, name="Daud Nenobais"),
        "mentor": make_user(Role.MENTOR, village, name="Selfina Sabuneno"),
        "tksk": make_user(Role.TKSK, village, name="Ferdi Sabuin"),
        "lk3": make_user(Role.LK3, village, name="Ruth Pandie"),
        "provider": make_user(Role.PROVIDER, village, name="Yusuf Baitanu"),
    }
    family = FamilyFactory(village=village, head_name="Obaja Tefnai")
    consent_for(family)
    clinic = InstitutionFactory(name="Puskesmas Batakte", region=village.parent, kind=InstitutionKind.HEALTH)
    InstitutionStaffFactory(institution=clinic, user=people["provider"])
    return SimpleNamespace(
        **people,
        village=village,
        family=family,
        case=CaseFactory(family=family, handler=people["coordinator"]),
        clinic=clinic,
        offer=ServiceOfferFactory(institution=clinic, sector="health", name="Pemeriksaan kehamilan"),
        centre=InstitutionFactory(name="LK3 Kabupaten Kupang", region=village.parent.parent, kind=InstitutionKind.LK3),
    )


@pytest.fixture
def file_in(chain):
    """``file_in("placed")`` → a referral of the chain in this state, with the clinic once placed."""

    def make(state, **fields):
        placed = {"institution": chain.clinic} | fields
        return make_referral(state, case=placed.pop("case", chain.case), **{"author": chain.secretary} | placed)

    return make


def problem_of(family, code="PPKS-24"):
    return Problem.objects.create(family=family, category_id=code, recorded_by=family.recorded_by)
