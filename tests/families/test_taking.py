"""Members of the listed families as a file, and back in again."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from families.enums import RevealReason
from families.models import FamilyMember, Problem, ProblemCategory
from tests.exchange.rows import household
from tests.factories.families import FamilyFactory
from tests.factories.regions import make_village
from tests.factories.sheets import PEOPLE, imported, verdicts, written, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


@pytest.fixture
def households(village, secretary):
    """One with its card and NIKs, one without, as an import leaves them."""
    rows = [PEOPLE, *household(), *[["", "", *cells[2:]] for cells in household()]]
    rows[4][2] = "Anton Lay"
    written(imported("keluarga", village, xlsx(rows), secretary.user), secretary.user)
    FamilyMember.objects.filter(name="Maria Tefa").update(disability=2, has_chronic_illness=True)


def content_of(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def lines_of(content):
    heads, *rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def taken_in_full(client, **filters):
    answer = client.post(
        reverse("families:ask_for_numbers", query=filters or None), {"reason": RevealReason.CORRECT_DATA}
    )
    return client.get(answer["Location"])


def test_numbers_are_masked_and_only_the_listed_families_are_in_it(households, secretary):
    FamilyFactory(village=make_village("53.01.05.2010"), members=1)

    rows = lines_of(content_of(secretary.get(reverse("families:export_members"), {"q": "Yohanes"})))

    assert [row["Nama lengkap"] for row in rows] == ["Yohanes Tefa", "Maria Tefa", "Petrus Tefa"]
    bearer = FamilyMember.objects.get(name="Yohanes Tefa")
    assert rows[0]["NIK"] == f"berakhir {bearer.national_id[-4:]}"
    assert bearer.family.family_card_number not in str(rows)
    assert (rows[0]["Desa"], rows[0]["Kecamatan"]) == ("Tablolong", "Kupang Barat")


@pytest.mark.parametrize("in_full", [True, False])
@pytest.mark.parametrize("file_type", ["xlsx", "csv"])
def test_what_is_taken_out_and_put_in_again_changes_nothing(households, secretary, village, in_full, file_type):
    if in_full:
        content = content_of(taken_in_full(secretary, format=file_type))
    else:
        content = content_of(secretary.get(reverse("families:export_members"), {"format": file_type}))

    batch = imported("keluarga", village, SimpleUploadedFile(f"x.{file_type}", content), secretary.user)

    assert set(verdicts(batch).values()) == {"same"}
    assert len(verdicts(batch)) == 6


def test_full_numbers_need_a_reason_and_leave_a_trace(households, secretary):
    address = reverse("families:ask_for_numbers")
    assert secretary.post(address, {}).status_code == 422

    rows = lines_of(content_of(taken_in_full(secretary)))

    known = set(FamilyMember.objects.exclude(national_id="").values_list("national_id", flat=True))
    assert known <= {row["NIK"] for row in rows}
    assert AccessLog.objects.get(kind=AccessKind.REVEAL).reason.endswith(RevealReason.CORRECT_DATA.label)
    assert AccessLog.objects.filter(kind=AccessKind.EXPORT, actor=secretary.user).count() == 1


def test_the_reason_of_another_opens_nothing(households, secretary, as_role):
    location = secretary.post(reverse("families:ask_for_numbers"), {"reason": RevealReason.CORRECT_DATA})["Location"]

    assert as_role(Role.COORDINATOR).get(location).status_code == 404
    look = AccessLog.objects.create(kind=AccessKind.REVEAL, actor=secretary.user, reason="Membetulkan data")
    assert secretary.get(reverse("families:full_numbers", args=[look.pk])).status_code == 404


def test_who_may_not_open_numbers_gets_none(as_role):
    assert as_role(Role.TREASURER).get(reverse("families:ask_for_numbers")).status_code == 403
    assert as_role(Role.DISTRICT_HEAD).get(reverse("families:export_members")).status_code == 403


def test_a_list_by_a_sensitive_problem_names_nobody(households, as_role):
    category = ProblemCategory.objects.filter(sensitive=True).first()
    family = FamilyMember.objects.get(name="Yohanes Tefa").family
    coordinator = as_role(Role.COORDINATOR)
    Problem.objects.create(family=family, category=category, recorded_by=coordinator.user)

    rows = lines_of(content_of(coordinator.get(reverse("families:export_members"), {"masalah": category.code})))

    assert {row["Nama lengkap"] for row in rows} == {"Nama disamarkan"}
