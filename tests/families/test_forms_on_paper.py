"""Forms that are filled in by hand: consents, and the registration form of a village."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from documents.enums import DocumentKind
from documents.models import Document
from families.enums import ConsentPurpose, Relation
from families.models import AidProgramme, ConsentText, Indicator, IndicatorSet, ProblemCategory
from families.services import issue_blank_forms, issue_consent_form
from tests.factories.accounts import make_user
from tests.factories.documents import make_file, read_paper
from tests.factories.families import FamilyFactory, make_secretary, national_set
from tests.factories.regions import make_village


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=2, head_name="Obaja Tefnai")


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_a_consent_form_holds_the_text_in_force_and_the_familys_name(village, family, purpose):
    pages, words = read_paper(issue_consent_form(family, purpose, actor=make_secretary(village)))
    text = ConsentText.objects.get(purpose=purpose)
    assert pages == 1
    for word in ("Obaja Tefnai", family.file_number, text.body[:50], text.body[-40:], "naskah 2026-1", "Saksi,"):
        assert word in words, word
    assert ("wali lain" in words) is (purpose in {ConsentPurpose.REFERRAL, ConsentPurpose.PHOTO})


def test_each_purpose_is_a_paper_of_its_own_and_a_new_text_a_revision(village, family):
    secretary = make_secretary(village)
    papers = [issue_consent_form(family, purpose, actor=secretary) for purpose in ConsentPurpose]
    assert [paper.revision for paper in papers] == [1, 1, 1, 1]
    assert issue_consent_form(family, ConsentPurpose.PHOTO, actor=secretary) == papers[-1]
    ConsentText.objects.create(
        purpose=ConsentPurpose.PHOTO, version="2026-2", body="Kata baru.", valid_from=timezone.localdate()
    )
    newer = issue_consent_form(family, ConsentPurpose.PHOTO, actor=secretary)
    assert (newer.revision, newer.content["body"]) == (2, "Kata baru.")
    assert "Kata baru." not in papers[-1].content["body"]


def test_a_consent_form_is_printed_from_the_familys_page(as_role, family):
    client = as_role(Role.SECRETARY)
    url = reverse("families:print_consent", args=[family.pk, "pioneer"])
    assert url in client.get(family.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    document = Document.objects.get(kind=DocumentKind.CONSENT_PIONEER)
    assert document.title in client.get(family.get_absolute_url()).content.decode()
    assert client.post(reverse("families:print_consent", args=[family.pk, "lainnya"])).status_code == 404
    assert as_role(Role.TKSK).post(url).status_code == 403


def test_who_writes_no_families_prints_no_forms(village, family):
    reader = make_user(Role.TKSK, village)
    with pytest.raises(PermissionDenied):
        issue_consent_form(family, ConsentPurpose.PHOTO, actor=reader)
    with pytest.raises(PermissionDenied):
        issue_blank_forms(village, actor=reader)


def test_the_registration_form_asks_in_the_words_and_codes_of_the_screen(village):
    form, *_ = issue_blank_forms(village, actor=make_secretary(village))
    pages, words = read_paper(form)
    assert pages == 3
    for relation in Relation:
        assert f"{relation.value} {relation.label}" in words
    for category in ProblemCategory.objects.all():
        assert category.code.removeprefix("PPKS-") in words
    for indicator in national_set().indicators.all():
        assert indicator.code in words
        assert indicator.text[:20] in words
    for programme in AidProgramme.objects.all():
        assert programme.name in words
    for number, part in enumerate(("Identitas keluarga", "Anggota keluarga", "Masalah dan potensi"), start=1):
        assert f"{number}. {part}" in words


def test_blank_consents_name_nobody(village, family):
    _, *consents = issue_blank_forms(village, actor=make_secretary(village))
    assert [paper.number for paper in consents] == ["FK-2", "FK-3", "FK-4", "FK-5"]
    for paper in consents:
        pages, words = read_paper(paper)
        assert pages == 1
        assert "Obaja" not in words


def test_blank_forms_belong_to_their_village(village):
    neighbour = make_village("53.01.05.2010")
    ours = issue_blank_forms(village, actor=make_secretary(village))
    theirs = issue_blank_forms(neighbour, actor=make_secretary(neighbour))
    assert {paper.revision for paper in (*ours, *theirs)} == {1}
    assert issue_blank_forms(village, actor=make_secretary(village)) == ours


def test_the_list_leads_to_the_blank_forms_which_are_made_and_downloaded(as_role, village):
    client, url = as_role(Role.SECRETARY), reverse("families:blank_forms")
    assert url in client.get(reverse("families:list")).content.decode()
    assert "Belum disiapkan" in client.get(url).content.decode()
    assert client.post(url).url == url
    assert "Sedang dibuat" in client.get(url).content.decode()
    paper = Document.objects.get(kind=DocumentKind.FAMILY_FORM)
    download = reverse("families:blank_form", args=[paper.pk])
    assert client.get(download).status_code == 404
    make_file(paper)
    assert download in client.get(url).content.decode()
    assert b"".join(client.get(download).streaming_content).startswith(b"%PDF-")


def test_another_village_or_another_paper_is_not_found_there(as_role, village, other_village, family):
    issue_blank_forms(other_village, actor=make_secretary(other_village))
    theirs = Document.objects.get(kind=DocumentKind.FAMILY_FORM)
    ours = issue_consent_form(family, ConsentPurpose.PHOTO, actor=make_secretary(village))
    for paper in (theirs, ours):
        make_file(paper)
        assert as_role(Role.SECRETARY).get(reverse("families:blank_form", args=[paper.pk])).status_code == 404
    for role in (Role.TKSK, Role.DINAS, Role.MENTOR):
        assert as_role(role).get(reverse("families:blank_forms")).status_code == 403


def test_a_checklist_of_the_regency_is_the_one_on_paper(village):
    own = IndicatorSet.objects.create(
        version="kupang-1", region=village.parent.parent, valid_from=timezone.localdate()
    )
    Indicator.objects.create(
        indicator_set=own, code="1.1", dimension="marriage", text="Nikah tercatat di KUA", order=1
    )
    form, *_ = issue_blank_forms(village, actor=make_secretary(village))
    assert form.content["checklist"] == "kupang-1"
    assert form.content["indicators"] == [["Perkawinan yang sah", [["1.1", "Nikah tercatat di KUA"]]]]
