"""What an FCU may tell everybody. No family, no member, no contact person: only the officers are named, and only once
a decree has made their names public. A number that is small enough to point at somebody never gets this far."""

from dataclasses import dataclass
from datetime import date

from core.formatting import day_name, in_sentence, number, phone_national
from core.periods import Period
from families.enums import FamilyStatus
from families.figures import family_figures
from institutions.enums import MeetingKind, Post, UnitState
from institutions.figures import unit_figures
from institutions.queries import helplines, officers_on

SMALLEST_SHOWN = 5
FEW = f"kurang dari {SMALLEST_SHOWN}"
MOST_READ = 80


@dataclass(frozen=True)
class Event:
    day: date
    day_words: str
    time: str
    name: str
    place: str


@dataclass(frozen=True)
class Provider:
    """An institution with the first of its services; the others count among those left out."""

    name: str
    address: str
    services: list
    phone: str
    schedule: str


@dataclass(frozen=True)
class Number:
    value: str
    label: str
    is_few: bool


def events_of(unit, month):
    """Meetings and activities of a month that are open to the village, in the order of their days."""
    within = {"is_public": True, "held_on__range": (month.first_day, month.last_day)}
    meetings = [
        _event(row, _meeting_name(row), f"{row.starts_at:%H.%M}" if row.starts_at else "")
        for row in unit.meetings.filter(**within)
    ]
    activities = [_event(row, row.name, "") for row in unit.activities.filter(**within)]
    return sorted(meetings + activities, key=lambda event: (event.day, event.time, event.name))


def _event(row, name, time):
    return Event(row.held_on, f"{day_name(row.held_on)}, {row.held_on.day}", time, name, row.place)


def _meeting_name(meeting):
    """Its agenda may speak of a family, so the kind has to do."""
    label = meeting.get_kind_display()
    return f"{label} FCU" if meeting.kind == MeetingKind.ROUTINE else f"Rapat FCU: {in_sentence(label)}"


def providers_among(offers, services_each):
    """The institutions behind these offers, in the order of the offers. Reads no more than a paper can hold."""
    by_institution = {}
    for offer in offers[:MOST_READ]:
        by_institution.setdefault(offer.institution_id, []).append(offer)
    return [_provider(given, services_each) for given in by_institution.values()]


def _provider(offers, services_each):
    institution = offers[0].institution
    phones = [offer.phone for offer in offers if offer.phone] + [institution.phone]
    return Provider(
        name=institution.name,
        address=institution.address,
        services=[offer.name for offer in offers[:services_each]],
        phone=phone_national(phones[0]) if phones[0] else "",
        schedule=next((offer.schedule for offer in offers if offer.schedule), ""),
    )


def quarter_before(month, today):
    """The last quarter that is over, seen from the month and from today."""
    return Period.quarter_of(min(month.first_day, today)).previous()


def numbers_of(unit, quarter):
    families, units = family_figures((unit.village_id,), quarter), unit_figures((unit.village_id,), quarter)
    return [
        _number(families.stock[FamilyStatus.PIONEER], "keluarga pionir"),
        _number(families.stock[FamilyStatus.PLASMA], "keluarga plasma"),
        _number(sum(row["solved"] for row in families.problems), "masalah selesai"),
        _number(sum(units.members.values()), "anggota FCU"),
    ]


def _number(value, label):
    """Below five nothing is said, not even whether it is none."""
    is_few = value < SMALLEST_SHOWN
    return Number(FEW if is_few else number(value), label, is_few)


def officers_of(unit, day):
    """(post, name) in term, as the decree names them; without a decree nobody."""
    if unit.state != UnitState.CONFIRMED or not hasattr(unit, "decree"):
        return []
    ranked = sorted(officers_on(unit, day), key=lambda term: list(Post).index(term.post))
    return [(term.get_post_display(), term.membership.name) for term in ranked]


def contacts_of(unit):
    """(kind, phone) of the TKSK and the LK3; the name of a TKSK's entry may be a person's."""
    nearest = {}
    for institution in helplines(unit.village_id):
        nearest.setdefault(institution.kind, institution)
    return [(row.get_kind_display(), phone_national(row.phone)) for row in nearest.values()]
