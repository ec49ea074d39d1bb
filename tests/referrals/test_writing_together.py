"""From the family's page to the form, what the form knows already, and what it points out before it saves."""

import uuid

import pytest
from django.urls import reverse

from accounts.enums import Role
from cases.models import Case
from families.services import share_family
from notices.models import Notice
from referrals.enums import ReferralState
from referrals.models import Referral
from referrals.services import attach_file
from tests.factories.cases import CaseFactory, CaseNoteFactory, ServiceGivenFactory
from tests.factories.families import FamilyFactory
from tests.referrals.conftest import problem_of
from tests.referrals.filling import form_for, photo, scan

pytestmark = pytest.mark.django_db
S = ReferralState


def begin(family):
    return reverse("referrals:for_family", args=[family.pk])


def write(case):
    return reverse("referrals:write", args=[case.pk])


def test_one_open_case_leads_straight_to_the_form_and_several_ask_which(chain, as_user):
    client = as_user(chain.secretary)
    assert client.get(begin(chain.family)).url == write(chain.case)

    other = CaseFactory(family=chain.family, handler=chain.secretary)

    page = client.get(begin(chain.family)).content.decode()
    assert write(chain.case) in page
    assert write(other) in page


def test_without_an_open_case_one_is_opened_on_the_way(chain, as_user):
    family = FamilyFactory(village=chain.village)
    problem, client = problem_of(family), as_user(chain.secretary)
    assert "belum punya kasus terbuka" in client.get(begin(family)).content.decode()
    form = {"form_token": uuid.uuid4(), "summary": "Anak sakit.", "urgency": "2", "problems": [problem.pk]}

    answers = [client.post(begin(family), form) for _ in range(2)]

    case = Case.objects.get(family=family)
    assert {answer.url for answer in answers} == {write(case)}
    assert (case.handler, list(case.problems.all())) == (chain.secretary, [problem])
    page = client.get(write(case))
    assert "Anak sakit." in page.content.decode()
    assert page.context["form"]["problems"].value() == [problem.pk]


def test_a_case_without_a_summary_is_not_opened(chain, as_user):
    family = FamilyFactory(village=chain.village)

    page = as_user(chain.secretary).post(begin(family), {"form_token": uuid.uuid4(), "urgency": "1"})

    assert page.status_code == 422
    assert "Isi ringkasan." in page.content.decode()
    assert not Case.objects.filter(family=family).exists()


def test_who_may_begin(chain, as_user, as_role, other_village):
    assert as_role(Role.COORDINATOR, other_village).get(begin(chain.family)).status_code == 404
    assert as_user(chain.coordinator).get(begin(chain.family)).status_code == 302
    assert as_user(chain.tksk).get(begin(chain.family)).status_code == 403
    assert as_user(chain.secretary).get(reverse("referrals:for_family", args=[10**9])).status_code == 404
    assert as_user(chain.secretary).put(begin(chain.family)).status_code == 405


def test_the_button_stands_on_the_family_page_for_who_may_press_it(chain, as_user):
    button = f'href="{begin(chain.family)}"'
    assert button in as_user(chain.secretary).get(chain.family.get_absolute_url()).content.decode()
    assert button not in as_user(chain.tksk).get(chain.family.get_absolute_url()).content.decode()


def test_a_mentor_begins_only_from_a_case_in_hand(chain, as_user):
    share_family(chain.family, user=chain.mentor, reason="Pembinaan", actor=chain.secretary)
    client = as_user(chain.mentor)
    assert client.get(begin(chain.family)).status_code == 403
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)
    Referral.objects.create(
        village=chain.village, case=chain.case, family=chain.family, need="Kursi roda", details="-", sector="social",
        author=chain.mentor,
    )  # fmt: skip

    page = client.get(chain.family.get_absolute_url()).content.decode()

    assert f'href="{begin(chain.family)}"' in page
    assert "Usulkan rujukan" in page
    assert client.get(begin(chain.family)).url == write(chain.case)


def test_a_mentor_proposes_and_the_office_is_told(chain, as_user):
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)
    client = as_user(chain.mentor)
    assert "Usulkan rujukan" in client.get(chain.case.get_absolute_url()).content.decode()

    client.post(write(chain.case), form_for())

    told = {notice.user for notice in Notice.objects.filter(text__startswith="Usulan rujukan")}
    assert told == {chain.secretary, chain.coordinator}


def test_the_form_knows_member_problems_and_what_was_tried(chain, as_user):
    member, problem = chain.family.members.get(), problem_of(chain.family)
    chain.case.members.add(member)
    chain.case.problems.add(problem)
    CaseNoteFactory(case=chain.case, text="Ibu ingin anaknya sekolah lagi.")
    client = as_user(chain.secretary)
    assert "Ibu ingin anaknya sekolah lagi." in client.get(write(chain.case)).content.decode()
    ServiceGivenFactory(case=chain.case, description="Bimbingan belajar di rumah")

    page = client.get(write(chain.case))

    form = page.context["form"]
    assert (form["member"].value(), form["problems"].value()) == (member.pk, [problem.pk])
    assert "10 Agustus 2026: Bimbingan belajar di rumah" in page.content.decode()
    assert "Kesediaan keluarga untuk rujukan ada" in page.content.decode()


def test_a_missing_consent_is_said_and_nothing_typed_is_lost(chain, as_user):
    chain.family.consents.all().delete()
    client = as_user(chain.secretary)
    assert "belum dicatat" in client.get(write(chain.case)).content.decode()

    bad = client.post(write(chain.case), form_for(need="", details="Panjang sekali") | {"kesediaan": "ya"})
    assert "Panjang sekali" in bad.content.decode()
    good = client.post(write(chain.case), form_for() | {"kesediaan": "ya"})

    assert good.url == reverse("families:add_consent", args=[chain.family.pk]) + "?untuk=referral"
    assert Referral.objects.get().need == "Kejar Paket B"


def test_a_draft_is_matched_again_and_saved_before_the_consent(chain, file_in, as_user):
    chain.family.consents.all().delete()
    file, client = file_in(S.DRAFT), as_user(chain.secretary)
    url = reverse("referrals:change", args=[file.pk])
    assert "belum dicatat" in client.get(url).content.decode()

    matched = client.post(url, form_for(need="", sector="health", version=file.version) | {"cocokkan": "ya"})
    saved = client.post(url, form_for(need="Kursi roda", version=file.version) | {"kesediaan": "ya"})

    assert matched.status_code == 200
    assert "Pemeriksaan kehamilan" in matched.content.decode()
    assert saved.url.endswith("?untuk=referral")
    assert Referral.objects.get().need == "Kursi roda"


def test_a_mentor_is_not_sent_to_record_the_consent(chain, as_user):
    chain.family.consents.all().delete()
    Case.objects.filter(pk=chain.case.pk).update(handler=chain.mentor)

    page = as_user(chain.mentor).get(write(chain.case)).content.decode()

    assert "Mintalah sekretaris" in page
    assert 'name="kesediaan"' not in page


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ({"sector": "education"}, {}),
        ({"sector": "health", "need": "kejar paket b"}, {}),
        ({"sector": "health"}, {"offer": True}),
    ],
)
def test_an_open_referral_for_the_same_need_is_pointed_out_first(chain, file_in, as_user, stored, typed):
    offer = chain.offer if typed else None
    double = file_in(S.SUBMITTED, **{"need": "Lain"} | stored, wanted_offer=offer)
    client = as_user(chain.secretary)
    form = form_for(wanted_offer=chain.offer.pk if typed else "", sector="health" if typed else "education")

    page = client.post(write(chain.case), form)

    assert page.status_code == 422
    assert double.get_absolute_url() in page.content.decode()
    assert Referral.objects.count() == 1
    assert client.post(write(chain.case), form | {"lanjut": page.context["go_on"]}).status_code == 302
    assert Referral.objects.count() == 2
    # Pressed twice: what the first press wrote is no double.
    assert client.post(write(chain.case), form | {"lanjut": page.context["go_on"]}).status_code == 302
    assert Referral.objects.count() == 2


def test_what_is_over_or_for_another_need_is_no_double(chain, file_in, as_user):
    file_in(S.REJECTED)
    file_in(S.SUBMITTED, sector="health", need="Kursi roda")
    file_in(S.SUBMITTED, case=CaseFactory(family=FamilyFactory(village=chain.village)))

    assert as_user(chain.secretary).post(write(chain.case), form_for()).status_code == 302


def test_a_double_of_a_sensitive_case_stays_unseen(chain, file_in, as_user):
    hidden = CaseFactory(family=chain.family, handler=chain.coordinator, sensitive=True)
    file_in(S.SUBMITTED, case=hidden, author=chain.coordinator)

    assert as_user(chain.secretary).post(write(chain.case), form_for()).status_code == 302


def test_the_page_points_out_the_double_to_who_decides(chain, file_in, as_user):
    file, double = file_in(S.SUBMITTED), file_in(S.SUBMITTED, author=chain.coordinator)

    page = as_user(chain.tksk).get(file.get_absolute_url()).content.decode()

    assert "rujukan yang mirip" in page
    assert double.get_absolute_url() in page


def test_a_scan_is_labelled_and_sent_along_while_it_is_a_draft(chain, file_in, as_user):
    file, client = file_in(S.DRAFT), as_user(chain.secretary)
    url = reverse("referrals:attach", args=[file.pk])
    client.post(url, scan(label="Lainnya", other_label="Surat domisili", for_provider="on"))
    attached = file.attachments.get()
    assert (attached.label, attached.for_provider) == ("Surat domisili", True)
    toggle = reverse("referrals:send_scan", args=[file.pk, attached.pk])

    client.post(toggle, {"kirim": "tidak"})
    attached.refresh_from_db()
    assert not attached.for_provider
    Referral.objects.filter(pk=file.pk).update(state=S.WITHDRAWN)
    assert client.post(toggle, {"kirim": "ya"}).status_code == 403
    attached.refresh_from_db()
    assert not attached.for_provider


def test_who_may_send_a_scan_along(chain, file_in, as_user, as_role, other_village):
    file = file_in(S.DRAFT)
    attached = attach_file(file, photo(), label="KK", actor=chain.secretary)
    url = reverse("referrals:send_scan", args=[file.pk, attached.pk])

    assert as_role(Role.COORDINATOR, other_village).post(url).status_code == 404
    assert as_user(chain.secretary).get(url).status_code == 405
    assert as_user(chain.secretary).post(reverse("referrals:send_scan", args=[file.pk, 10**9])).status_code == 404
    Referral.objects.filter(pk=file.pk).update(submitted_on="2026-09-01")
    assert as_user(chain.tksk).post(url, {"kirim": "ya"}).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"label": "Lainnya"}, "Tulis apa isi lampirannya"), ({"label": "Ijazah palsu"}, "Pilihan isi lampiran")],
)
def test_a_label_that_says_nothing_is_refused_beside_the_field(chain, file_in, as_user, changes, words):
    file = file_in(S.DRAFT)

    page = as_user(chain.secretary).post(reverse("referrals:attach", args=[file.pk]), scan(**changes))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not file.attachments.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_few_queries(chain, as_user, rows, django_assert_max_num_queries):
    for _ in range(rows):
        chain.case.problems.add(problem_of(chain.family))
        ServiceGivenFactory(case=chain.case)
        CaseFactory(family=chain.family)
    client = as_user(chain.secretary)

    for url in (begin(chain.family), write(chain.case)):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
