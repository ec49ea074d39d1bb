"""The papers of a meeting: invitation, attendance sheet, minutes; and the words that are sent by telephone."""

from dataclasses import dataclass

from core.formatting import NOTHING, date_long, date_short, day_name, in_sentence, time_short, zone_name
from institutions.documents.letterhead import letterhead, signers
from institutions.enums import Post
from institutions.models import Decision

ROOM_FOR_GUESTS = 8


@dataclass(frozen=True)
class Invitation:
    office: dict
    letter: dict
    title: str
    facts: list
    agenda: list
    invited: list
    follow_up: list

    @classmethod
    def load(cls, meeting, number, day):
        """Of a planned meeting; ``day`` is the date of the letter."""
        unit = meeting.care_unit
        office, follow_up = letterhead(unit.village, unit), _follow_up(meeting)
        return cls(
            office=office,
            letter=_invitation_letter(meeting, office["name"], number, day),
            title=in_sentence(meeting.title),
            facts=meeting_facts(meeting),
            agenda=agenda_lines(meeting, len(follow_up)),
            invited=people_invited(meeting),
            follow_up=follow_up,
        )


def _invitation_letter(meeting, name, number, day):
    village, coordinator = meeting.care_unit.village, signers(meeting.care_unit, day)[Post.COORDINATOR]
    return {
        "number": number,
        "nature": "Biasa",
        "attachment": "Daftar undangan",
        "subject": f"Undangan {in_sentence(meeting.title)}",
        "place": village.name,
        "date": day,
        "recipient": [f"Yth. Anggota {name}", "(daftar terlampir)", "di tempat"],
        "signs": [{"role": "Koordinator,", "name": coordinator}],
        "copies": [f"{_head_of(village)} {village.name}", f"TKSK {village.parent.full_name}"],
    }


def _head_of(village):
    return "Lurah" if village.full_name.startswith("Kelurahan") else "Kepala Desa"


@dataclass(frozen=True)
class AttendanceSheet:
    office: dict
    letter: dict
    facts: list
    people: list
    room: list
    present: str

    @classmethod
    def load(cls, meeting):
        """Of a planned meeting the invited, and room for guests; of one that was held those who came."""
        unit = meeting.care_unit
        people = people_invited(meeting) if meeting.is_planned else people_present(meeting)
        return cls(
            office=letterhead(unit.village, unit),
            letter=_titled("Daftar Hadir", meeting, _leader_and_secretary(meeting)),
            facts=meeting_facts(meeting),
            people=people,
            room=_numbers_after(people) if meeting.is_planned else [],
            present="" if meeting.is_planned else attendance_words(meeting),
        )


def _numbers_after(people):
    """The lines for guests who sign in by hand."""
    return list(range(len(people) + 1, len(people) + 1 + ROOM_FOR_GUESTS))


@dataclass(frozen=True)
class Minutes:
    office: dict
    letter: dict
    facts: list
    present: str
    agenda: list
    minutes: str
    follow_up: list
    decisions: list

    @classmethod
    def load(cls, meeting):
        unit = meeting.care_unit
        return cls(
            office=letterhead(unit.village, unit),
            letter=_titled("Notulen Rapat", meeting, _three_signs(meeting)),
            facts=meeting_facts(meeting),
            present=attendance_words(meeting),
            agenda=agenda_lines(meeting),
            minutes=meeting.minutes,
            follow_up=_follow_up(meeting),
            decisions=[_decided(decision) for decision in meeting.decisions.all()],
        )


def _titled(title, meeting, signs):
    return {"title": title, "number": meeting.reference, "recipient": [], "signs": signs, "copies": []}


def _leader_and_secretary(meeting):
    secretary = signers(meeting.care_unit, meeting.held_on)[Post.SECRETARY]
    return [{"role": "Pemimpin rapat,", "name": meeting.leader}, {"role": "Sekretaris,", "name": secretary}]


def _three_signs(meeting):
    """The coordinator takes note below; one who led the meeting has signed already."""
    leader, secretary = _leader_and_secretary(meeting)
    coordinator = signers(meeting.care_unit, meeting.held_on)[Post.COORDINATOR]
    if meeting.leader.casefold() == coordinator.casefold():
        return [leader | {"role": "Koordinator, pemimpin rapat,"}, secretary]
    noted = {"intro": "Mengetahui,", "role": "Koordinator", "name": coordinator, "at": "middle"}
    return [leader, secretary, noted]


def meeting_facts(meeting):
    return [
        ("Rapat", f"{meeting.title}, {meeting.reference}"),
        ("Hari, tanggal", f"{day_name(meeting.held_on)}, {date_long(meeting.held_on)}"),
        ("Pukul", hours(meeting)),
        ("Tempat", meeting.place),
        ("Pemimpin rapat", meeting.leader),
    ]


def hours(meeting):
    """“16.00 WITA”; a meeting recorded without its hour has none."""
    begins = meeting.begins
    return f"{time_short(begins)} {zone_name(begins)}" if begins else NOTHING


def agenda_lines(meeting, carried=0):
    """The agenda line by line; open decisions of earlier meetings come first."""
    first = [f"Tindak lanjut {carried} keputusan rapat sebelumnya"] if carried else []
    return first + [line.strip() for line in meeting.agenda.splitlines() if line.strip()]


def people_invited(meeting):
    members = meeting.care_unit.memberships.current(meeting.held_on).select_related("institution")
    return [(member.name, member.origin) for member in members.order_by("name", "pk")]


def people_present(meeting):
    rows = meeting.attendances.select_related("membership__institution")
    members = sorted((row.membership.name, row.membership.origin) for row in rows if row.membership_id)
    return members + [(row.guest_name, row.guest_from or "Tamu") for row in rows if not row.membership_id]


def attendance_words(meeting):
    """“20 dari 26 anggota, 3 tamu”."""
    members = meeting.attendances.exclude(membership=None).count()
    guests = meeting.attendances.filter(membership=None).count()
    belonged = meeting.care_unit.memberships.current(meeting.held_on).count()
    words = f"{members} dari {max(belonged, members)} anggota"
    return f"{words}, {guests} tamu" if guests else words


def _follow_up(meeting):
    return [_decided(decision) for decision in Decision.objects.carried_into(meeting).select_related("meeting")]


def _decided(decision):
    """(what, who, until when, how far)."""
    state = f"Selesai {date_short(decision.done_on)}" if decision.done_on else "Belum selesai"
    return (
        decision.text,
        decision.owner or NOTHING,
        date_short(decision.due_on),
        "\n".join(filter(None, [state, decision.outcome])),
    )


def message_of(meeting):
    """For WhatsApp: the facts of the meeting and no person's name."""
    village, carried = meeting.care_unit.village, Decision.objects.carried_into(meeting).count()
    agenda = [f"{number}. {line}" for number, line in enumerate(agenda_lines(meeting, carried), 1)]
    when = [f"Pukul: {hours(meeting)}"] if meeting.starts_at else []
    return "\n".join([
        f"*Undangan {in_sentence(meeting.title)}*",
        f"{meeting.care_unit}, {village.parent.full_name}",
        "",
        f"Hari, tanggal: {day_name(meeting.held_on)}, {date_long(meeting.held_on)}",
        *when,
        f"Tempat: {meeting.place}",
        "",
        "Acara:",
        *agenda,
        "",
        *_welcome(meeting),
        f"Koordinator {meeting.care_unit}",
    ])  # fmt: skip


def _welcome(meeting):
    if meeting.is_public:
        return ["Rapat ini terbuka untuk warga. Kami mohon kehadiran Bapak/Ibu/Saudara tepat waktu.", ""]
    return ["Kami mohon kehadiran Bapak/Ibu/Saudara anggota FCU tepat waktu.", ""]
