"""What stands on the page before the decision: the case, the last word, the other referrals of the family."""

import pytest
from django.urls import reverse

from cases.models import Case
from referrals.enums import ReferralState, Tier
from tests.factories.institutions import ServiceOfferFactory
from tests.referrals.conftest import problem_of
from tests.referrals.filling import MOST_QUERIES_OF_A_FILE

pytestmark = pytest.mark.django_db
S = ReferralState
DECISION = "Keputusan Anda"
OTHERS = "rujukan yang mirip"


def said(file, step, to_state, actor, note="", **fields):
    number = file.events.count() + 2
    return file.events.create(
        number=number, step=step, from_state=S.SUBMITTED, to_state=to_state, actor=actor, note=note, **fields
    )


def desk(client, file=None):
    return client.get(reverse("referrals:list"), {"pilih": file.pk} if file else {}).content.decode()


def before_decision(client, file):
    """What the desk says above the choice."""
    page = desk(client, file)
    assert DECISION in page
    return page.partition('id="putusan"')[2].partition(DECISION)[0]


def page_of(client, file):
    return client.get(file.get_absolute_url()).content.decode()


def test_the_referral_names_its_case(chain, file_in, as_user):
    file = file_in(S.ESCALATED)
    link = f'<a href="{chain.case.get_absolute_url()}">{chain.case.number}</a>'

    for who in (chain.secretary, chain.coordinator, chain.tksk):
        assert link in page_of(as_user(who), file)
    lk3 = as_user(chain.lk3)
    for page in (page_of(lk3, file), before_decision(lk3, file)):
        assert chain.case.number in page
        assert chain.case.get_absolute_url() not in page


def test_the_link_to_a_sensitive_case_is_for_who_may_open_it(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    Case.objects.filter(pk=chain.case.pk).update(sensitive=True)

    tksk = before_decision(as_user(chain.tksk), file)
    assert chain.case.number in tksk
    assert chain.case.get_absolute_url() not in tksk
    assert chain.case.get_absolute_url() in page_of(as_user(chain.coordinator), file)


def test_a_provider_reads_nothing_of_the_case(chain, file_in, as_user):
    page = page_of(as_user(chain.provider), file_in(S.PLACED))

    assert chain.case.number not in page
    assert chain.case.get_absolute_url() not in page


def test_lk3_reads_why_it_was_passed_on(chain, file_in, as_user):
    file = file_in(S.ESCALATED)
    said(file, "submit", S.SUBMITTED, chain.secretary)
    said(file, "escalate", S.ESCALATED, chain.tksk, "Puskesmas tidak punya terapis.")

    told = before_decision(as_user(chain.lk3), file)

    for words in ("Diteruskan ke LK3", "Puskesmas tidak punya terapis.", chain.tksk.name):
        assert words in told
    above = page_of(as_user(chain.lk3), file).partition("Yang bisa Anda lakukan")[0]
    assert "Puskesmas tidak punya terapis." in above


def test_what_was_asked_for_is_there_when_it_comes_again(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    said(file, "return", S.DRAFT, chain.tksk, "Lampirkan SKTM.")
    said(file, "submit", S.SUBMITTED, chain.secretary)

    assert "Lampirkan SKTM." in before_decision(as_user(chain.tksk), file)


def test_the_reason_of_the_provider_and_the_latest_word_alone(chain, file_in, as_user):
    file = file_in(S.DECLINED)
    said(file, "return", S.DRAFT, chain.tksk, "Lampirkan SKTM.")
    said(file, "decline", S.DECLINED, None, "Kosong bulan depan.", reason="full", answered_by="dr. Yeni, dokter")

    told = before_decision(as_user(chain.tksk), file)

    for words in ("Tidak diterima penyedia", "Kosong bulan depan.", "dr. Yeni, dokter"):
        assert words in told
    assert "Lampirkan SKTM." not in told


def test_a_file_that_rose_by_itself_says_so(chain, file_in, as_user):
    file = file_in(S.ESCALATED)
    said(file, "rise", S.ESCALATED, None)

    assert "dua kali batas waktu terlewat" in before_decision(as_user(chain.lk3), file)


def test_the_desk_warns_of_another_referral_for_the_same(chain, file_in, as_user):
    file = file_in(S.SUBMITTED)
    tksk = as_user(chain.tksk)
    assert OTHERS not in before_decision(tksk, file)

    other = file_in(S.PLACED, need="Paket belajar setara SMP")
    told = before_decision(tksk, file)

    assert OTHERS in told
    assert file.get_absolute_url() in told
    assert f'<a href="{other.get_absolute_url()}">{other.need}</a>' in page_of(tksk, file)


def test_a_declined_file_is_warned_of_too_and_one_with_a_provider_not(chain, file_in, as_user):
    other = file_in(S.SUBMITTED)
    tksk = as_user(chain.tksk)

    declined = file_in(S.DECLINED, tier=Tier.DISTRICT)
    assert OTHERS in before_decision(tksk, declined)
    assert other.get_absolute_url() in page_of(tksk, declined)
    assert OTHERS not in page_of(tksk, file_in(S.IN_SERVICE))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "state"), [("tksk", S.SUBMITTED), ("lk3", S.ESCALATED), ("tksk", S.DECLINED)])
def test_the_full_desk_takes_few_queries(chain, file_in, as_user, rows, who, state, django_assert_max_num_queries):
    for _ in range(rows):
        file = file_in(state, sector="health")
        file.problems.add(problem_of(chain.family))
        said(file, "return", S.DRAFT, chain.tksk, "Lampirkan SKTM.")
        said(file, "escalate", S.ESCALATED, chain.tksk, "Tidak ada di kecamatan.")
        ServiceOfferFactory(institution=chain.clinic, sector="health")
    client = as_user(getattr(chain, who))

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_FILE - 2):
        page = before_decision(client, file)
    assert "Tidak ada di kecamatan." in page
    assert (OTHERS in page) == (rows > 1)
