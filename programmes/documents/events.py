"""What the papers of an event say: the list to sign, and the report."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import NOTHING, date_long, day_name, number
from documents.documents import UNSIGNED, letterhead, of_office
from documents.queries import office_of
from programmes.enums import EventLevel
from programmes.queries.events import reach_of

REGENCY_LENGTH = 5
LINES = 40  # of a list that is signed by hand: two pages, the names of the holder under the second


@dataclass(frozen=True)
class EventAttendance:
    office: dict
    letter: dict
    facts: list
    lines: list

    @classmethod
    def load(cls, event):
        return cls(
            office=_office(event), letter=_titled(event, "Daftar hadir"), facts=_facts(event),
            lines=list(range(1, LINES + 1)),
        )  # fmt: skip


@dataclass(frozen=True)
class EventReport:
    office: dict
    letter: dict
    facts: list
    guests: list
    villages: list
    others: list
    parts: list

    @classmethod
    def load(cls, event):
        villages, others = reach_of(event)
        return cls(
            office=_office(event),
            letter=_titled(event, "Laporan kegiatan"),
            facts=[*_facts(event), ("Peserta", _people(event))],
            guests=[(str(guest), number(guest.people)) for guest in event.guests.select_related("institution")],
            villages=[f"{village.full_name}, {village.parent.full_name}" for village in villages],
            others=[region.full_name for region in others],
            parts=[(head, text) for head, text in _parts(event) if text],
        )


def _parts(event):
    due = f", paling lambat {date_long(event.follow_up_due)}" if event.follow_up_due else ""
    who = f" Oleh {event.follow_up_by}{due}." if event.follow_up_by else ""
    return [
        ("Pokok bahasan", event.subjects),
        ("Pemberi materi", event.speakers),
        ("Evaluasi", event.evaluation),
        ("Tindak lanjut", f"{event.follow_up}.{who}" if event.follow_up else ""),
    ]


def _people(event):
    return f"{number(event.people)} orang: {number(event.men)} laki-laki, {number(event.women)} perempuan"


def _facts(event):
    return [
        ("Kegiatan", event.title),
        ("Jenis, tingkat", f"{event.get_kind_display()}, {event.get_level_display()}"),
        ("Wilayah", event.scope_label),
        ("Hari, tanggal", f"{day_name(event.held_on)}, {date_long(event.held_on)}"),
        ("Tempat", event.place),
        ("Penyelenggara", event.held_by or NOTHING),
    ]


def _titled(event, title):
    sign = {
        "intro": f"{event.region.name}, {date_long(event.held_on)}",
        "role": "Penyelenggara,",
        "name": _signer(event),
    }
    return {"title": title, "number": "", "recipient": [], "copies": [], "signs": [sign]}


def _signer(event):
    """Of a regency's own event its Dinas; for any other room for a name."""
    if event.level != EventLevel.REGENCY:
        return UNSIGNED
    return holder_of(Role.DINAS, event.region_id) or UNSIGNED


def _office(event):
    """The village's FCU letterhead, that of the regency for it and its kecamatan, a plain one above."""
    if event.level == EventLevel.VILLAGE:
        return letterhead(event.region)
    office = office_of(event.region_id) if len(event.region_id) >= REGENCY_LENGTH else None
    if office:
        return of_office(office)
    return {
        "logo": "img/lambang-dinas.svg", "lines": ["KEGIATAN BERJENJANG FCU"], "name": event.held_by.upper(),
        "place": event.scope_label, "address": [],
    }  # fmt: skip
