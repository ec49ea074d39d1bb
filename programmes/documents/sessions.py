"""The list of those who come to a session: to be signed before it, or as it was recorded."""

from dataclasses import dataclass

from core.formatting import NOTHING, date_long, day_name
from documents.documents import UNSIGNED
from institutions.documents.letterhead import letterhead, signers
from institutions.enums import Post
from institutions.models import CareUnit
from programmes.queries.sessions import attendance_of


@dataclass(frozen=True)
class AttendanceList:
    office: dict
    letter: dict
    facts: list
    people: list
    present: str

    @classmethod
    def load(cls, session, members):
        """``members``: who belonged on that day."""
        group, there = session.group, attendance_of(session)
        unit = CareUnit.objects.active().filter(village=group.village_id).first()
        rows = [_row(member) for member in members if not session.held_on or member.pk in there]
        return cls(
            office=letterhead(group.village, unit),
            letter=_titled(session, signers(unit, session.day)[Post.SECRETARY]),
            facts=_facts(session),
            people=rows,
            present=f"{len(rows)} dari {len(members)} anggota" if session.held_on else "",
        )


def _titled(session, secretary):
    signs = [
        {"role": "Pengajar,", "name": session.teacher or UNSIGNED}, {"role": "Sekretaris FCU,", "name": secretary}
    ]  # fmt: skip
    return {"title": "Daftar Hadir Pertemuan Belajar", "number": "", "recipient": [], "signs": signs, "copies": []}


def _row(member):
    return member.words, member.sex_label, str(member.business or "")


def _facts(session):
    group = session.group
    return [
        ("Program", str(group.programme)),
        ("Kelompok", f"{group}, {group.village}"),
        ("Pertemuan", str(session)),
        ("Materi", session.subject or NOTHING),
        ("Hari, tanggal", f"{day_name(session.day)}, {date_long(session.day)}"),
        ("Tempat", session.place or NOTHING),
    ]
