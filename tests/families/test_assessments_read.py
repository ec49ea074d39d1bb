"""Assessments read one by one, compared, and summed up on the family's page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from families.enums import Dimension, FamilyStatus, Rate
from families.queries import assessments_of
from tests.factories.families import FamilyFactory, make_assessment, make_checklist, make_status
from tests.families.reading import text_of, url_of


@pytest.fixture
def family(village):
    return FamilyFactory(village=village, members=1, head_name="Obaja Tefnai")


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
    page = text_of(as_role(Role.TKSK).get(make_assessment(family, **values).get_absolute_url()))
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
    assert client.get(url_of("assessment", family, mine.pk)).status_code == 200
    assert client.get(url_of("assessment", other, mine.pk)).status_code == 404
    assert client.get(url_of("assessment", family, 999_999)).status_code == 404
    assert client.post(url_of("assessment", family, mine.pk)).status_code == 405
    for name, more in (("assessment", [mine.pk]), ("comparison", []), ("assess", [])):
        assert as_role(Role.SECRETARY, other_village).get(url_of(name, family, *more)).status_code == 404
    assert as_role(Role.TKSK).post(url_of("assess_anew", family)).status_code == 403


def test_the_first_and_the_last_are_compared_unless_others_are_asked_for(as_role, family):
    days = (date(2026, 1, 5), date(2026, 4, 5), date(2026, 7, 5))
    first, second, third = (make_assessment(family, value=rate, on=day) for rate, day in enumerate(days, start=1))
    client, url = as_role(Role.VILLAGE_HEAD), url_of("comparison", family)
    assert "↑ naik 2" in text_of(client.get(url))
    assert "21 naik, 0 turun, 0 tetap" in text_of(client.get(url))
    page = text_of(client.get(url, {"a": third.pk, "b": second.pk}))
    assert "↑ naik 1" in page  # the earlier one first, whichever way they were asked for
    assert "Ini asesmen yang sama" in text_of(client.get(url, {"a": first.pk, "b": first.pk}))


def test_a_fall_and_an_open_rating_are_told_in_words(as_role, family):
    make_assessment(family, value=Rate.GOOD, on=date(2026, 1, 5), planning=None)
    make_assessment(family, value=Rate.GOOD, devotion=Rate.LITTLE)
    page = text_of(as_role(Role.SECRETARY).get(url_of("comparison", family)))
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
    assert as_role(Role.SECRETARY).get(url_of("comparison", family), {"a": key}).status_code == 404


def test_with_one_assessment_the_page_says_what_is_missing(as_role, family):
    make_assessment(family)
    assert "Belum ada dua asesmen" in text_of(as_role(Role.SECRETARY).get(url_of("comparison", family)))


def test_versions_are_matched_by_code_and_what_only_one_has_is_shown(as_role, family):
    regency = family.village.parent.parent
    first = make_checklist(regency, valid_from=date(2026, 1, 1), added=2)
    second = make_checklist(regency, valid_from=date(2026, 6, 1), added=0, reworded={"3.2": "Cukup makan dan pakaian"})
    make_assessment(family, value=Rate.LITTLE, on=date(2026, 2, 1), checklist=first)
    make_assessment(family, value=Rate.FAIR, on=date(2026, 7, 1), checklist=second)
    page = text_of(as_role(Role.SECRETARY).get(url_of("comparison", family)))
    assert "Perangkat indikatornya berbeda: dulu 53.01-1, kini 53.01-2" in page
    assert "21 naik, 0 turun, 0 tetap" in page
    assert page.count("tidak ada di 53.01-2") == 2
    assert "dulu: Sejahtera: pangan, sandang, dan papan cukup" in page
    assert "Rata-rata 18–20 indikator" in page


def test_the_family_page_sums_up_and_leads_to_each_assessment(as_role, family):
    made = [make_assessment(family, on=date(2026, month, 5), value=Rate.LITTLE) for month in (1, 3)]
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    for each in made:
        assert each.get_absolute_url() in page
    assert url_of("comparison", family) in page
    assert "Rata-rata 18 indikator" in page
    assert "Kebutuhan dasar terpenuhi" in page
    assert "lebih dari 90 hari lalu" in page


def test_the_panel_counts_what_the_set_has(as_role, family):
    checklist = make_checklist(family.village.parent.parent, valid_from=timezone.localdate(), added=2)
    make_assessment(family, checklist=checklist)
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    assert "Rata-rata 20 indikator" in page
    assert "18 indikator" not in page


@pytest.mark.parametrize(("status", "shown"), [(FamilyStatus.PLASMA, True), (FamilyStatus.REGISTERED, False)])
def test_signs_are_listed_for_a_plasma_family(as_role, family, status, shown):
    make_status(family, status, on=date(2026, 1, 1))
    make_assessment(family, value=Rate.LITTLE)
    page = text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))
    assert ("Tanda plasma yang terlihat" in page) is shown
    assert ("Kurang harmonis" in page) is shown


def test_no_alert_within_ninety_days(as_role, family):
    make_assessment(family, on=timezone.localdate() - timedelta(days=90))
    assert "lebih dari 90 hari" not in text_of(as_role(Role.SECRETARY).get(family.get_absolute_url()))


@pytest.mark.parametrize("count", [2, 8])
def test_pages_cost_the_same_however_many_assessments(as_role, family, count, django_assert_max_num_queries):
    client = as_role(Role.SECRETARY)
    made = [make_assessment(family, on=timezone.localdate() - timedelta(days=n)) for n in range(count)]
    for url in (made[0].get_absolute_url(), url_of("comparison", family), url_of("assess", family)):
        with django_assert_max_num_queries(12):
            client.get(url)
