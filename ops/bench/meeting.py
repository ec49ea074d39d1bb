"""A meeting of 60 people entered in Chromium by keyboard alone, without JavaScript: keys, machine time, and the time
that a person needs by the keystroke-level model (Card, Moran and Newell 1980). Alone: python -m ops.bench.meeting"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from datetime import date

from ops import private, services, venv
from ops.bench.main import _settings

# Seconds: one key of an average typist who is no secretary; one pause to think before each field, person and button.
KEY, PAUSE = 0.28, 1.35
SAVED = re.compile(r"/fcu/rapat/\d+/")
VILLAGE = "53.01.05.2011"
PASSWORD = "bench-" + "0123456789"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
MEMBERS, AWAY = 50, (7, 19, 23, 31, 44)
GUESTS = [
    f"{name} {family}, {origin}"
    for name, origin in (("Yosefina", "TKSK"), ("Markus", "Puskesmas"), ("Dortia", "warga RT 3"))
    for family in ("Rihi", "Uumbu", "Nggadas", "Foeh", "Sabu")
]
FACTS = {"kind": "r", "starts_at": "16.00", "agenda": "Keluarga sasaran\nPenyuluhan bersama Posyandu\nLain-lain"}
MINUTES = "Rapat dibuka koordinator. Tiga keluarga dikunjungi bulan lalu, dua rujukan sudah dijawab Puskesmas."
DECISIONS = (
    ("Mengunjungi keluarga Dusun III", "Sekretaris", "31-12-2030"),
    ("Menyiapkan penyuluhan", "Bidan desa", "15-01-2031"),
)


def measure():
    """One row of results; the settings name a database that is migrated and has the regions."""
    unit, username = _prepare()
    with _server() as url:
        keys = _entered(url, username, unit)
    meeting = unit.meetings.get()
    found = (meeting.attendances.count(), meeting.decisions.count())
    if found != (MEMBERS - len(AWAY) + len(GUESTS), len(DECISIONS)):
        raise SystemExit(f"The meeting was not stored as it was typed: {found}.")
    return {
        "kind": "entry",
        "what": f"meeting of {found[0]} people, JavaScript off",
        "keys": keys.pressed,
        "fields": keys.pauses,
        "machine": keys.seconds,
        "human": KEY * keys.pressed + PAUSE * keys.pauses,
    }


def _prepare():
    from institutions.models import CareUnit, Membership  # noqa: PLC0415 -- models exist only after django.setup()
    from ops.bench.people import make_user  # noqa: PLC0415 -- as above

    user = make_user("secretary", VILLAGE)
    user.set_password(PASSWORD)
    user.save()
    unit = CareUnit.objects.create(village_id=VILLAGE, name="FCU Bench")
    names = [f"Anggota {number:02}" for number in range(MEMBERS)]
    Membership.objects.bulk_create(
        Membership(care_unit=unit, kind="individual", name=name, joined_on=date(2025, 1, 1)) for name in names
    )
    return unit, user.username


@contextmanager
def _server():
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    process = subprocess.Popen(services.web(f"{host}:{port}"), preexec_fn=private.die_with_parent)
    try:
        _wait_for(host, port)
        yield f"http://{host}:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(host, port, patience=30):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with closing(socket.socket()) as client:
            if client.connect_ex((host, port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The web server of the benchmark did not start.")


def _entered(url, username, unit):
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only the benchmark needs it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        page = browser.new_context(base_url=url, locale="id-ID", java_script_enabled=False).new_page()
        _sign_in(page, username)
        page.goto(f"/fcu/{unit.pk}/rapat/baru/")
        keys = _Keyboard(page)
        _type_meeting(keys)
        page.wait_for_url(SAVED)
        keys.stop()
        browser.close()
    return keys


def _sign_in(page, username):
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(lambda address: "/masuk/" not in address)


def _type_meeting(keys):
    """The button for all comes first, then those away are unticked."""
    keys.fill("kind", FACTS["kind"])
    for name, text in (("starts_at", FACTS["starts_at"]), ("place", "Balai desa"), ("leader", "Selfina Lakapu")):
        keys.fill(name, text)
    keys.fill("agenda", FACTS["agenda"])
    keys.press_button("Semua hadir")
    for number in AWAY:
        keys.toggle(f"id_members_{number}")
    keys.fill("guests", "\n".join(GUESTS), pauses=len(GUESTS))
    keys.fill("minutes", MINUTES)
    for row, decision in enumerate(DECISIONS):
        for name, text in zip(("text", "owner", "due_on"), decision, strict=True):
            keys.fill(f"putusan-{row}-{name}", text)
    keys.press_button("Simpan rapat")


class _Keyboard:
    """Presses keys and nothing else; counts them, the pauses to think, and the seconds that the machine takes."""

    MOST_TABS = 90

    def __init__(self, page):
        self.page, self.pressed, self.pauses, self.began = page, 0, 0, time.perf_counter()

    def stop(self):
        self.seconds = time.perf_counter() - self.began

    def fill(self, name, text, pauses=1):
        self._go(f"e.name === '{name}'", pauses)
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def toggle(self, element):
        self._go(f"e.id === '{element}'")
        self._press("Space")

    def press_button(self, label):
        self._go(f"e.tagName === 'BUTTON' && e.tabIndex >= 0 && e.textContent.trim() === '{label}'")
        with self.page.expect_navigation():
            self._press("Enter")

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


def main():
    """A SQLite file of its own, filled by this same module in a process with those settings."""
    with tempfile.TemporaryDirectory(prefix="fcu-bench-") as data:
        inside = [sys.executable, "-m", "ops.bench.meeting", "inside"]
        subprocess.run(inside, cwd=venv.ROOT, env=_settings(data, ""), check=True)


def _inside():
    import django  # noqa: PLC0415 -- after the settings

    django.setup()
    from ops.bench.measure import _prepare as prepare_database  # noqa: PLC0415 -- as above

    prepare_database()
    row = measure()
    print(
        f"{row['what']}: {row['keys']} keys, {row['fields']} pauses, {row['human'] / 60:.1f} minutes by the model, "
        f"{row['machine']:.1f} s of the machine"
    )


if __name__ == "__main__":
    _inside() if sys.argv[1:] == ["inside"] else main()
