import re
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from cases.models import Case, Intake
from tests.factories.cases import CaseFactory, IntakeFactory, PlanActionFactory, ServiceGivenFactory
from tests.factories.families import AidFactory, FamilyFactory, ProblemFactory

pytestmark = pytest.mark.django_db


def ago(n):
    return timezone.localdate() - timedelta(days=n)


def make_case(village, **fields):
    return CaseFactory(family=FamilyFactory(village=village), **fields)


def sheet(response):
    return list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True))


def test_the_list_is_narrowed_by_age_and_by_what_is_late(village, secretary):
    old, new = make_case(village, opened_on=ago(40)), make_case(village, opened_on=ago(2), handler=secretary.user)
    PlanActionFactory(case=old, due_on=ago(1))
    for query, wanted in (({"umur": "30"}, old), ({"terlambat": "ya"}, old), ({"terlambat": "tindakan"}, old)):
        page = secretary.get(reverse("cases:list"), query).content.decode()
        assert wanted.number in page, query
        assert new.number not in page, query
    assert old.number not in secretary.get(reverse("cases:list"), {"penanggung": "saya"}).content.decode()


def test_the_tksk_finds_the_most_urgent_and_oldest_on_top_and_the_closed_last(village, as_role):
    closed = make_case(village, urgency=3, state="closed", result="solved", closed_on=ago(1), opened_on=ago(90))
    young, old = make_case(village, opened_on=ago(1)), make_case(village, opened_on=ago(50))
    urgent = make_case(village, urgency=3, opened_on=ago(3))
    page = as_role(Role.TKSK).get(reverse("cases:list")).content.decode()
    assert sorted((old, young, urgent, closed), key=lambda case: page.index(case.number)) == [
        urgent,
        old,
        young,
        closed,
    ]


def test_the_excel_masks_what_is_sensitive_and_is_kept(village, as_role):
    coordinator = as_role(Role.COORDINATOR)
    plain, hidden = make_case(village, summary="Putus sekolah"), make_case(village, sensitive=True, summary="Rahasia")
    rows = sheet(coordinator.get(reverse("cases:export")))
    text = str(rows)
    assert (len(rows), plain.family.head_name in text, "Putus sekolah" in text) == (3, True, True)
    assert hidden.family.head_name not in text
    assert "Rahasia" not in text
    assert AccessLog.objects.filter(kind=AccessKind.EXPORT, reason="Daftar kasus: 2 baris, Excel").exists()


def test_the_register_as_excel(village, as_role):
    coordinator = as_role(Role.COORDINATOR)
    IntakeFactory(village=village, sensitive=True, reporter="Lodia Bonat", need="Rahasia", programmes="PKH")
    IntakeFactory(village=village, need="Atap bocor", programmes="Sembako")
    text = str(sheet(coordinator.get(reverse("cases:export_intakes"))))
    assert "Atap bocor" in text
    assert "Sembako" in text
    assert not {"Lodia Bonat", "Rahasia", "PKH"} & set(re.findall(r"[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?", text))


def test_an_excel_follows_the_filter_and_the_scope(village, other_village, secretary, as_role):
    make_case(other_village)
    make_case(village)
    assert len(sheet(secretary.get(reverse("cases:export"), {"kegentingan": "3"}))) == 1
    assert len(sheet(secretary.get(reverse("cases:export")))) == 2
    assert as_role(Role.LK3).get(reverse("cases:export")).status_code == 403
    assert secretary.post(reverse("cases:export_intakes")).status_code == 405


def test_the_board_shows_columns_what_is_next_and_hides_names(village, as_role):
    client = as_role(Role.COORDINATOR)
    running = make_case(village, opened_on=ago(3))
    PlanActionFactory(case=running, what="Mengurus akta", due_on=ago(1))
    hidden = make_case(village, sensitive=True)
    PlanActionFactory(case=hidden, what="Menengok korban")
    waiting = make_case(village, state="closed", result="solved", closed_on=ago(40), check_on=ago(10))
    page = client.get(reverse("cases:board")).content.decode()
    for words in ("Mengurus akta", "lewat 1 hari", "Nama disamarkan", waiting.number, "Perlu ditengok lagi"):
        assert words in page
    assert hidden.family.head_name not in page
    assert "Menengok korban" not in page
    assert as_role(Role.LK3).get(reverse("cases:board")).status_code == 403
    assert client.post(reverse("cases:board")).status_code == 405


def test_a_full_column_leads_to_the_list(village, secretary, monkeypatch):
    monkeypatch.setattr("cases.views.board.MOST_CARDS", 1)
    make_case(village), make_case(village)
    page = secretary.get(reverse("cases:board")).content.decode()
    assert "Semua 2" in page
    assert "keadaan=in_handling" in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["list", "board", "export", "figures"])
def test_lists_take_few_queries(name, rows, village, secretary, django_assert_max_num_queries):
    states = [{"state": "recorded"}, {"state": "verified"}, {}, {"state": "follow_up"}]
    states.append({"state": "closed", "result": "solved", "closed_on": ago(40), "check_on": ago(10)})
    for fields in states * rows:
        case = make_case(village, **fields)
        PlanActionFactory(case=case)
        case.problems.add(ProblemFactory(family=case.family))
        ServiceGivenFactory(case=case)
    with django_assert_max_num_queries(12):
        assert secretary.get(reverse(f"cases:{name}")).status_code == 200


def test_the_figures_of_a_period(village, secretary, as_role):
    case = make_case(village, opened_on=ago(0), handler=secretary.user)
    case.problems.add(ProblemFactory(family=case.family))
    url = reverse("cases:figures")
    page = secretary.get(url, {"masa": str(timezone.localdate().year)}).content.decode()
    assert str(secretary.user) in page
    assert village.name in page
    assert "tidak dikenal" in secretary.get(url, {"masa": "2026-T9"}).content.decode()
    told = as_role(Role.DINAS).get(url).content.decode()
    assert "Menurut masalah" in told
    assert str(secretary.user) not in told
    assert as_role(Role.PROVIDER).get(url).status_code == 403
    assert secretary.post(url).status_code == 405


def posted(village, **changes):
    return {
        "form_token": uuid.uuid4(), "village": village.pk, "reporter": "Yuliana Boimau", "source": "post",
        "received_on": f"{ago(0):%d-%m-%Y}", "need": "Anak belum punya akta", "urgency": "1", "family": "nanti",
    } | changes  # fmt: skip


def test_an_intake_may_end_with_information_in_the_same_form(village, secretary):
    form = posted(village, information="Urus di Disdukcapil", programmes="PKH")
    page = secretary.post(reverse("cases:record_intake"), form, follow=True).content.decode()
    intake = Intake.objects.get()
    assert (intake.state, intake.information_given, intake.programmes) == ("informed", "Urus di Disdukcapil", "PKH")
    assert "selesai dengan informasi" in page


def test_a_decile_looked_up_goes_to_the_familys_file(village, secretary):
    family = FamilyFactory(village=village)
    form = posted(village, family=family.pk, search=family.head_name, in_social_register="True", decile="2")
    secretary.post(reverse("cases:record_intake"), form)
    family.refresh_from_db()
    assert (family.decile, family.deciles.count()) == (2, 1)
    secretary.post(reverse("cases:record_intake"), form | {"form_token": uuid.uuid4()})
    assert family.deciles.count() == 1


def test_programmes_are_shown_beside_a_family_that_is_found(village, secretary):
    family = FamilyFactory(village=village, head_name="Obaja Tefnai")
    AidFactory(family=family)
    page = secretary.post(reverse("cases:record_intake"), posted(village, search="obaja", cari="1")).content.decode()
    assert "Program Keluarga Harapan" in page or "PKH" in page
    intake = IntakeFactory(village=village, family=family)
    assert "Program yang tercatat" in secretary.get(intake.get_absolute_url()).content.decode()


def test_an_intake_left_unfinished_is_found_again(village, secretary):
    page = secretary.get(reverse("cases:record_intake")).content.decode()
    draft = re.search(r'data-draft-url="([^"]+)"', page)[1]
    form = posted(village, form_token=draft.rstrip("/").rpartition("/")[2])
    assert secretary.post(draft, form).status_code in {200, 204}
    left = secretary.get(reverse("cases:record_intake")).content.decode()
    assert "Anak belum punya akta" in left
    assert "Ini isian yang Anda tinggalkan" in left
    secretary.post(reverse("cases:record_intake"), form)
    assert "Anak belum punya akta" not in secretary.get(reverse("cases:record_intake")).content.decode()
    assert Case.objects.count() == 0


@pytest.mark.parametrize(("changes", "status"), [({"cari": "1", "search": "obaja"}, 200), ({"reporter": ""}, 422)])
def test_a_page_that_answers_goes_on_with_the_draft_of_the_intake(village, secretary, changes, status):
    url, form = reverse("cases:record_intake"), posted(village)
    before = reverse("accounts:draft", args=["intake", form["form_token"]])
    version = secretary.post(before, form)["X-Draft-Version"]
    answer = secretary.post(url, form | changes)
    page = answer.content.decode()
    draft = re.search(r'data-draft-url="([^"]+)" data-draft-version="([^"]+)"', page)
    assert (answer.status_code, draft.groups()) == (status, (before, version))
    assert "Ini isian yang Anda tinggalkan" not in page
    secretary.post(draft[1], form | {"need": "Ditolak masuk SD"})
    assert "Ditolak masuk SD" in secretary.get(url).content.decode()


def test_a_page_without_a_token_is_answered_too(village, secretary):
    answer = secretary.post(reverse("cases:record_intake"), posted(village, form_token="x"))
    assert answer.status_code == 422


def test_the_list_says_nothing_of_an_intake_whose_case_became_sensitive(village, as_role):
    intake = IntakeFactory(village=village, need="Dipukul suaminya", reporter="Yuliana Boimau", state="case")
    make_case(village, intake=intake, sensitive=True)
    coordinator = as_role(Role.COORDINATOR)
    for name in ("intakes", "export_intakes"):
        answer = coordinator.get(reverse(f"cases:{name}"))
        text = str(sheet(answer)) if name == "export_intakes" else answer.content.decode()
        assert "Perkara peka" in text, name
        assert "Dipukul suaminya" not in text, name
        assert "Yuliana Boimau" not in text, name
    assert "Dipukul suaminya" in coordinator.get(intake.get_absolute_url()).content.decode()
    assert AccessLog.objects.about(intake).filter(actor=coordinator.user, kind=AccessKind.VIEW).exists()
    assert as_role(Role.SECRETARY).get(intake.get_absolute_url()).status_code == 404
