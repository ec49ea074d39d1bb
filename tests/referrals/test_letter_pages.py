import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from documents.enums import DocumentKind
from documents.models import Document
from referrals.enums import ReferralState
from referrals.queries import referral_file
from referrals.views.letters import papers_box
from tests.conftest import as_user
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db
S, K = ReferralState, DocumentKind
MAKE = {K.INTRODUCTION_LETTER: "referrals:make_introduction", K.REFERRAL_STATUS: "referrals:make_status"}
FETCH = {K.INTRODUCTION_LETTER: "referrals:introduction", K.REFERRAL_STATUS: "referrals:status"}


@pytest.fixture
def file(file_in):
    return file_in(S.PLACED)


def make(kind, file):
    return reverse(MAKE[kind], args=[file.pk])


def fetch(kind, file):
    return reverse(FETCH[kind], args=[file.pk])


def made(kind, file):
    return DocumentFactory(kind=kind, subject_id=file.pk)


@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("who", ["secretary", "coordinator"])
def test_the_fcu_makes_both_papers(chain, file, kind, who):
    response = as_user(getattr(chain, who)).post(make(kind, file))

    assert response["Location"].endswith("#surat-keluarga")
    assert Document.objects.get().kind == kind


@pytest.mark.parametrize("kind", MAKE)
def test_both_are_fetched_as_downloads_and_the_one_with_numbers_counts_as_a_look(chain, file, kind):
    made(kind, file)
    answer = as_user(chain.secretary).get(fetch(kind, file))
    list(answer)

    assert answer["Content-Disposition"].startswith("attachment")
    kinds = set(AccessLog.objects.values_list("kind", flat=True))
    reveals = {AccessKind.REVEAL} if kind == K.INTRODUCTION_LETTER else set()
    assert kinds == {AccessKind.DOWNLOAD} | reveals


@pytest.mark.parametrize("who", ["tksk", "lk3"])
def test_the_tiers_make_the_familys_page_but_not_the_letter_with_the_numbers(chain, file_in, who):
    file = file_in(S.ESCALATED)
    made(K.INTRODUCTION_LETTER, file)
    client = as_user(getattr(chain, who))

    assert client.post(make(K.REFERRAL_STATUS, file)).status_code == 302
    assert client.post(make(K.INTRODUCTION_LETTER, file)).status_code == 403
    assert client.get(fetch(K.INTRODUCTION_LETTER, file)).status_code == 403
    assert not AccessLog.objects.filter(kind=AccessKind.REVEAL).exists()


@pytest.mark.parametrize("kind", MAKE)
def test_the_provider_and_strangers_find_nothing(chain, file, kind, as_role, other_village):
    made(kind, file)
    for client in (as_user(chain.provider), as_role(Role.SECRETARY, other_village), as_role(Role.VILLAGE_HEAD)):
        assert client.get(fetch(kind, file)).status_code == 404
        assert client.post(make(kind, file)).status_code == 404
    assert Document.objects.count() == 1


def test_the_mentor_who_proposed_it_only_reads(chain, file_in):
    file = file_in(S.PLACED, author=chain.mentor)
    assert as_user(chain.mentor).post(make(K.REFERRAL_STATUS, file)).status_code in {403, 404}
    assert not Document.objects.exists()


@pytest.mark.parametrize("kind", MAKE)
def test_what_is_not_made_is_not_there_and_the_wrong_method_is_refused(chain, file, kind):
    client = as_user(chain.secretary)

    assert client.get(fetch(kind, file)).status_code == 404
    DocumentFactory(kind=kind, subject_id=file.pk, queued=True)
    assert client.get(fetch(kind, file)).status_code == 404
    assert client.get(make(kind, file)).status_code == 405
    assert client.post(fetch(kind, file)).status_code == 405
    assert client.post(reverse(MAKE[kind], args=[10**9])).status_code == 404


def test_a_refusal_is_a_sentence_on_the_page(chain, file_in):
    file = file_in(S.DRAFT)
    response = as_user(chain.secretary).post(make(K.INTRODUCTION_LETTER, file), follow=True)

    assert "Ajukan dahulu" in response.content.decode()
    assert not Document.objects.exists()


def box(user, file):
    seen = referral_file(user).get(pk=file.pk)
    request = RequestFactory().get("/")
    return render_to_string(
        "referrals/letters/_box.html", {"referral": seen, "letters": papers_box(seen, user)}, request
    )


def test_the_box_offers_what_each_may_have(chain, file):
    made(K.REFERRAL_STATUS, file)
    at_fcu, at_tksk = box(chain.secretary, file), box(chain.tksk, file)

    assert fetch(K.REFERRAL_STATUS, file) in at_fcu
    assert make(K.INTRODUCTION_LETTER, file) in at_fcu
    assert fetch(K.INTRODUCTION_LETTER, file) not in at_fcu
    assert make(K.REFERRAL_STATUS, file) in at_tksk
    assert "pengantar" not in at_tksk
    assert papers_box(referral_file(chain.provider).get(pk=file.pk), chain.provider) == {}


def test_the_box_costs_one_statement(chain, file, django_assert_num_queries):
    made(K.REFERRAL_STATUS, file)
    seen, user = referral_file(chain.secretary).get(pk=file.pk), chain.secretary
    user.can("see_referrals")
    with django_assert_num_queries(1):
        papers_box(seen, user)
