"""The main job on a phone, as a new user would try it: a family is entered, referred, approved; the report is fetched.

A real worker makes the letter, over the broker of the run: Redis, or files.
"""

import os
import re
import subprocess
import time
from contextlib import contextmanager
from datetime import date

import pikepdf
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from accounts.enums import DEMO_PASSWORD
from core.periods import Period
from families.enums import Sex
from ops import private, services
from tests.browser.demonstration import load_demo
from tests.factories.families import make_card_number, make_national_id

pytestmark = pytest.mark.browser

MADE_WITHIN = 60
FAMILY = re.compile(r"/keluarga/\d+/(#.*)?$")
PEOPLE = (
    ("Ruben Tefmuti", Sex.MALE, date(1983, 3, 9), "Kepala keluarga"),
    ("Dorkas Tefmuti", Sex.FEMALE, date(1986, 11, 21), "Istri"),
    ("Yeri Tefmuti", Sex.MALE, date(2012, 7, 4), "Anak"),
    ("Meri Tefmuti", Sex.FEMALE, date(2015, 5, 30), "Anak"),
    ("Susana Bulan", Sex.FEMALE, date(1955, 1, 8), "Orang tua"),
)
NEED = "Kejar Paket B untuk Yeri"


@pytest.fixture
def worker(live_server, settings, tmp_path):
    """A worker of its own on the database and the files of this test."""
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    with _worker(tmp_path / "worker.log"):
        yield


@contextmanager
def _worker(log_path):
    for folder in ("queue", "control"):
        (settings.BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    command = services.worker(f"main-job-{os.getpid()}", "prefork" if settings.REDIS_URL else "threads", 1)
    environment = {**os.environ, "DATABASE_URL": _address_of_database()}
    options = {"env": environment, "cwd": settings.BASE_DIR, "stdin": subprocess.DEVNULL, "start_new_session": True}
    with log_path.open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=private.die_with_parent, **options)
    try:
        yield
    finally:
        private.stop(process, 15)


def _address_of_database():
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    return f"postgres://{parts['USER']}@/{parts['HOST'].replace('/', '%2F')}/{parts['NAME']}"


@pytest.fixture
def demo(live_server, worker):
    load_demo(with_reports=True)


def test_a_family_is_entered_referred_and_approved_and_the_report_is_downloaded(page, demo, sign_in, tmp_path):
    sign_in(page, "sekretaris", DEMO_PASSWORD)
    _enter_family(page)
    _record_consent(page)
    _open_case(page)
    _refer(page)
    _leave(page)
    sign_in(page, "tksk", DEMO_PASSWORD)
    _approve(page)
    _check_letter(_fetch_letter(page, tmp_path))
    _leave(page)
    sign_in(page, "dinas", DEMO_PASSWORD)
    _check_report(_fetch_report(page, tmp_path))


def _enter_family(page):
    page.get_by_role("link", name="Tambah keluarga").click()
    page.get_by_label("No. KK").fill(make_card_number())
    page.get_by_label("Alamat").fill("Dekat dermaga")
    page.get_by_label("Dusun").fill("Dusun II")
    for index, person in enumerate(PEOPLE):
        if index:
            page.get_by_role("button", name="Tambah anggota").click()
        _fill_person(page.locator(f"#anggota-{index}"), *person)
    page.get_by_role("button", name="Simpan keluarga").click()
    page.wait_for_url(FAMILY)
    expect(page.get_by_role("heading", name="Keluarga Ruben Tefmuti")).to_be_visible()
    expect(page.get_by_text("5 anggota keluarga")).to_be_visible()


def _fill_person(row, name, sex, born, relation):
    expect(row).to_be_visible()
    row.get_by_label("NIK", exact=False).first.fill(make_national_id(sex, born))
    row.get_by_label("Nama lengkap").fill(name)
    row.get_by_label("Tanggal lahir").fill(f"{born:%d-%m-%Y}")
    row.get_by_label("Hubungan dengan kepala keluarga").select_option(label=relation)
    row.get_by_label(sex.label).check()


def _record_consent(page):
    page.locator("#kesediaan").get_by_role("link", name="Catat kesediaan").click()
    page.get_by_label("Rujukan").check()
    page.get_by_label("Lisan").check()
    page.get_by_label("Diberikan oleh").fill("Ruben Tefmuti")
    page.get_by_role("textbox", name="Saksi").fill("Yohanis Manafe")
    page.get_by_role("button", name="Simpan kesediaan").click()
    page.wait_for_url(FAMILY)
    expect(page.locator("#kesediaan")).to_contain_text("Berlaku")


def _open_case(page):
    page.goto("/kasus/penerimaan/catat/")
    page.get_by_label("Nama yang datang").fill("Dorkas Tefmuti")
    page.get_by_label("Dari").select_option(label="Kunjungan rumah")
    page.get_by_label("Kebutuhan").fill("Anak kedua putus sekolah sejak kelas 7, ingin belajar lagi")
    page.get_by_label("Cari keluarga").fill("Ruben Tefmuti")
    page.get_by_role("button", name="Cari").click()
    page.get_by_label("Ruben Tefmuti").check()
    page.get_by_role("button", name="Catat penerimaan").click()
    page.get_by_role("link", name="Jadikan kasus").click()
    page.get_by_label("Ringkasan").fill("Putus sekolah; keluarga berharap anaknya ikut kejar paket.")
    page.get_by_role("button", name="Buka kasus").click()
    expect(page.get_by_role("heading", name=re.compile("^Kasus "))).to_be_visible()


def _refer(page):
    page.get_by_role("link", name="Buat rujukan").click()
    page.get_by_label("Layanan yang dibutuhkan").fill(NEED)
    page.get_by_label("Bidang layanan").select_option(label="Pendidikan")
    page.get_by_label("Uraian kebutuhan").fill("Anak berumur 14 tahun, berhenti di kelas 7, siap belajar sore hari.")
    page.get_by_role("button", name="Simpan konsep").click()
    page.get_by_role("button", name="Ajukan ke TKSK").click()
    expect(page.get_by_text("Diajukan").first).to_be_visible()


def _leave(page):
    page.locator("header details.menu summary").last.click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/")


def _approve(page):
    page.get_by_role("link", name="Rujukan").first.click()
    page.get_by_role("link", name=re.compile(NEED)).first.click()
    page.get_by_label("Kejar paket A, B, C").check()
    page.get_by_role("button", name="Setujui ke penyedia").click()
    expect(page.get_by_role("status")).to_contain_text("menunggu jawaban penyedia")


def _fetch_letter(page, folder):
    page.get_by_role("link", name="Semua rujukan").click()
    page.get_by_role("link", name=NEED).click()
    letter = page.get_by_role("link", name="Unduh surat")
    _reload_until_there(page, letter)
    return _download(page, letter, folder / "letter.pdf")


def _reload_until_there(page, link):
    """As the page says: “Lihat lagi”. The worker may have been faster, or busy."""
    deadline = time.monotonic() + MADE_WITHIN
    while not link.is_visible():
        assert time.monotonic() < deadline, "the worker did not make the letter"
        page.get_by_role("link", name="Lihat lagi").click()
        page.wait_for_load_state()


def _fetch_report(page, folder):
    page.get_by_role("link", name="Laporan").first.click()
    period = Period.quarter_of(timezone.localdate()).previous()
    expect(page.get_by_label("Masa laporan")).to_have_value(period.code)
    return _download(page, page.get_by_role("link", name=re.compile("^PDF.*Tablolong")), folder / "report.pdf")


def _download(page, link, path):
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(path)
    return path


def _check_letter(path):
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 1
        assert not pdf.attachments


def _check_report(path):
    assert path.read_bytes().startswith(b"%PDF")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) > 2
        assert [name for name in pdf.attachments if name.endswith(".csv")]
