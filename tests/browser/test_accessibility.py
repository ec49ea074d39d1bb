"""Every main page of every main role in real Chromium: readable for all, no wider than the phone, all from us.

All roles in one test, because loading the demo takes longer than looking at it.
"""

from collections import Counter

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve

from accounts.enums import DEMO_PASSWORD
from tests.browser.conftest import DESKTOP, PATIENCE, PHONE
from tests.browser.demonstration import load_demo

pytestmark = pytest.mark.browser

# Where a walk begins; what the pages link to comes by itself, one page for each kind of address.
BEGIN = ("/", "/akun/", "/berkas/", "/pemberitahuan/", "/verifikasi/")
# Beside the lists as files, which say themselves that they are.
FILES = {
    "exchange:template", "exchange:wrong", "exchange:slips",
    "families:consent_scan", "families:paper", "families:print", "families:blank_form", "families:copy",
    "units:decree_scan", "units:decree_draft", "units:founding_paper", "units:meeting_paper", "units:meeting_letter",
    "units:calendar", "units:agenda_paper", "units:activity_photo", "units:board_paper", "institutions:hsds",
    "referrals:letter", "referrals:attachment", "notices:open", "reporting:download", "reporting:bundle_file",
    "reporting:draft", "reporting:national_excel", "reporting:excel", "cases:incidental_paper", "cases:summary",
    "cases:photo", "referrals:figures_export", "referrals:status", "referrals:introduction", "offices:sample",
    "mentoring:export_tasks", "mentoring:sheet", "mentoring:sheets", "mentoring:visit_photo", "mentoring:feed",
    "mentoring:certificate", "workplans:paper", "workplans:stage_report", "workplans:feed",
    "workplans:paper_of_plan", "finance:recap_paper", "finance:book_paper", "finance:scan", "finance:receipt",
    "finance:stimulus_receipt", "finance:stimulus_paper", "programmes:export_board", "programmes:paper_of_board",
    "programmes:session_attendance", "programmes:export_reach", "programmes:event_letter", "programmes:event_paper",
    "monitoring:visit_paper", "monitoring:export_indicators", "monitoring:paper_of_indicators",
    "reporting:figures_excel", "reporting:open_data_file", "reporting:open_data_dictionary",
}  # fmt: skip
# The roles, and what each must have come across, so that a broken menu does not make the test easy.
MUST_SEE = {
    "sekretaris": {
        "families:add",
        "families:detail",
        "cases:record_intake",
        "referrals:detail",
        "units:detail",
        "finance:stimulus",
        "programmes:group",
        "programmes:record_session",
        "monitoring:finding",
    },
    "bendahara": {"finance:book", "finance:add_entry", "finance:entry", "finance:budget", "finance:recap"},
    "tksk": {
        "referrals:list",
        "referrals:all",
        "cases:detail",
        "reporting:detail",
        "monitoring:fill",
        "programmes:add_event",
    },
    "dinas": {
        "reporting:list",
        "reporting:detail",
        "accounts:users",
        "accounts:add",
        "programmes:board",
        "programmes:progress",
        "programmes:reach",
        "monitoring:indicators",
        "monitoring:targets",
        "monitoring:instrument",
    },
    "penyedia": {"referrals:list", "referrals:detail"},
    "lk3": {"referrals:list", "referrals:detail", "institutions:offers"},
    "koordinator": {"families:status", "cases:detail", "reporting:detail"},
    "pendamping": {"families:list", "families:detail"},
    "kades": {"families:detail", "reporting:detail"},
    "kementerian": {"dashboard:home", "accounts:users"},
}
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
OWN_LINKS = (
    "all => all.map(a => new URL(a.href)).filter(u => u.origin == location.origin && !u.hash).map(u => u.pathname)"
)
# A kind of page that so many roles have looked at is not looked at again, unless the role must see it.
ENOUGH = 1


class Visitor:
    """Somebody with a telephone and a desk; ``wrong`` collects what a careful reader would object to."""

    def __init__(self, browser, site):
        context = browser.new_context(viewport=PHONE, base_url=site, locale="id-ID")
        context.set_default_timeout(PATIENCE)
        self.site, self.width, self.wrong, self.path = site, PHONE["width"], [], "/masuk/"
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._object(f"script: {error}"))
        self.page.on("request", self._watch)

    def _hear(self, message):
        if message.type == "error":
            self._object(f"console: {message.text}")

    def _watch(self, request):
        if not request.url.startswith((self.site, "data:")):
            self._object(f"another host: {request.url}")

    def _object(self, words):
        self.wrong.append(f"{self.path} at {self.width}: {words}")

    def sign_in(self, username):
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi").fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.page.wait_for_url(lambda url: "/masuk/" not in url)

    def go(self, path):
        """Opens the page; gives where its links lead."""
        self.path = path
        response = self.page.goto(path)
        if response.status != 200:
            self._object(f"status {response.status}")
        return self.page.eval_on_selector_all("a[href]", OWN_LINKS)

    def examine(self):
        """The page as it came on both screens, then both with all that folds open."""
        self.page.evaluate(AXE_SCRIPT)
        self._measure()
        self._take(DESKTOP)
        self._measure()
        self.page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => one.open = true)")
        self._inspect()
        self._take(PHONE)
        self._inspect()

    def _take(self, screen):
        self.page.set_viewport_size(screen)
        self.width = screen["width"]

    def _inspect(self):
        self._measure()
        for violation in self.page.evaluate(VIOLATIONS):
            self._object(f"{violation['id']}: {violation['nodes'][0]['html'][:160]}")

    def _measure(self):
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.width:
            self._object(f"{wide} px wide")


def _kind(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _is_list_file(path):
    try:
        return hasattr(resolve(path).func, "kind")
    except Resolver404:
        return False


@pytest.mark.long
def test_every_page_of_every_role_is_accessible_and_fits(browser, live_server):
    load_demo()
    wrong, looked = [], Counter()
    for role, must_see in MUST_SEE.items():
        visitor = Visitor(browser, live_server.url)
        seen = _walk(role, visitor, {kind for kind in looked if looked[kind] >= ENOUGH} - must_see)
        looked.update(seen)
        wrong += [f"{role}: {objection}" for objection in (*visitor.wrong, *must_see - seen)]
    assert not wrong, "\n".join(wrong)


def _walk(role, visitor, known):
    """The sign-in page and one page of each kind that the pages link to, except the known ones; gives the kinds."""
    waiting, seen = list(BEGIN), {"accounts:sign_in"}
    visitor.go("/masuk/")
    if "accounts:sign_in" not in known:
        visitor.examine()
    visitor.sign_in(role)
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if kind in seen or kind in FILES or _is_list_file(path):
            continue
        seen.add(kind)
        waiting += visitor.go(path)
        if kind not in known:
            visitor.examine()
    visitor.page.context.close()
    return seen
