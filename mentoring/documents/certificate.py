"""The certificate of a family that graduated."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import date_long, in_sentence
from families.models.family import place_words
from institutions.documents import UNSIGNED, letterhead, signers
from institutions.enums import Post
from institutions.queries import unit_of


@dataclass(frozen=True)
class Certificate:
    office: dict
    letter: dict
    family: str
    place: str
    began_on: str
    meeting: str
    above: list

    @classmethod
    def load(cls, graduation, number):
        mentorship = graduation.mentorship
        village, family = mentorship.village, mentorship.plasma
        unit, day = unit_of(village), graduation.decided_on
        return cls(
            office=letterhead(village, unit),
            letter={"number": number, "signs": _signs(village, unit, day), "recipient": [], "copies": []},
            family=f"Keluarga {family.head_name}",
            place=", ".join(filter(None, [place_words(family.hamlet, "", ""), village.full_name])),
            began_on=date_long(mentorship.course_began_on),
            meeting=_decision(graduation.decided_in),
            above=[f"PEMERINTAH {village.parent.parent.full_name.upper()}", village.parent.full_name.upper()],
        )


def _decision(meeting):
    return f"keputusan {in_sentence(meeting.title)} FCU nomor {meeting.reference} tanggal {date_long(meeting.held_on)}"


def _signs(village, unit, day):
    return [
        {
            "intro": "Mengetahui,",
            "role": f"Kepala {village.full_name}",
            "name": holder_of(Role.VILLAGE_HEAD, village.pk) or UNSIGNED,
        },
        {
            "intro": f"{village.name}, {date_long(day)}",
            "role": "Koordinator FCU",
            "name": signers(unit, day)[Post.COORDINATOR],
        },
    ]
