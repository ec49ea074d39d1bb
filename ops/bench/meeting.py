"""A meeting of 60 people entered in Chromium by keyboard alone, without JavaScript."""

import re
from datetime import date

from ops.bench.keyboard import Keyboard, make_secretary, signed_in, web_server

SAVED = re.compile(r"/fcu/rapat/\d+/")
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


def measure(size, runs):
    """How long a person takes does not hang on ``runs``; once, in the fullest database."""
    if not size.is_last:
        return []
    unit = _make_unit(size.region)
    user = make_secretary(unit.village_id)
    with web_server() as url:
        keys = _entered(url, user.username, unit)
    return [keys.row(f"meeting of {_people_stored(unit)} people, JavaScript off", size)]


def _make_unit(region):
    """In a village that the simulation left alone: nobody but the people of this meeting."""
    from institutions.models import CareUnit, Membership  # noqa: PLC0415 -- models exist only after django.setup()
    from regions.models import Region  # noqa: PLC0415 -- as above

    villages = Region.objects.villages().filter(code__within=region, active=True)
    village = villages.exclude(pk__in=CareUnit.objects.values("village")).first()
    unit = CareUnit.objects.create(village=village, name="FCU Bench")
    names = [f"Anggota {number:02}" for number in range(MEMBERS)]
    Membership.objects.bulk_create(
        Membership(care_unit=unit, kind="individual", name=name, joined_on=date(2025, 1, 1)) for name in names
    )
    return unit


def _people_stored(unit):
    meeting = unit.meetings.get()
    found = (meeting.attendances.count(), meeting.decisions.count())
    if found != (MEMBERS - len(AWAY) + len(GUESTS), len(DECISIONS)):
        raise SystemExit(f"The meeting was not stored as it was typed: {found}.")
    return found[0]


def _entered(url, username, unit):
    """The meeting from the empty page to the saved one → the keyboard, with what it counted."""
    with signed_in(url, username, with_script=False) as page:
        page.goto(f"/fcu/{unit.pk}/rapat/baru/")
        keys = Keyboard(page)
        _type_meeting(keys)
        page.wait_for_url(SAVED)
        keys.stop()
    return keys


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
