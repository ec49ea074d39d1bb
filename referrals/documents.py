"""What the referral letter says (domain: referrals). No NIK, no No. KK: the file number names the family."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from core.formatting import age, date_long, phone_national
from institutions.documents import letterhead, signers
from institutions.enums import Post
from institutions.queries import unit_of
from referrals.enums import Tier


@dataclass(frozen=True)
class ReferralLetter:
    office: dict
    letter: dict
    approved: str
    facts: list
    consent_on: date
    answer_by: date
    number: str
    unit: str

    @classmethod
    def load(cls, referral):
        """``referral`` has just been placed."""
        today, unit = timezone.localdate(), unit_of(referral.village)
        office = letterhead(referral.village, unit)
        name = office["name"]
        return cls(
            office=office,
            letter=_letter(referral, unit, name, today),
            approved=f"{_tier_office(referral)} tanggal {date_long(today)}",
            facts=[fact for fact in _facts(referral, today) if fact[1]],
            consent_on=referral.consent.given_on,
            answer_by=referral.due_on,
            number=referral.number,
            unit=name,
        )


def _letter(referral, unit, name, today):
    institution = referral.placement.institution
    address = institution.address or (str(institution.region) if institution.region else "tempat")
    return {
        "title": "Surat Rujukan",
        "number": referral.number,
        "recipient": [f"Yth. Pimpinan {institution.name}", *_contact(institution), f"di {address}"],
        "signs": _signs(referral, unit, name, today),
        "copies": [],
    }


def _contact(institution):
    return [f"u.p. {institution.contact_person}"] if institution.contact_person else []


def _signs(referral, unit, name, today):
    return [
        {"intro": "Menyetujui,", "role": _tier_office(referral), "name": referral.placement.placed_by.name},
        {
            "intro": f"{referral.village.name}, {date_long(today)}",
            "role": f"Koordinator {name}",
            "name": signers(unit, today)[Post.COORDINATOR],
        },
    ]


def _tier_office(referral):
    district = referral.village.parent
    if referral.placement.tier == Tier.REGENCY:
        return f"LK3 {district.parent.full_name}"
    return f"TKSK {district.full_name}"


def _facts(referral, today):
    family, placement = referral.family, referral.placement
    asked = placement.offer.name if placement.offer else referral.need
    return [
        ("Kepala keluarga", f"{family.head_name}, berkas {family.file_number}"),
        ("Anggota yang dirujuk", _person(referral.member, today)),
        ("Alamat", _address(family, referral.village)),
        ("Telepon keluarga", phone_national(family.phone) if family.phone else ""),
        ("Tingkat kemendesakan", referral.get_urgency_display()),
        ("Kebutuhan", referral.need),
        ("Keadaan", referral.details),
        ("Yang telah dilakukan", referral.tried),
        ("Layanan yang diminta", asked),
        ("Dokumen terlampir", ", ".join(a.label for a in referral.attachments.all())),
    ]


def _person(member, today):
    if not member:
        return ""
    return f"{member.name} ({member.get_relation_display().lower()}, {age(member.birth_date, today)})"


def _address(family, village):
    number = f"RT {family.rt or '–'}/RW {family.rw or '–'}" if family.rt or family.rw else ""
    return ", ".join(filter(None, [family.address, family.hamlet, number, village.full_name]))
