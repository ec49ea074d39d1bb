"""Open data: what the files hold, what they hide, who may take them."""

import csv
import io
from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse
from frictionless import Package

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from core.periods import Period
from families.models import ProblemCategory
from reporting.documents.dictionary import MS_VAR
from reporting.documents.open_data import HEADS, OpenData, Why, quarter_cells
from reporting.documents.variables import Group, Variable, groups_of
from reporting.figures import region_figures
from reporting.models import Report
from reporting.services import advance_report, revise_report
from tests.factories.accounts import make_user
from tests.factories.cases import ServiceGivenFactory
from tests.factories.regions import make_region, make_village
from tests.factories.reporting import WHEN, WHO, make_report
from tests.factories.targets import lively_unit
from tests.referrals.past import at, travelled

pytestmark = pytest.mark.django_db

PAGE, DATA, DICTIONARY = (
    reverse(f"reporting:{name}") for name in ("open_data", "open_data_file", "open_data_dictionary")
)
T3 = {"wilayah": "53.01", "masa": "2026-T3"}
FLOW = Variable("baru", "Baru", "-", "-", "keluarga", lambda figures: figures.get("new"))
STOCK = Variable("ada", "Ada", "-", "-", "keluarga", lambda figures: figures["stock"], is_stock=True)
MONEY = Variable("kas", "Kas", "-", "-", "rupiah", lambda figures: figures["cash"], is_protected=False)
GROUPS = [Group((each,)) for each in (FLOW, STOCK, MONEY)]
A, B, C, D = "53.01.05.2001", "53.01.05.2002", "53.01.06.2001", "53.01.06.2002"


def counts(new, stock=50, cash=1):
    return {"new": new, "stock": stock, "cash": cash}


def data(period, reports, owed=None, today=date(2027, 2, 1)):
    owed = owed or {quarter: set(villages) for quarter, villages in reports.items()}
    return OpenData.of(Period.parse(period), GROUPS, {}, reports, owed, today)


def frozen(village, period="2026-T3", stock=(0, 0, 0), **fields):
    """An accepted report whose families are ``stock``: pioneers, plasma, others."""
    report = make_report(village, period, "received", **fields)
    figures = deepcopy(report.figures)
    figures["families"]["stock"] = dict(zip(("pioneer", "plasma", "registered"), stock, strict=True))
    Report.objects.filter(pk=report.pk).update(figures=figures)
    report.refresh_from_db()
    return report


def table(response):
    """{(code of the place, alias): row as dict}"""
    rows = csv.DictReader(io.StringIO(response.content.decode()))
    places = HEADS[:4]
    return {(max((row[head] for head in places), key=len), row["kode_variabel"]): row for row in rows}


def test_each_region_is_the_sum_of_its_villages():
    cells = quarter_cells({A: counts(9), B: counts(8), C: counts(7)}, GROUPS)

    assert [cells[code, "baru"].value for code in (A, "53.01.05", "53.01.06", "53.01")] == [9, 17, 7, 24]


def test_a_small_count_hides_what_would_tell_it_on_all_tiers():
    cells = quarter_cells({A: counts(3), B: counts(8), C: counts(7), D: counts(20)}, GROUPS)

    assert {code: cells[code, "baru"].why for code in (A, B, C, D, "53.01.05", "53.01.06", "53.01")} == {
        A: Why.SMALL, B: Why.BESIDE, C: None, D: None, "53.01.05": None, "53.01.06": None, "53.01": None,
    }  # fmt: skip


def test_the_only_village_of_a_kecamatan_hides_it_and_another_kecamatan():
    cells = quarter_cells({A: counts(3), C: counts(7), D: counts(20)}, GROUPS)

    hidden = {code for code in (A, C, D, "53.01.05", "53.01.06", "53.01") if cells[code, "baru"].why}
    assert hidden == {A, "53.01.05", "53.01.06", C}


def test_money_and_nothings_are_shown():
    cells = quarter_cells({A: counts(0, cash=3), B: counts(8)}, GROUPS)

    assert (cells[A, "baru"].value, cells[A, "kas"].value) == (0, 3)


def test_what_one_did_not_count_is_unknown_above_it():
    cells = quarter_cells({A: {"stock": 9, "cash": 0}, B: counts(8)}, GROUPS)

    assert [cells[code, "baru"].why for code in (A, B, "53.01.05", "53.01")] == [
        Why.UNKNOWN, None, Why.UNKNOWN, Why.UNKNOWN,
    ]  # fmt: skip


def test_flows_add_up_over_time_and_of_stocks_the_last_counts():
    found = data("2026-S2", {"2026-T3": {A: counts(9, 50)}, "2026-T4": {A: counts(6, 70)}}).cells

    assert (found[A, "baru"].value, found[A, "ada"].value) == (15, 70)


def test_a_semester_shows_no_sum_of_which_a_quarter_is_hidden():
    found = data("2026-S2", {"2026-T3": {A: counts(3)}, "2026-T4": {A: counts(6)}}).cells

    assert found[A, "baru"].why == Why.QUARTER


def test_a_village_that_did_not_report_last_has_no_stock_in_the_year():
    reports = {"2026-T1": {}, "2026-T2": {}, "2026-T3": {A: counts(9)}, "2026-T4": {B: counts(7)}}
    found = data("2026", reports).cells

    assert (A, "ada") not in found
    assert found["53.01", "ada"].value == 50
    assert found["53.01", "baru"].value == 16


@pytest.mark.parametrize(
    ("owed", "today", "final"),
    [
        ({A, B}, date(2026, 10, 1), {A, B, "53.01.05", "53.01"}),
        ({A, B}, date(2026, 9, 30), set()),
        ({A, B, C}, date(2026, 10, 1), {A, B, "53.01.05"}),
    ],
)
def test_figures_are_final_once_every_report_is_in(owed, today, final):
    found = data("2026-T3", {"2026-T3": {A: counts(9), B: counts(8)}}, {"2026-T3": owed}, today)

    assert found.final == final
    assert found.cells["53.01", "laporan_wajib"].value == len(owed)


def test_every_variable_reads_a_real_snapshot_and_has_its_own_alias(village):
    report = make_report(village, state="checked")
    variables = [each for group in groups_of(ProblemCategory.objects.values_list("code", "name")) for each in group[0]]

    assert {each.alias: each.read(report.figures) for each in variables if each.read(report.figures) is None} == {}
    assert len({each.alias for each in variables}) == len({each.name for each in variables}) == len(variables)


def test_every_sum_of_the_variables_holds_for_real_figures(village):
    lively_unit(village)
    ServiceGivenFactory(case__village=village, case__family__village=village, given_on=date(2026, 8, 3))
    travelled(village, ("submit", "submitted", at(8, 3)))
    figures = region_figures((village.pk,), Period.parse("2026-T3"), "Asia/Makassar")
    added = {}
    for group in groups_of(ProblemCategory.objects.values_list("code", "name")):
        values = {each.alias: each.read(figures) for each in group.variables}
        for total, parts in group.sums:
            assert values[total] == sum(values[part] for part in parts), total
            added[total] = values[total]

    assert all(added[total] for total in ("keluarga", "anggota", "ppks_terbuka", "layanan", "rujukan", "jangkauan"))


def test_older_figures_leave_a_mark_and_no_error(village):
    frozen(village)
    Report.objects.update(figures={"families": {"stock": {"pioneer": 5, "plasma": 6, "registered": 7}}})

    rows = quarter_cells({village.pk: Report.objects.get().figures}, groups_of([]))

    assert rows[village.pk, "keluarga"].value == 18
    assert rows[village.pk, "rujukan"].why == Why.UNKNOWN


def test_the_file_holds_frozen_figures_of_accepted_reports(as_role, village):
    frozen(village, stock=(6, 7, 30))
    frozen(make_village("53.01.05.2010"), stock=(8, 9, 10))
    make_report(make_village("53.01.05.2009"), state="sent")
    found = table(as_role(Role.DINAS).get(DATA, T3))

    assert found["53.01", "keluarga"]["nilai"] == "70"
    assert found["53.01.05", "keluarga"] | {"nilai": ""} == dict(
        zip(HEADS, ["53", "53.01", "53.01.05", "", "Kupang Barat", "Kecamatan", "2026-T3", "keluarga", "", "keluarga",
                    "sementara", ""], strict=True)
    )  # fmt: skip
    assert found["53.01", "laporan_wajib"]["nilai"] == "3"
    assert found["53.01", "laporan_diterima"]["nilai"] == "2"
    assert ("53.01.05.2009", "keluarga") not in found


def test_the_newest_accepted_revision_counts(as_role, village):
    revision = revise_report(frozen(village, stock=(6, 7, 30)), actor=make_user(Role.COORDINATOR, village))
    client = as_role(Role.DINAS)
    assert table(client.get(DATA, T3))["53.01", "keluarga"]["nilai"] == "43"

    for name in ("write", "check", "send", "receive"):
        advance_report(revision, name, actor=make_user(WHO["unit_quarter"][WHEN[name]], village))

    assert table(client.get(DATA, T3))["53.01", "keluarga"]["nilai"] == "0"


def test_hidden_cells_are_empty_and_look_alike(as_role, village):
    frozen(village, stock=(2, 7, 30))
    found = table(as_role(Role.DINAS).get(DATA, T3))

    for alias in ("keluarga_pionir", "keluarga_plasma"):
        assert (found[village.pk, alias]["nilai"], found[village.pk, alias]["tanda"]) == ("", "disembunyikan")
    assert found[village.pk, "keluarga"]["nilai"] == "39"


def test_the_files_are_valid_by_their_description(as_role, village, tmp_path):
    frozen(village, stock=(2, 7, 30))
    client = as_role(Role.DINAS)
    (tmp_path / "data.csv").write_bytes(client.get(DATA, T3).content)
    (tmp_path / "kamus.csv").write_bytes(client.get(DICTIONARY).content)
    numbers, required = {"nilai": "integer"}, {"constraints": {"required": True}}
    key = ["kode_desa_kelurahan", "kode_kecamatan", "kode_variabel"]
    descriptor = {
        "resources": [
            {
                "name": "data", "path": "data.csv", "encoding": "utf-8",
                "schema": {
                    "fields": [{"name": head, "type": numbers.get(head, "string")} for head in HEADS],
                    "foreignKeys": [
                        {"fields": ["kode_variabel"], "reference": {"resource": "kamus", "fields": ["alias"]}}
                    ],
                },
            },
            {
                "name": "kamus", "path": "kamus.csv", "encoding": "utf-8",
                "schema": {"fields": [{"name": head, "type": "string", **required} for head in MS_VAR],
                           "primaryKey": ["alias"]},
            },
        ]
    }  # fmt: skip
    report = Package.from_descriptor(descriptor, basepath=str(tmp_path)).validate()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "data.csv").read_text())))

    assert report.valid, report.flatten(["type", "note"])
    assert len({tuple(row[head] for head in key) for row in rows}) == len(rows)
    assert all(bool(row["tanda"]) != bool(row["nilai"]) for row in rows)
    described = {row["alias"] for row in csv.DictReader(io.StringIO((tmp_path / "kamus.csv").read_text()))}
    assert described == {*HEADS, *(row["kode_variabel"] for row in rows)}


def test_the_page_says_what_is_hidden_and_why(as_role, village):
    frozen(village, stock=(2, 7, 30))
    page = as_role(Role.DINAS).get(PAGE, T3)

    assert page.context["hidden"] == [(Why.SMALL.value, 3), (Why.BESIDE.value, 3)]
    assert "tetap" in page.content.decode()


@pytest.mark.parametrize("role", [Role.DINAS, Role.DINAS_PROVINCE, Role.MINISTRY, Role.LK3])
def test_offices_of_a_regency_and_above_take_it(as_role, village, role):
    frozen(village)
    region = {Role.MINISTRY: None}.get(role, village)
    client = as_role(role, region)

    assert client.get(PAGE).context["period"].code == "2026-T3"
    assert client.get(DATA, T3)["Content-Disposition"] == 'attachment; filename="data-fcu-53.01-2026-T3.csv"'
    assert client.get(DICTIONARY).status_code == 200


@pytest.mark.parametrize("url", [PAGE, DATA, DICTIONARY])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.TKSK, Role.DISTRICT_HEAD, Role.PROVIDER, Role.ADMIN])
def test_others_are_refused(as_role, village, role, url):
    assert as_role(role).get(url, T3).status_code == 403


@pytest.mark.parametrize("url", [PAGE, DATA])
@pytest.mark.parametrize(
    "asked", [{"wilayah": "73.09"}, {"wilayah": "'"}, {"masa": "2025-T3"}, {"masa": "kemarin"}, {"masa": "2026-07"}]
)
def test_what_has_no_accepted_report_within_reach_does_not_exist(as_role, village, other_village, url, asked):
    frozen(village)
    frozen(other_village)

    assert as_role(Role.DINAS).get(url, T3 | asked).status_code == 404


def test_without_accepted_reports_the_page_says_so(as_role, village):
    make_report(village, state="sent")
    client = as_role(Role.DINAS)

    assert "Belum ada laporan yang diterima" in client.get(PAGE).content.decode()
    assert client.get(DATA).status_code == 404


@pytest.mark.parametrize("url", [PAGE, DATA, DICTIONARY])
def test_only_reading(as_role, url):
    assert as_role(Role.DINAS).post(url).status_code == 405


def test_what_was_taken_is_recorded(as_role, village):
    frozen(village)
    client = as_role(Role.DINAS)
    client.get(DATA, T3)

    log = AccessLog.objects.get(kind=AccessKind.EXPORT)
    assert (log.actor, log.reason) == (client.user, "Data terbuka data-fcu-53.01-2026-T3.csv")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_statements_does_not_grow(as_role, village, rows, django_assert_num_queries):
    for place in range(rows):
        frozen(make_region(f"53.01.0{place + 5}.2001"))
    client = as_role(Role.DINAS)

    with django_assert_num_queries(10):
        client.get(PAGE, T3)
