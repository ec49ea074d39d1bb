import pytest
from django.urls import reverse
from django.utils import timezone

from referrals.enums import ReferralState
from referrals.models import Referral
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
