"""A village secretary enters a family of five on a phone, with bad luck on the way."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.enums import Role
from accounts.models import FormEntry
from families.enums import Sex
from families.models import Family
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory, make_card_number, make_national_id
from tests.factories.regions import make_village

pytestmark = pytest.mark.browser

SAVED = re.compile(r"/keluarga/\d+/")
PEOPLE = (
    ("Obaja Tefnai", Sex.MALE, date(1984, 6, 2), "Kepala keluarga"),
    ("Yuliana Boimau", Sex.FEMALE, date(1988, 4, 17), "Istri"),
    ("Melki Tefnai", Sex.MALE, date(2012, 1, 30), "Anak"),
    ("Naomi Tefnai", Sex.FEMALE, date(2019, 2, 5), "Anak"),
    ("Fransina Tefnai", Sex.FEMALE, date(1958, 9, 9), "Orang tua"),
)


@pytest.fixture
def secretary(page, sign_in, live_server):
    user = make_user(Role.SECRETARY, make_village(), username="sekretaris")
    sign_in(page, user.username)
    return user


def _fill_household(page, card):
    page.goto("/keluarga/tambah/")
    page.get_by_label("No. KK").fill(card)
    page.get_by_label("Alamat").fill("Dekat dermaga")
    page.get_by_label("Dusun").fill("Dusun II")
    page.get_by_label("RT").fill("4")


def _fill_person(page, index, person):
    name, sex, born, relation = person
    row = page.locator(f"#anggota-{index}")
    row.get_by_label("NIK", exact=False).first.fill(make_national_id(sex, born))
    row.get_by_label("Nama lengkap").fill(name)
    row.get_by_label("Tanggal lahir").fill(f"{born:%d-%m-%Y}")
    row.get_by_label("Hubungan dengan kepala keluarga").select_option(label=relation)
    row.get_by_label(sex.label).check()


def _fill_people(page):
    for index, person in enumerate(PEOPLE):
        if not page.locator(f"#anggota-{index}").is_visible():
            page.get_by_role("button", name="Tambah anggota").click()
            expect(page.locator(f"#anggota-{index}")).to_be_visible()
        _fill_person(page, index, person)


def _wait_for_draft(page):
    expect(page.locator("[data-draft-status]")).to_contain_text("Konsep tersimpan")


def test_five_people_a_reload_and_a_double_click_make_one_family(page, secretary):
    _fill_household(page, make_card_number())
    _fill_people(page)
    _wait_for_draft(page)
    page.reload()
    expect(page.get_by_text("dibuka kembali")).to_be_visible()
    expect(page.locator("#anggota-4")).to_contain_text("Fransina Tefnai")
    page.get_by_role("button", name="Simpan keluarga").dblclick()
    page.wait_for_url(SAVED)
    expect(page.get_by_role("heading", name="Keluarga Obaja Tefnai")).to_be_visible()
    expect(page.get_by_text("5 anggota keluarga")).to_be_visible()
    assert Family.objects.get().members.count() == 5
    page.goto("/keluarga/tambah/")
    expect(page.get_by_label("Alamat")).to_have_value("")


def test_without_javascript_five_people_are_entered_all_the_same(open_page, sign_in, live_server):
    page = open_page(java_script_enabled=False)
    sign_in(page, make_user(Role.SECRETARY, make_village()).username)
    _fill_household(page, make_card_number())
    _fill_people(page)
    page.get_by_role("button", name="Simpan keluarga").click()
    page.wait_for_url(SAVED)
    assert Family.objects.get().members.count() == 5


def test_two_secretaries_change_one_field_and_the_second_chooses(open_page, sign_in, live_server):
    village = make_village()
    family = FamilyFactory(village=village, members=1)
    first, second = open_page(), open_page()
    for page in (first, second):
        sign_in(page, make_user(Role.SECRETARY, village).username)
        page.goto(f"{family.get_absolute_url()}ubah/")
    first.get_by_label("Alamat").fill("Rumah baru")
    first.get_by_label("Dusun").fill("Dusun IX")
    second.get_by_label("Alamat").fill("Di bukit")
    for page in (first, second):
        page.get_by_role("button", name="Simpan perubahan").click()
    expect(second.get_by_text("Sekarang tercatat: Rumah baru")).to_be_visible()
    second.get_by_role("button", name="Simpan perubahan").click()
    expect(second.get_by_text("Belum tersimpan.")).to_be_visible()
    second.get_by_label("Isian Anda: Di bukit").check()
    second.get_by_role("button", name="Simpan perubahan").click()
    second.wait_for_url(SAVED)
    family.refresh_from_db()
    assert (family.address, family.hamlet) == ("Di bukit", "Dusun IX")


def test_what_was_typed_offline_meets_what_another_changed_meanwhile(page, secretary):
    family = FamilyFactory(village=make_village(), members=1)
    page.goto(f"{family.get_absolute_url()}ubah/")
    draft = page.locator("form[data-draft-url]").get_attribute("data-draft-url")
    page.route(f"**{draft}", lambda route: route.abort())
    page.get_by_label("Alamat").fill("Di bukit")
    expect(page.locator("[data-draft-status]")).to_contain_text("Belum terkirim")
    Family.objects.filter(pk=family.pk).update(hamlet="Dusun IX", version=2)
    page.reload()
    expect(page.get_by_label("Alamat")).to_have_value("Di bukit")
    expect(page.get_by_label("Dusun")).to_have_value(family.hamlet)
    page.get_by_role("button", name="Simpan perubahan").click()
    page.wait_for_url(SAVED)
    family.refresh_from_db()
    assert (family.address, family.hamlet) == ("Di bukit", "Dusun IX")


def test_what_was_typed_without_a_signal_is_kept_and_sent_later(page, secretary):
    _fill_household(page, make_card_number())
    _fill_person(page, 0, PEOPLE[0])
    _wait_for_draft(page)
    page.context.set_offline(True)
    page.get_by_label("Alamat").fill("Di bukit, rumah kayu")
    expect(page.locator("[data-draft-status]")).to_contain_text("Belum terkirim")
    page.get_by_role("button", name="Simpan keluarga").click()
    expect(page.locator("[data-draft-status]")).to_contain_text("Kirim lagi bila sinyal kembali")
    assert not Family.objects.exists()
    page.context.set_offline(False)
    _wait_for_draft(page)
    page.get_by_role("button", name="Simpan keluarga").click()
    page.wait_for_url(SAVED)
    assert Family.objects.get().address == "Di bukit, rumah kayu"


def test_enter_in_a_field_saves_and_never_deletes(page, secretary):
    _fill_household(page, make_card_number())
    _fill_person(page, 0, PEOPLE[0])
    page.get_by_label("Alamat").press("Enter")
    page.wait_for_url(SAVED)
    assert Family.objects.get().head_name == "Obaja Tefnai"


def test_mistakes_are_named_beside_the_field_and_nothing_is_lost(page, secretary):
    _fill_household(page, make_card_number())
    _fill_person(page, 0, PEOPLE[0])
    page.get_by_label("NIK", exact=False).first.fill("530105020684001")
    page.get_by_role("button", name="Simpan keluarga").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("NIK baru 15 angka, harus 16")
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_anggota-0-national_id")).to_be_focused()
    expect(page.get_by_label("Nama lengkap").first).to_have_value("Obaja Tefnai")


def test_starting_over_forgets_the_draft(page, secretary):
    _fill_household(page, make_card_number())
    _wait_for_draft(page)
    page.reload()
    page.get_by_role("button", name="Mulai dari awal").click()
    expect(page.get_by_text("dibuka kembali")).to_be_hidden()
    expect(page.get_by_label("Alamat")).to_have_value("")
    assert not FormEntry.objects.filter(form="family").exists()
