import pytest
from django.urls import reverse
from django.utils import timezone

from families.services import withdraw_consent
from referrals.enums import ReferralState
from referrals.models import Attachment, Referral
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.institutions import InstitutionFactory
from tests.referrals.conftest import problem_of
from tests.referrals.filling import scan, step, today

pytestmark = pytest.mark.django_db
S = ReferralState


def test_the_provider_answers_and_reports_back(chain, file_in, as_user):
    file = file_in(S.PLACED)
    client = as_user(chain.provider)
    client.post(step(file, "accept"), {"version": file.version, "appointment_on": today()})
    file.refresh_from_db()
    client.post(step(file, "start"), {"version": file.version})
    file.refresh_from_db()
    done = {
        "version": file.version,
        "outcome": "full",
        "note": "Periksa 4 kali",
        "value": "Rp1.500.000",
        "advice": "Lanjut",
    }
    client.post(step(file, "complete"), done)

    file.refresh_from_db()
    assert file.state == S.COMPLETED
    assert (file.placement.value, file.placement.given, file.placement.appointment_on) == (
        1_500_000, "Periksa 4 kali", timezone.localdate(),
    )  # fmt: skip


def test_the_provider_sees_only_what_the_service_needs(chain, file_in, as_user):
    head = chain.family.members.first()
    file = file_in(S.PLACED, member=head, details="Hamil tujuh bulan")
    file.problems.add(problem_of(chain.family))
    client = as_user(chain.provider)

    html = client.get(file.get_absolute_url()).content.decode()
    listed = client.get(reverse("referrals:list")).content.decode()

    assert head.name in html
    assert "Hamil tujuh bulan" in html
    hidden = [head.national_id, head.national_id[-4:], chain.family.family_card_number, chain.family.file_number]
    hidden += [
        chain.family.address,
        chain.family.get_absolute_url(),
        file.problems.get().category.name,
        chain.secretary.name,
    ]
    assert [text for text in hidden if text in html] == []
    assert chain.family.head_name not in listed


def test_after_declining_the_provider_is_led_to_the_list(chain, file_in, as_user):
    file = file_in(S.PLACED)
    client = as_user(chain.provider)

    answer = client.post(step(file, "decline"), {"version": file.version, "reason": "full"}, follow=True)

    assert answer.redirect_chain == [(reverse("referrals:list"), 302)]
    assert client.get(file.get_absolute_url()).status_code == 404


def test_a_provider_whose_service_ended_sees_no_family_and_no_letter_of_another(chain, file_in, as_user):
    file = file_in(S.COMPLETED, details="Hamil tujuh bulan")
    as_user(chain.secretary).post(step(file, "refer_again"), {"version": file.version, "note": "Belum cukup"})
    file.refresh_from_db()
    assert "Hamil tujuh bulan" not in as_user(chain.provider).get(file.get_absolute_url()).content.decode()
    other = InstitutionFactory(region=chain.village)
    as_user(chain.tksk).post(step(file, "approve"), {"version": file.version, "institution": other.pk})
    client = as_user(chain.provider)

    html = client.get(file.get_absolute_url()).content.decode()

    assert "Hamil tujuh bulan" not in html
    assert chain.family.head_name not in html
    assert other.name not in html
    assert client.get(reverse("referrals:letter", args=[file.pk])).status_code == 404
    assert client.post(step(file, "accept"), {"version": 3, "appointment_on": today()}).status_code == 403


def test_scans_of_the_familys_papers_are_not_for_the_provider(chain, file_in, as_user):
    file = file_in(S.DRAFT)
    as_user(chain.secretary).post(reverse("referrals:attach", args=[file.pk]), scan())
    attached = file.attachments.get()
    placed = file_in(S.PLACED)
    Referral.objects.filter(pk=placed.pk).update(need="Lain")
    type(attached).objects.filter(pk=attached.pk).update(referral=placed)

    url = reverse("referrals:attachment", args=[placed.pk, attached.pk])
    assert as_user(chain.provider).get(url).status_code == 404
    served = as_user(chain.tksk).get(url)
    assert served.status_code == 200
    served.close()


@pytest.fixture
def sent(chain, file_in):
    """A placed referral with all that its provider may read: facts, a letter that is ready, a scan marked for it."""
    file = file_in(S.PLACED, details="Hamil tujuh bulan")
    attached = Attachment.objects.create(referral=file, file=StoredFileFactory(), label="KK", for_provider=True)
    Referral.objects.filter(pk=file.pk).update(letter=DocumentFactory())
    file.refresh_from_db()
    file.papers = [
        reverse("referrals:letter", args=[file.pk]), reverse("referrals:attachment", args=[file.pk, attached.pk])
    ]  # fmt: skip
    return file


def answers(client, urls):
    pages = [client.get(url) for url in urls]
    for page in pages:
        # Read to its end, which closes the file.
        b"".join(page)
    return [page.status_code for page in pages]


def test_while_it_lies_with_the_provider_its_papers_open(chain, sent, as_user):
    assert answers(as_user(chain.provider), sent.papers) == [200, 200]


@pytest.mark.parametrize("state", [S.COMPLETED, S.CLOSED, S.WITHDRAWN])
def test_when_its_part_is_done_the_provider_has_neither_the_data_nor_the_papers(chain, sent, as_user, state):
    closed = {"closed_on": timezone.localdate()} if state == S.CLOSED else {}
    Referral.objects.filter(pk=sent.pk).update(state=state, **closed)
    client = as_user(chain.provider)

    html = client.get(sent.get_absolute_url()).content.decode()

    assert "Layanan Anda untuk rujukan ini sudah selesai" in html
    assert ("Hamil tujuh bulan" in html, chain.family.head_name in html) == (False, False)
    assert sent.papers[0] not in html
    assert answers(client, sent.papers) == [404, 404]
    assert answers(as_user(chain.tksk), sent.papers) == [200, 200]


def test_when_the_family_takes_its_consent_back_the_provider_reads_nothing_more(chain, sent, as_user):
    withdraw_consent(sent.consent, on=timezone.localdate(), actor=chain.secretary)
    client = as_user(chain.provider)

    html = client.get(sent.get_absolute_url()).content.decode()
    given = {"version": sent.version, "appointment_on": today()}
    refused = client.post(step(sent, "accept"), given, follow=True).content.decode()

    assert "Keluarga sudah menarik izinnya" in html
    assert ("Hamil tujuh bulan" in html, chain.family.head_name in html) == (False, False)
    assert answers(client, sent.papers) == [404, 404]
    assert "Keluarga sudah menarik kesediaannya. Hubungi pengirim rujukan ini." in refused
    sent.refresh_from_db()
    assert sent.state == S.PLACED


def test_a_provider_does_not_find_its_files_by_the_name_of_a_family(chain, file_in, as_user):
    file_in(S.PLACED)
    url, client = reverse("referrals:all"), as_user(chain.provider)

    assert "Kejar Paket B" in client.get(url, {"q": "paket"}).content.decode()
    assert "Kejar Paket B" not in client.get(url, {"q": chain.family.head_name}).content.decode()
    assert "Kejar Paket B" in as_user(chain.tksk).get(url, {"q": chain.family.head_name}).content.decode()
