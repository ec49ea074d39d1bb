"""A provider with an account has a desk: what waits, what comes, what is in service, what is done; no names."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from referrals.enums import ReferralState
from referrals.models import Placement
from referrals.services import advance_referral
from tests.factories.institutions import InstitutionFactory
from tests.referrals.filling import scan
from tests.referrals.linking import link_for, page

pytestmark = pytest.mark.django_db
S = ReferralState
MOST_QUERIES = 12


def desk_of(client):
    return client.get(reverse("referrals:list")).content.decode()


def test_each_file_lies_where_it_belongs(chain, file_in, as_user):
    needs = {S.PLACED: "Terapi wicara", S.IN_SERVICE: "Kursi roda", S.COMPLETED: "Alat bantu dengar"}
    for state, need in needs.items():
        file_in(state, need=need)
    to_come, passed = file_in(S.ACCEPTED, need="Kacamata"), file_in(S.ACCEPTED, need="Gigi palsu")
    day = timezone.localdate() + timedelta(days=3)
    Placement.objects.filter(pk=to_come.placement_id).update(appointment_on=day)
    Placement.objects.filter(pk=passed.placement_id).update(appointment_on=day - timedelta(days=9))

    parts = desk_of(as_user(chain.provider)).split('<section class="box"')[1:]

    titles = ["Menunggu jawaban Anda", "Janji yang akan datang", "Menunggu rujukan balik", "Selesai"]
    expected = [["Terapi wicara"], ["Kacamata"], ["Gigi palsu", "Kursi roda"], ["Alat bantu dengar"]]
    every = [*needs.values(), "Kacamata", "Gigi palsu"]
    assert [title in part for title, part in zip(titles, parts, strict=True)] == [True] * 4
    assert [sorted(need for need in every if need in part) for part in parts] == expected


def test_the_desk_names_nobody_and_says_how_many_days_are_left(chain, file_in, as_user):
    file = file_in(S.PLACED)
    type(file).objects.update(due_on=timezone.localdate() + timedelta(days=2))

    html = desk_of(as_user(chain.provider))

    assert "sisa 2 hari" in html
    assert chain.family.head_name not in html


def test_with_nothing_placed_the_desk_says_so(chain, as_user):
    assert "Semua rujukan sudah dijawab." in desk_of(as_user(chain.provider))


def test_what_went_on_to_another_provider_is_done_here(chain, file_in, as_user):
    file = file_in(S.COMPLETED)
    advance_referral(file, "refer_again", actor=chain.secretary, note="Belum cukup")
    client = as_user(chain.provider)
    for placed in (False, True):
        if placed:
            other = InstitutionFactory(region=chain.village)
            advance_referral(file, "approve", actor=chain.tksk, institution=other)
        assert file.get_absolute_url() in desk_of(client).partition("Selesai</h2>")[2]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_takes_few_queries(chain, file_in, as_user, rows, django_assert_max_num_queries):
    for _ in range(rows):
        for state in (S.PLACED, S.ACCEPTED, S.IN_SERVICE, S.CLOSED):
            file_in(state)
    client = as_user(chain.provider)

    with django_assert_max_num_queries(MOST_QUERIES):
        desk_of(client)


@pytest.fixture
def sent(chain, file_in, as_user):
    """A placed referral with two scans; the first is marked for the provider."""
    draft, file = file_in(S.DRAFT), file_in(S.PLACED)
    for label in ("SKTM", "KK"):
        as_user(chain.secretary).post(reverse("referrals:attach", args=[draft.pk]), scan(label=label))
    draft.attachments.filter(label="SKTM").update(for_provider=True)
    draft.attachments.update(referral=file)
    return file


def test_the_provider_gets_the_scans_that_are_for_it_and_no_others(chain, sent, as_user):
    client = as_user(chain.provider)
    html = client.get(sent.get_absolute_url()).content.decode()
    assert ("SKTM" in html, ">KK<" in html, " KK</a>" in html) == (True, False, False)

    codes = {}
    for attached in sent.attachments.all():
        response = client.get(reverse("referrals:attachment", args=[sent.pk, attached.pk]))
        codes[attached.label] = response.status_code
        list(response)  # read to its end, and so closed
    assert codes == {"SKTM": 200, "KK": 404}
    advance_referral(sent, "withdraw", actor=chain.secretary, note="Keluarga pindah")
    assert (
        client.get(reverse("referrals:attachment", args=[sent.pk, sent.attachments.get(label="SKTM").pk])).status_code
        == 404
    )


def test_by_the_link_too_under_a_name_that_says_nothing(client, sent):
    link = link_for(sent)
    assert "SKTM" in client.get(page(link)).content.decode()

    for attached in sent.attachments.all():
        response = client.get(page(link, "attachment", file_pk=attached.pk))
        assert response.status_code == (200 if attached.for_provider else 404)
        if attached.for_provider:
            assert f'filename="lampiran-{attached.pk}.jpg"' in response["Content-Disposition"]
            assert response["X-Robots-Tag"] == "noindex, nofollow"
        list(response)  # read to its end, and so closed
