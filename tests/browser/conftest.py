"""Real Chromium against a live server: phones by default, one browser for the whole run.

A file of browser tests says ``pytestmark = pytest.mark.browser``.
"""

import pytest
from playwright.sync_api import sync_playwright

from tests.factories.accounts import PASSWORD

PHONE, DESKTOP = {"width": 360, "height": 800}, {"width": 1366, "height": 900}
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
)  # fmt: skip
PATIENCE = 15_000


@pytest.fixture(scope="session")
def browser(chromium_path):
    with sync_playwright() as playwright:
        chromium_browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield chromium_browser
        chromium_browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """``open_page(DESKTOP)`` → another visitor with a browser of their own; errors in the console fail the test."""
    contexts, complaints = [], []

    def make(viewport=PHONE, **options):
        context = browser.new_context(viewport=viewport, base_url=live_server.url, locale="id-ID", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def page(open_page):
    """A visitor with a phone, 360 px wide."""
    return open_page()


@pytest.fixture
def sign_in():
    """``sign_in(page, username)`` through the form, as people do."""

    def through_form(page, username, password=PASSWORD):
        page.goto("/masuk/")
        page.get_by_label("Nama pengguna").fill(username)
        page.get_by_label("Kata sandi").fill(password)
        page.get_by_role("button", name="Masuk", exact=True).click()
        page.wait_for_url(lambda url: "/masuk/" not in url)

    return through_form
