"""The lists of reports as files."""

from django.urls import reverse

from accounts.enums import Role
from tests.factories.exports import csv_rows
from tests.factories.regions import make_village
from tests.factories.reporting import make_report


def rows_of(client, name, **asked):
    response = client.get(reverse(f"reporting:{name}"), {"format": "csv", **asked})
    heads, *rows = csv_rows(b"".join(response))
    return [dict(zip(heads, row, strict=True)) for row in rows]


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
