"""The components and the two scripts in real Chromium. Every request is answered here: no server, no database."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.utils.crypto import get_random_string

from tests.core.component_sheet import render_form, render_page

pytestmark = pytest.mark.browser
SITE = "http://fcu.test"
POLICY = "default-src 'self'; img-src 'self' data:"


@pytest.fixture(autouse=True)
def _frame(settings):
    settings.ROOT_URLCONF = "tests.core.component_urls"


class Site:
    """What a server would answer; ``reachable`` is the connection."""

    def __init__(self, rf):
        self.rf, self.reachable = rf, True
        self.drafts, self.posts, self.seen = [], [], []

    def answer(self, route):
        request, path = route.request, urlsplit(route.request.url)
        self.seen.append(request.url)
        if path.path.startswith("/static/"):
            return route.fulfill(path=finders.find(path.path.removeprefix("/static/")))
        if not self.reachable:
            return route.abort("internetdisconnected")
        return self.page(route, path) if request.method == "GET" else self.post(route, path)

    def page(self, route, path):
        render = render_form if path.path == "/form/" else render_page
        html = render(self.rf.get(f"{path.path}?{path.query}"))
        return route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    def post(self, route, path):
        sent = parse_qs(route.request.post_data or "")
        if path.path == "/draft/":
            self.drafts.append(sent)
            return route.fulfill(status=204, headers={"X-Draft-Version": str(len(self.drafts))})
        self.posts.append(sent)
        if len(self.posts) == 1 and "invalid" in sent.get("note", []):
            html = render_form(self.rf.post("/form/"), "name=Yuliana")
            return route.fulfill(status=422, body=html, content_type="text/html")
        # Chromium asks the network, not us, after a redirect; a page that moves on is the same to the scripts.
        return route.fulfill(body='<meta http-equiv="refresh" content="0;url=/saved/">', content_type="text/html")


@pytest.fixture
def site(rf):
    return Site(rf)


def opened(browser, site, width=360, height=800):
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.route("**/*", site.answer)
    return page


@pytest.fixture
def page(browser, site):
    page = opened(browser, site)
    yield page
    page.context.close()


def kept(page):
    return page.evaluate("sessionStorage.getItem('draft:/form/')")


@pytest.mark.parametrize(("width", "height"), [(360, 800), (1366, 900)])
@pytest.mark.parametrize("path", ["/?status=plasma&halaman=4", "/form/"])
def test_components_are_accessible_and_fit(browser, site, path, width, height):
    page = opened(browser, site, width, height)
    page.goto(SITE + path)
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => one.open = true)")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []
    assert len(set(site.seen)) <= 5
    page.context.close()


def test_everything_touched_is_thumb_size(page):
    page.goto(f"{SITE}/form/")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    low = page.evaluate(
        "[...document.querySelectorAll('.btn, .menu summary, .nav-main a, input:not([type=hidden]), select')]"
        ".filter(one => one.offsetHeight && one.offsetHeight < 44 && !/radio|checkbox/.test(one.type))"
        ".map(one => one.outerHTML)"
    )
    assert low == []


def test_double_click_sends_once(page, site):
    page.goto(f"{SITE}/form/")
    stopped = page.evaluate(
        "() => { const stopped = [], button = document.querySelector('.savebar .btn');"
        "window.addEventListener('submit', event => stopped.push(event.defaultPrevented));"
        "button.click(); button.click(); return stopped; }"
    )
    page.wait_for_url("**/saved/")
    assert stopped == [False, True]
    assert len(site.posts) == 1


def test_change_is_drafted_and_not_kept(page, site):
    page.goto(f"{SITE}/form/")
    page.fill("#id_name", "Yuliana")
    page.wait_for_selector("text=Konsep tersimpan")
    assert site.drafts[-1]["name"] == ["Yuliana"]
    assert site.drafts[-1]["csrfmiddlewaretoken"]
    assert kept(page) is None


def test_lost_connection_keeps_and_a_reload_brings_back(page, site):
    secret = get_random_string(12)
    page.goto(f"{SITE}/form/")
    site.reachable = False
    page.fill("#id_name", secret)
    page.check("#id_agreed")
    page.wait_for_selector("text=Belum terkirim. Sambungan terputus. Isian Anda aman di perangkat ini.")
    site.reachable = True
    page.reload()
    assert page.input_value("#id_name") == secret
    assert page.is_checked("#id_agreed")
    page.wait_for_selector("text=Konsep tersimpan")
    assert site.drafts[-1]["name"] == [secret]


def test_connection_back_sends_at_once(page, site):
    page.goto(f"{SITE}/form/")
    site.reachable = False
    page.fill("#id_name", "Yuliana")
    page.wait_for_selector("text=Belum terkirim.")
    site.reachable = True
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("text=Konsep tersimpan")


def test_offline_form_is_not_sent(page, site):
    page.goto(f"{SITE}/form/")
    page.fill("#id_name", "Yuliana")
    page.context.set_offline(True)
    page.click(".savebar .btn")
    page.wait_for_selector("text=Kirim lagi bila sinyal kembali.")
    assert site.posts == []
    assert page.input_value("#id_name") == "Yuliana"
    page.context.set_offline(False)
    page.click(".savebar .btn")
    page.wait_for_url("**/saved/")


def test_saved_form_starts_empty_again(page, site):
    page.goto(f"{SITE}/form/")
    page.fill("#id_name", "Yuliana")
    page.click(".savebar .btn")
    page.wait_for_url("**/saved/")
    page.goto(f"{SITE}/form/")
    assert page.input_value("#id_name") == ""


def test_failed_sending_is_brought_back(page, site):
    page.goto(f"{SITE}/form/")
    page.fill("#id_name", "Yuliana")
    token = page.input_value("#id_form_token")
    site.reachable = False
    with page.expect_event("framenavigated", lambda frame: frame.url.startswith("chrome-error:")):
        page.click(".savebar .btn", no_wait_after=True)
    site.reachable = True
    page.goto(f"{SITE}/form/")
    assert page.input_value("#id_name") == "Yuliana"
    assert page.input_value("#id_form_token") == token


def test_answer_with_errors_wins_over_the_copy(page, site):
    page.goto(f"{SITE}/form/")
    page.fill("#id_name", "Lain")
    page.fill("#id_note", "invalid")
    page.click(".savebar .btn")
    page.wait_for_selector(".err-sum:focus")
    page.wait_for_load_state()
    assert page.input_value("#id_name") == "Yuliana"


def test_another_user_of_the_tab_gets_nothing(page, site):
    page.goto(f"{SITE}/form/")
    site.reachable = False
    page.fill("#id_name", "Yuliana")
    site.reachable = True
    page.evaluate(
        "sessionStorage.setItem('draft:/form/', sessionStorage.getItem('draft:/form/').replace('\"7\"', '\"8\"'))"
    )
    page.reload()
    assert page.input_value("#id_name") == ""


def test_shared_computer_keeps_nothing(page, site):
    page.goto(f"{SITE}/form/")
    page.evaluate("document.body.dataset.shared = ''")
    site.reachable = False
    page.fill("#id_name", "Yuliana")
    page.wait_for_selector("text=Jangan tutup halaman ini.")
    assert kept(page) is None


def test_signing_out_forgets(page, site):
    page.goto(f"{SITE}/form/")
    page.evaluate("sessionStorage.setItem('draft:/lain/', '{}')")
    page.click(".site .container > .menu > summary")
    page.click("button:text-is('Keluar')")
    page.wait_for_url("**/saved/")
    assert page.evaluate("sessionStorage.length") == 0
