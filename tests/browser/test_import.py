"""A secretary sends the village's list on a phone, looks at it, lets it in, and takes it back."""

import pytest

from accounts.enums import Role
from families.models import Family
from jobs.queries import due_jobs
from jobs.services import run_job
from tests.exchange.rows import head, household
from tests.factories.accounts import make_user
from tests.factories.families import make_card_number
from tests.factories.regions import in_the_zone_of_the_village, make_village
from tests.factories.sheets import PEOPLE, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def work_off():
    """What the worker would do meanwhile."""
    with in_the_zone_of_the_village():
        for job_id in due_jobs():
            run_job(job_id)


def test_a_list_goes_in_and_out_again(page, sign_in):
    secretary = make_user(Role.SECRETARY, make_village())
    sign_in(page, secretary.username)
    page.goto("/impor/baru/keluarga/")
    upload = xlsx([PEOPLE, *household(), head(make_card_number(), number="123")])
    page.get_by_label("Berkas").set_input_files(
        {"name": "penduduk.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": upload.read()}
    )
    page.get_by_role("button", name="Kirim dan periksa").click()
    page.get_by_text("Sedang dibaca").first.wait_for()

    work_off()
    page.reload()
    page.get_by_text("NIK baru 3 angka").wait_for()
    page.get_by_label("Masukkan yang benar dulu").check()
    page.get_by_role("button", name="Masukkan 3 baris").click()
    page.get_by_text("Sedang dimasukkan").first.wait_for()
    work_off()
    page.reload()
    page.get_by_role("link", name="Buka daftarnya").click()
    page.get_by_role("link", name="Yohanes Tefa").wait_for()

    page.go_back()
    page.get_by_text("Batalkan impor ini").click()
    page.get_by_role("button", name="Ya, kembalikan seperti sebelum impor").click()
    page.get_by_text("Sedang dibatalkan").first.wait_for()
    work_off()
    assert not Family.objects.exists()
