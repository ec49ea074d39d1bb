"""The offices and the link: made at the placement, shown, closed, made anew; and the wrong receiver."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import AccessLog
from core.exceptions import DomainError
from documents.models import Document
from families.services import withdraw_consent
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.models import AnswerLink, Referral
from referrals.services import advance_referral, close_link, make_link, renew_link
from referrals.workflow import STEPS
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory
from tests.referrals.linking import accepting, link_for, page

pytestmark = pytest.mark.django_db
S = ReferralState
MOST_QUERIES = 12


@pytest.fixture
def link(file_in):
    return link_for(file_in(S.PLACED))


@pytest.fixture
def file(link):
    return link.placement.referral


def test_a_provider_without_an_account_gets_a_link_at_its_placement(chain, file_in):
    advance_referral(file_in(S.SUBMITTED), "approve", actor=chain.tksk, institution=chain.clinic)
    assert not AnswerLink.objects.exists()
    chain.provider.is_active = False
    chain.provider.save()
    file = file_in(S.SUBMITTED)
    advance_referral(file, "approve", actor=chain.tksk, institution=chain.clinic)

    made = AnswerLink.objects.get()
    assert (made.placement, made.made_by, made.end(file)) == (file.placement, chain.tksk, None)


def test_lk3_that_serves_itself_answers_at_its_desk(chain, file_in):
    advance_referral(file_in(S.ESCALATED), "place", actor=chain.lk3, institution=chain.centre)

    assert not AnswerLink.objects.exists()


def test_the_placing_tier_sees_link_code_and_text_and_the_fcu_only_how_it_stands(chain, file, link, as_user, client):
    client.get(page(link))
    shown, read = (
        as_user(user).get(file.get_absolute_url()).content.decode() for user in (chain.tksk, chain.secretary)
    )

    for html in (shown, read):
        assert "Tautan jawaban penyedia" in html
        assert "Dibuka 1 kali" in html
    assert link.code_grouped in shown
    assert link.url in shown
    assert [text for text in (link.code_grouped, link.token, "Buat tautan baru") if text in read] == []


def test_the_text_for_whatsapp_says_nothing_of_the_family(chain, file, link, as_user):
    html = as_user(chain.tksk).get(file.get_absolute_url()).content.decode()
    text = html.partition('id="teks-tautan"')[2].partition("</textarea>")[0]

    assert link.url in text
    assert file.number in text
    assert [word for word in (chain.family.head_name, file.need, file.village.name) if word in text] == []


def test_without_a_link_only_the_placing_tier_is_offered_one(chain, file_in, as_user):
    file = file_in(S.PLACED)

    assert "Buat tautan baru" in as_user(chain.tksk).get(file.get_absolute_url()).content.decode()
    assert "Tautan jawaban" not in as_user(chain.secretary).get(file.get_absolute_url()).content.decode()


def test_the_tier_makes_a_new_link_and_closes_it(chain, file, link, as_user):
    client = as_user(chain.tksk)
    made = client.post(reverse("referrals:renew_link", args=[file.pk]), follow=True)
    assert "Yang lama langsung tidak berlaku" in made.content.decode()
    renewed = AnswerLink.objects.standing().get()
    assert renewed != link
    assert Document.objects.count() == 1

    close = reverse("referrals:close_link", args=[file.pk])
    assert "Isi sebab tautan ditutup" in client.post(close, {"sebab": " "}, follow=True).content.decode()
    closed = client.post(close, {"sebab": "Nomor telepon keliru"}, follow=True).content.decode()
    assert "Tautan ditutup." in closed
    assert "Nomor telepon keliru" in closed
    assert "sudah ditutup" in client.post(close, {"sebab": "Lagi"}, follow=True).content.decode()
    renewed.refresh_from_db()
    assert (renewed.revoked_by, renewed.revoked_reason) == (chain.tksk, "Nomor telepon keliru")


def test_a_new_link_of_an_accepted_referral_needs_no_new_letter(chain, file_in):
    file = file_in(S.ACCEPTED)
    renew_link(file, actor=chain.tksk)

    assert AnswerLink.objects.standing().count() == 1
    assert not Document.objects.exists()


@pytest.mark.parametrize("state", [S.DECLINED, S.COMPLETED])
def test_where_nothing_can_be_answered_no_link_is_made(chain, file_in, state):
    file = file_in(state)
    with pytest.raises(DomainError, match="Tautan tidak bisa dibuat. Rujukan ini sudah dijawab"):
        make_link(file.placement, actor=chain.tksk)

    assert not AnswerLink.objects.exists()


def test_a_withdrawn_consent_is_said_to_who_wants_a_new_link(chain, file, link, as_user):
    withdraw_consent(file.consent, on=timezone.localdate(), actor=chain.secretary)
    client = as_user(chain.tksk)

    answer = client.post(reverse("referrals:renew_link", args=[file.pk]), follow=True).content.decode()

    assert "Tautan tidak bisa dibuat. Izin untuk membagikan isi surat ini sudah ditarik." in answer
    assert "Tidak berlaku" in answer
    assert AnswerLink.objects.get() == link


@pytest.mark.parametrize("name", ["renew_link", "close_link"])
def test_who_may_with_the_link_and_who_not(chain, file, file_in, as_user, as_role, other_village, name):
    url = reverse(f"referrals:{name}", args=[file.pk])

    assert as_user(chain.secretary).post(url).status_code == 403
    assert as_user(chain.provider).post(url).status_code == 404
    assert as_role(Role.TKSK, other_village).post(url).status_code == 404
    assert as_user(chain.tksk).get(url).status_code == 405
    assert as_user(chain.tksk).post(reverse(f"referrals:{name}", args=[10**9])).status_code == 404
    assert as_user(chain.tksk).post(reverse(f"referrals:{name}", args=[file_in(S.SUBMITTED).pk])).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "lk3", "provider"])
def test_the_services_ask_too(chain, file, link, who):
    actor = getattr(chain, who)
    for act in (lambda: make_link(file.placement, actor=actor), lambda: close_link(link, actor=actor, reason="Coba")):
        with pytest.raises(PermissionDenied):
            act()

    assert AnswerLink.objects.standing().get() == link


def test_the_wrong_receiver_closes_the_link_and_the_placing_tier_is_told_without_a_name(client, chain, file, link):
    other = make_user(Role.TKSK, chain.village)

    answer = client.post(page(link, "wrong_receiver"))

    assert "Tautan sudah ditutup" in answer.content.decode()
    assert client.get(page(link)).status_code == 410
    assert {notice.user for notice in Notice.objects.all()} == {chain.tksk, other}
    told = Notice.objects.first()
    assert "salah kirim" in told.text
    assert chain.family.head_name not in told.text + told.mail_text
    assert client.post(page(link, "wrong_receiver")).status_code == 410
    assert Notice.objects.count() == 2
    file.refresh_from_db()
    assert file.state == S.PLACED


def test_an_officer_who_opens_the_link_signs_nothing_with_the_own_account(chain, file, link, as_user):
    as_user(chain.tksk).post(page(link), accepting(file.version))

    event = file.events.get()
    assert (event.actor, event.who) == (None, "Yusuf Baitanu, terapis")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_with_the_box_takes_few_queries(chain, file, link, as_user, rows, django_assert_max_num_queries):
    for _ in range(rows):
        renew_link(Referral.objects.get(pk=file.pk), actor=chain.tksk)
    client = as_user(chain.tksk)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(file.get_absolute_url()).status_code == 200


def test_no_link_and_no_code_is_written_into_the_access_log(chain, file, link, client):
    client.get(page(link))
    client.post(page(link, "wrong_receiver"))
    client.get(page(link))

    said = " ".join(f"{row.reason} {row.subject_type}" for row in AccessLog.objects.all())
    assert [secret for secret in (link.token, link.nonce, link.code) if secret in said] == []


def test_another_provider_of_the_regency_has_a_link_of_its_own(chain, file, file_in):
    other = link_for(file_in(S.PLACED, institution=InstitutionFactory(region=chain.village)))

    assert not file.allows(other, STEPS["accept"])
