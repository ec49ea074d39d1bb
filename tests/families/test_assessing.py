"""Assessments: made on a phone, read one by one, compared, and summed up on the family's page."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError
from families.enums import Dimension, FamilyStatus, Rate
from families.models import Assessment, DimensionMean
from families.queries import assessments_of
from families.services import record_assessment
from tests.factories.accounts import make_user
from tests.factories.families import (
    FamilyFactory,
    make_assessment,
    make_checklist,
    make_secretary,
    make_status,
    national_set,
)

TODAY = "%d-%m-%Y"


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=1, head_name="Obaja Tefnai")


def _url(name, family, *more):
    return reverse(f"families:{name}", args=[family.pk, *more])


def _text(response):
    return re.sub(r"\s+", " ", response.content.decode())


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
    response = client.post(_url("assess", family), _filled(n_3_5="Utang di koperasi"))
    made = family.assessments.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.rated_by, made.assessor) == (client.user.name, client.user)
    assert made.ratings.get(indicator__code="3.5").note == "Utang di koperasi"
    assert made.ratings.filter(note="").count() == 20


def test_another_assessor_is_named_and_who_recorded_stays_known(as_role, family):
    client = as_role(Role.SECRETARY)
    client.post(_url("assess", family), _filled(assessor_name="  Kornelis   Nalle "))
    page = _text(client.get(family.assessments.get().get_absolute_url()))
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
    response = as_role(Role.SECRETARY).post(_url("assess", family), data)
    page = _text(response)
    assert response.status_code == 422
    assert sentence in page
    assert "Menabung di arisan" in page
    assert page.count("checked") >= 20
    assert not Assessment.objects.exists()


def test_the_button_pressed_twice_makes_one_assessment(as_role, family):
    client, data = as_role(Role.SECRETARY), _filled()
    answers = {client.post(_url("assess", family), data)["Location"] for _ in range(2)}
    assert answers == {family.assessments.get().get_absolute_url()}


def test_a_page_left_unfinished_comes_back_and_may_be_thrown_away(as_role, family):
    client = as_role(Role.SECRETARY)
    page = client.get(_url("assess", family))
    draft_url = re.search(r'data-draft-url="([^"]+)"', page.content.decode())[1]
    typed = _filled(n_2_3="Rukun", assessor_name="Maria Bria", value="1")
    assert client.post(draft_url, typed).status_code == 204
    again = client.get(_url("assess", family))
    assert "dibuka kembali" in _text(again)
    assert 'value="Rukun"' in _text(again)
    assert re.search(r'name="form_token" value="([^"]+)"', again.content.decode())[1] in draft_url
    assert again.content.decode().count("checked") == 21
    client.post(_url("assess_anew", family))
    fresh = _text(client.get(_url("assess", family)))
    assert "dibuka kembali" not in fresh
    assert "Rukun" not in fresh.replace("Rukun dengan", "")


def test_a_saved_assessment_leaves_no_draft(as_role, family):
    client = as_role(Role.SECRETARY)
    draft_url = re.search(r'data-draft-url="([^"]+)"', _text(client.get(_url("assess", family))))[1]
    data = _filled() | {"form_token": draft_url.rstrip("/").rpartition("/")[2]}
    client.post(draft_url, data)
    client.post(_url("assess", family), data)
    assert family.assessments.count() == 1
    assert "dibuka kembali" not in _text(client.get(_url("assess", family)))


def test_it_may_begin_like_the_last_one_and_says_so(as_role, family):
    make_assessment(family, value=Rate.LITTLE, on=date(2026, 2, 1), planning=Rate.GOOD)
    client = as_role(Role.SECRETARY)
    plain, copied = (client.get(_url("assess", family) + query) for query in ("", "?seperti=terakhir"))
    assert "Mulai seperti asesmen terakhir" in _text(plain)
    assert "disalin dari asesmen 1 Februari 2026" in _text(copied)
    checked = re.findall(r'<input type="radio" name="i(\d+)" value="(\d?)"[^>]* checked', copied.content.decode())
    plans = set(national_set().indicators.filter(dimension="planning").values_list("pk", flat=True))
    assert {(pk, value) for pk, value in checked if int(pk) in plans} == {(str(pk), "3") for pk in plans}
    assert sum(value == "1" for _, value in checked) == 17
    assert "Mulai seperti" not in _text(client.get(_url("assess", FamilyFactory(village=family.village, members=1))))


def test_the_plasma_sign_stands_beside_its_indicator(as_role, family):
    page = _text(as_role(Role.SECRETARY).get(_url("assess", family)))
    assert "Tanda plasma: Tidak punya tabungan" in page
    assert "Tanda plasma: Perkawinan belum sah (dicatat)" in page
    assert page.count("Tanda plasma:") == 10


def test_the_largest_set_still_fits_a_small_page(as_role, family):
    """The client refuses pages over 50 KB."""
    make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=9, long_words=True)
    page = as_role(Role.SECRETARY).get(_url("assess", family))
    assert page.content.decode().count('type="radio"') == 30 * 5


def test_what_was_begun_on_a_version_is_finished_on_it(as_role, family):
    client, national = as_role(Role.SECRETARY), national_set()
    data = _filled(national)
    make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=1)
    client.post(_url("assess", family), data)
    assert family.assessments.get().indicator_set == national
    assert "53.01-1" in _text(client.get(_url("assess", family)))


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


# One assessment


@pytest.mark.parametrize(
    ("values", "said", "not_said"),
    [
        ({"value": Rate.GOOD}, ["Memenuhi ambang"], ["Yang masih menghalangi"]),
        ({"value": Rate.GOOD, "marriage": None}, ["Memenuhi ambang"], ["Yang masih menghalangi"]),
        ({"value": Rate.FAIR}, ["Rata-rata 2,0; ambang keluarga pionir 2,4"], ["“belum”:", "“cukup”:"]),
        ({"value": Rate.GOOD, "outcome": Rate.LITTLE}, ["Hasil yang dituju belum", "Mandiri: kurang"], ["“belum”:"]),
        ({"value": Rate.GOOD, "outcome": None}, ["Mandiri: tidak dinilai"], ["Memenuhi ambang"]),
        ({"value": Rate.GOOD, "marriage": Rate.NOT_YET}, ["Masih ada yang “belum”"], ["Rata-rata 2,7;"]),
        ({"value": Rate.GOOD, "planning": None}, ["Belum dinilai", "Membuat rencana"], ["Memenuhi ambang"]),
    ],
)
def test_what_stands_in_the_way_of_a_pioneer_is_said_in_words(as_role, family, values, said, not_said):
    page = _text(as_role(Role.TKSK).get(make_assessment(family, **values).get_absolute_url()))
    for words in said:
        assert words in page
    for words in not_said:
        assert words not in page


@pytest.mark.parametrize(("good", "is_met"), [(7, False), (8, True)])
def test_the_threshold_is_met_at_exactly_two_point_four(family, good, is_met):
    """Twenty indicators: 8 × 3 and 12 × 2 are 48, a mean of 2.4."""
    checklist = make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=2)
    assessment = make_assessment(family, value=Rate.FAIR, checklist=checklist)
    scored = checklist.indicators.exclude(dimension=Dimension.OUTCOME)[:good]
    assessment.ratings.filter(indicator__in=list(scored)).update(value=Rate.GOOD)
    (sheet,) = assessments_of(family)
    assert len(sheet.scored) == 20
    assert (not sheet.obstacles) is is_met


def test_signs_are_the_other_end_of_the_scale_and_marriage_is_recorded_not_counted(family):
    make_assessment(family, value=Rate.FAIR, devotion=Rate.LITTLE, marriage=Rate.NOT_YET)
    (sheet,) = assessments_of(family)
    assert sheet.signs == ["Kurang beribadah", "Kurang mengindahkan aturan, nilai, dan norma"]
    assert sheet.recorded_signs == ["Perkawinan belum sah (dicatat)"]


def test_one_assessment_is_found_by_its_family_only(as_role, village, family, other_village):
    mine = make_assessment(family)
    other = FamilyFactory(village=village, members=1)
    client = as_role(Role.SECRETARY)
    assert client.get(_url("assessment", family, mine.pk)).status_code == 200
    assert client.get(_url("assessment", other, mine.pk)).status_code == 404
    assert client.get(_url("assessment", family, 999_999)).status_code == 404
    assert client.post(_url("assessment", family, mine.pk)).status_code == 405
    for name, more in (("assessment", [mine.pk]), ("comparison", []), ("assess", [])):
        assert as_role(Role.SECRETARY, other_village).get(_url(name, family, *more)).status_code == 404
    assert as_role(Role.TKSK).post(_url("assess_anew", family)).status_code == 403


# Two compared


def test_the_first_and_the_last_are_compared_unless_others_are_asked_for(as_role, family):
    days = (date(2026, 1, 5), date(2026, 4, 5), date(2026, 7, 5))
    first, second, third = (make_assessment(family, value=rate, on=day) for rate, day in enumerate(days, start=1))
    client, url = as_role(Role.VILLAGE_HEAD), _url("comparison", family)
    assert "↑ naik 2" in _text(client.get(url))
    assert "21 naik, 0 turun, 0 tetap" in _text(client.get(url))
    page = _text(client.get(url, {"a": third.pk, "b": second.pk}))
    assert "↑ naik 1" in page  # the earlier one first, whichever way they were asked for
    assert "Ini asesmen yang sama" in _text(client.get(url, {"a": first.pk, "b": first.pk}))


def test_a_fall_and_an_open_rating_are_told_in_words(as_role, family):
    make_assessment(family, value=Rate.GOOD, on=date(2026, 1, 5), planning=None)
    make_assessment(family, value=Rate.GOOD, devotion=Rate.LITTLE)
    page = _text(as_role(Role.SECRETARY).get(_url("comparison", family)))
    heads, cells = page.partition("Indikator</th>")[2].split("</thead>", 1)
    assert re.findall(r">(\w+)</th>", heads) == ["Dulu", "Kini", "Perubahan"]
    assert re.findall(r'<td (?:data-l|class)="(\w+)', cells)[:3] == ["Dulu", "Kini", "corner"]
    assert page.count("↓ turun 2") == 3
    assert page.count("= tetap") == 14
    assert "0 naik, 3 turun, 14 tetap" in page
    assert page.count("Tidak dinilai") == 4


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 30, "1 OR 1"])
def test_an_assessment_that_is_not_the_familys_is_not_compared(as_role, family, key):
    for day in (date(2026, 1, 5), date(2026, 4, 5)):
        make_assessment(family, on=day)
    assert as_role(Role.SECRETARY).get(_url("comparison", family), {"a": key}).status_code == 404


def test_with_one_assessment_the_page_says_what_is_missing(as_role, family):
    make_assessment(family)
    assert "Belum ada dua asesmen" in _text(as_role(Role.SECRETARY).get(_url("comparison", family)))


def test_versions_are_matched_by_code_and_what_only_one_has_is_shown(as_role, family):
    regency = family.village.parent.parent
    first = make_checklist(regency, valid_from=date(2026, 1, 1), added=2)
    second = make_checklist(regency, valid_from=date(2026, 6, 1), added=0, reworded={"3.2": "Cukup makan dan pakaian"})
    make_assessment(family, value=Rate.LITTLE, on=date(2026, 2, 1), checklist=first)
    make_assessment(family, value=Rate.FAIR, on=date(2026, 7, 1), checklist=second)
    page = _text(as_role(Role.SECRETARY).get(_url("comparison", family)))
    assert "Perangkat indikatornya berbeda: dulu 53.01-1, kini 53.01-2" in page
    assert "21 naik, 0 turun, 0 tetap" in page
    assert page.count("tidak ada di 53.01-2") == 2
    assert "dulu: Sejahtera: pangan, sandang, dan papan cukup" in page
    assert "Rata-rata 18–20 indikator" in page


# The panel


def test_the_family_page_sums_up_and_leads_to_each_assessment(as_role, family):
    made = [make_assessment(family, on=date(2026, month, 5), value=Rate.LITTLE) for month in (1, 3)]
    page = _text(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    for each in made:
        assert each.get_absolute_url() in page
    assert _url("comparison", family) in page
    assert "Rata-rata 18 indikator" in page
    assert "Kebutuhan dasar terpenuhi" in page
    assert "lebih dari 90 hari lalu" in page


def test_the_panel_counts_what_the_set_has(as_role, family):
    checklist = make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=2)
    make_assessment(family, checklist=checklist)
    page = _text(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    assert "Rata-rata 20 indikator" in page
    assert "18 indikator" not in page


@pytest.mark.parametrize(("status", "shown"), [(FamilyStatus.PLASMA, True), (FamilyStatus.REGISTERED, False)])
def test_signs_are_listed_for_a_plasma_family(as_role, family, status, shown):
    make_status(family, status, on=date(2026, 1, 1))
    make_assessment(family, value=Rate.LITTLE)
    page = _text(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    assert ("Tanda plasma yang terlihat" in page) is shown
    assert ("Kurang harmonis" in page) is shown


def test_no_alert_within_ninety_days(as_role, family):
    make_assessment(family, on=timezone.localdate() - timedelta(days=90))
    assert "lebih dari 90 hari" not in _text(as_role(Role.SECRETARY).get(family.get_absolute_url()))


@pytest.mark.parametrize("count", [2, 8])
def test_pages_cost_the_same_however_many_assessments(as_role, family, count, django_assert_max_num_queries):
    client = as_role(Role.SECRETARY)
    made = [make_assessment(family, on=timezone.localdate() - timedelta(days=n)) for n in range(count)]
    for url in (made[0].get_absolute_url(), _url("comparison", family), _url("assess", family)):
        with django_assert_max_num_queries(12):
            client.get(url)
