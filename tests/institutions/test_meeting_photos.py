"""Photos and other files that are kept with a meeting."""

import io
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.enums import Role
from core.exceptions import DomainError
from institutions.enums import PaperKind, Post
from institutions.models import MeetingPaper
from institutions.services import (
    add_meeting_paper,
    call_off_meeting,
    issue_attendance_sheet,
    issue_invitation,
    issue_minutes,
    remove_meeting_paper,
)
from institutions.services.meeting_papers import MOST_PAPERS
from tests.factories.accounts import make_user
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    DecisionFactory,
    GuestFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
)

TODAY = timezone.localdate
ISSUE = (issue_invitation, issue_attendance_sheet, issue_minutes)


@pytest.fixture
def unit(village):
    """With a coordinator and a secretary among its members, and an open decision of last month."""
    unit = CareUnitFactory(village=village, name="FCU Desa Tablolong")
    for name, post in (("Selfina Lakapu", Post.COORDINATOR), ("Marselina Boimau", Post.SECRETARY)):
        OfficerFactory(membership=MembershipFactory(care_unit=unit, name=name), post=post)
    last = MeetingFactory(care_unit=unit, held_on=TODAY() - timedelta(days=30))
    DecisionFactory(meeting=last, text="Membeli perahu", owner="Marta Koa", due_on=TODAY() - timedelta(days=1))
    return unit


@pytest.fixture
def plan(unit):
    return MeetingFactory(
        care_unit=unit,
        is_planned=True,
        held_on=TODAY() + timedelta(days=7),
        starts_at=time(16),
        agenda="Keluarga sasaran\n\nLain-lain",
    )


@pytest.fixture
def held(unit):
    meeting = MeetingFactory(care_unit=unit, leader="Daud Rumanesi", minutes="Dibuka dengan doa.")
    AttendanceFactory(meeting=meeting, membership__name="Yane Kolimata")
    GuestFactory(meeting=meeting, guest_name="Ferdi Sabuin", guest_from="TKSK")
    DecisionFactory(meeting=meeting, text="Mengecat balai", owner="Petrus")
    return meeting


def photo():
    written = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(written, "JPEG")
    return SimpleUploadedFile("suasana.jpg", written.getvalue())


def test_a_photo_comes_is_handed_out_and_goes(as_role, held):
    client, add = as_role(Role.SECRETARY), reverse("units:add_meeting_paper", args=[held.pk])
    token = uuid4()
    for _ in range(2):  # a double click
        sent = {"file": photo(), "caption": "Suasana rapat", "form_token": token}
        assert client.post(add, sent).url == held.get_absolute_url()
    paper = MeetingPaper.objects.get()
    assert (paper.kind, paper.caption) == (PaperKind.PHOTO, "Suasana rapat")
    assert "Suasana rapat" in client.get(held.get_absolute_url()).content.decode()
    address = reverse("units:meeting_paper", args=[held.pk, paper.pk])
    response = as_role(Role.TKSK).get(address)
    assert (response["Content-Type"], response["Content-Disposition"][:10]) == ("image/jpeg", "attachment")
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert client.post(reverse("units:remove_meeting_paper", args=[held.pk, paper.pk])).status_code == 302
    assert "Suasana rapat" not in client.get(held.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 404
    paper.refresh_from_db()
    assert paper.removed_on == TODAY()


def test_what_is_no_photo_is_refused(as_role, held):
    sent = {"file": SimpleUploadedFile("x.jpg", b"bukan foto"), "form_token": uuid4()}
    response = as_role(Role.SECRETARY).post(reverse("units:add_meeting_paper", args=[held.pk]), sent)
    assert response.status_code == 422
    assert "Jenis berkas ini tidak diterima" in response.content.decode()
    assert not MeetingPaper.objects.exists()


def test_a_paper_of_another_meeting_is_not_reached(as_role, held, plan, secretary):
    paper = add_meeting_paper(held, photo(), actor=secretary)
    client = as_role(Role.SECRETARY)
    assert client.get(reverse("units:meeting_paper", args=[plan.pk, paper.pk])).status_code == 404
    assert client.post(reverse("units:remove_meeting_paper", args=[plan.pk, paper.pk])).status_code == 404


def test_there_is_an_end_to_papers_and_a_plan_with_one_stays(held, plan, secretary):
    paper = add_meeting_paper(plan, photo(), actor=secretary)
    with pytest.raises(DomainError, match="sudah punya foto"):
        call_off_meeting(plan, actor=secretary)
    MeetingPaper.objects.bulk_create(
        MeetingPaper(meeting=plan, file=paper.file, added_by=secretary) for _ in range(MOST_PAPERS - 1)
    )
    with pytest.raises(DomainError, match="Paling banyak"):
        add_meeting_paper(plan, photo(), actor=secretary)


def test_who_only_reads_issues_and_keeps_nothing(plan, secretary, village):
    reader, paper = make_user(Role.TKSK, village), add_meeting_paper(plan, photo(), actor=secretary)
    for act in (*ISSUE, lambda meeting, actor: add_meeting_paper(meeting, photo(), actor=actor)):
        with pytest.raises(PermissionDenied):
            act(plan, actor=reader)
    with pytest.raises(PermissionDenied):
        remove_meeting_paper(paper, actor=reader)
