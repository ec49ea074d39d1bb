"""The lists of reports as files."""

from django.urls import reverse

from accounts.enums import Role
from core.periods import Period
from reporting.services import start_run
from tests.factories.exports import file_rows
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import make_report


def rows_of(client, name, **asked):
    return file_rows(client, reverse(f"reporting:{name}"), **asked)


def test_an_fcu_takes_its_own_reports_along(as_role, village, other_village):
    make_report(village)
    make_report(other_village)
    [row] = rows_of(as_role(Role.SECRETARY), "export")
    assert (row["Desa"], row["Kecamatan"], row["Masa"]) == ("Desa Tablolong", "Kecamatan Kupang Barat", "2026-T3")


def test_above_it_the_file_holds_the_kind_period_and_state_that_the_page_shows(as_role, village):
    make_report(village, state="sent")
    make_report(make_village("53.01.05.2010"))
    make_report(village, period="2026-T2")
    client = as_role(Role.TKSK, village.parent)
    asked = {"jenis": "unit_quarter", "masa": "2026-T3"}
    assert len(rows_of(client, "export", **asked)) == 2
    assert [row["Desa"] for row in rows_of(client, "export", keadaan="sent", **asked)] == ["Desa Tablolong"]
    assert rows_of(client, "export", masa="kapan saja")
    assert "/laporan/unduh/?jenis=unit_quarter&amp;masa=2026-T3&amp;format=csv" in (
        client.get("/laporan/", asked).content.decode()
    )


def test_late_reports_say_whom_to_ask(as_role, village):
    make_report(village)
    writer = as_role(Role.COORDINATOR).user
    [row] = rows_of(as_role(Role.TKSK, village.parent), "export_late")
    assert row["Tanyakan kepada"] == writer.name
    assert row["Batas"] == "15-10-2026"


def test_the_papers_that_an_office_may_take_along(as_role, village):
    make_report(village, state="received")
    make_report(make_village("53.01.05.2010"))
    client = as_role(Role.DINAS)
    [row] = rows_of(client, "export_papers", masa="2026-T3")
    assert (row["Desa"], row["Masa"], row["Keadaan"]) == ("Desa Tablolong", "2026-T3", "Diterima")
    assert row["Nomor"]
    assert rows_of(client, "export_papers", keadaan="sent") == []
    assert reverse("reporting:export_papers") in client.get(reverse("reporting:downloads")).content.decode()
    assert as_role(Role.SECRETARY).get(reverse("reporting:export_papers")).status_code == 403


def test_runs_say_who_asked_for_which_period(as_role, village):
    client = as_role(Role.DINAS)
    make_report(village)
    start_run(make_region("53.01"), Period.parse("2026-T3"), actor=client.user)
    [row] = rows_of(client, "export_runs")
    assert (row["Wilayah"], row["Desa"], row["Masa"]) == ("Kabupaten Kupang", "", "2026-T3")
    assert row["Oleh"] == client.user.name
    assert reverse("reporting:export_runs") in client.get(reverse("reporting:runs")).content.decode()
