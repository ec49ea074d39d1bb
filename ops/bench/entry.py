"""A family of five entered in Chromium by keyboard alone, with JavaScript and without: keys, machine time, and the
time that a person needs by the keystroke-level model (Card, Moran and Newell 1980)."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from datetime import date

from ops import private, services
from ops.bench.people import first_village, make_user

# Seconds: one key of an average typist who is no secretary; one pause to think before each field and button.
KEY, PAUSE = 0.28, 1.35
PASSWORD = "bench-" + "0123456789"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
FIRST_ADDRESS, SAVED = "/keluarga/tambah/", re.compile(r"/keluarga/\d+/(#|$)")
MALE, FEMALE = "L", "P"
# What a secretary types to choose the relation from the list; nothing where the page has chosen already.
HOUSEHOLDS = {
    True: (
        ("Zefanya Nggadas", MALE, date(1983, 6, 2), ""), ("Wilhelmintje Foeh", FEMALE, date(1987, 4, 19), "i"),
        ("Querido Nggadas", MALE, date(2011, 1, 30), "a"), ("Xaveria Nggadas", FEMALE, date(2014, 2, 5), "a"),
        ("Zulkarnaen Nggadas", MALE, date(2018, 9, 9), "a"),
    ),
    False: (
        ("Zakarias Uumbu", MALE, date(1979, 3, 7), ""), ("Yosefintje Rihi", FEMALE, date(1981, 8, 23), "i"),
        ("Vinsensius Uumbu", MALE, date(2009, 5, 14), "a"), ("Ursulina Uumbu", FEMALE, date(2012, 7, 6), "a"),
        ("Timoteus Uumbu", MALE, date(2020, 10, 11), "a"),
    ),
}  # fmt: skip


def measure(size, runs):
    """How long a person takes does not hang on ``runs``; once, in the fullest database."""
    if not size.is_last:
        return []
    village = first_village(size.region)
    user = make_user("secretary", village.code)
    user.set_password(PASSWORD)
    user.save()
    with _server() as url:
        return [_measured(url, user.username, village.code, size.families, script) for script in HOUSEHOLDS]


def _measured(url, username, code, families, with_script):
    keys = _entered(url, username, code, with_script)
    how = "on" if with_script else "off"
    return {
        "kind": "entry",
        "what": f"family of five, JavaScript {how}",
        "families": families,
        "keys": keys.pressed,
        "fields": keys.pauses,
        "machine": keys.seconds,
        "human": KEY * keys.pressed + PAUSE * keys.pauses,
    }


@contextmanager
def _server():
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(services.web(bind), preexec_fn=private.die_with_parent)
    try:
        _wait_for(bind)
        yield f"http://{bind}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(bind, patience=30):
    host, port = bind.split(":")
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with closing(socket.socket()) as client:
            if client.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The web server of the benchmark did not start.")


def _entered(url, username, code, with_script):
    """The household from the empty page to the saved file → the keyboard, with what it counted."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only make bench installs it

    browser_path = os.environ.get("FCU_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        page = browser.new_context(base_url=url, locale="id-ID", java_script_enabled=with_script).new_page()
        _sign_in(page, username)
        page.goto(FIRST_ADDRESS)
        keys = _Keyboard(page)
        _type_family(keys, code, HOUSEHOLDS[with_script])
        keys.press_button("Simpan keluarga")
        keys.stop()
        if not SAVED.search(page.url):
            raise SystemExit(f"The family was not saved: {page.locator('.err-sum').inner_text()}")
        browser.close()
    return keys


def _sign_in(page, username):
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(lambda address: "/masuk/" not in address)


def _type_family(keys, code, people):
    district = code[:8].replace(".", "")
    head = people[0][2]
    household = {
        "family_card_number": f"{district}010115{head:%d%m}", "address": "Dekat dermaga", "hamlet": "Dusun II",
        "rt": "4", "rw": "2",
    }  # fmt: skip
    for name, text in household.items():
        keys.fill(name, text)
    for row, person in enumerate(people):
        _type_person(keys, district, f"anggota-{row}-", *person)


def _type_person(keys, district, row, name, sex, born, relation):
    if not keys.sees(f"{row}name"):
        keys.press_button("Tambah anggota")
    day = born.day + (40 if sex == FEMALE else 0)
    keys.fill(f"{row}national_id", f"{district}{day:02}{born:%m%y}98{born:%d}")
    keys.fill(f"{row}name", name)
    keys.fill(f"{row}birth_date", f"{born:%d%m%Y}")
    if relation:
        keys.fill(f"{row}relation", relation)
    keys.choose(f"{row}sex", sex)


class _Keyboard:
    """Presses keys and nothing else; counts them, the pauses to think, and the seconds that the machine takes."""

    MOST_TABS = 40

    def __init__(self, page):
        self.page, self.pressed, self.pauses, self.began = page, 0, 0, time.perf_counter()

    def stop(self):
        self.seconds = time.perf_counter() - self.began

    def fill(self, name, text):
        self._go(f"e.name === '{name}'")
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def choose(self, name, value):
        """A radio button: the first with the space bar, the next with the arrow."""
        self._go(f"e.name === '{name}'")
        while not self.page.evaluate(f"document.activeElement.value === '{value}'"):
            self._press("ArrowRight")
        if not self.page.evaluate("document.activeElement.checked"):
            self._press("Space")

    def press_button(self, label):
        self._go(f"e.tagName === 'BUTTON' && e.tabIndex >= 0 && e.textContent.trim() === '{label}'")
        # Not wait_for_load_state: at once after the key the page that is left is still loaded.
        with self.page.expect_navigation():
            self._press("Enter")

    def sees(self, name):
        return self.page.locator(f"[name={name}]").first.is_visible()

    def _go(self, wanted):
        """Tab until the focus is where the next thing is typed, as a person does who watches it."""
        self.pauses += 1
        for _ in range(self.MOST_TABS):
            if self.page.evaluate(f"(e => {wanted})(document.activeElement)"):
                return
            self._press("Tab")
        raise SystemExit(f"The keyboard did not reach the place where {wanted}.")

    def _press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1
