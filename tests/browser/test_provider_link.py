"""A provider without an account, on an old phone without JavaScript: from the code on the letter to the outcome."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from referrals.enums import ReferralState
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories.institutions import InstitutionFactory
from tests.factories.referrals import make_referral
from tests.factories.regions import make_village
from tests.referrals.filling import today
from tests.referrals.linking import link_for

pytestmark = pytest.mark.browser
S = ReferralState


@pytest.fixture
def link(live_server):
    clinic = InstitutionFactory(name="LKS Tunas Bicara", region=make_village().parent, address="Jalan Timor 4")
    return link_for(make_referral(S.PLACED, institution=clinic, need="Terapi wicara"))


def test_from_the_code_to_the_outcome_without_javascript(open_page, link):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(reverse("answers:code"))
    page.get_by_label("Kode dari surat").fill(link.code_grouped.lower())
    page.get_by_role("button", name="Buka rujukan").click()
    expect(page.get_by_role("heading", name="Surat rujukan untuk LKS Tunas Bicara")).to_be_visible()
    page.get_by_role("link", name="Buka rujukan").click()
    _accept(page)
    _report(page)
    page.goto(link.get_absolute_url())
    expect(page.get_by_role("heading", name="Sudah dijawab")).to_be_visible()
    referral = link.placement.referral
    referral.refresh_from_db()
    assert (referral.state, referral.placement.outcome) == (S.COMPLETED, "partly")


def _accept(page):
    page.get_by_label("Nama Anda").fill("Yusuf Baitanu")
    page.get_by_label("Jabatan").fill("terapis")
    page.get_by_role("button", name="Terima rujukan").click()
    expect(page.get_by_text("Isi pertemuan pertama.").first).to_be_visible()
    page.get_by_label("Pertemuan pertama").fill(today())
    page.get_by_label("Jam").fill("9.30")
    expect(page.get_by_label("Tempat dan yang perlu dibawa")).to_have_value("Jalan Timor 4")
    page.get_by_role("button", name="Terima rujukan").click()
    expect(page.get_by_role("status")).to_contain_text("Terima kasih")
    expect(page.get_by_text("Pukul 09.30 WITA. Jalan Timor 4")).to_be_visible()


def _report(page):
    expect(page.get_by_label("Nama Anda")).to_have_value("Yusuf Baitanu")
    page.get_by_label("Terlayani sebagian").check()
    page.get_by_label("Apa yang diberikan").fill("Enam dari dua belas sesi")
    page.get_by_label("Saran untuk FCU dan keluarga").fill("Latihan di rumah tiap hari")
    page.get_by_role("button", name="Kirim rujukan balik").click()
    expect(page.get_by_role("status")).to_contain_text("Rujukan balik sudah kami teruskan")


def test_the_pages_are_readable_for_all_fit_the_phone_and_ask_nobody_else(open_page, live_server, link):
    wrong = []
    for viewport in (PHONE, DESKTOP):
        page = open_page(viewport)
        page.on("request", lambda asked: wrong.append(asked.url) if not _is_ours(asked.url, live_server.url) else None)
        for name in ("cover", "answer"):
            page.goto(reverse(f"answers:{name}", args=[link.token]))
            wrong.extend(violation["id"] for violation in Axe().run(page).response["violations"])
            if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
                wrong.append(name)
    assert wrong == []


def _is_ours(url, site):
    return bool(re.match(f"{re.escape(site)}/|data:", url))


def test_a_wrong_receiver_closes_it_before_seeing_anything_of_the_family(page, link):
    page.goto(link.get_absolute_url())
    page.get_by_text("Salah kirim?").click()
    page.get_by_role("button", name="Bukan untuk saya, tutup tautan").click()
    expect(page.get_by_role("heading", name="Tautan sudah ditutup")).to_be_visible()
    page.goto(link.get_absolute_url())
    expect(page.get_by_role("heading", name="Tautan tidak berlaku lagi")).to_be_visible()
