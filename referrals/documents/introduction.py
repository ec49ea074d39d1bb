"""The village head's letter that a family carries to an office. It holds NIK and No. KK: without them it is worthless.

docs/print.md says who may have it made.
"""

from dataclasses import dataclass

from core.formatting import date_long, terbilang
from families.enums import Relation
from institutions.documents import head_name, letterhead_of_head, village_head
from referrals.documents.words import place_of

UNNUMBERED = "belum memiliki"
NEUTRAL_PURPOSE = "mengurus pelayanan sosial bagi keluarganya"


@dataclass(frozen=True)
class IntroductionLetter:
    office: dict
    letter: dict
    head: list
    person: list
    village: str
    purpose: str
    validity: list

    @classmethod
    def load(cls, referral, *, number, day, until):
        village, person = referral.village, bearer_of(referral)
        role, name = village_head(village), head_name(village)
        return cls(
            office=letterhead_of_head(village),
            letter=_letter(number, village, person, day, role, name),
            head=[["Nama", name], ["Jabatan", f"{role}, {village.parent.full_name}"]],
            person=_person(person, referral.family, village),
            village=village.full_name,
            purpose=purpose_of(referral),
            validity=[day, until],
        )


def bearer_of(referral):
    """Who carries it: the member it is for, else the head of the family; None of a family without a head."""
    return referral.member or referral.family.members.filter(relation=Relation.HEAD, left_on=None).first()


def purpose_of(referral):
    """What for. Of a sensitive case nothing that tells of it: the paper passes through several hands."""
    if referral.case.sensitive:
        return NEUTRAL_PURPOSE
    place = f" pada {referral.placement.institution.name}" if referral.placement else ""
    return f"memperoleh pelayanan “{referral.need}”{place}"


def _letter(number, village, person, day, role, name):
    return {
        "title": "Surat Pengantar",
        "number": number,
        "recipient": [],
        "signs": [
            {"role": "Pemegang surat,", "name": person.name},
            {"intro": f"{village.name}, {date_long(day)}", "role": f"{role},", "name": name},
        ],
        "copies": [],
    }


def _person(person, family, village):
    count = family.members.filter(left_on=None).count()
    facts = [
        ["Nama", person.name],
        ["NIK", person.national_id or UNNUMBERED],
        ["Nomor Kartu Keluarga", family.family_card_number or UNNUMBERED],
        ["Tempat, tanggal lahir", ", ".join(filter(None, [person.birth_place, date_long(person.birth_date)]))],
        ["Jenis kelamin", person.get_sex_display()],
        ["Pekerjaan", person.occupation],
        ["Alamat", place_of(family, village)],
        ["Jumlah anggota keluarga", f"{count} ({terbilang(count)}) orang"],
    ]
    return [fact for fact in facts if fact[1]]
