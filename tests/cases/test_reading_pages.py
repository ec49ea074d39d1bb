import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from cases.enums import IntakeState
from cases.models import Case, Intake
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, CaseNoteFactory, IntakeFactory, ServiceGivenFactory
from tests.factories.families import FamilyFactory, ProblemFactory
from tests.factories.institutions import InstitutionFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


@pytest.fixture
def case(village, secretary):
    return CaseFactory(family=FamilyFactory(village=village), handler=secretary.user)


PAGES = ["detail", "notes", "service", "assign"]
POSTS = {"notes": {"text": "x"}, "service": {}, "assign": {}, "sensitive": {"peka": "ya"}, "step": {"version": "1"}}


@pytest.mark.parametrize("name", PAGES)
def test_pages_for_a_colleague_an_outsider_and_a_bad_id(name, case, as_role, other_village):
    url = reverse(f"cases:{name}", args=[case.pk])

    assert as_role(Role.COORDINATOR).get(url).status_code == 200
    assert as_role(Role.COORDINATOR, other_village).get(url).status_code == 404
    assert as_role(Role.SECRETARY).get(reverse(f"cases:{name}", args=[10**9])).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_the_tksk_reads_and_changes_nothing(name, case, as_role):
    tksk = as_role(Role.TKSK)
    args = [case.pk, "follow_up"] if name == "step" else [case.pk]
    form = POSTS[name] | {"form_token": uuid.uuid4()}

    assert tksk.get(case.get_absolute_url()).status_code == 200
    assert tksk.post(reverse(f"cases:{name}", args=args), form).status_code == 403


@pytest.mark.parametrize("name", ["step", "sensitive", "inform", "link_family"])
def test_writing_addresses_refuse_get(name, case, secretary):
    args = [case.pk, "close"] if name == "step" else [case.pk]

    assert secretary.get(reverse(f"cases:{name}", args=args)).status_code == 405


def test_an_unknown_step_is_not_found(case, secretary):
    assert secretary.post(reverse("cases:step", args=[case.pk, "fly"]), {"version": 1}).status_code == 404


@pytest.mark.parametrize("name", ["intake", "open_from_intake"])
def test_intakes_of_others_are_not_found(name, village, as_role, other_village):
    intake = IntakeFactory(village=village, family=FamilyFactory(village=village))
    url = reverse(f"cases:{name}", args=[intake.pk])

    assert as_role(Role.COORDINATOR).get(url).status_code == 200
    assert as_role(Role.SECRETARY, other_village).get(url).status_code == 404
    assert as_role(Role.TKSK).get(url).status_code == (200 if name == "intake" else 403)


def test_writing_intakes_is_for_the_fcu(village, as_role):
    intake = IntakeFactory(village=village)
    tksk = as_role(Role.TKSK)

    assert tksk.get(reverse("cases:record_intake")).status_code == 403
    assert tksk.post(reverse("cases:inform", args=[intake.pk]), {"information": "x"}).status_code == 403
    family = FamilyFactory(village=village)
    assert tksk.post(reverse("cases:link_family", args=[intake.pk]), {"family": family.pk}).status_code == 403
    intake.refresh_from_db()
    assert (intake.state, intake.family) == (IntakeState.OPEN, None)


def test_a_sensitive_case_has_no_name_in_the_list_and_no_page_for_the_secretary(case, secretary, as_role):
    Case.objects.filter(pk=case.pk).update(sensitive=True, handler=make_user(Role.COORDINATOR, case.village))

    assert secretary.get(case.get_absolute_url()).status_code == 404
    page = as_role(Role.COORDINATOR).get(reverse("cases:list")).content.decode()
    assert "Nama disamarkan" in page
    assert case.family.head_name not in page
    searched = as_role(Role.COORDINATOR).get(reverse("cases:list"), {"q": case.family.head_name})
    assert "Tidak ada yang cocok" in searched.content.decode()


def test_a_sensitive_intake_is_seen_by_who_took_it_and_the_coordinator(village, secretary, as_role):
    intake = IntakeFactory(village=village, sensitive=True, reporter="Lodia Bonat")
    url = intake.get_absolute_url()

    assert secretary.get(url).status_code == 404
    assert as_role(Role.COORDINATOR).get(url).status_code == 200
    Intake.objects.filter(pk=intake.pk).update(taken_by=secretary.user)
    assert secretary.get(url).status_code == 200
    assert "Lodia Bonat" not in secretary.get(reverse("cases:intakes")).content.decode()


def test_a_mentor_finds_the_cases_in_hand(village, as_role):
    mentor = as_role(Role.MENTOR)
    own = CaseFactory(family=FamilyFactory(village=village), handler=mentor.user)
    other = CaseFactory(family=FamilyFactory(village=village))

    page = mentor.get(reverse("cases:list")).content.decode()
    assert own.number in page
    assert other.number not in page
    assert mentor.get(own.get_absolute_url()).status_code == 200
    assert mentor.get(other.get_absolute_url()).status_code == 404


def test_filters_narrow_the_list(village, secretary):
    urgent = CaseFactory(family=FamilyFactory(village=village, head_name="Mina Lopo"), urgency=3)
    other = CaseFactory(family=FamilyFactory(village=village, head_name="Frida Tahik"))

    for query in ({"kegentingan": "3"}, {"q": "lopo"}, {"q": urgent.number}):
        page = secretary.get(reverse("cases:list"), query | {"keadaan": "terbuka"}).content.decode()
        assert urgent.get_absolute_url() in page
        assert other.get_absolute_url() not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK])
def test_lists_take_few_queries(rows, role, village, as_role, django_assert_max_num_queries):
    for _ in range(rows):
        case = CaseFactory(family=FamilyFactory(village=village))
        IntakeFactory(village=village, family=case.family)
    client = as_role(role)

    for name in ("list", "intakes"):
        with django_assert_max_num_queries(8):
            assert client.get(reverse(f"cases:{name}")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_case_takes_few_queries(rows, case, secretary, django_assert_max_num_queries):
    for _ in range(rows):
        ServiceGivenFactory(case=case).institutions.add(InstitutionFactory())
        CaseNoteFactory(case=case)
        case.problems.add(ProblemFactory(family=case.family))
    case.members.set(case.family.members.all())

    with django_assert_max_num_queries(MOST_QUERIES):
        assert secretary.get(case.get_absolute_url()).status_code == 200


def test_forms_take_few_queries(case, secretary, django_assert_max_num_queries):
    intake = IntakeFactory(village=case.village, family=case.family)
    pages = [("service", case.pk), ("assign", case.pk), ("open_from_intake", intake.pk), ("intake", intake.pk)]

    for name, pk in pages:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert secretary.get(reverse(f"cases:{name}", args=[pk])).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        secretary.get(reverse("cases:record_intake"))
