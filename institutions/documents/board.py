"""The notice board of a month, the leaflet of the services in reach, and the text for WhatsApp."""

from dataclasses import dataclass
from datetime import date

from core.formatting import date_long, day_name
from institutions.documents.letterhead import letterhead
from institutions.documents.public import (
    contacts_of,
    events_of,
    numbers_of,
    officers_of,
    providers_among,
    quarter_before,
)
from institutions.queries import NATION, offers_for

# Of an A3 sheet, in millimetres: what the events and services share, and a row with one, two or three lines.
ROOM = 160
MOST_FOR_EVENTS = 114
ROW, LINE = 4.6, 8.6
# What stays empty becomes lines to write on by hand, when there is room for a heading and a few of them.
HEADING, BLANK_LINE, FEWEST_BLANK = 18, 13, 3
# Of columns, in widths of an em; of letters, as the print font has them.
EVENT_WIDTH, PLACE_WIDTH, SERVICE_WIDTH, LEAFLET_WIDTH = 14.7, 9, 21.4, 20
NARROW, WIDE = set("iljtfrI.,:;'|!()[]/- "), set("mwMW@%")
SEPARATOR = " · "
# A panel of the leaflet and the gap between two institutions, counted in lines.
PANEL_LINES = 35
GAP = 0.6
IN_DISTRICT = 1
IN_MESSAGE = 5


@dataclass(frozen=True)
class NoticeBoard:
    office: dict
    size: str
    month: str
    events: list
    events_left: int
    providers: list
    services_left: int
    blank_lines: list
    contacts: list
    officers: list
    numbers: list
    quarter: str
    made_on: date
    ends_on: date

    @classmethod
    def load(cls, unit, month, today, size):
        quarter, all_events = quarter_before(month, today), events_of(unit, month)
        events, used = fitting(all_events, _event_height, MOST_FOR_EVENTS)
        offers = offers_for(unit.village_id)
        room = ROOM - max(used, ROW + LINE) - (LINE if len(events) < len(all_events) else 0)
        providers, filled = fitting(providers_among(offers, 2), _provider_height, room)
        return cls(
            office=letterhead(unit.village, unit),
            size=size,
            month=month.label,
            events=events,
            events_left=len(all_events) - len(events),
            providers=providers,
            services_left=services_left(offers, providers),
            blank_lines=_blank_lines(room - max(filled, ROW + LINE)),
            contacts=contacts_of(unit),
            officers=officers_of(unit, today),
            numbers=numbers_of(unit, quarter),
            quarter=quarter.label,
            made_on=today,
            ends_on=month.last_day,
        )


@dataclass(frozen=True)
class Leaflet:
    """``near``: in the village and its kecamatan, ``far``: beyond; each fills one panel."""

    office: dict
    village: str
    near: list
    near_left: int
    far: list
    far_left: int
    contacts: list
    officers: list
    made_on: date

    @classmethod
    def load(cls, unit, today):
        offers = offers_for(unit.village_id)
        near, near_left = _panel(offers.filter(distance__lte=IN_DISTRICT))
        far, far_left = _panel(offers.filter(distance__gt=IN_DISTRICT))
        return cls(
            office=letterhead(unit.village, unit),
            village=unit.village.full_name,
            near=near,
            near_left=near_left,
            far=far,
            far_left=far_left,
            contacts=contacts_of(unit),
            officers=officers_of(unit, today),
            made_on=today,
        )


def message_of(unit, month, today):
    """To be pasted into WhatsApp: short lines, stars make a line bold."""
    quarter = quarter_before(month, today)
    parts = [
        [f"*{unit.name}*", f"Informasi {month.label}"],
        *_event_parts(events_of(unit, month)),
        _service_part(unit),
        ["*Hubungi*", *[f"{office}: {phone}" for office, phone in contacts_of(unit)], _secretariat(unit)],
        [f"*{quarter.label}*", *[f"{_as_first(row.label)}: {row.value}" for row in numbers_of(unit, quarter)]],
        ["Semua layanan FCU gratis."],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def fitting(items, size_of, room):
    """The first of ``items`` that go into ``room``, and how much of it they take."""
    used, shown = 0, []
    for item in items:
        needed = used + size_of(item)
        if needed > room:
            break
        used, shown = needed, [*shown, item]
    return shown, used


def services_left(offers, providers):
    return offers.count() - sum(len(provider.services) for provider in providers)


def lines_of(text, room, most=2):
    """How many lines a text takes in a column; the style sheet cuts it after ``most``."""
    lines, used = 1, 0
    for word in text.split():
        width = sum(_width(sign) for sign in f"{word} ")
        if used and used + width > room:
            lines, used = lines + 1, 0
        used += width
        lines, used = lines + int(used // room), used % room
    return min(most, lines)


def _width(sign):
    if sign in NARROW:
        return 0.33
    if sign in WIDE:
        return 0.87
    return 0.72 if sign.isupper() else 0.56


def _event_height(event):
    return ROW + LINE * max(lines_of(event.name, EVENT_WIDTH), lines_of(event.place, PLACE_WIDTH))


def _provider_height(provider):
    """Services over one or two lines, below them who gives them."""
    return ROW + LINE * (1 + lines_of(SEPARATOR.join(provider.services), SERVICE_WIDTH))


def _blank_lines(room):
    count = int((room - HEADING) // BLANK_LINE)
    return list(range(count)) if count >= FEWEST_BLANK else []


def _panel(offers):
    providers, _ = fitting(providers_among(offers, 3), _panel_lines, PANEL_LINES)
    return providers, services_left(offers, providers)


def _panel_lines(provider):
    texts = (provider.name, f"{provider.phone} {provider.schedule}".strip())
    services = lines_of(SEPARATOR.join(provider.services), LEAFLET_WIDTH, most=4)
    return GAP + services + sum(lines_of(text, LEAFLET_WIDTH) for text in texts if text)


def _event_parts(events):
    if not events:
        return [["Belum ada kegiatan terbuka bulan ini."]]
    return [["*Kegiatan*"], *(_event_part(event) for event in events)]


def _event_part(event):
    time = f", pukul {event.time}" if event.time else ""
    return [f"{day_name(event.day)}, {date_long(event.day)}{time}", event.name, f"di {event.place}"]


def _service_part(unit):
    offers = offers_for(unit.village_id).filter(distance__lt=NATION)
    shown = providers_among(offers, 2)[:IN_MESSAGE]
    if not shown:
        return []
    left = services_left(offers, shown)
    more = [f"dan {left} layanan lain, tanyakan pengurus FCU"] if left else []
    return ["*Layanan terdekat*", *(_service_line(provider) for provider in shown), *more]


def _service_line(provider):
    called = ", ".join(filter(None, [provider.name, provider.phone]))
    return f"- {', '.join(provider.services)}: {called}"


def _as_first(label):
    return label[:1].upper() + label[1:]


def _secretariat(unit):
    return f"Sekretariat: {unit.address or unit.village.full_name}"
