"""Chromium worked by keyboard alone: counts keys, machine time, and the time that a person needs by the
keystroke-level model (Card, Moran and Newell 1980)."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager

from ops import private, services
from ops.bench.people import make_user

# Seconds: one key of an average typist who is no secretary; one pause to think before each field and button.
KEY, PAUSE = 0.28, 1.35
PASSWORD = "bench-" + "0123456789"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def make_secretary(code):
    """One who signs in with PASSWORD."""
    user = make_user("secretary", code)
    user.set_password(PASSWORD)
    user.save()
    return user


@contextmanager
def web_server():
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


@contextmanager
def signed_in(url, username, with_script):
    """A page of a browser of its own."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only make bench installs it

    browser_path = os.environ.get("FCU_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        page = browser.new_context(base_url=url, locale="id-ID", java_script_enabled=with_script).new_page()
        _sign_in(page, username)
        yield page
        browser.close()


def _sign_in(page, username):
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(lambda address: "/masuk/" not in address)


class Keyboard:
    """Presses keys and nothing else; counts them, the pauses to think, and the seconds that the machine takes."""

    MOST_TABS = 90

    def __init__(self, page):
        self.page, self.pressed, self.pauses, self.began = page, 0, 0, time.perf_counter()

    def stop(self):
        self.seconds = time.perf_counter() - self.began

    def row(self, what, size):
        return {
            "kind": "entry",
            "what": what,
            "families": size.families,
            "keys": self.pressed,
            "fields": self.pauses,
            "machine": self.seconds,
            "human": KEY * self.pressed + PAUSE * self.pauses,
        }

    def fill(self, name, text, pauses=1):
        """``pauses``: a field of several lines is thought about line by line."""
        self._go(f"e.name === '{name}'", pauses)
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def choose(self, name, value):
        """A radio button: the first with the space bar, the next with the arrow."""
        self._go(f"e.name === '{name}'")
        while not self.page.evaluate(f"document.activeElement.value === '{value}'"):
            self._press("ArrowRight")
        if not self.page.evaluate("document.activeElement.checked"):
            self._press("Space")

    def toggle(self, element):
        self._go(f"e.id === '{element}'")
        self._press("Space")

    def press_button(self, label):
        self._go(f"e.tagName === 'BUTTON' && e.tabIndex >= 0 && e.textContent.trim() === '{label}'")
        # Not wait_for_load_state: at once after the key the page that is left is still loaded.
        with self.page.expect_navigation():
            self._press("Enter")

    def sees(self, name):
        return self.page.locator(f"[name={name}]").first.is_visible()

    def _go(self, wanted, pauses=1):
        """Tab until the focus is where the next thing is typed, as a person does who watches it."""
        self.pauses += pauses
        for _ in range(self.MOST_TABS):
            if self.page.evaluate(f"(e => {wanted})(document.activeElement)"):
                return
            self._press("Tab")
        raise SystemExit(f"The keyboard did not reach the place where {wanted}.")

    def _press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1
