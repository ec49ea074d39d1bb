"""Writing a report: what is missing, raw material, photos and quotations; nothing typed is lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from accounts.models import FormEntry
from core.exceptions import DomainError, StaleState
from institutions.models import ActivityPhoto
from reporting.models import NARRATIVE, Report
from reporting.queries.material import material_of, quotable, shortened
from reporting.queries.missing import missing_of
from reporting.services import advance_report
from reporting.services.choosing import set_excerpts, set_photos
from tests.factories.accounts import make_user
from tests.factories.cases import CaseFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.families import FamilyFactory
from tests.factories.institutions import ActivityFactory, CareUnitFactory, MeetingFactory
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report

pytestmark = pytest.mark.django_db

AUGUST, TODAY = date(2026, 8, 3), date(2026, 10, 5)
PAGES = ("missing", "narrative", "photos")


@pytest.fixture
def unit(village):
    return CareUnitFactory(village=village)


@pytest.fixture
def report(village):
    return make_report(village)


def lacks(report, user):
    return {lack.label: lack.count for lack in missing_of(report, user, TODAY)}


def page(client, name, report):
    return client.get(reverse(f"reporting:{name}", args=[report.pk]))


def test_what_is_missing_is_counted_and_leads_to_the_record(as_role, village, unit, report):
    meeting = MeetingFactory(care_unit=unit, held_on=AUGUST, minutes="")
    MeetingFactory(care_unit=unit, held_on=AUGUST, minutes="Sudah.")
    case = CaseFactory(family=FamilyFactory(village=village), opened_on=AUGUST)
    ActivityFactory(care_unit=unit, held_on=AUGUST, is_planned=True)
    client = as_role(Role.SECRETARY)
    assert lacks(report, client.user) == {
        "Rapat tanpa notulen": 1, "Kasus tanpa layanan": 1, "Kegiatan direncanakan tanpa hasil": 1,
    }  # fmt: skip
    html = page(client, "missing", report).content.decode()
    assert meeting.get_absolute_url() in html
    assert case.get_absolute_url() in html


def test_what_lies_outside_the_period_or_the_village_is_not_missing(village, unit, report):
    MeetingFactory(care_unit=unit, held_on=date(2026, 10, 2), minutes="")
    MeetingFactory(care_unit=CareUnitFactory(village=make_village("53.01.05.2010")), held_on=AUGUST, minutes="")
    assert lacks(report, make_user(Role.SECRETARY, village)) == {}


def test_a_whole_report_lacks_nothing(as_role, report):
    assert "Tidak ada yang kurang" in page(as_role(Role.SECRETARY), "missing", report).content.decode()


def test_a_recap_lacks_what_was_not_received(as_role, village, report):
    recap = make_report(make_region("53.01.05"), kind="district_quarter")
    tksk = as_role(Role.TKSK)
    assert lacks(recap, tksk.user) == {"Laporan yang belum diterima": 1}
    assert report.title in page(tksk, "missing", recap).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_missing_query_count(as_role, village, unit, report, django_assert_max_num_queries, count):
    for _ in range(count):
        CaseFactory(family=FamilyFactory(village=village), opened_on=AUGUST)
    MeetingFactory.create_batch(count, care_unit=unit, held_on=AUGUST, minutes="")
    client = as_role(Role.SECRETARY)
    with django_assert_max_num_queries(26):
        page(client, "missing", report)


def test_material_is_what_was_recorded_and_is_put_into_the_words_unsaved(as_role, unit, report):
    ActivityFactory(care_unit=unit, held_on=AUGUST, is_planned=False, obstacle="Hujan lebat.", solution="", result="")
    [piece] = material_of(report)
    assert (piece.field, piece.text) == ("obstacles", "Hujan lebat.")
    client, url = as_role(Role.SECRETARY), reverse("reporting:narrative", args=[report.pk])
    typed = {name: f"Uraian {name}." for name in NARRATIVE}
    html = client.post(url, {**typed, "version": report.version, "pakai": piece.key}).content.decode()
    assert "Uraian obstacles.\nHujan lebat." in html
    assert "Uraian results." in html
    report.refresh_from_db()
    assert report.obstacles == "Tidak ada."
    assert client.post(url, {**typed, "version": report.version, "pakai": "a9999-results"}).status_code == 200


def test_material_of_a_recap_is_what_the_accepted_reports_said(village):
    make_report(village, state="received", obstacles="Jalan putus.")
    make_report(make_village("53.01.05.2010"), state="sent", obstacles="Tidak dibaca.")
    recap = make_report(make_region("53.01.05"), kind="district_quarter")
    assert "Jalan putus." in {piece.text for piece in material_of(recap)}
    assert "Tidak dibaca." not in {piece.text for piece in material_of(recap)}


def test_what_was_typed_and_not_sent_comes_back(as_role, report):
    client, url = as_role(Role.SECRETARY), reverse("reporting:narrative", args=[report.pk])
    left = {"results": ["Belum selesai ditulis"], "version": [str(report.version)]}
    FormEntry.objects.create(user=client.user, form=f"report-{report.pk}", data=left)
    assert "Belum selesai ditulis" in client.get(url).content.decode()
    client.post(url, {"buang": "ya"})
    assert "Belum selesai ditulis" not in client.get(url).content.decode()


@pytest.fixture
def photo(unit):
    activity = ActivityFactory(care_unit=unit, held_on=AUGUST, is_planned=False)
    return ActivityPhoto.objects.create(
        activity=activity, file=StoredFileFactory(), caption="Penyuluhan", added_by=activity.recorded_by
    )


def test_photos_are_chosen_with_their_words(as_role, report, photo):
    client, url = as_role(Role.SECRETARY), reverse("reporting:photos", args=[report.pk])
    assert "Penyuluhan" in client.get(url).content.decode()
    client.post(url, {"foto": [photo.pk], f"keterangan-{photo.pk}": "Di balai desa", "version": report.version})
    [chosen] = report.photos.all()
    assert (chosen.file, chosen.caption) == (photo.file, "Di balai desa")
    report.refresh_from_db()
    client.post(url, {"version": report.version})
    assert not report.photos.exists()


def test_a_photo_of_elsewhere_or_taken_away_is_not_taken(village, report, photo):
    secretary = make_user(Role.SECRETARY, village)
    ActivityPhoto.objects.update(removed_on=AUGUST)
    set_photos(report, {photo.pk: "", 999: ""}, seen=report.version, actor=secretary)
    assert not report.photos.exists()


def test_seven_photos_are_too_many_and_an_old_page_is_refused(village, report, photo):
    secretary = make_user(Role.SECRETARY, village)
    with pytest.raises(DomainError, match="enam|6"):
        set_photos(report, dict.fromkeys(range(7), ""), seen=report.version, actor=secretary)
    with pytest.raises(StaleState):
        set_photos(report, {photo.pk: ""}, seen=report.version - 1, actor=secretary)


def test_after_handing_over_nothing_is_chosen_any_more(village, photo):
    report = make_report(village, state="written")
    with pytest.raises(DomainError):
        set_photos(report, {photo.pk: ""}, seen=report.version, actor=make_user(Role.SECRETARY, village))
    with pytest.raises(PermissionDenied):
        set_photos(report, {photo.pk: ""}, seen=report.version, actor=make_user(Role.TKSK, village))


def test_words_of_lower_reports_are_quoted_as_they_are(as_role, village):
    part = make_report(village, state="received", obstacles="Jalan putus.", results="Tidak ada.")
    recap = make_report(make_region("53.01.05"), kind="district_quarter")
    client, url = as_role(Role.TKSK), reverse("reporting:excerpts", args=[recap.pk])
    assert "Jalan putus." in client.get(url).content.decode()
    client.post(url, {"kutipan": [f"{part.pk}-obstacles", "x-y", f"{part.pk}-results"], "version": recap.version})
    [excerpt] = recap.excerpts.all()
    assert (excerpt.part, excerpt.text) == (part, "Jalan putus.")
    recap.refresh_from_db()
    for step in ("write", "check", "send"):
        advance_report(recap, step, actor=client.user)
    assert recap.document.content["excerpts"] == [
        {"title": "kendala", "rows": [{"region": "Desa Tablolong", "text": "Jalan putus."}]}
    ]
    with pytest.raises(DomainError):
        set_excerpts(recap, set(), seen=recap.version, actor=client.user)


def test_nothing_to_quote_of_what_was_not_received(village):
    make_report(village, state="sent", obstacles="Jalan putus.")
    assert quotable(make_report(make_region("53.01.05"), kind="district_quarter")) == []


def test_an_excerpt_ends_with_a_sentence():
    assert shortened("Pendek.") == "Pendek."
    long = "Kalimat yang cukup panjang untuk dipotong. " * 30
    assert shortened(long).endswith("dipotong.")
    assert len(shortened("kata " * 300)) <= 600


@pytest.mark.parametrize("name", PAGES)
def test_who_opens_the_pages(as_role, village, report, name):
    assert page(as_role(Role.SECRETARY), name, report).status_code == 200
    assert page(as_role(Role.SECRETARY, make_village("73.09.13.2001")), name, report).status_code == 404
    Report.objects.filter(pk=report.pk).update(state="due")
    sent = make_report(village, period="2026-T2", state="sent")
    assert page(as_role(Role.TKSK), name, sent).status_code == (200 if name == "missing" else 403)
