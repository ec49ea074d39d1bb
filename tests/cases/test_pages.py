import uuid
from datetime import date

import pytest
from django.urls import reverse

from accounts.enums import Role
from cases.enums import CaseState, IntakeState
from cases.models import Case, Intake
from families.models import Family
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory, IntakeFactory
from tests.factories.families import FamilyFactory, ProblemFactory
from tests.factories.institutions import InstitutionFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.fixture
def secretary(as_role):
    return as_role(Role.SECRETARY)


@pytest.fixture
def case(village, secretary):
    return CaseFactory(family=FamilyFactory(village=village), handler=secretary.user)


def intake_form(village, **changes):
    return {
        "form_token": uuid.uuid4(), "village": village.pk, "reporter": "Yuliana Boimau", "source": "post",
        "received_on": "03-11-2026", "need": "Anak belum punya akta", "urgency": "1", "family": "nanti",
    } | changes  # fmt: skip


def test_an_intake_is_recorded_in_one_form(secretary, village):
    form = intake_form(village, in_social_register="True", decile="2")

    response = secretary.post(reverse("cases:record_intake"), form)

    intake = Intake.objects.get()
    assert response.url == intake.get_absolute_url()
    assert (intake.received_on, intake.decile, intake.checked_on) == (date(2026, 11, 3), 2, date(2026, 11, 3))
    assert intake.taken_by == secretary.user


def test_an_intake_says_when_the_decile_was_looked_up(secretary, village):
    looked_up = {"in_social_register": True, "decile": 2, "checked_on": date(2026, 11, 3)}
    intake, unchecked = IntakeFactory(village=village, **looked_up), IntakeFactory(village=village)

    page = secretary.get(intake.get_absolute_url()).content.decode()
    assert "terdaftar, desil 2 (diperiksa 3 November 2026)" in page
    page = secretary.get(unchecked.get_absolute_url()).content.decode()
    assert "belum diperiksa" in page
    assert "(diperiksa" not in page


def test_a_double_click_makes_one_intake(secretary, village):
    form = intake_form(village)

    first, second = (secretary.post(reverse("cases:record_intake"), form) for _ in range(2))

    assert first.url == second.url
    assert Intake.objects.count() == 1


def test_the_search_button_shows_families_and_keeps_what_was_typed(secretary, village):
    family = FamilyFactory(village=village, head_name="Obaja Tefnai")
    form = intake_form(village, need="", search="tefnai", cari="1")

    page = secretary.post(reverse("cases:record_intake"), form)

    assert page.status_code == 200
    assert f'value="{family.pk}"' in page.content.decode()
    assert "Yuliana Boimau" in page.content.decode()
    assert "Isi kebutuhan" not in page.content.decode()
    secretary.post(reverse("cases:record_intake"), intake_form(village, search="tefnai", family=family.pk))
    assert Intake.objects.get().family == family


def test_an_unknown_family_is_registered_with_the_minimum(secretary, village):
    new = {"new_head": "Melkior Haumelan", "new_sex": "L", "new_birth_date": "17-04-1985", "new_address": "Dusun III"}

    secretary.post(reverse("cases:record_intake"), intake_form(village, family="baru", **new))

    family = Family.objects.get()
    assert (Intake.objects.get().family, family.head_name, family.members.count()) == (family, "Melkior Haumelan", 1)


def test_what_is_missing_for_a_new_family_is_said_at_the_field(secretary, village):
    page = secretary.post(reverse("cases:record_intake"), intake_form(village, family="baru"))

    assert page.status_code == 422
    assert "Isi nama kepala keluarga." in page.content.decode()
    assert not Intake.objects.exists()


def test_a_family_of_another_village_cannot_be_picked(secretary, village, other_village):
    stranger = FamilyFactory(village=other_village)

    page = secretary.post(reverse("cases:record_intake"), intake_form(village, family=stranger.pk))

    assert page.status_code == 422
    assert not Intake.objects.exists()


def test_an_intake_ends_with_information(secretary, village):
    intake = IntakeFactory(village=village)

    secretary.post(reverse("cases:inform", args=[intake.pk]), {"information": "Urus di Disdukcapil"})

    intake.refresh_from_db()
    assert intake.state == IntakeState.INFORMED


def test_an_intake_gets_its_family_and_becomes_a_case(secretary, village):
    intake, family = IntakeFactory(village=village), FamilyFactory(village=village, head_name="Obaja Tefnai")
    problem = ProblemFactory(family=family)
    linking = reverse("cases:link_family", args=[intake.pk])
    assert "Obaja Tefnai" in secretary.post(linking, {"search": "obaja", "cari": "1"}).content.decode()
    secretary.post(linking, {"search": "obaja", "family": family.pk})
    opening = reverse("cases:open_from_intake", args=[intake.pk])
    assert secretary.get(opening).status_code == 200
    form = {"form_token": uuid.uuid4(), "summary": "Akta", "urgency": "2", "handler": secretary.user.pk}

    answer = secretary.post(opening, form | {"problems": [problem.pk]})

    case = Case.objects.get()
    assert (answer.url, case.intake, case.urgency) == (case.get_absolute_url(), intake, 2)
    assert secretary.post(opening, form).url == case.get_absolute_url()


def test_opening_a_sensitive_case_for_another_handler_leads_to_the_list(secretary, village):
    family = FamilyFactory(village=village)
    coordinator = make_user(Role.COORDINATOR, village)
    form = {"form_token": uuid.uuid4(), "summary": "x", "urgency": "3", "handler": coordinator.pk, "sensitive": "on"}

    answer = secretary.post(reverse("cases:open", args=[family.pk]), form, follow=True)

    assert answer.redirect_chain == [(reverse("cases:list"), 302)]
    assert "Kasus peka tercatat" in answer.content.decode()


def test_a_step_moves_the_case_and_tells(secretary, case):
    answer = secretary.post(reverse("cases:step", args=[case.pk, "follow_up"]), {"version": case.version}, follow=True)

    case.refresh_from_db()
    assert case.state == CaseState.FOLLOW_UP
    assert "Kasus sekarang: tindak lanjut." in answer.content.decode()


def test_closing_with_what_is_over(secretary, case):
    problem = ProblemFactory(family=case.family)
    case.problems.add(problem)
    form = {"version": case.version, "result": "solved", "note": "Anak sekolah lagi", "solved": [problem.pk]}

    secretary.post(reverse("cases:step", args=[case.pk, "close"]), form)

    case.refresh_from_db()
    problem.refresh_from_db()
    assert (case.state, problem.state) == (CaseState.CLOSED, "solved")
    page = secretary.get(case.get_absolute_url()).content.decode()
    assert "Buka lagi" in page
    assert "Catat layanan" not in page


def test_a_step_without_its_note_stays_on_the_page(secretary, case):
    page = secretary.post(
        reverse("cases:step", args=[case.pk, "close"]), {"version": case.version, "result": "partly"}
    )

    assert page.status_code == 422
    assert "Isi apa yang berubah bagi keluarga." in page.content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_a_stale_click_is_explained(secretary, case, htmx):
    headers = {"HX-Request": "true"} if htmx else None
    stale = {"version": case.version - 1}

    page = secretary.post(reverse("cases:step", args=[case.pk, "follow_up"]), stale, headers=headers, follow=True)

    assert "tidak bisa lagi" in page.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.IN_HANDLING


def test_a_service_and_a_note_are_recorded_once(secretary, case, village):
    partners = [InstitutionFactory(region=village) for _ in range(2)]
    service = {
        "form_token": uuid.uuid4(),
        "kind": "advocacy",
        "given_on": "10-11-2026",
        "description": "Akta",
        "people": "2",
    }
    note = {"form_token": uuid.uuid4(), "text": "Sudah dikunjungi"}
    for _ in range(2):
        secretary.post(reverse("cases:service", args=[case.pk]), service | {"institutions": [p.pk for p in partners]})
        secretary.post(reverse("cases:notes", args=[case.pk]), note)

    assert case.services.get().institutions.count() == 2
    assert case.notes.get().text == "Sudah dikunjungi"


def test_a_service_on_an_impossible_day_is_refused_beside_the_field(secretary, case):
    form = {
        "form_token": uuid.uuid4(),
        "kind": "advocacy",
        "given_on": "31-02-2026",
        "description": "A",
        "people": "0",
    }

    page = secretary.post(reverse("cases:service", args=[case.pk]), form)

    assert page.status_code == 422
    assert "Tanggal belum benar" in page.content.decode()
    assert not case.services.exists()


def test_the_handler_is_changed(secretary, case, village):
    mentor = make_user(Role.MENTOR, village)

    secretary.post(reverse("cases:assign", args=[case.pk]), {"handler": mentor.pk})

    case.refresh_from_db()
    assert case.handler == mentor


def test_only_the_coordinator_marks_a_case_sensitive(secretary, case, as_role):
    url = reverse("cases:sensitive", args=[case.pk])
    assert secretary.post(url, {"peka": "ya"}).status_code == 403

    as_role(Role.COORDINATOR).post(url, {"peka": "ya"})

    case.refresh_from_db()
    assert case.sensitive


def test_an_intake_whose_case_was_found_sensitive_names_nobody_in_lists(village, case, as_role):
    intake = IntakeFactory(village=village, reporter="Yuliana Boimau", state="case", family=case.family)
    Case.objects.filter(pk=case.pk).update(intake=intake, sensitive=True)
    coordinator, url = as_role(Role.COORDINATOR), reverse("cases:intakes")

    page = coordinator.get(url).content.decode()

    assert "Nama disamarkan" in page
    assert "Yuliana" not in page
    assert intake.get_absolute_url() not in coordinator.get(url, {"q": "yuliana"}).content.decode()
