"""The tables of families in a report, also of one whose figures were frozen before all of them were counted."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import Role
from families.models import AidReceived, MoneyRecord
from reporting.documents.tables import figure_tables
from reporting.models import Report
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.factories.reporting import make_report

NEWER = (
    "reopened", "split", "transferred_in", "transferred_out", "births", "deaths", "left", "deciles", "completeness",
    "consents", "money", "aid",
)  # fmt: skip
PAST = "2026-T2"


@pytest.fixture
def report(village):
    family = FamilyFactory(village=village, members=2, recorded_at=datetime(2026, 4, 2, tzinfo=UTC))
    record = {"family": family, "recorded_by": family.recorded_by}
    FamilyMemberFactory(family=family, birth_date=date(2026, 8, 1), name="Bayi Baru")
    AidReceived.objects.create(programme_id="PKH", starts_on=date(2026, 5, 1), **record)
    for day, income in ((date(2026, 5, 1), 800_000), (date(2026, 8, 1), 1_000_000)):
        MoneyRecord.objects.create(income=income, noted_on=day, **record)
    return make_report(village, state="checked")


def _cells(figures, caption, before=None):
    [table] = [each for each in figure_tables(figures, before, None) if each.caption == caption]
    return {row.label: row.cells for row in table.rows}, table.note


def _older(figures):
    """As figures were frozen before the newer ones were counted."""
    return {**figures, "families": {key: n for key, n in figures["families"].items() if key not in NEWER}}


def test_the_new_figures_have_their_tables(report):
    people, _ = _cells(report.figures, "Anggota yang lahir dan yang keluar")
    assert people["Lahir"][0] == "1"
    money, note = _cells(report.figures, "Keuangan keluarga")
    assert money["Keluarga dengan catatan awal dan terbaru"][0] == "1"
    assert note == "Sejak catatan awal rata-rata pendapatan naik Rp200.000 (25,0%)."
    assert _cells(report.figures, "Program yang diterima keluarga, akhir masa")[0] == {
        "Program Keluarga Harapan (PKH)": ["1"]
    }
    assert _cells(report.figures, "Keluarga menurut desil DTSEN")[0]["Belum diketahui"] == ["1"]
    assert _cells(report.figures, "Kesediaan keluarga")[0]["Foto dipakai dalam laporan"] == ["0", "0"]
    assert "Pindah masuk dari desa lain" in _cells(report.figures, "Perpindahan dan berkas keluarga")[0]


def test_a_quarter_that_counted_less_is_no_pretext_for_zeros(report):
    people, _ = _cells(report.figures, "Anggota yang lahir dan yang keluar", _older(report.figures))
    assert people["Lahir"] == ["1", "…", "…", "…"]
    money, _ = _cells(report.figures, "Keuangan keluarga", _older(report.figures))
    assert money["Keluarga dengan catatan keuangan"][1] == "…"


def test_a_report_frozen_earlier_shows_what_it_counted(as_role, report):
    Report.objects.filter(pk=report.pk).update(figures=_older(report.figures))
    response = as_role(Role.COORDINATOR).get(f"{report.get_absolute_url()}?bagian=A1")
    assert response.status_code == 200
    assert "Keluarga menurut status" in response.content.decode()
    assert "Keuangan keluarga" not in response.content.decode()


def test_a_frozen_quarter_stands_beside_a_new_report_on_the_page(as_role, village, report):
    past = make_report(village, period=PAST, state="sent")
    Report.objects.filter(pk=past.pk).update(figures=_older(past.figures))
    html = as_role(Role.COORDINATOR).get(f"{report.get_absolute_url()}?bagian=A1").content.decode()
    assert "Keuangan keluarga" in html
