"""The founding file with its steps and papers."""

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
from institutions.enums import FoundingKind, UnitState
from institutions.models import FoundingPaper, FoundingStep
from institutions.services import (
    add_founding_paper,
    change_founding_step,
    deactivate_unit,
    draft_decree,
    record_decree,
    record_founding_step,
)
from institutions.services.founding import MOST_PAPERS
from tests.factories.accounts import make_user
from tests.factories.institutions import (
    CareUnitFactory,
    DecreeFactory,
    FoundingPaperFactory,
    FoundingStepFactory,
    years_ago,
)

TODAY = timezone.localdate


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village, state=UnitState.FORMING, founded_on=None)


def photo(name="hadir.jpg"):
    data = BytesIO()
    Image.new("RGB", (20, 20), "white").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def occasion(**given):
    return {
        "kind": FoundingKind.FORMATION,
        "held_on": years_ago(2),
        "place": "Balai desa",
        "led_by": "Kepala Desa",
        **given,
    }


def typed(**given):
    return {
        "kind": "formation",
        "held_on": "17-08-2024",
        "place": "Balai desa",
        "led_by": "Kepala Desa",
        "form_token": uuid4(),
        **given,
    }


def test_a_step_is_written_down_and_the_formation_is_the_founding_day(as_role, unit):
    client, address = as_role(Role.SECRETARY), reverse("units:add_step", args=[unit.pk])
    given = typed(participants="LK3 dan TKSK", minutes="FCU dibentuk")
    assert client.post(address, given).status_code == 302
    assert client.post(address, given).status_code == 302, "a double click"
    step = unit.founding_steps.get()
    unit.refresh_from_db()
    assert (step.kind, step.participants, step.recorded_by) == (FoundingKind.FORMATION, "LK3 dan TKSK", client.user)
    assert unit.founded_on == step.held_on


def test_a_founding_day_that_somebody_wrote_stays(village, secretary):
    unit = CareUnitFactory(village=village, founded_on=years_ago(3))
    record_founding_step(unit, actor=secretary, **occasion())
    unit.refresh_from_db()
    assert unit.founded_on == years_ago(3)


def test_a_step_may_take_several_occasions_but_none_is_written_twice(unit, secretary):
    record_founding_step(unit, actor=secretary, **occasion(kind=FoundingKind.SOCIALISATION))
    second = record_founding_step(
        unit, actor=secretary, **occasion(kind=FoundingKind.SOCIALISATION, place="Kantor camat")
    )
    with pytest.raises(DomainError, match="sudah dicatat"):
        record_founding_step(unit, actor=secretary, **occasion(kind=FoundingKind.SOCIALISATION, place="BALAI DESA"))
    with pytest.raises(DomainError, match="sudah dicatat"):
        change_founding_step(second, actor=secretary, place="Balai desa")
    assert unit.founding_steps.count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"held_on": "01-01-2099"}, "belum tiba"),
        ({"held_on": "31-02-2024"}, "Tanggal belum benar"),
        ({"place": " "}, "Isi tempat"),
        ({"kind": "party"}, "Pilihan langkah itu tidak ada"),
        ({"form_token": "x"}, "Muat ulang"),
    ],
)
def test_what_does_not_fit_is_said(as_role, unit, given, sentence):
    response = as_role(Role.SECRETARY).post(reverse("units:add_step", args=[unit.pk]), typed(**given))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not unit.founding_steps.exists()


def test_the_formation_comes_before_the_confirmation(unit, secretary):
    formed = record_founding_step(unit, actor=secretary, **occasion())
    early = occasion(kind=FoundingKind.CONFIRMATION, held_on=years_ago(2) - timedelta(days=1))
    with pytest.raises(DomainError, match="tidak boleh sesudah pengukuhan"):
        record_founding_step(unit, actor=secretary, **early)
    record_founding_step(unit, actor=secretary, **occasion(kind=FoundingKind.CONFIRMATION, held_on=years_ago(1)))
    with pytest.raises(DomainError, match="tidak boleh sesudah pengukuhan"):
        change_founding_step(formed, actor=secretary, held_on=TODAY())
    formed.refresh_from_db()
    assert formed.held_on == years_ago(2)


def test_a_decree_is_not_older_than_the_formation_in_the_file(unit, secretary):
    FoundingStepFactory(care_unit=unit, held_on=years_ago(2))
    decree = {"number": "12/SK/2024", "signed_by": "Yohanis Nalle", "actor": secretary}
    with pytest.raises(DomainError, match="tidak boleh sebelum FCU dibentuk"):
        record_decree(unit, decided_on=years_ago(3), **decree)
    record_decree(unit, decided_on=years_ago(2), **decree)
    unit.refresh_from_db()
    assert unit.state == UnitState.CONFIRMED


def test_a_formation_after_the_decree_is_refused(village, secretary):
    unit = DecreeFactory(care_unit__village=village, care_unit__founded_on=None).care_unit
    with pytest.raises(DomainError, match="Periksa kedua tanggal"):
        record_founding_step(unit, actor=secretary, **occasion(held_on=years_ago(1)))
    assert not unit.founding_steps.exists()


def test_whoever_saves_second_sees_both_values(as_role, unit, secretary):
    step = FoundingStepFactory(care_unit=unit)
    change_founding_step(step, actor=secretary, place="Gereja")
    client, address = as_role(Role.SECRETARY), reverse("units:change_step", args=[step.pk])
    response = client.post(address, typed(place="Sekolah", version=1))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Gereja" in page
    assert "Sekolah" in page
    assert client.post(address, typed(place="Sekolah", version=2)).status_code == 302
    with pytest.raises(StaleState):
        change_founding_step(step, actor=secretary, seen=1, place="Pasar")
    step.refresh_from_db()
    assert (step.place, step.version) == ("Sekolah", 3)


def test_papers_are_kept_handed_out_and_taken_away(as_role, unit):
    step = FoundingStepFactory(care_unit=unit)
    client, add = as_role(Role.SECRETARY), reverse("units:add_founding_paper", args=[step.pk])
    given = {"form_token": uuid4(), "caption": "Daftar hadir"}
    assert client.post(add, {**given, "file": photo()}).status_code == 302
    assert client.post(add, {**given, "file": photo()}).status_code == 302, "a double click"
    paper = step.papers.get()
    page = reverse("units:founding", args=[unit.pk])
    assert "Daftar hadir" in client.get(page).content.decode()
    answer = client.get(reverse("units:founding_paper", args=[paper.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert AccessLog.objects.filter(kind=AccessKind.DOWNLOAD, actor=client.user).exists()
    assert client.post(reverse("units:remove_founding_paper", args=[paper.pk])).url == step.get_absolute_url()
    assert "Daftar hadir" not in client.get(page).content.decode().partition("id_messages")[2]
    assert client.get(reverse("units:founding_paper", args=[paper.pk])).status_code == 404
    assert FoundingPaper.objects.get().removed_on == TODAY()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.pdf", b"MZ\x90"), "Jenis berkas ini tidak diterima"),
        (SimpleUploadedFile("a.pdf", b""), "kosong"),
        ("", "Pilih berkas"),
    ],
)
def test_a_file_that_is_no_paper_is_refused(as_role, unit, file, sentence):
    step = FoundingStepFactory(care_unit=unit)
    given = {"form_token": uuid4(), "file": file}
    response = as_role(Role.SECRETARY).post(reverse("units:add_founding_paper", args=[step.pk]), given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not step.papers.exists()


def test_a_step_holds_so_many_papers(unit, secretary):
    step = FoundingStepFactory(care_unit=unit)
    FoundingPaperFactory.create_batch(MOST_PAPERS, step=step)
    with pytest.raises(DomainError, match="Paling banyak"):
        add_founding_paper(step, photo(), actor=secretary)
    FoundingPaper.objects.filter(pk=step.papers.first().pk).update(removed_on=TODAY())
    assert add_founding_paper(step, photo(), actor=secretary).pk


def test_the_ladder_says_what_is_missing(as_role, unit):
    client = as_role(Role.TKSK)
    FoundingStepFactory(care_unit=unit, kind=FoundingKind.SOCIALISATION, participants="PKK")
    FoundingStepFactory(care_unit=unit, participants="PKK", minutes="Sepakat")
    rungs = client.get(unit.get_absolute_url()).context["rungs"]
    assert [rung["state"] for rung in rungs] == ["done", "now", "", "done", ""]
    assert rungs[0]["detail"].endswith("Belum ada notulen, berkas")
    assert rungs[3]["detail"].endswith("Belum ada berkas")
    assert [rungs[1]["detail"], rungs[4]["detail"]] == ["Belum dicatat", "SK belum dicatat"]
    DecreeFactory(care_unit=unit, number="12/SK/2024")
    rungs = client.get(reverse("units:founding", args=[unit.pk])).context["rungs"]
    assert (rungs[4]["state"], rungs[4]["detail"]) == ("done", "SK 12/SK/2024")


def test_the_page_takes_the_same_statements_for_one_step_and_for_three(as_role, unit, django_assert_max_num_queries):
    counts = []
    for kind in list(FoundingKind)[:3]:
        FoundingPaperFactory(step=FoundingStepFactory(care_unit=unit, kind=kind))
        client = as_role(Role.SECRETARY)
        with django_assert_max_num_queries(9) as captured:
            client.get(reverse("units:founding", args=[unit.pk]))
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_an_inactive_unit_keeps_its_file_to_read(as_role, unit, secretary):
    step = FoundingStepFactory(care_unit=unit)
    deactivate_unit(unit, reason="Desa digabung", actor=secretary)
    for write in (
        lambda: record_founding_step(unit, actor=secretary, **occasion(place="Sekolah")),
        lambda: change_founding_step(step, actor=secretary, place="Sekolah"),
        lambda: add_founding_paper(step, photo(), actor=secretary),
        lambda: draft_decree(unit, actor=secretary, signed_by="Yohanis Nalle"),
    ):
        with pytest.raises(DomainError, match="tidak aktif"):
            write()
    page = as_role(Role.SECRETARY).get(reverse("units:founding", args=[unit.pk])).content.decode()
    assert "Balai desa" in page
    assert "Catat langkah" not in page


def test_a_colleague_of_another_village_writes_nothing(unit, other_village):
    stranger = make_user(Role.SECRETARY, other_village)
    with pytest.raises(PermissionDenied):
        record_founding_step(unit, actor=stranger, **occasion())
    with pytest.raises(PermissionDenied):
        draft_decree(unit, actor=stranger, signed_by="Yohanis Nalle")
    assert not FoundingStep.objects.exists()


PAGES = ("add_step", "draft_decree", "change_step", "add_founding_paper", "founding_paper", "remove_founding_paper")


def addresses(unit):
    paper = FoundingPaperFactory(step__care_unit=unit)
    keys = dict.fromkeys(PAGES[:2], unit) | dict.fromkeys(PAGES[2:4], paper.step) | dict.fromkeys(PAGES[4:], paper)
    return {name: reverse(f"units:{name}", args=[record.pk]) for name, record in keys.items()}


def status(response):
    """A file is read to its end, so that it does not stay open."""
    b"".join(response.streaming_content if response.streaming else ())
    return response.status_code


def test_every_page_keeps_its_door(as_role, unit, other_village):
    reader, stranger, writer = as_role(Role.TKSK), as_role(Role.SECRETARY, other_village), as_role(Role.COORDINATOR)
    for name, url in addresses(unit).items():
        method, wrong = ("post", "get") if name == "remove_founding_paper" else ("get", "delete")
        assert status(getattr(stranger, method)(url)) == 404, name
        assert status(getattr(reader, method)(url)) == (200 if name == "founding_paper" else 403), name
        assert status(getattr(writer, wrong)(url)) == 405, name
        assert status(getattr(writer, method)(url)) in {200, 302}, name
        assert status(getattr(writer, method)(reverse(f"units:{name}", args=[99_999]))) == 404, name
