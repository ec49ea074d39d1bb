"""A provider without an account answers through its link: accept, decline, outcome."""

import pytest
from django.utils import timezone

from core.exceptions import DomainError
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.services import answer_by_link
from tests.factories.families import FamilyMemberFactory
from tests.referrals.conftest import problem_of
from tests.referrals.filling import today
from tests.referrals.linking import WROTE, accepting, completing, declining, in_days, link_for, page

pytestmark = pytest.mark.django_db
S = ReferralState
MOST_QUERIES = 12


@pytest.fixture
def placed(file_in):
    """A referral that waits for its provider, and the link that opens it."""
    file = file_in(S.PLACED, details="Belum bisa menyusun kalimat.")
    return file, link_for(file)


def test_the_whole_way_from_the_cover_to_the_outcome(client, placed):
    file, link = placed
    assert page(link) in client.get(link.get_absolute_url()).content.decode()
    assert "Bisakah Anda melayani" in client.get(page(link)).content.decode()

    accepted = client.post(page(link), accepting(file.version), follow=True)

    file.refresh_from_db()
    assert (file.state, file.placement.appointment_on) == (S.ACCEPTED, timezone.localdate())
    html = accepted.content.decode()
    assert "Terima kasih. Pengirim sudah kami beri tahu." in html
    assert "Pukul 09.00 WITA. Ruang anak, bawa Kartu Keluarga" in html
    assert 'value="Yusuf Baitanu"' in html

    done = client.post(page(link), completing(file.version), follow=True)

    file.refresh_from_db()
    assert file.state == S.COMPLETED
    placement = file.placement
    assert (placement.outcome, placement.given, placement.value) == ("full", "12 sesi terapi", 1_500_000)
    assert "Sudah dijawab" in done.content.decode()
    events = list(file.events.order_by("number"))
    assert [event.step for event in events] == ["accept", "start", "complete"]
    assert {(event.actor, event.answered_by, event.who) for event in events} == {(None, WROTE, WROTE)}


def test_a_decline_with_its_reason_goes_back_to_who_placed_it(client, chain, placed):
    file, link = placed

    answer = client.post(page(link), declining(file.version, reason="other", note="Terapis cuti"), follow=True)

    file.refresh_from_db()
    assert (file.state, file.placement.declined_reason) == (S.DECLINED, "Alasan lain: Terapis cuti")
    assert "Terima kasih sudah menjawab" in answer.content.decode()
    assert Notice.objects.filter(user=chain.tksk, text__contains="tidak dapat menerima").exists()


def test_the_fcu_hears_of_each_answer(client, chain, placed):
    file, link = placed
    client.post(page(link), accepting(file.version))

    told = Notice.objects.get(user=chain.secretary)
    assert f"Diterima {file.placement.institution}" in told.text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda v: accepting(v, appointment_on=""), "Isi pertemuan pertama"),
        (lambda v: accepting(v, appointment_on=in_days(-1)), "sudah lewat"),
        (lambda v: accepting(v, appointment_on=in_days(400)), "lebih dari setahun"),
        (lambda v: accepting(v, hour="25.99"), "Jam belum benar"),
        (lambda v: accepting(v, note=""), "Isi tempat pertemuan"),
        (lambda v: accepting(v, version="dua"), "Halaman ini tidak lengkap"),
        (lambda v: accepting(v) | {"person": ""}, "Isi nama Anda"),
        (lambda v: accepting(v) | {"post": "x" * 71}, "Paling banyak 70 huruf"),
        (lambda v: declining(v, reason="lupa"), "itu tidak ada"),
        (lambda v: declining(v, reason="other"), "Tulis penjelasan"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, placed, answer, words):
    file, link = placed

    response = client.post(page(link), answer(file.version))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "terapis" in response.content.decode() or "x" * 71 in response.content.decode()
    file.refresh_from_db()
    assert (file.state, file.events.count()) == (S.PLACED, 0)


def test_an_outcome_needs_its_result_and_what_was_given(client, file_in):
    file = file_in(S.IN_SERVICE)
    link = link_for(file)

    response = client.post(page(link), completing(file.version, outcome="", note=""))

    assert response.status_code == 422
    assert "Isi apa yang diberikan" in response.content.decode()


def test_a_service_that_had_been_started_is_not_started_again(client, file_in):
    file = file_in(S.IN_SERVICE)

    client.post(page(link_for(file)), completing(file.version))

    assert [event.step for event in file.events.all()] == ["complete"]


def test_the_same_press_twice_is_one_answer(client, placed):
    file, link = placed
    first, second = (client.post(page(link), accepting(file.version), follow=True) for _ in range(2))

    assert file.events.count() == 1
    for response in (first, second):
        assert "Terima kasih. Pengirim sudah kami beri tahu." in response.content.decode()


def test_an_outcome_sent_twice_is_one_outcome(client, file_in):
    file = file_in(S.ACCEPTED)
    link = link_for(file)
    client.post(page(link), completing(file.version))

    again = client.post(page(link), completing(file.version))

    assert again.status_code == 410
    assert file.events.count() == 2


def test_a_page_that_somebody_overtook_shows_how_it_stands_now(client, chain, placed):
    file, link = placed
    client.post(page(link), accepting(file.version) | {"person": "Rambu Ina"})

    late = client.post(page(link), declining(file.version), follow=True)

    assert "tidak bisa lagi. Keadaannya sekarang: Diterima penyedia" in late.content.decode()
    file.refresh_from_db()
    assert (file.state, file.events.count()) == (S.ACCEPTED, 1)


def test_an_outcome_that_is_refused_does_not_start_the_service(file_in):
    file = file_in(S.ACCEPTED)

    with pytest.raises(DomainError, match="Pilih hasil layanan"):
        answer_by_link(link_for(file), "complete", person="Yusuf", post="terapis", seen=file.version, note="12 sesi")

    file.refresh_from_db()
    assert (file.state, file.events.count()) == (S.ACCEPTED, 0)


@pytest.mark.parametrize("seen", [0, 10**30])
def test_a_version_that_the_page_never_showed_is_stale(client, placed, seen):
    file, link = placed

    answer = client.post(page(link), declining(seen), follow=True)

    assert "tidak bisa lagi. Keadaannya sekarang: Menunggu jawaban penyedia" in answer.content.decode()
    assert file.events.count() == 0


def test_the_outcome_waits_folded_until_the_day_of_the_appointment(client, placed):
    file, link = placed
    client.post(page(link), accepting(file.version, appointment_on=in_days(9)))
    folded = client.get(page(link)).content.decode()
    type(file.placement).objects.update(appointment_on=timezone.localdate())

    assert '<details class="act" name="jawaban" open>' not in folded
    assert '<details class="act" name="jawaban" open>' in client.get(page(link)).content.decode()


def test_a_late_appointment_keeps_the_link_alive_for_its_outcome(client, placed):
    file, link = placed
    before = link.expires_on
    client.post(page(link), accepting(file.version, appointment_on=in_days(120)))
    link.refresh_from_db()

    assert (link.expires_on - before).days == 120


def test_only_what_the_service_needs_is_shown_and_nothing_in_address_or_title(client, chain, file_in):
    head = chain.family.members.first()
    file = file_in(S.PLACED, member=head, details="Hamil tujuh bulan")
    file.problems.add(problem_of(chain.family))
    link = link_for(file)

    cover, html = (client.get(url).content.decode() for url in (link.get_absolute_url(), page(link)))

    assert head.name in html
    assert "Hamil tujuh bulan" in html
    hidden = [head.national_id, head.national_id[-4:], chain.family.family_card_number, chain.family.file_number]
    hidden += [chain.family.address, file.problems.get().category.name, chain.secretary.name, file.get_absolute_url()]
    assert [text for text in hidden if text in html] == []
    assert [text for text in (head.name, "Hamil", file.village.name) if text in cover] == []
    assert head.name not in html.partition("<title>")[2].partition("</title>")[0]
    assert link.placement.placed_by.name in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_few_queries(client, chain, file_in, rows, django_assert_max_num_queries):
    file = file_in(S.ACCEPTED, member=FamilyMemberFactory(family=chain.family))
    link = link_for(file)
    for number in range(rows):
        file.events.create(number=10 + number, step="accept", from_state="placed", to_state="accepted", actor=None)

    for url in (link.get_absolute_url(), page(link)):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(url).status_code == 200


def test_the_clock_is_that_of_the_village_and_not_of_the_server(client, placed):
    assert "WITA, contoh 09.00" in client.get(page(placed[1])).content.decode()


def test_dates_are_read_as_people_write_them(client, placed):
    file, link = placed
    client.post(page(link), accepting(file.version, appointment_on=today().replace("-", "/"), hour="9"))

    assert file.events.get().note.startswith("Pukul 09.00 WITA.")
