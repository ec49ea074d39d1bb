"""Every address × every role: who may, who may not, and nobody ever meets an error page."""

from uuid import UUID

import pytest
from django.db import transaction
from django.test.utils import override_settings
from django.urls import URLPattern, get_resolver, reverse

from accounts.capabilities import GRANTS
from accounts.capabilities import Capability as C
from accounts.enums import Role
from institutions.models import CareUnit
from tests.factories.everything import make_records
from tests.factories.regions import in_the_zone_of_the_village, make_village

pytestmark = pytest.mark.once_with_servers

# For everybody, without signing in.
PUBLIC = {
    "health", "accounts:sign_in", "accounts:forgot", "accounts:forgot_sent", "accounts:reset_form", "accounts:reset",
    "documents:check", "documents:verify", "units:calendar",
    "answers:code", "answers:cover", "answers:answer", "answers:wrong_receiver", "answers:attachment",
    "mentoring:feed", "workplans:feed",
}  # fmt: skip
# One's own things: for everybody who is signed in. A list of cases shows those one handles.
OWN = {
    "dashboard:home", "cases:list", "accounts:sign_out", "accounts:me", "accounts:password", "accounts:draft",
    "regions:children",
    "jobs:mine", "jobs:detail", "jobs:panel", "jobs:retry", "jobs:cancel",
    "notices:list", "notices:open", "notices:read_all",
}  # fmt: skip
IMPORTERS = {C.CHANGE_FAMILIES, C.CHANGE_INSTITUTIONS, C.KEEP_DIRECTORY, C.KEEP_CASH_BOOK, C.MANAGE_ACCOUNTS}
# Pages that open exactly for the roles with one of these capabilities in the record's region.
OPENS = {
    "families:list": {C.SEE_FAMILIES, C.SEE_SHARED_FAMILIES},
    **dict.fromkeys(("exchange:list", "exchange:export"), IMPORTERS),
    "exchange:batch": {C.CHANGE_FAMILIES},
    "families:detail": {C.SEE_FAMILIES},
    "families:history": {C.SEE_FAMILIES},
    "families:assessment": {C.SEE_FAMILIES},
    "families:comparison": {C.SEE_FAMILIES},
    "institutions:detail": {C.SEE_INSTITUTIONS},
    "units:detail": {C.SEE_INSTITUTIONS},
    "units:founding": {C.SEE_INSTITUTIONS},
    "units:meetings": {C.SEE_INSTITUTIONS},
    "units:board": {C.SEE_INSTITUTIONS},
    "units:meeting": {C.SEE_INSTITUTIONS},
    "units:decisions": {C.SEE_INSTITUTIONS},
    "units:agenda": {C.SEE_INSTITUTIONS},
    "units:activities": {C.SEE_INSTITUTIONS},
    "units:activity": {C.SEE_INSTITUTIONS},
    "cases:detail": {C.SEE_CASES},
    "cases:plan": {C.SEE_CASES},
    "cases:conference": {C.SEE_CASES},
    "cases:files": {C.SEE_CASES},
    "cases:intake": {C.SEE_CASES},
    **{f"mentoring:{name}": {C.SEE_FAMILIES} for name in ("selection", "graduation", "detail", "visit")},
    **{
        f"mentoring:{name}": {C.SEE_FAMILIES, C.LEAD_TRAINING}
        for name in ("trainings", "training", "export_trainings")
    },
    **{
        f"mentoring:{name}": {C.SEE_FAMILIES, C.RECORD_VISITS}
        for name in ("home", "export", "calendar", "export_calendar")
    },
    **{f"referrals:export_{name}": {C.DECIDE_REFERRALS, C.PLACE_REFERRALS} for name in ("waiting", "at_providers")},
    "programmes:detail": {C.SEE_PROGRAMMES},
    "reporting:detail": {C.SEE_REPORTS},
    **{
        f"reporting:{name}": {C.SEE_REPORTS, C.SEE_REGENCY_REPORTS}
        for name in ("list", "late", "export", "export_late")
    },
    **{f"programmes:{name}": {C.SEE_PROGRAMMES} for name in ("group", "group_sessions", "session", "event")},
    "workplans:needs": {C.SEE_WORK_PLANS},
    "workplans:matrix": {C.SEE_WORK_PLANS},
    "workplans:vote": {C.SEE_WORK_PLANS},
    "workplans:actions": {C.SEE_WORK_PLANS},
    "workplans:action": {C.SEE_WORK_PLANS},
    "workplans:results": {C.SEE_WORK_PLANS},
    "workplans:detail": {C.SEE_WORK_PLANS},
    "workplans:timeline": {C.SEE_WORK_PLANS},
    "workplans:parties": {C.SEE_WORK_PLANS},
    **{f"workplans:{name}": {C.SEE_WORK_PLANS} for name in ("stage", "paper", "export_matrix")},
    "finance:stimulus": {C.SEE_STIMULUS},
    **{f"finance:{name}": {C.SEE_CASH_BOOK} for name in ("book", "recap", "budget", "entry", "month")},
}
# Acts on one record: who may is decided by the record's state too, and tested beside each.
ACTS = {
    "families": {
        "search", "reveal", "edit", "status", "close", "assess", "add_problem", "move_problem", "add_strength",
        "add_consent", "withdraw_consent", "consent_scan", "assess_anew", "correct_strength", "add_money",
        "correct_money", "add_housing", "correct_housing", "add_decile", "correct_decile", "add_aid", "correct_aid",
        "end_aid", "add_consent_scan", "print_consent", "add_paper", "paper", "remove_paper", "print_profile",
        "print", "transfer", "transfer_step", "send_transfer", "split", "leave", "return_member", "reopen",
        "not_double", "merge_choose", "merge", "unmerge", "copies", "ask_copy", "copy",
        "full_numbers",
    },
    "institutions": {"add", "change_offer", "stop_offer", "change", "confirm", "add_offer"},
    "units": {
        "issue_board", "board_paper",
        "change", "decree", "decree_scan", "close", "add_member", "leave", "elect", "end_term", "add_meeting",
        "change_meeting", "draft_decree", "decree_draft", "add_step", "change_step", "add_founding_paper",
        "founding_paper", "remove_founding_paper", "add_group", "change_group", "end_group", "plan_meeting",
        "change_plan", "call_off", "meeting_message", "meeting_letter", "issue_letter", "add_meeting_paper",
        "meeting_paper", "remove_meeting_paper", "add_decision", "change_decision", "finish_decision",
        "reopen_decision",
        "add_agenda_item", "change_agenda_item", "remove_agenda_item", "copy_agenda", "agree_agenda", "issue_agenda",
        "agenda_paper", "export_activities",
        "export_meetings", "export_members", "export_agenda", "export_decisions", "add_activity", "change_activity",
        "call_off_activity",
        "add_activity_photo", "activity_photo", "remove_activity_photo",
    },
    "cases": {
        "inform", "link_family", "open_from_intake", "open", "step", "service", "notes", "assign", "sensitive",
        "note", "photo", "remove_photo", "add_goal", "goal", "add_action", "action", "action_step", "add_conference",
        "check", "summary", "make_summary", "send_incidental", "name_person", "end_access", "incidentals",
        "incidental", "incidental_paper", "receive_incidental", "export_incidentals", "send_again", "figures",
        "change", "cancel_service",
        "cancel_intake",
    },
    "referrals": {
        "list", "all", "export", "write", "detail", "change", "step", "letter", "attach", "attachment", "detach",
        "for_family", "decide", "decided", "at_providers", "session", "send_scan",
        "renew_link", "close_link",
        "make_status", "status", "make_introduction", "introduction",
    },
    "mentoring": {
        "pair", "change_pioneer", "change_mentor", "end", "replan", "record_visit", "sheet", "change_visit",
        "visit_photo", "change_selection", "close_selection", "add_candidates", "candidate_step", "change_training",
        "graduate", "terminate", "certificate", "print_certificate",
    },
    "workplans": {
        "add_need", "change_need", "remove_need", "answer_need", "add_source", "take_institutions", "change_source",
        "remove_source", "add_action", "change_action", "remove_action", "targets", "drop_target", "link_activity",
        "unlink_activity", "record_result", "hand_over",
        "delay", "change_facilitator", "plan_step", "tick_party", "untick_party", "stage_step", "stage_meeting",
        "write_stage", "change_opening", "stage_report", "add_step", "add_paper", "finish_step", "reopen_step",
        "change_step", "remove_step", "remove_paper", "print", "paper_of_plan",
    },
    "finance": {
        "export_book", "export_recap", "make_recap", "recap_paper", "add_entry", "make_book", "book_paper",
        "month_step", "reverse_entry", "add_scan", "scan", "make_receipt", "receipt",
        "propose", "change_stimulus", "stimulus_step", "reveal_account", "add_stimulus_receipt", "stimulus_receipt",
        "remove_stimulus_receipt", "make_realisation", "stimulus_paper",
    },
    "programmes": {
        "change_group", "export_group_members", "export_sessions", "add_group_members", "add_group_other",
        "group_follow_up",
        "group_member", "leave_group", "recommend_member", "take_back_step", "add_business", "group_businesses",
        "change_business", "business_goes_on", "plan_sessions", "add_session", "record_session", "move_session",
        "call_off_session", "session_attendance", "change_event", "call_off_event", "event_follow_up", "set_reach",
        "issue_event_paper", "event_letter", "add_event_paper", "event_paper", "remove_event_paper",
        "change", "villages", "add_activity", "change_activity", "remove_activity", "progress", "review", "step",
    },
    "monitoring": {
        "visit", "fill", "keep", "change_visit", "discard_visit", "visit_step", "visit_paper", "change_finding",
        "remove_finding", "finding", "finding_step",
    },
    "exports": {"download"},
    "exchange": {
        "send", "template", "panel", "columns", "decide", "confirm", "read_again", "discard", "undo", "give_up",
        "wrong", "slips", "drop_slips",
    },
    "reporting": {
        "panel", "narrative", "recount", "revise", "download", "advance", "draft", "excel", "missing", "photos",
        "excerpts", "give_time",
    },
}  # fmt: skip
NATIONAL = {Role.MINISTRY, Role.ADMIN}
# What the nation reads of every region: no families, of programmes no names of people, of monitoring what it records.
NATIONWIDE = ("accounts:", "programmes:", "monitoring:")
TOKEN = UUID("5a1c2f60-0000-4000-8000-000000000001")


def walk(resolver, namespace="", place=""):
    for pattern in resolver.url_patterns:
        path = place + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", path, pattern
        else:
            yield from walk(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace, path)


ADDRESSES = list(walk(get_resolver()))


@pytest.fixture(scope="module")
def records(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all walks: what one writes is undone behind it."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("x")), transaction.atomic():
        with in_the_zone_of_the_village():
            records = make_records(make_village())
        yield records
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_files(records):
    """The records keep theirs as long as they live themselves."""


WORDS = {
    "name": "submit", "step_name": "send", "code": "XXXX-XXXX", "form": "family", "token": TOKEN, "key": "x",
    "post": "53.01.05", "file_pk": 1, "purpose": "plasma", "kind": "meeting_minutes", "year": 2026, "position": 3,
    "month": "2026-09", "period": "2026-07",
}  # fmt: skip


def address(name, pattern, records):
    """The address of ``name`` for the records of Desa Tablolong; what a new address asks for needs a line above."""
    namespace, _, word = name.partition(":")
    keys, values = pattern.pattern.converters, {}
    for key in keys:
        # Some addresses have a record of their own behind pk; "paper" of <pk>/berkas/<paper>/ is not that one.
        own = key == "pk" and word not in keys and records.get(name)
        record = own or records.get(f"{namespace}:{key}")
        values[key] = record.pk if record else WORDS[key]
    if name == "accounts:reset":
        values["token"] = "y"
    return reverse(name, kwargs=values)


def addresses(records):
    return [(name, address(name, pattern, records), pattern) for name, _, pattern in ADDRESSES]


def capability(pattern):
    return getattr(pattern.callback, "capability", None)


def test_every_address_is_in_a_table():
    tables = PUBLIC | OWN | OPENS.keys() | {f"{app}:{name}" for app, names in ACTS.items() for name in names}
    bare = {name for name, _, pattern in ADDRESSES if capability(pattern) is None}
    assert bare - tables == set(), "say who may open these"
    assert tables - {name for name, _, _ in ADDRESSES} == set(), "these are gone"


def test_without_signing_in_only_the_public_pages_open(client, db, records):
    client.raise_request_exception = False
    closed = {name: client.get(url) for name, url, _ in addresses(records) if name not in PUBLIC}
    assert {n for n, r in closed.items() if r.status_code != 302 or not r["Location"].startswith("/masuk/")} == set()
    opened = {name: client.get(url).status_code for name, url, _ in addresses(records) if name in PUBLIC}
    assert {name: code for name, code in opened.items() if code not in {200, 302, 404, 410}} == {}


@pytest.mark.parametrize("role", Role)
def test_each_role_meets_only_what_its_capabilities_open(as_role, records, role):
    client = as_role(role)
    client.raise_request_exception = False
    wrong = {}
    for name, url, pattern in addresses(records):
        if name != "accounts:sign_out":
            answer = client.get(url)
            list(answer)  # a file that is handed out is read to its end, and so closed
            if not _as_expected(role, name, pattern, answer.status_code):
                wrong[name] = answer.status_code
    assert wrong == {}


def _as_expected(role, name, pattern, code):
    needed = capability(pattern)
    if needed is not None:
        return code in ({200, 302, 403, 404, 405} if needed in GRANTS[role] else {403, 404, 405})
    if name in OPENS:
        return code == 200 if OPENS[name] & GRANTS[role] else code in {403, 404}
    return code in {200, 302, 400, 403, 404, 405, 410}


@pytest.mark.parametrize("role", Role)
def test_nobody_reaches_a_record_of_another_regency(as_role, records, other_village, role):
    """Neither to read nor to act; national roles reach accounts and programmes, nothing of families."""
    client = as_role(role, other_village)
    client.raise_request_exception = False
    reached = {}
    for name, url, pattern in addresses(records):
        if (
            name not in PUBLIC
            and any("pk" in key for key in pattern.pattern.converters)
            and not (role in NATIONAL and name.startswith(NATIONWIDE))
        ):
            codes = {client.get(url).status_code, client.post(url).status_code}
            if codes - {403, 404, 405}:
                reached[name] = codes
    assert reached == {}


def test_a_change_of_duty_counts_in_the_same_session(as_role, records):
    client, url = as_role(Role.SECRETARY), records["families:pk"].get_absolute_url()
    assert client.get(url).status_code == 200
    client.user.assignments.update(role=Role.TREASURER)
    assert client.get(url).status_code in {403, 404}


def test_the_walk_would_see_a_hole(as_role, records, other_village, monkeypatch):
    """If scopes were left out, the test above would fail: it looks at what it says it looks at."""
    monkeypatch.setattr(type(CareUnit.objects.all()), "visible_to", lambda rows, user: rows.all())
    client = as_role(Role.SECRETARY, other_village)
    assert client.get(reverse("units:detail", args=[records["units:pk"].pk])).status_code == 200
