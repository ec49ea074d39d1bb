"""“Profil keluarga”: one page whatever is known, nothing sensitive on it, for those who see the village's families."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from documents.models import Document
from families.documents import FamilyProfile
from families.enums import (
    ConsentPurpose,
    Disability,
    Education,
    FamilyStatus,
    Rate,
    Relation,
    Severity,
    Sex,
    StrengthKind,
)
from families.models import AidProgramme, AidReceived, Decile, Housing, MoneyRecord
from families.services import issue_profile, share_family
from tests.factories.accounts import make_user
from tests.factories.documents import make_file, read_paper
from tests.factories.families import (
    ConsentFactory,
    FamilyFactory,
    FamilyMemberFactory,
    ProblemFactory,
    StrengthFactory,
    category,
    make_assessment,
    make_secretary,
    make_status,
)

LONG = "Yohanes Kristoforus Aleksander Wilhelmus Nomleni-Haumelan Sabuneno"
WIDE = "W" * 120


def _family(village, members, **fields):
    """A family of ``members`` people about whom everything is known, all of it long."""
    family = FamilyFactory(village=village, members=1, **fields)
    FamilyMemberFactory.create_batch(
        members - 1, family=family, name=LONG, relation=Relation.RELATIVE, sex=Sex.FEMALE,
        education=Education.PRIMARY_UNFINISHED, occupation="Pekerja lepas serabutan di pelabuhan perikanan",
        disability=Disability.MULTIPLE, has_chronic_illness=True, lives_elsewhere=True,
    )  # fmt: skip
    _fill(family, family.recorded_by)
    return family


def _fill(family, actor):
    today, usual = timezone.localdate(), {"family": family, "recorded_by": actor}
    year_ago = today - timedelta(days=365)
    MoneyRecord.objects.create(noted_on=year_ago, income=1_250_000, debt=2_500_000, savings=0, **usual)
    MoneyRecord.objects.create(
        noted_on=today, income=1_500_000, expenses=1_300_000, monthly_savings=50_000, savings=600_000,
        debt=1_000_000, **usual,
    )  # fmt: skip
    Housing.objects.create(
        house="lodging", roof="thatch", wall="bamboo", floor="wood", water="open", sanitation="none",
        electricity="none", assets="Kebun jagung 20 are, dua ekor babi, perahu kecil, sepeda motor tua " * 4, **usual,
    )  # fmt: skip
    Decile.objects.create(value=2, source="Musyawarah desa tentang penetapan data DTSEN tahun ini " * 2, **usual)
    for programme in AidProgramme.objects.all()[:8]:
        AidReceived.objects.create(programme=programme, starts_on=year_ago, member=family.members.first(), **usual)
    ProblemFactory(family=family, category=category("PPKS-24"), severity=Severity.GRAVE)
    for code in ("PPKS-20", "PPKS-21", "PPKS-22", "PPKS-25", "PPKS-06", "PPKS-19"):
        ProblemFactory(family=family, category=category(code))
    StrengthFactory.create_batch(7, family=family, kind=StrengthKind.OTHER, text=f"{LONG} bekerja di kota. " * 2)
    for purpose in ConsentPurpose:
        ConsentFactory(family=family, purpose=purpose)
    for child in family.members.all()[1:6]:
        ConsentFactory(family=family, purpose=ConsentPurpose.PHOTO, member=child, guardian="ibu")
    make_assessment(family, value=Rate.FAIR, planning=Rate.NOT_YET)


@pytest.mark.once_on_sqlite
@pytest.mark.parametrize("members", [2, 8, 10, 15])
def test_a_family_with_everything_fits_one_page(village, members):
    family = _family(village, members, head_name=LONG, address="Jalan lintas selatan, belakang gereja " * 5)
    pages, words = read_paper(issue_profile(family, actor=make_secretary(village)))
    assert pages == 1
    assert "Bukti keaslian" in words
    assert "Koordinator FCU" in words
    assert (f"dan {members - 10} anggota lain" in words) is (members > 10)


@pytest.mark.once_on_sqlite
def test_the_widest_letters_fit_too(village):
    family = _family(village, 10, head_name=WIDE, address=WIDE + WIDE[:80], hamlet="W" * 60)
    family.members.update(name=WIDE, occupation="W" * 80)
    assert read_paper(issue_profile(family, actor=make_secretary(village)))[0] == 1


@pytest.mark.once_on_sqlite
def test_a_family_of_which_hardly_anything_is_known_has_a_page(village):
    family = FamilyFactory(village=village, members=1, family_card_number="", hamlet="", rt="", rw="")
    family.members.update(national_id="")
    pages, words = read_paper(issue_profile(family, actor=make_secretary(village)))
    assert pages == 1
    for word in ("Belum dicatat.", "Belum pernah diasesmen.", "belum diketahui", "belum ada"):
        assert word in words


def test_it_says_how_the_family_stands(village):
    coordinator = make_user(Role.COORDINATOR, village, name="Marta Nomleni")
    family = _family(village, 3, head_name="Obaja Tefnai", family_card_number="5301050101260007")
    make_status(family, FamilyStatus.PIONEER, on=date(2026, 1, 5))
    words = read_paper(issue_profile(family, actor=coordinator))[1]
    for word in (
        "Keluarga Obaja Tefnai", "Keluarga pionir", "5 Januari 2026", "berakhir 0007", family.file_number,
        "Rp1.500.000", "+Rp250.000 (+20%)", "−Rp1.500.000 (−60%)", "+Rp600.000", "menumpang", "Desil DTSEN: 2",
        "Rata-rata 18 indikator 1,6", "Fakir miskin", "Menjadi keluarga pionir", "Marta Nomleni",
    ):  # fmt: skip
        assert word in words, word


def test_neither_full_numbers_nor_sensitive_matters_stand_on_it(village):
    family = _family(village, 4, family_card_number="5301050101260007")
    document = issue_profile(family, actor=make_user(Role.COORDINATOR, village))
    frozen, words = str(document.content), read_paper(document)[1]
    numbers = ["5301050101260007", *family.members.values_list("national_id", flat=True)]
    for secret in (*numbers, "kekerasan", "Korban tindak"):
        assert secret not in frozen
        assert secret not in words


def test_solved_problems_ended_programmes_and_withdrawn_consents_are_left_out(village):
    family, today = FamilyFactory(village=village, members=1), timezone.localdate()
    ProblemFactory(family=family, state="solved", solved_on=today)
    AidReceived.objects.create(
        family=family, programme=AidProgramme.objects.first(), starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 1),
        recorded_by=family.recorded_by,
    )  # fmt: skip
    ConsentFactory(family=family, withdrawn_on=today)
    profile = FamilyProfile.load(family, today)
    assert (profile.problems, profile.aid, profile.consents) == ([], [], "")


def test_the_same_day_and_data_are_the_same_paper_and_a_change_is_a_revision(village):
    family, secretary = FamilyFactory(village=village, members=2), make_secretary(village)
    first = issue_profile(family, actor=secretary)
    assert issue_profile(family, actor=secretary) == first
    family.hamlet = "Dusun IX"
    family.save()
    second = issue_profile(family, actor=secretary)
    assert (second.revision, second.replaces) == (2, first)


def _print(client, family):
    return client.post(reverse("families:print_profile", args=[family.pk]))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DINAS])
def test_who_sees_the_village_prints_and_downloads(as_role, village, role):
    family, client = FamilyFactory(village=village, members=2), as_role(role)
    assert _print(client, family).url == f"{family.get_absolute_url()}#dokumen"
    document = Document.objects.get()
    url = reverse("families:print", args=[family.pk, document.pk])
    assert "Sedang dibuat" in client.get(family.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 404
    make_file(document)
    assert url in client.get(family.get_absolute_url()).content.decode()
    assert b"".join(client.get(url).streaming_content).startswith(b"%PDF-")
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD, actor=client.user, subject_id=family.pk).exists()


@pytest.mark.parametrize("role", [Role.MENTOR, Role.LK3])
def test_a_shared_file_is_not_printed(as_role, village, role):
    family, client, secretary = FamilyFactory(village=village, members=2), as_role(role), make_secretary(village)
    place = {"user": client.user} if role == Role.MENTOR else {"role": Role.LK3, "region": village.parent.parent}
    share_family(family, reason="Rujukan 1", actor=secretary, **place)
    document = issue_profile(family, actor=secretary)
    assert "Profil keluarga" not in client.get(family.get_absolute_url()).content.decode()
    assert _print(client, family).status_code == 403
    assert client.get(reverse("families:print", args=[family.pk, document.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        issue_profile(family, actor=client.user)


def test_outside_the_village_there_is_nothing_to_print(as_role, village, other_village):
    family = FamilyFactory(village=village, members=1)
    document, client = issue_profile(family, actor=make_secretary(village)), as_role(Role.SECRETARY, other_village)
    assert _print(client, family).status_code == 404
    assert client.get(reverse("families:print", args=[family.pk, document.pk])).status_code == 404
    assert client.get(reverse("families:print_profile", args=[family.pk])).status_code == 405


def test_a_paper_of_another_family_is_not_found(as_role, village):
    family, other = FamilyFactory(village=village, members=1), FamilyFactory(village=village, members=1)
    document = issue_profile(other, actor=make_secretary(village))
    assert as_role(Role.SECRETARY).get(reverse("families:print", args=[family.pk, document.pk])).status_code == 404


def test_a_closed_file_is_not_printed_anew(as_role, village):
    family = FamilyFactory(village=village, members=1)
    type(family).objects.filter(pk=family.pk).update(closed_on=timezone.localdate(), closed_reason="moved")
    client = as_role(Role.SECRETARY)
    _print(client, family)
    assert not Document.objects.exists()
    assert "Cetak profil" not in client.get(family.get_absolute_url()).content.decode()
