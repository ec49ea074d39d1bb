import pytest
from django.urls import reverse

from accounts.enums import Role
from cases.models import Case
from documents.models import Document
from referrals.enums import ReferralState
from tests.factories.institutions import ServiceOfferFactory
from tests.referrals.conftest import problem_of
from tests.referrals.filling import MOST_QUERIES_OF_A_FILE, step

pytestmark = pytest.mark.django_db
S = ReferralState
MOST_QUERIES = 12


def test_names_of_sensitive_cases_stay_out_of_lists(chain, file_in, as_user):
    Case.objects.filter(pk=chain.case.pk).update(sensitive=True)
    file_in(S.SUBMITTED)

    for address in ("list", "all"):
        response = as_user(chain.tksk).get(reverse(f"referrals:{address}"), {"pilih": ""})
        rows = response.content.decode().partition('id="putusan"')[0]
        assert "Nama disamarkan" in rows
        assert chain.family.head_name not in rows
    searched = as_user(chain.tksk).get(reverse("referrals:all"), {"q": "obaja"})
    assert "Tidak ada yang cocok" in searched.content.decode()


def test_the_list_is_filtered(chain, file_in, as_user):
    late = file_in(S.SUBMITTED, need="Alat bantu dengar", sector="health")
    other = file_in(S.REJECTED, need="Modal usaha", sector="economy")

    for query in ({"lewat": "on"}, {"bidang": "health"}, {"keadaan": "terbuka"}, {"q": "alat"}, {"q": late.number}):
        page = as_user(chain.secretary).get(reverse("referrals:list"), query).content.decode()
        assert late.get_absolute_url() in page, query
        assert other.get_absolute_url() not in page, query


def test_panels_on_the_pages_of_the_case_and_the_family(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    client = as_user(chain.secretary)

    for page in (chain.case, chain.family):
        assert file.get_absolute_url() in client.get(page.get_absolute_url()).content.decode()
    assert (
        reverse("referrals:write", args=[chain.case.pk]) in client.get(chain.case.get_absolute_url()).content.decode()
    )


GETS = {"detail": S.DRAFT, "change": S.DRAFT, "letter": S.PLACED}
POSTS = {"attach": S.DRAFT, "step": S.DRAFT}


@pytest.mark.parametrize(("name", "state"), (GETS | POSTS).items())
def test_outsiders_and_bad_ids_get_404(chain, file_in, as_user, as_role, other_village, name, state):
    file, stranger = file_in(state), as_role(Role.COORDINATOR, other_village)
    args = [file.pk, "submit"] if name == "step" else [file.pk]
    nobody = [10**9, *args[1:]]
    send = "post" if name in POSTS else "get"

    assert getattr(stranger, send)(reverse(f"referrals:{name}", args=args)).status_code == 404
    assert getattr(as_user(chain.secretary), send)(reverse(f"referrals:{name}", args=nobody)).status_code == 404


@pytest.mark.parametrize("name", ["attach", "step", "detach"])
def test_writing_addresses_refuse_get(chain, file_in, as_user, name):
    file = file_in(S.DRAFT)
    args = {"step": [file.pk, "submit"], "detach": [file.pk, 1]}.get(name, [file.pk])

    assert as_user(chain.secretary).get(reverse(f"referrals:{name}", args=args)).status_code == 405


def test_who_reads_without_the_capability_gets_403(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)

    assert (
        as_user(chain.secretary)
        .post(step(file, "approve"), {"version": 2, "institution": chain.clinic.pk})
        .status_code
        == 403
    )
    assert as_user(chain.tksk).get(reverse("referrals:change", args=[file.pk])).status_code == 403
    assert as_user(chain.tksk).post(reverse("referrals:attach", args=[file.pk]), {}).status_code == 403
    assert as_user(chain.tksk).get(reverse("referrals:write", args=[chain.case.pk])).status_code == 403
    assert as_user(chain.secretary).post(step(file, "fly"), {}).status_code == 404


def test_there_is_no_letter_before_the_placement(chain, file_in, as_user):
    assert as_user(chain.tksk).get(reverse("referrals:letter", args=[file_in(S.SUBMITTED).pk])).status_code == 404
    assert not Document.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("who", ["secretary", "tksk", "lk3", "provider"])
def test_lists_and_desks_take_few_queries(chain, file_in, as_user, rows, who, django_assert_max_num_queries):
    for _ in range(rows):
        for state in (S.SUBMITTED, S.ESCALATED, S.PLACED):
            file_in(state, sector="health").problems.add(problem_of(chain.family))
    client = as_user(getattr(chain, who))

    for name in ("list", "all"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse(f"referrals:{name}")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "state"),
    [
        ("secretary", S.DRAFT),
        ("tksk", S.SUBMITTED),
        ("lk3", S.ESCALATED),
        ("provider", S.PLACED),
        ("secretary", S.COMPLETED),
    ],
)
def test_the_page_takes_few_queries(chain, file_in, as_user, rows, who, state, django_assert_max_num_queries):
    file = file_in(state, sector="health")
    for number in range(rows):
        file.problems.add(problem_of(chain.family))
        file.events.create(
            number=10 + number, step="return", from_state="submitted", to_state="draft", actor=chain.tksk
        )
        ServiceOfferFactory(institution=chain.clinic, sector="health")

    client = as_user(getattr(chain, who))

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_FILE):
        assert client.get(file.get_absolute_url()).status_code == 200


def test_the_form_takes_few_queries(chain, as_user, django_assert_max_num_queries):
    client = as_user(chain.secretary)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(reverse("referrals:write", args=[chain.case.pk])).status_code == 200
