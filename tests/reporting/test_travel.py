"""From the village to the ministry: each tier receives, sums and sends on, and what was sent stays as it is."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from reporting.enums import ReportKind
from reporting.models import Report
from reporting.queries import missing_parts, parts_to_take, revised_since
from reporting.services import advance_report, revise_report
from tests.factories.accounts import make_user
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import WHO, make_report
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db

DISTRICT, REGENCY, PROVINCE = "53.01.05", "53.01", "53"


def recap(kind, code, period="2026-T3", state="received", **fields):
    return make_report(make_region(code), kind=kind, period=period, state=state, **fields)


def states(**wanted):
    return dict(Report.objects.filter(**wanted).values_list("kind", "state"))


def test_a_quarter_travels_from_the_village_to_the_ministry(village):
    unit = make_report(village, state="received")
    recap("district_quarter", DISTRICT)
    unit.refresh_from_db()
    assert unit.state == "final"

    recap("regency_quarter", REGENCY)
    recap("regency_semester", REGENCY, "2026-S2")
    recap("regency_annual", REGENCY, "2026")
    recap("province_semester", PROVINCE, "2026-S2")
    recap("province_annual", PROVINCE, "2026", state="sent")

    assert states() == {
        "unit_quarter": "final", "district_quarter": "final", "regency_quarter": "final", "regency_semester": "final",
        "regency_annual": "taken", "province_semester": "received", "province_annual": "sent",
    }  # fmt: skip
    nation = Report.objects.get(kind="province_annual")
    assert nation.figures["coverage"]["units"]["2026-T3"] == {"expected": 1, "reported": 1}
    [event] = unit.events.filter(step="take")
    assert (event.actor, event.note) == (None, "Rekap Triwulan III Tahun 2026 Kecamatan Kupang Barat")


def test_only_accepted_reports_stand_in_a_recap(village):
    received, sent = make_report(village, state="received"), make_report(make_village("53.01.05.2010"), state="sent")
    late = make_report(make_village("53.01.05.2009"))

    district = recap("district_quarter", DISTRICT, state="checked")

    assert list(district.takes.all()) == [received]
    assert set(missing_parts(district, [received])) == {sent, late}
    assert district.figures["coverage"]["units"]["2026-T3"] == {"expected": 3, "reported": 1}


def test_a_recap_of_nothing_is_not_frozen(village):
    make_report(village, state="sent")
    with pytest.raises(DomainError, match="Belum ada laporan"):
        recap("district_quarter", DISTRICT, state="checked")


def test_a_recap_that_is_opened_again_lets_go(village):
    unit = make_report(village, state="received")
    district = recap("district_quarter", DISTRICT, state="checked")
    advance_report(district, "reopen", actor=make_user(Role.TKSK, make_region(DISTRICT)))
    unit.refresh_from_db()
    assert (unit.state, district.takes.count()) == ("received", 0)


def test_a_quarter_of_the_office_falls_back_to_where_it_was(village):
    make_report(village, state="received")
    recap("district_quarter", DISTRICT)
    quarter = recap("regency_quarter", REGENCY, state="sent")
    semester = recap("regency_semester", REGENCY, "2026-S2", state="checked")
    year = recap("regency_annual", REGENCY, "2026", state="checked")
    dinas = make_user(Role.DINAS, make_region(REGENCY))
    advance_report(semester, "reopen", actor=dinas)
    quarter.refresh_from_db()
    assert quarter.state == "taken"
    advance_report(year, "reopen", actor=dinas)
    quarter.refresh_from_db()
    assert quarter.state == "sent"


def test_what_was_sent_up_never_changes_and_a_revision_takes_the_newest(village):
    unit = make_report(village, state="received")
    district = recap("district_quarter", DISTRICT)
    frozen = district.figures
    unit.refresh_from_db()
    revision = revise_report(unit, actor=make_user(Role.COORDINATOR, village))
    for step, who in (("write", 0), ("check", 1), ("send", 1), ("receive", 2)):
        advance_report(revision, step, actor=make_user(WHO["unit_quarter"][who], village))

    district.refresh_from_db()
    assert district.figures == frozen
    assert revised_since(district) == [revision]
    again = revise_report(district, actor=make_user(Role.TKSK, make_region(DISTRICT)))
    assert parts_to_take(again) == [revision]
    advance_report(again, "write", actor=make_user(Role.TKSK, make_region(DISTRICT)))
    advance_report(again, "check", actor=make_user(Role.TKSK, make_region(DISTRICT)))
    assert list(again.takes.all()) == [revision]
    assert list(district.takes.all()) == [unit]


def test_a_returned_recap_is_written_again(village):
    make_report(village, state="received")
    district = recap("district_quarter", DISTRICT, state="sent")
    advance_report(district, "return", actor=make_user(Role.DINAS, make_region(REGENCY)), note="Lengkapi")
    revision = Report.objects.get(replaces=district)
    assert (revision.kind, revision.state) == ("district_quarter", "due")


def test_the_lk3_reports_to_the_regency_and_counts_its_own_work(village):
    report = recap("lk3_quarter", REGENCY, state="received")
    assert report.figures.keys() == {"own"}
    assert report.document.content["groups"][0]["title"] == "Kegiatan kantor sendiri"


@pytest.mark.once_on_sqlite
@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind != "unit_quarter"])
@pytest.mark.parametrize("role", Role)
def test_who_may_write_a_report_of_a_kind(village, kind, role):
    code = {"d": DISTRICT, "l": REGENCY, "r": REGENCY, "p": PROVINCE}[kind[0]]
    report = make_report(make_region(code), kind=kind)
    actor = make_user(role, make_region(code) if len(code) > 2 or role in WHO[kind] else village)
    if role == WHO[kind][0]:
        advance_report(report, "write", actor=actor)
        assert report.state == "written"
        return
    with pytest.raises(PermissionDenied):
        advance_report(report, "write", actor=actor)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.TKSK, {"unit_quarter", "district_quarter"}),
        (Role.LK3, {"unit_quarter", "district_quarter", "lk3_quarter", "regency_quarter"}),
        (Role.DINAS, {"unit_quarter", "district_quarter", "lk3_quarter", "regency_quarter"}),
        (Role.DINAS_PROVINCE, {"lk3_quarter", "regency_quarter"}),
        (Role.MINISTRY, {"lk3_quarter", "regency_quarter"}),
        (Role.PROVIDER, set()),
    ],
)
def test_who_reads_which_kinds(as_role, village, role, sees):
    make_report(village, state="received")
    recap("district_quarter", DISTRICT)
    recap("lk3_quarter", REGENCY)
    recap("regency_quarter", REGENCY, state="sent")
    client = as_role(role)
    assert set(Report.objects.visible_to(client.user).values_list("kind", flat=True)) == sees
    for report in Report.objects.all():
        assert client.get(report.get_absolute_url()).status_code == (200 if report.kind in sees else 404)


def test_nobody_presses_what_only_a_recap_does(as_role, village):
    report = make_report(village, state="received")
    for name in ("take", "finish", "let_go"):
        url = reverse("reporting:advance", args=[report.pk, name])
        assert as_role(Role.DINAS).post(url, {"version": report.version}).status_code == 404
    with pytest.raises(PermissionDenied):
        advance_report(report, "take", actor=make_user(Role.DINAS, village))


def test_the_page_of_a_recap_says_what_it_sums_and_what_is_missing(as_role, village):
    make_report(village, state="received")
    make_report(make_village("53.01.05.2009"))
    district = recap("district_quarter", DISTRICT, state="due")
    html = as_role(Role.TKSK).get(district.get_absolute_url()).content.decode()
    assert "1 laporan masuk" in html
    assert "1 laporan belum masuk" in html


@pytest.mark.django_db(transaction=True)
def test_of_two_who_check_at_once_one_freezes_and_each_part_is_taken_once():
    village = make_village()
    unit = make_report(village, state="received")
    district = recap("district_quarter", DISTRICT, state="written")
    tksk = make_user(Role.TKSK, make_region(DISTRICT))

    told = at_once([lambda: advance_report(Report.objects.get(pk=district.pk), "check", actor=tksk)] * 3)

    assert sum(isinstance(each, StaleState) for each in told) == 2
    assert unit.events.filter(step="take").count() == 1
    assert district.takes.count() == 1


@pytest.fixture
def nation(village):
    """One province accepted, another one on its way."""
    make_report(village, state="received")
    recap("district_quarter", DISTRICT)
    recap("regency_quarter", REGENCY, state="sent")
    recap("regency_semester", REGENCY, "2026-S2")
    recap("province_semester", "73", "2026-S2", state="due")
    return recap("province_semester", PROVINCE, "2026-S2")


def test_the_ministry_reads_the_sum_of_what_it_accepted(as_role, nation):
    client = as_role(Role.MINISTRY)
    assert nation.document.number in client.get(reverse("reporting:list")).content.decode()
    html = client.get(reverse("reporting:national")).content.decode()
    assert "1 rekap provinsi masuk" in html
    assert "1 rekap belum diterima" in html
    assert "1 dari 1 FCU (2026-T3)" in html
    assert "Saldo akhir" in client.get(reverse("reporting:national"), {"bagian": "B1"}).content.decode()
    answer = client.get(reverse("reporting:national_excel", args=["2026-S2"]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert client.get(reverse("reporting:national_excel", args=["2020-S1"])).status_code == 404


def test_before_any_recap_the_nation_is_empty_and_others_do_not_read_it(as_role, village):
    assert "Belum ada angka" in as_role(Role.MINISTRY).get(reverse("reporting:national")).content.decode()
    assert as_role(Role.DINAS_PROVINCE).get(reverse("reporting:national")).status_code == 403
