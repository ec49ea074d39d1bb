"""What htmx could not do is said; otherwise a button that failed looks like one that did nothing."""

import pytest
from playwright.sync_api import expect

from accounts.enums import Role
from referrals.enums import ReferralState
from tests.factories.accounts import make_user
from tests.factories.referrals import make_referral

pytestmark = pytest.mark.browser


@pytest.fixture
def decision(page, sign_in):
    """A button that htmx sends."""
    referral = make_referral(ReferralState.SUBMITTED)
    sign_in(page, make_user(Role.TKSK, referral.village.parent).username)
    page.goto(referral.get_absolute_url())
    page.get_by_text("Kembalikan ke FCU").first.click()
    page.get_by_label("Yang perlu dilengkapi").fill("Tambahkan fotokopi KK")
    return page.get_by_role("button", name="Kembalikan ke FCU")


def test_without_a_signal_the_user_is_told_and_may_send_again(page, decision):
    page.context.set_offline(True)
    decision.click()
    expect(page.get_by_role("alert")).to_contain_text("Belum terkirim. Kirim lagi bila sinyal kembali.")
    page.context.set_offline(False)
    decision.click()
    expect(page.locator("#messages")).to_contain_text("Rujukan sekarang")


@pytest.mark.parametrize(("status", "words"), [(403, "Belum tersimpan"), (404, "tidak ada lagi"), (500, "gangguan")])
def test_a_refusal_is_told(page, decision, status, words):
    page.route("**/langkah/**", lambda route: route.fulfill(status=status, body="-"))
    decision.click()
    expect(page.get_by_role("alert")).to_contain_text(words)
