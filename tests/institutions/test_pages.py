"""Each view answers: works, colleague, outsider, read-only role, bad id, wrong method."""

from datetime import time

import pytest
from django.urls import reverse

from accounts.enums import Role
from institutions.enums import Post
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    DecisionFactory,
    DecreeFactory,
    GuestFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
    OfficerFactory,
    ServiceOfferFactory,
)

READS = {
    "institutions:detail": "institution",
    "units:detail": "unit",
    "units:meetings": "unit",
    "units:meeting": "meeting",
    "units:decisions": "unit",
    "units:meeting_message": "plan",
}
FORMS = {
    "institutions:change": "institution",
    "institutions:add_offer": "institution",
    "institutions:change_offer": "offer",
    "units:change": "unit",
    "units:decree": "unit",
    "units:close": "unit",
    "units:add_member": "unit",
    "units:leave": "member",
    "units:elect": "unit",
    "units:end_term": "officer",
    "units:add_meeting": "unit",
    "units:change_meeting": "meeting",
    "units:plan_meeting": "unit",
    "units:change_plan": "plan",
    "units:call_off": "plan",
    "units:add_meeting_paper": "meeting",
    "units:add_decision": "meeting",
    "units:change_decision": "decision",
    "units:finish_decision": "decision",
}
ACTS = {"institutions:confirm": "institution", "institutions:stop_offer": "offer", "units:reopen_decision": "decision"}
LISTS = ["institutions:list", "institutions:offers", "institutions:export", "units:list", "units:export"]
ADDS = ["institutions:add", "units:add"]


@pytest.fixture
def records(village):
    unit = CareUnitFactory(village=village)
    DecreeFactory(care_unit=unit)
    member = MembershipFactory(care_unit=unit)
    meeting = MeetingFactory(care_unit=unit)
    AttendanceFactory(meeting=meeting, membership=member)
    GuestFactory(meeting=meeting)
    institution = InstitutionFactory(region=village)
    return {
        "unit": unit,
        "member": member,
        "officer": OfficerFactory(membership=member, post=Post.SECRETARY),
        "meeting": meeting,
        "plan": MeetingFactory(care_unit=unit, is_planned=True, starts_at=time(16)),
        "decision": DecisionFactory(meeting=meeting),
        "institution": institution,
        "offer": ServiceOfferFactory(institution=institution, problems=["PPKS-08"]),
    }


def address(name, records):
    return reverse(name, args=[records[{**READS, **FORMS, **ACTS}[name]].pk])


@pytest.mark.parametrize("name", [*READS, *FORMS])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_the_village_opens_its_pages(as_role, records, role, name):
    assert as_role(role).get(address(name, records)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.DINAS])
def test_wider_roles_open_the_lists(as_role, records, role, name):
    assert as_role(role).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("role", [Role.TKSK, Role.LK3, Role.DINAS])
def test_wider_roles_read(as_role, records, role, name):
    assert as_role(role).get(address(name, records)).status_code == 200


@pytest.mark.parametrize("name", ADDS)
def test_the_village_opens_an_empty_form(as_role, village, name):
    assert as_role(Role.SECRETARY).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*READS, *FORMS, *ACTS])
@pytest.mark.parametrize("method", ["get", "post"])
def test_outsiders_find_nothing(as_role, records, other_village, name, method):
    if (name in ACTS and method == "get") or (name in READS and method == "post"):
        return
    assert getattr(as_role(Role.SECRETARY, other_village), method)(address(name, records)).status_code == 404


@pytest.mark.parametrize("name", [*FORMS, *ACTS])
def test_who_only_reads_is_refused(as_role, records, name):
    assert as_role(Role.TKSK).post(address(name, records), {}).status_code == 403


@pytest.mark.parametrize("name", ADDS)
def test_who_only_reads_adds_nothing(as_role, village, name):
    assert as_role(Role.TKSK).get(reverse(name)).status_code == 403
    assert as_role(Role.TKSK).post(reverse(name), {}).status_code == 403


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [Role.TREASURER, Role.MENTOR, Role.PROVIDER, Role.MINISTRY])
def test_roles_without_the_directory_are_refused(as_role, records, role, name):
    assert as_role(role).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", [*READS, *FORMS])
def test_an_unknown_number_is_not_found(as_role, village, name):
    assert as_role(Role.SECRETARY).get(reverse(name, args=[999_999])).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_a_post(as_role, records, name):
    assert as_role(Role.SECRETARY).get(address(name, records)).status_code == 405


@pytest.mark.parametrize("name", READS)
def test_a_page_to_read_takes_no_post(as_role, records, name):
    assert as_role(Role.SECRETARY).post(address(name, records)).status_code == 405


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_no_post(as_role, village, name):
    assert as_role(Role.SECRETARY).post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", [*FORMS])
def test_a_form_takes_no_delete(as_role, records, name):
    assert as_role(Role.SECRETARY).delete(address(name, records)).status_code == 405


@pytest.mark.parametrize("name", [*LISTS, *ADDS])
def test_strangers_are_sent_to_the_door(client, village, name):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", FORMS)
def test_a_form_carries_its_token_or_version(as_role, records, name):
    page = as_role(Role.SECRETARY).get(address(name, records)).content.decode()
    hidden = {"units:leave": "csrfmiddlewaretoken", "units:end_term": "csrfmiddlewaretoken"}
    versioned = ("change", "decree", "close", "call_off", "finish")
    guard = "version" if name.rpartition(":")[2].startswith(versioned) else "form_token"
    assert f'name="{hidden.get(name, guard)}" value="' in page
