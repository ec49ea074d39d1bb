"""Pages of success indicators: who sees which region, what stands there, how few statements they take."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import AccessLog
from documents.enums import DocumentKind
from documents.models import Document
from jobs.models import Job
from jobs.services import run_job
from monitoring.figures.indicators import GROUPS, INDICATORS, by_code
from monitoring.queries.indicators import Line
from tests.factories.institutions import MeetingFactory
from tests.factories.regions import make_village
from tests.factories.targets import QUARTER, bare_unit, lively_unit, target

pytestmark = pytest.mark.django_db
REGENCY, DISTRICT = "53.01", "53.01.05"
AT = {"masa": QUARTER.code}
READERS = (
    Role.SECRETARY, Role.COORDINATOR, Role.VILLAGE_HEAD, Role.TKSK, Role.DISTRICT_HEAD, Role.LK3, Role.DINAS,
    Role.DINAS_PROVINCE, Role.MINISTRY,
)  # fmt: skip
OTHERS = (Role.TREASURER, Role.MENTOR, Role.PROVIDER, Role.ADMIN)
# The user, the region's names, the newest paper and what a page frame asks for, beside the counts.
STATEMENTS = {"indicators": 12, "indicator": 12}


def url(name, *args):
    return reverse(f"monitoring:{name}", args=args)


def read(client, name, *args, **query):
    answer = client.get(url(name, *args), AT | query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def unit(village):
    return lively_unit(village)


@pytest.mark.parametrize("role", READERS)
def test_who_reads_monitoring_reads_the_indicators(unit, as_role, role):
    client = as_role(role)
    page = read(client, "indicators")
    assert all(group in page for group in GROUPS)
    assert "2 dari 3" in page
    assert "Rp2.000.000" in page
    assert "Pengurus terisi" in read(client, "unit_indicators", unit.pk)
    assert "Lima triwulan" in read(client, "indicator", "meetings")


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_does(unit, as_role, role):
    client = as_role(role)
    addresses = [url("indicators"), url("indicator", "meetings"), url("unit_indicators", unit.pk)]
    addresses += [url("export_indicators"), url("paper_of_indicators", REGENCY), url("targets")]
    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.post(url("print_indicators", REGENCY)).status_code == 403


def test_what_lies_outside_does_not_exist(unit, as_role, other_village):
    other = bare_unit(other_village)
    for role in (Role.SECRETARY, Role.TKSK, Role.DINAS, Role.DINAS_PROVINCE):
        client = as_role(role)
        assert client.get(url("unit_indicators", other.pk)).status_code == 404
        for name, *args in (("indicators",), ("indicator", "meetings"), ("export_indicators",)):
            assert client.get(url(name, *args), {"wilayah": "73"}).status_code == 404
        assert client.get(url("paper_of_indicators", other_village.pk)).status_code == 404
        assert client.post(url("print_indicators", other_village.pk)).status_code == 404


def test_a_village_reads_only_its_own(unit, as_role):
    neighbour = bare_unit(make_village("53.01.05.2010"))
    client = as_role(Role.SECRETARY)
    assert client.get(url("unit_indicators", neighbour.pk)).status_code == 404
    assert client.get(url("indicators"), {"wilayah": DISTRICT}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/pemantauan/indikator/tidak-ada/", "/pemantauan/indikator/fcu/999999/", "/pemantauan/indikator/fcu/x/"],
)
def test_what_is_not_there_is_404(as_role, village, address):
    assert as_role(Role.DINAS).get(address).status_code == 404


def test_reading_changes_nothing(as_role, unit):
    client = as_role(Role.DINAS)
    for address in (url("indicators"), url("indicator", "meetings"), url("unit_indicators", unit.pk)):
        assert client.post(address).status_code == 405
    assert client.get(url("print_indicators", REGENCY)).status_code == 405
    assert client.post(url("paper_of_indicators", REGENCY)).status_code == 405


def test_from_the_regency_down_to_the_fcu(unit, as_role):
    client = as_role(Role.DINAS)
    page = read(client, "indicators")
    assert f"?wilayah={DISTRICT}&amp;masa={QUARTER.code}" in page
    assert "1 FCU" in page
    page = read(client, "indicators", wilayah=DISTRICT)
    assert url("unit_indicators", unit.pk) in page
    assert "‹ Kabupaten Kupang" in page or "Kabupaten Kupang</a>" in page


def test_a_village_without_fcu_says_so(village, as_role):
    page = read(as_role(Role.SECRETARY), "indicators")
    assert "belum ada FCU" in page
    assert "belum ada data" in page


@pytest.mark.parametrize("masa", ["2026", "2026-S1", "2026-07", "kapan", "2026-T9"])
def test_another_period_than_a_quarter_is_refused_in_words(unit, as_role, masa):
    page = as_role(Role.DINAS).get(url("indicators"), {"masa": masa}).content.decode()
    assert "Indikator dihitung per triwulan" in page or "tidak dikenal" in page


def test_the_quarter_of_today_follows_the_clock_of_the_region(unit, as_role, monkeypatch):
    client, western = as_role(Role.SECRETARY), as_role(Role.SECRETARY, make_village("32.01.05.2001"))
    late = datetime(2026, 9, 30, 16, 30, tzinfo=UTC)  # 23.30 WIB, and half past midnight of 1 October in WITA
    for each in (client, western):
        session = each.session
        session.update({"started": late.timestamp(), "seen": late.timestamp()})
        session.save()
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert "Triwulan IV Tahun 2026 sampai" in client.get(url("indicators")).content.decode()
    assert "Triwulan III Tahun 2026 sampai" in western.get(url("indicators")).content.decode()


def test_neighbours_are_a_median_of_at_least_three(unit, as_role):
    client = as_role(Role.SECRETARY)
    assert "kurang dari 3 FCU" in read(client, "unit_indicators", unit.pk)
    for code in ("53.01.05.2010", "53.01.05.2012"):
        MeetingFactory.create_batch(4, care_unit=bare_unit(make_village(code)), held_on=QUARTER.first_day)
    assert "4 (2–4)" in read(client, "unit_indicators", unit.pk)
    page = read(as_role(Role.TKSK), "indicators")
    assert "3,3 tiap FCU" in page
    assert "Median FCU kecamatan" in page


def test_the_target_is_reached_or_not_in_words(unit, as_role, village):
    target(village, "meetings", "2"), target(village, "reach", "30"), target(village, "open_share", "50")
    target(village, "officers", "60", year=2025)
    page = read(as_role(Role.DINAS), "indicators")
    assert page.count("Tercapai") == 2
    assert page.count("Belum tercapai") == 1
    assert "Tercapai" not in read(as_role(Role.MINISTRY), "indicators")


def line(code, value, before=None, target=None):
    return Line(by_code(code), value, before, value, target, "", [])


def test_what_is_better_depends_on_the_indicator():
    assert line("meetings", 3, 2).direction[2] == line("open_families", 2, 3).direction[2] == "Membaik"
    assert line("meetings", 2, 3).direction[2] == line("open_families", 3, 2).direction[2] == "Menurun"
    assert line("meetings", 3, 3).direction[2] == "Tetap"
    assert line("meetings", None, 3).direction is None
    assert line("meetings", 3).direction is None


def test_what_reaches_a_target_depends_on_the_indicator():
    assert line("meetings", Decimal(3), target=Decimal(3)).is_reached
    assert not line("meetings", Decimal(2), target=Decimal(3)).is_reached
    assert line("open_families", Decimal(2), target=Decimal(3)).is_reached
    assert not line("open_families", Decimal(4), target=Decimal(3)).is_reached
    assert line("meetings", None, target=Decimal(3)).reached is None


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_few_statements_however_many_fcus(as_role, django_assert_max_num_queries, count):
    units = [lively_unit(make_village(f"53.01.05.20{number + 10}")) for number in range(count)]
    for role in (Role.SECRETARY, Role.TKSK, Role.DINAS, Role.MINISTRY):
        client = as_role(role, units[0].village)
        client.get(url("indicators"))
        with django_assert_max_num_queries(STATEMENTS["indicators"]):
            read(client, "indicators")
        with django_assert_max_num_queries(STATEMENTS["indicators"]):
            read(client, "unit_indicators", units[0].pk)
        with django_assert_max_num_queries(STATEMENTS["indicator"]):
            read(client, "indicator", "self_reliance")


def test_one_indicator_across_fcus_the_best_first(unit, as_role):
    second = bare_unit(make_village("53.01.05.2010"))
    MeetingFactory.create_batch(5, care_unit=second, held_on=QUARTER.first_day)
    client = as_role(Role.DINAS)
    page = read(client, "indicator", "meetings", wilayah=DISTRICT)
    table = page[page.index("Semua FCU") :]
    assert table.index("Desa Lifuleo</a>") < table.index("Desa Tablolong</a>")
    page = read(client, "indicator", "meetings", wilayah=DISTRICT, urut="-nilai")
    table = page[page.index("Semua FCU") :]
    assert table.index("Desa Tablolong</a>") < table.index("Desa Lifuleo</a>")
    assert "Meetings" not in page
    assert "III 2025" in page
    assert "III 2026" in page


def test_fewer_is_better_is_sorted_so(unit, as_role):
    bare_unit(make_village("53.01.05.2010"))
    page = read(as_role(Role.DINAS), "indicator", "new_problems")
    table = page[page.index("Semua FCU") :]
    assert table.index("Desa Lifuleo</a>") < table.index("Desa Tablolong</a>")
    assert "Makin rendah makin baik" in page


def test_of_a_large_region_there_are_pages(as_role):
    for number in range(27):
        bare_unit(make_village(f"53.01.05.20{number + 10}"))
    client = as_role(Role.DINAS)
    assert "1–25 dari 27" in read(client, "indicator", "meetings")
    assert "26–27 dari 27" in read(client, "indicator", "meetings", halaman="2")


def test_an_fcu_has_a_trend_and_no_list(unit, as_role):
    page = read(as_role(Role.SECRETARY), "indicator", "meetings")
    assert 'class="chart"' in page
    assert "Semua FCU" not in page
    assert "Belum ada data pada lima triwulan ini" in read(as_role(Role.TKSK), "indicator", "meetings", masa="2021-T1")


def test_the_spreadsheet_has_numbers(unit, as_role, village):
    client = as_role(Role.DINAS)
    answer = client.get(url("export_indicators"), AT)
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = {row[1].value: row[3].value for row in book["Indikator"].iter_rows(min_row=2)}
    assert rows == {each.label: pytest.approx(rows[each.label]) for each in INDICATORS}
    assert (rows["Pengurus terisi"], rows["Dana diterima"]) == (66.67, 2_000_000)
    fcu = list(book["FCU"].iter_rows(values_only=True))
    assert fcu[1][:3] == ("Kecamatan Kupang Barat", "Desa Tablolong", village.pk)
    assert len(fcu) == 2
    assert fcu[0][-6:][2] == "Dana diterima: APBDes"
    assert fcu[1][-6:] == (500_000, 0, 1_500_000, 0, 0, 0)
    assert AccessLog.objects.filter(kind="export", actor=client.user).count() == 1


@pytest.mark.parametrize(("role", "code"), [(Role.DINAS, REGENCY), (Role.TKSK, DISTRICT), (Role.VILLAGE_HEAD, None)])
def test_the_paper_is_made_and_read(unit, as_role, village, role, code, other_village):
    code, client = code or village.pk, as_role(role)
    paper = url("paper_of_indicators", code)
    assert client.get(paper).status_code == 404
    assert client.post(f"{url('print_indicators', code)}?masa={QUARTER.code}").status_code == 302
    document = Document.objects.get(kind=DocumentKind.INDICATORS)
    assert client.get(paper).status_code == 302
    run_job(Job.objects.get().pk)
    answer = client.get(paper)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert document.content["period"] == QUARTER.label
    client.post(f"{url('print_indicators', code)}?masa={QUARTER.code}")
    assert Document.objects.count() == 1
    assert "Unduh PDF" in read(client, "indicators")
    assert as_role(Role.DINAS, other_village).get(paper).status_code == 404


def test_above_a_regency_no_office_signs(unit, as_role):
    client = as_role(Role.DINAS_PROVINCE)
    answer = client.post(url("print_indicators", "53"), follow=True)
    assert "Pilih dahulu wilayahnya" in answer.content.decode()
    assert not Document.objects.exists()
    assert "Buat PDF" not in read(client, "indicators")
    assert "Buat PDF" in read(client, "indicators", wilayah=REGENCY)
