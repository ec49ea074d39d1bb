"""A family of five entered in Chromium by keyboard alone, with JavaScript and without."""

import re
from datetime import date

from ops.bench.keyboard import Keyboard, make_secretary, signed_in, web_server
from ops.bench.people import first_village

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
    user = make_secretary(village.code)
    with web_server() as url:
        return [_measured(url, user.username, village.code, size, script) for script in HOUSEHOLDS]


def _measured(url, username, code, size, with_script):
    keys = _entered(url, username, code, with_script)
    return keys.row(f"family of five, JavaScript {'on' if with_script else 'off'}", size)


def _entered(url, username, code, with_script):
    """The household from the empty page to the saved file → the keyboard, with what it counted."""
    with signed_in(url, username, with_script) as page:
        page.goto(FIRST_ADDRESS)
        keys = Keyboard(page)
        _type_family(keys, code, HOUSEHOLDS[with_script])
        keys.press_button("Simpan keluarga")
        keys.stop()
        if not SAVED.search(page.url):
            raise SystemExit(f"The family was not saved: {page.locator('.err-sum').inner_text()}")
    return keys


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
