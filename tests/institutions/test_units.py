from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.exceptions import DomainError, StaleState
from institutions.enums import Post, UnitState
from institutions.models import CareUnit, Decree
from institutions.queries import unit_of
from institutions.services import change_unit, deactivate_unit, found_unit, record_decree
from tests.factories.accounts import make_user
from tests.factories.institutions import (
    CareUnitFactory,
    DecreeFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    years_ago,
)
from tests.factories.regions import make_village

TODAY = timezone.localdate


@pytest.fixture
def forming(village):
    return CareUnitFactory(village=village, state=UnitState.FORMING)


def photo():
    data = BytesIO()
    Image.new("RGB", (20, 20), "white").save(data, "JPEG")
    return SimpleUploadedFile("sk.jpg", data.getvalue(), "image/jpeg")


def test_a_village_founds_its_unit_in_the_browser(as_role, village):
    client = as_role(Role.COORDINATOR)
    typed = {"village": village.pk, "name": "FCU Tablolong", "founded_on": "17-08-2024", "form_token": uuid4()}
    response = client.post(reverse("units:add"), typed)
    unit = CareUnit.objects.get(village=village)
    assert response.url == unit.get_absolute_url()
    assert unit.state == UnitState.FORMING
    assert client.get(reverse("units:list")).url == unit.get_absolute_url()


def test_a_village_has_one_working_unit(secretary, village, forming):
    with pytest.raises(DomainError, match="sudah punya FCU"):
        found_unit(village=village, name="FCU kedua", actor=secretary)
    assert CareUnit.objects.count() == 1


def test_a_new_unit_may_follow_an_inactive_one(secretary, village, forming):
    deactivate_unit(forming, reason="Desa digabung", actor=secretary)
    forming.refresh_from_db()
    assert (forming.state, forming.inactive_reason) == (UnitState.INACTIVE, "Desa digabung")
    made = found_unit(village=village, name="FCU baru", actor=secretary)
    assert unit_of(village) == made == unit_of(village.pk)


def test_closing_needs_a_reason_and_is_told_in_the_history(as_role, forming):
    client, address = as_role(Role.SECRETARY), reverse("units:close", args=[forming.pk])
    assert client.post(address, {"reason": " ", "version": 1}).status_code == 422
    assert client.post(address, {"reason": "Pengurus pindah", "version": 1}).status_code == 302
    page = client.get(forming.get_absolute_url()).content.decode()
    assert "Pengurus pindah" in page
    assert "Catat rapat" not in page


def test_closing_an_old_page_is_told(as_role, secretary, forming):
    change_unit(forming, actor=secretary, address="Balai desa")
    response = as_role(Role.SECRETARY).post(reverse("units:close", args=[forming.pk]), {"reason": "x", "version": 1})
    assert response.status_code == 409
    forming.refresh_from_db()
    assert forming.state == UnitState.FORMING


def test_an_inactive_unit_is_only_read(secretary, forming):
    deactivate_unit(forming, reason="Desa digabung", actor=secretary)
    with pytest.raises(DomainError, match="tidak aktif"):
        change_unit(forming, actor=secretary, address="x")
    with pytest.raises(StaleState):
        deactivate_unit(forming, reason="Lagi", actor=secretary)


def test_a_decree_with_its_scan_confirms_the_unit(as_role, forming):
    client = as_role(Role.SECRETARY)
    typed = {"number": "12/SK/2024", "decided_on": "01-02-2025", "signed_by": "Yohanis Nalle", "version": 1}
    response = client.post(reverse("units:decree", args=[forming.pk]), {**typed, "scan": photo()})
    forming.refresh_from_db()
    assert response.status_code == 302
    assert (forming.state, forming.decree.number) == (UnitState.CONFIRMED, "12/SK/2024")
    assert [event.step for event in forming.events.all()] == ["confirm"]
    answer = client.get(reverse("units:decree_scan", args=[forming.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD, actor=client.user).exists()


def test_replacing_a_decree_keeps_the_scan(as_role, forming):
    client, address = as_role(Role.SECRETARY), reverse("units:decree", args=[forming.pk])
    typed = {"number": "12/SK/2024", "decided_on": "01-02-2025", "signed_by": "Yohanis Nalle", "version": 1}
    client.post(address, {**typed, "scan": photo()})
    client.post(address, {**typed, "number": "13/SK/2024", "version": 2})
    decree = Decree.objects.get(care_unit=forming)
    assert decree.number == "13/SK/2024"
    assert decree.scan is not None


def test_a_bad_scan_is_refused_beside_the_form_and_changes_nothing(as_role, forming):
    typed = {"number": "12/SK/2024", "decided_on": "01-02-2025", "signed_by": "Yohanis Nalle", "version": 1}
    bad = SimpleUploadedFile("sk.pdf", b"<html>bukan PDF</html>", "application/pdf")
    response = as_role(Role.SECRETARY).post(reverse("units:decree", args=[forming.pk]), {**typed, "scan": bad})
    assert response.status_code == 422
    assert "12/SK/2024" in response.content.decode()
    assert not Decree.objects.exists()


def test_the_scan_stays_with_who_may_see_the_unit(as_role, other_village, forming):
    client = as_role(Role.SECRETARY)
    typed = {"number": "12/SK/2024", "decided_on": "01-02-2025", "signed_by": "Yohanis Nalle", "version": 1}
    client.post(reverse("units:decree", args=[forming.pk]), {**typed, "scan": photo()})
    address = reverse("units:decree_scan", args=[forming.pk])
    answer = as_role(Role.TKSK).get(address)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert as_role(Role.SECRETARY, other_village).get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_no_scan_is_not_found(as_role, village):
    unit = DecreeFactory(care_unit__village=village).care_unit
    assert as_role(Role.SECRETARY).get(reverse("units:decree_scan", args=[unit.pk])).status_code == 404


@pytest.mark.parametrize(("days", "sentence"), [(1, "Tanggal SK belum tiba"), (-365 * 4, "sebelum FCU dibentuk")])
def test_a_decree_has_a_possible_date(secretary, forming, days, sentence):
    day = TODAY() + timedelta(days=days)
    with pytest.raises(DomainError, match=sentence):
        record_decree(forming, number="1", decided_on=day, signed_by="Yohanis", actor=secretary)
    forming.refresh_from_db()
    assert forming.state == UnitState.FORMING


def test_the_founding_date_stays_before_the_decree(secretary, village):
    unit = DecreeFactory(care_unit__village=village).care_unit
    with pytest.raises(DomainError, match="tidak boleh sesudah tanggal SK"):
        change_unit(unit, actor=secretary, founded_on=years_ago(1))


def test_a_second_saver_sees_both_values(as_role, secretary, forming):
    change_unit(forming, actor=secretary, address="Rumah ketua RT")
    client, address = as_role(Role.COORDINATOR), reverse("units:change", args=[forming.pk])
    response = client.post(address, {"name": forming.name, "address": "Posyandu", "version": 1})
    assert response.status_code == 409
    assert "Rumah ketua RT" in response.content.decode()
    assert client.post(address, {"name": forming.name, "address": "Posyandu", "version": 2}).status_code == 302


def test_other_regions_are_refused_by_the_service(village, forming, other_village):
    foreign = make_user(Role.SECRETARY, other_village)
    with pytest.raises(PermissionDenied):
        change_unit(forming, actor=foreign, name="x")
    with pytest.raises(PermissionDenied):
        record_decree(forming, number="1", decided_on=TODAY(), signed_by="x", actor=foreign)
    with pytest.raises(PermissionDenied):
        deactivate_unit(forming, reason="x", actor=foreign)
    with pytest.raises(PermissionDenied):
        found_unit(village=village, name="x", actor=foreign)


@pytest.mark.parametrize(("days_left", "warned"), [(0, True), (60, True), (61, False)])
def test_the_page_warns_60_days_before_a_term_ends(as_role, village, days_left, warned):
    unit = CareUnitFactory(village=village)
    OfficerFactory(membership__care_unit=unit, ends_on=TODAY() + timedelta(days=days_left))
    page = as_role(Role.SECRETARY).get(unit.get_absolute_url()).content.decode()
    assert ("Masa jabatan Koordinator berakhir" in page) is warned


def test_no_warning_once_a_successor_is_elected(as_role, village):
    unit = CareUnitFactory(village=village)
    ending = OfficerFactory(membership__care_unit=unit, ends_on=TODAY() + timedelta(days=10))
    OfficerFactory(
        membership__care_unit=unit, starts_on=ending.ends_on + timedelta(days=1), ends_on=TODAY() + timedelta(days=400)
    )
    page = as_role(Role.SECRETARY).get(unit.get_absolute_url()).content.decode()
    assert "berakhir" not in page.partition('<div class="split">')[0]


def test_the_list_of_wider_roles_is_narrowed_and_counted(as_role, village):
    unit = DecreeFactory(care_unit__village=village, number="77/SK").care_unit
    OfficerFactory(membership__care_unit=unit, post=Post.TREASURER)
    MembershipFactory(care_unit=unit)
    MembershipFactory(care_unit=unit, left_on=TODAY(), left_reason="Pindah")
    MeetingFactory(care_unit=unit)
    CareUnitFactory(village=make_village("53.01.05.2010"), state=UnitState.FORMING)
    client = as_role(Role.DINAS)
    assert client.get(reverse("units:list")).context["page"].paginator.count == 2
    row = client.get(reverse("units:list") + "?keadaan=confirmed&wilayah=53.01.05").context["page"][0]
    found = (row.member_count, row.officer_count, row.last_meeting, row.decree_number)
    assert found == (2, 1, TODAY(), "77/SK")


def test_the_number_of_queries_does_not_grow(as_role, village, django_assert_max_num_queries):
    counts = []
    for code in ("53.01.05.2011", "53.01.05.2010", "53.01.05.2009"):
        unit = DecreeFactory(care_unit__village=make_village(code)).care_unit
        MeetingFactory(care_unit=unit)
        client = as_role(Role.TKSK)
        with django_assert_max_num_queries(15) as captured:
            client.get(reverse("units:list"))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_the_page_of_a_unit_takes_few_queries(as_role, village, django_assert_max_num_queries):
    unit, counts = DecreeFactory(care_unit__village=village).care_unit, []
    for post in Post:
        OfficerFactory(membership__care_unit=unit, post=post, ends_on=TODAY() + timedelta(days=5))
        MeetingFactory(care_unit=unit)
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(16) as captured:
            client.get(unit.get_absolute_url())
        counts.append(len(captured))
    assert len(set(counts)) == 1
