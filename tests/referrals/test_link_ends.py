"""When a link opens nothing: tampered, unknown, expired, used, closed, replaced; refused, logged, nothing changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind
from accounts.models import AccessLog
from families.services import record_consent, withdraw_consent
from institutions.models import Institution
from referrals.enums import LinkEnd, ReferralState
from referrals.models import AnswerLink, Referral
from referrals.services import LinkEnded, advance_referral, answer_by_link, close_link, renew_link
from referrals.services.links import TRIES_AN_HOUR
from referrals.workflow import STEPS
from tests.factories.institutions import InstitutionFactory
from tests.referrals.filling import scan
from tests.referrals.linking import accepting, link_for, page

pytestmark = pytest.mark.django_db
S = ReferralState


@pytest.fixture
def file(file_in):
    return file_in(S.PLACED, details="Belum bisa menyusun kalimat.")


@pytest.fixture
def link(file):
    return link_for(file)


def refusals(subject):
    return AccessLog.objects.about(subject).filter(kind=AccessKind.REFUSED, actor=None)


def assert_refused(client, link, file, end):
    """Each page says why and no more; a filled-in answer changes nothing; every try is in the log."""
    before = Referral.objects.values().get(pk=file.pk), file.events.count()
    tries = {"get": (link.get_absolute_url(), page(link)), "post": (page(link),)}
    for method, urls in tries.items():
        for url in urls:
            response = getattr(client, method)(url, accepting(file.version) if method == "post" else None)
            assert response.status_code == 410
            assert end.label in response.content.decode()
            assert "Belum bisa menyusun" not in response.content.decode()
            assert str(file.family) not in response.content.decode()
    assert (Referral.objects.values().get(pk=file.pk), file.events.count()) == before
    assert refusals(link.placement).count() == 3
    assert refusals(link.placement).first().reason == f"referrals:answer {end}"


def test_after_ninety_days_it_opens_nothing(client, file, link):
    AnswerLink.objects.update(made_at=timezone.now() - timedelta(days=90))
    assert client.get(page(link)).status_code == 200
    AnswerLink.objects.update(made_at=timezone.now() - timedelta(days=91))

    assert_refused(client, link, file, LinkEnd.EXPIRED)


def test_closed_by_the_office_it_opens_nothing(client, chain, file, link):
    close_link(link, actor=chain.tksk, reason="Nomornya keliru")

    assert_refused(client, link, file, LinkEnd.CLOSED)


def test_a_new_link_ends_the_one_before_at_once(client, chain, file, link):
    renewed = renew_link(file, actor=chain.tksk)

    assert_refused(client, link, file, LinkEnd.CLOSED)
    assert client.get(page(renewed)).status_code == 200


def test_the_family_withdraws_its_consent_and_the_open_page_can_no_longer_answer(client, chain, file, link):
    client.get(page(link))
    withdraw_consent(file.consent, on=timezone.localdate(), actor=chain.secretary)

    assert_refused(client, link, file, LinkEnd.CONSENT)


def test_a_consent_given_anew_opens_it_again(client, chain, file, link):
    anew = {"purpose": "referral", "method": "signed", "given_by": "Obaja Tefnai"}
    record_consent(chain.family, **anew, actor=chain.secretary)

    assert client.get(page(link)).status_code == 200


def test_of_a_provider_that_closed_its_doors_it_opens_nothing(client, chain, file, link):
    Institution.objects.filter(pk=chain.clinic.pk).update(active=False)

    assert_refused(client, link, file, LinkEnd.MOVED)


@pytest.mark.parametrize("step", ["withdraw", "decline"])
def test_what_the_offices_do_ends_it(client, chain, file, link, step):
    actor = chain.secretary if step == "withdraw" else chain.tksk
    extra = {"reason": "full"} if step == "decline" else {}
    advance_referral(file, step, actor=actor, note="Keluarga pindah", **extra)

    if step == "withdraw":
        assert_refused(client, link, file, LinkEnd.MOVED)
    else:
        assert client.post(page(link), accepting(file.version)).status_code == 410


def test_after_a_new_placement_the_first_provider_is_out(client, chain, file, link):
    advance_referral(file, "decline", actor=chain.tksk, reason="full")
    other = InstitutionFactory(region=chain.village, name="Posyandu Melati")
    advance_referral(file, "place_again", actor=chain.tksk, institution=other)

    assert_refused(client, link, file, LinkEnd.MOVED)
    assert client.get(page(AnswerLink.objects.get(placement=file.placement))).status_code == 200


def test_who_has_answered_may_look_again_and_is_thanked_without_data(client, chain, file_in):
    file = file_in(S.COMPLETED, details="Belum bisa menyusun kalimat.")
    link = link_for(file)

    again = client.get(page(link))

    assert again.status_code == 200
    assert "Sudah dijawab" in again.content.decode()
    assert "Belum bisa menyusun" not in again.content.decode()
    assert not refusals(link.placement).exists()
    assert client.post(page(link), accepting(file.version)).status_code == 410


@pytest.mark.parametrize(
    "tamper",
    [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "x" + t, lambda t: t[:24], lambda t: "é" * 400],
)
def test_a_tampered_link_is_like_none(client, link, tamper):
    bad = tamper(link.token)
    for name in ("cover", "answer"):
        response = client.get(reverse(f"answers:{name}", args=[bad]))
        assert response.status_code == 404
        assert "Tautan tidak berlaku" in response.content.decode()
    logged = AccessLog.objects.filter(kind=AccessKind.REFUSED)
    assert {(row.subject_type, row.subject_id, row.reason) for row in logged} == {
        ("", None, "referrals:answer unknown")
    }


def test_a_link_signed_for_another_purpose_is_like_none(client, link):
    assert client.get(reverse("answers:answer", args=[link.nonce])).status_code == 404
    AnswerLink.objects.all().delete()
    assert client.get(page(link)).status_code == 404


def test_a_link_opens_its_own_file_only(client, chain, file, link, file_in, as_user):
    draft = file_in(S.DRAFT)
    as_user(chain.secretary).post(reverse("referrals:attach", args=[draft.pk]), scan())
    foreign = draft.attachments.get()

    assert client.get(page(link, "attachment", file_pk=foreign.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        advance_referral(file_in(S.PLACED), "accept", actor=link, appointment_on=timezone.localdate())


def test_a_link_takes_no_step_but_the_providers(file, link):
    allowed = {name for name, step in STEPS.items() if file.allows(link, step)}

    assert allowed == {"accept", "decline", "start", "complete"}
    with pytest.raises(PermissionDenied):
        answer_by_link(link, "withdraw", person="Siapa", post="Saja", seen=file.version, note="Coba")


def test_a_service_call_behind_the_page_is_refused_in_words(chain, file, link):
    close_link(link, actor=chain.tksk, reason="Nomornya keliru")

    with pytest.raises(LinkEnded, match="sudah ditutup"):
        answer_by_link(link, "accept", person="Yusuf", post="terapis", seen=file.version)


@pytest.mark.parametrize("name", ["accept", "start", "withdraw", "", "terbang"])
def test_an_answer_that_there_is_not_is_404_or_said(client, file, link, name):
    status = client.post(page(link), accepting(file.version) | {"jawaban": name}).status_code

    assert status == (302 if name == "accept" else 404)


def test_reading_changes_nothing_of_the_file(client, file, link):
    before = Referral.objects.values().get(pk=file.pk), file.events.count(), file.placement.outcome
    for url in (link.get_absolute_url(), page(link), page(link)):
        client.get(url)

    link.refresh_from_db()
    assert (Referral.objects.values().get(pk=file.pk), file.events.count(), file.placement.outcome) == before
    assert link.opened_count == 2
    assert AccessLog.objects.about(link.placement).filter(kind=AccessKind.VIEW).count() == 2


def test_no_cache_no_search_engine_no_address_for_others(client, link):
    for url in (link.get_absolute_url(), page(link), reverse("answers:code"), page(link)[:-9] + "x/"):
        response = client.get(url)
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("name", ["cover", "wrong_receiver"])
def test_the_wrong_method_is_405(client, link, name):
    send = client.get if name == "wrong_receiver" else client.post
    assert send(page(link, name)).status_code == 405


def test_without_its_csrf_token_an_answer_is_refused(file, link, client):
    client.handler.enforce_csrf_checks = True

    assert client.post(page(link), accepting(file.version)).status_code == 403
    assert file.events.count() == 0


def test_the_code_of_the_letter_leads_to_the_same_page(client, link):
    for typed in (link.code, link.code_grouped, link.code_grouped.lower(), f" {link.code[:3]} {link.code[3:]} "):
        answer = client.post(reverse("answers:code"), {"kode": typed})
        assert (answer.status_code, answer["Location"]) == (302, link.get_absolute_url())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Ketik kode yang tertulis"),
        ("ABC", "yang terketik 3"),
        ("ABCDEFGH01", "angka 0 dan 1"),
        ("ABCDEFGHJK", "Tidak ada rujukan"),
    ],
)
def test_a_wrong_code_is_said_in_words(client, link, typed, words):
    response = client.post(reverse("answers:code"), {"kode": typed})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_code_of_a_closed_link_leads_nowhere(client, chain, link):
    close_link(link, actor=chain.tksk, reason="Nomornya keliru")
    assert client.post(reverse("answers:code"), {"kode": link.code}).status_code == 422


def test_codes_are_tried_thirty_times_an_hour_from_one_address(client, link, settings):
    settings.FCU_PROXY_COUNT = 1
    here, elsewhere = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.10"}

    def tried(code, address):
        return client.post(reverse("answers:code"), {"kode": code}, **address).status_code

    for _ in range(TRIES_AN_HOUR - 1):
        AccessLog.objects.create(kind=AccessKind.REFUSED, reason="referrals:answer unknown", address="203.0.113.9")
    assert tried("ABCDEFGHJK", here) == 422
    assert tried(link.code, here) == 429
    assert client.get(reverse("answers:cover", args=["x"]), **here).status_code == 429
    assert client.get(page(link), **here).status_code == 200
    assert tried(link.code, elsewhere) == 302
    assert AccessLog.objects.filter(reason="referrals:answer unknown").count() == TRIES_AN_HOUR
    AccessLog.objects.update(happened_at=timezone.now() - timedelta(minutes=61))
    assert tried(link.code, here) == 302
