"""Assessments made on a phone, by whom, on which version, and what cannot be."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import Rate
from families.models import Assessment, DimensionMean
from families.services import record_assessment
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, make_assessment, make_checklist, make_secretary, national_set
from tests.families.reading import text_of, url_of

TODAY = "%d-%m-%Y"


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=1, head_name="Obaja Tefnai")


def _filled(checklist=None, value="2", **changes):
    """Every indicator at ``value``, as the page posts it; ``changes`` by code with “_” for “.”."""
    checklist = checklist or national_set()
    data = {
        "form_token": str(uuid4()), "indicator_set": checklist.pk, "assessed_on": f"{timezone.localdate():{TODAY}}",
    }  # fmt: skip
    data |= {f"i{each.pk}": value for each in checklist.indicators.all()}
    return data | {_name(checklist, name): text for name, text in changes.items()}


def _name(checklist, name):
    kind, _, code = name.partition("_")
    if kind not in {"i", "n"} or not code:
        return name
    return f"{kind}{checklist.indicators.get(code=code.replace('_', '.')).pk}"


def test_the_one_who_is_signed_in_is_the_assessor(as_role, family):
    client = as_role(Role.SECRETARY)
    response = client.post(url_of("assess", family), _filled(n_3_5="Utang di koperasi"))
    made = family.assessments.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.rated_by, made.assessor) == (client.user.name, client.user)
    assert made.ratings.get(indicator__code="3.5").note == "Utang di koperasi"
    assert made.ratings.filter(note="").count() == 20


def test_another_assessor_is_named_and_who_recorded_stays_known(as_role, family):
    client = as_role(Role.SECRETARY)
    client.post(url_of("assess", family), _filled(assessor_name="  Kornelis   Nalle "))
    page = text_of(client.get(family.assessments.get().get_absolute_url()))
    assert "dinilai oleh Kornelis Nalle" in page
    assert f"oleh {client.user.name}" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"assessed_on": "01-01-2099"}, "belum tiba"),
        ({"assessed_on": "31-02-2026"}, "Tanggal belum benar"),
        ({"assessor_name": "Maria 123"}, "Nama hanya boleh berisi huruf"),
        ({"n_1_1": "x" * 201}, "Paling banyak 200 huruf"),
        ({"n_1_1": "bagus \U0001f600"}, "tanpa emoji"),
        ({"i_1_1": "7"}, "Pilih satu dari lima nilai"),
        ({"note": "x" * 2001}, "Paling banyak 2000 huruf"),
        ({"form_token": "tidak"}, "Halaman ini tidak lengkap"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(as_role, family, changes, sentence):
    data = _filled(**{"n_5_4": "Menabung di arisan", **changes})
    response = as_role(Role.SECRETARY).post(url_of("assess", family), data)
    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert "Menabung di arisan" in page
    assert page.count("checked") >= 20
    assert not Assessment.objects.exists()


def test_the_button_pressed_twice_makes_one_assessment(as_role, family):
    client, data = as_role(Role.SECRETARY), _filled()
    answers = {client.post(url_of("assess", family), data)["Location"] for _ in range(2)}
    assert answers == {family.assessments.get().get_absolute_url()}


def test_a_page_left_unfinished_comes_back_and_may_be_thrown_away(as_role, family):
    client = as_role(Role.SECRETARY)
    page = client.get(url_of("assess", family))
    draft_url = re.search(r'data-draft-url="([^"]+)"', page.content.decode())[1]
    typed = _filled(n_2_3="Rukun", assessor_name="Maria Bria", value="1")
    assert client.post(draft_url, typed).status_code == 204
    again = client.get(url_of("assess", family))
    assert "dibuka kembali" in text_of(again)
    assert 'value="Rukun"' in text_of(again)
    assert re.search(r'name="form_token" value="([^"]+)"', again.content.decode())[1] in draft_url
    assert again.content.decode().count("checked") == 21
    client.post(url_of("assess_anew", family))
    fresh = text_of(client.get(url_of("assess", family)))
    assert "dibuka kembali" not in fresh
    assert "Rukun" not in fresh.replace("Rukun dengan", "")


def test_a_saved_assessment_leaves_no_draft(as_role, family):
    client = as_role(Role.SECRETARY)
    draft_url = re.search(r'data-draft-url="([^"]+)"', text_of(client.get(url_of("assess", family))))[1]
    data = _filled() | {"form_token": draft_url.rstrip("/").rpartition("/")[2]}
    client.post(draft_url, data)
    client.post(url_of("assess", family), data)
    assert family.assessments.count() == 1
    assert "dibuka kembali" not in text_of(client.get(url_of("assess", family)))


def test_it_may_begin_like_the_last_one_and_says_so(as_role, family):
    make_assessment(family, value=Rate.LITTLE, on=date(2026, 2, 1), planning=Rate.GOOD)
    client = as_role(Role.SECRETARY)
    plain, copied = (client.get(url_of("assess", family) + query) for query in ("", "?seperti=terakhir"))
    assert "Mulai seperti asesmen terakhir" in text_of(plain)
    assert "disalin dari asesmen 1 Februari 2026" in text_of(copied)
    checked = re.findall(r'<input type="radio" name="i(\d+)" value="(\d?)"[^>]* checked', copied.content.decode())
    plans = set(national_set().indicators.filter(dimension="planning").values_list("pk", flat=True))
    assert {(pk, value) for pk, value in checked if int(pk) in plans} == {(str(pk), "3") for pk in plans}
    assert sum(value == "1" for _, value in checked) == 17
    assert "Mulai seperti" not in text_of(
        client.get(url_of("assess", FamilyFactory(village=family.village, members=1)))
    )


def test_the_plasma_sign_stands_beside_its_indicator(as_role, family):
    page = text_of(as_role(Role.SECRETARY).get(url_of("assess", family)))
    assert "Tanda plasma: Tidak punya tabungan" in page
    assert "Tanda plasma: Perkawinan belum sah (dicatat)" in page
    assert page.count("Tanda plasma:") == 10


def test_the_largest_set_still_fits_a_small_page(as_role, family):
    """The client refuses pages over 50 KB."""
    make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=9, long_words=True)
    page = as_role(Role.SECRETARY).get(url_of("assess", family))
    assert page.content.decode().count('type="radio"') == 30 * 5


def test_what_was_begun_on_a_version_is_finished_on_it(as_role, family):
    client, national = as_role(Role.SECRETARY), national_set()
    data = _filled(national)
    make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=1)
    client.post(url_of("assess", family), data)
    assert family.assessments.get().indicator_set == national
    assert "53.01-1" in text_of(client.get(url_of("assess", family)))


@pytest.mark.parametrize("kind", ["draft", "ahead", "elsewhere"])
def test_a_set_that_does_not_hold_in_the_village_is_refused(village, other_village, family, kind):
    places = {"elsewhere": other_village.parent.parent}
    days = {"draft": None, "ahead": timezone.localdate() + timedelta(days=1), "elsewhere": timezone.localdate()}
    checklist = make_checklist(places.get(kind, village.parent.parent), valid_from=days[kind])
    with pytest.raises(DomainError, match="tidak berlaku di desa ini"):
        record_assessment(
            family, indicator_set=checklist, assessed_on=timezone.localdate(), actor=make_secretary(village),
            ratings={checklist.indicators.first().pk: 2},
        )  # fmt: skip


def test_only_who_writes_families_assesses(village, family):
    with pytest.raises(PermissionDenied):
        record_assessment(
            family, indicator_set=national_set(), assessed_on=timezone.localdate(), ratings={},
            actor=make_user(Role.TKSK, village),
        )  # fmt: skip


def test_an_earlier_assessment_recorded_late_does_not_become_the_present(village, family):
    actor, checklist = make_secretary(village), national_set()
    pks = list(checklist.indicators.values_list("pk", flat=True))
    for day, value in ((date(2026, 5, 1), 3), (date(2026, 3, 1), 0)):
        record_assessment(
            family, indicator_set=checklist, assessed_on=day, ratings=dict.fromkeys(pks, value), actor=actor
        )
    assert set(DimensionMean.objects.filter(family=family).values_list("mean", flat=True)) == {3}
