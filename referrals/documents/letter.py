"""What the referral letter says (domain: referrals). No NIK, no No. KK: the file number names the family."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from cases.enums import Urgency
from core.formatting import age, date_long, phone_national
from documents.documents import of_office, stored_picture
from documents.enums import SignerOf
from documents.queries import office_of
from institutions.documents import letterhead, signers
from institutions.enums import Post
from institutions.queries import unit_of
from referrals.documents.words import place_of
from referrals.enums import Tier

PICTURE = "image/jpeg"


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
    annexes: list
    answer: dict

    @classmethod
    def load(cls, referral, *, annexes=(), answer_url="", answer_code=""):
        """``referral`` has just been placed. ``annexes``: (label, StoredFile) of what goes along to the provider.

        ``answer_url`` and ``answer_code`` are the provider's way to answer without an account, where there is one.
        """
        today, unit = timezone.localdate(), unit_of(referral.village)
        office, own = office_of(referral.village_id), letterhead(referral.village, unit)
        return cls(
            office=of_office(office) if office else own,
            letter=_letter(referral, today, len(annexes), _signs(referral, unit, own["name"], office, today)),
            approved=f"{_tier_office(referral)} tanggal {date_long(today)}",
            facts=[fact for fact in _facts(referral, annexes, today) if fact[1]],
            consent_on=referral.consent.given_on,
            answer_by=referral.due_on,
            number=referral.number,
            unit=own["name"],
            annexes=_pages(annexes),
            answer=_answer(answer_url, answer_code),
        )


def _letter(referral, today, count, signs):
    institution = referral.placement.institution
    address = institution.address or (str(institution.region) if institution.region else "tempat")
    return {
        "number": referral.number,
        "nature": "Rahasia" if referral.urgency == Urgency.NORMAL else f"Rahasia, {_urgency(referral)}",
        "attachment": f"{count} berkas" if count else "–",
        "subject": "Rujukan pelayanan keluarga",
        "place": referral.village.name,
        "date": today,
        "recipient": [f"Yth. Pimpinan {institution.name}", *_contact(institution), f"di {address}"],
        "signs": signs,
        "copies": _copies(referral),
    }


def _urgency(referral):
    return referral.get_urgency_display().lower()


def _contact(institution):
    return [f"u.p. {institution.contact_person}"] if institution.contact_person else []


def _copies(referral):
    """Only to offices that hold this very file anyway: the letter tells of a family."""
    district = [f"TKSK {referral.village.parent.full_name}"] if referral.placement.tier == Tier.REGENCY else []
    return [*district, f"Arsip FCU {referral.village.full_name}"]


def _signs(referral, unit, name, office, today):
    """The tier that placed it, the FCU, and whom the regency has named to acknowledge."""
    coordinator = {
        "intro": f"{referral.village.name}, {date_long(today)}",
        "role": f"Koordinator {name}",
        "name": signers(unit, today)[Post.COORDINATOR],
    }
    third = _named(office, SignerOf.ACKNOWLEDGED, "Mengetahui,")
    return [_tier_sign(referral, office), coordinator, *([third | {"at": "middle"}] if third else [])]


def _tier_sign(referral, office):
    named = _named(office, SignerOf.LK3, "Menyetujui,") if referral.placement.tier == Tier.REGENCY else None
    plain = {"intro": "Menyetujui,", "role": _tier_office(referral), "name": referral.placement.placed_by.name}
    return named or plain


def _named(office, letter, intro):
    signer = office.signer(letter) if office else None
    return signer and {"intro": intro, "role": signer.position, "name": signer.name, "detail": signer.detail}


def _tier_office(referral):
    district = referral.village.parent
    if referral.placement.tier == Tier.REGENCY:
        return f"LK3 {district.parent.full_name}"
    return f"TKSK {district.full_name}"


def _facts(referral, annexes, today):
    family, placement = referral.family, referral.placement
    asked = placement.offer.name if placement.offer else referral.need
    return [
        ("Kepala keluarga", f"{family.head_name}, berkas {family.file_number}"),
        ("Anggota yang dirujuk", _person(referral.member, today)),
        ("Alamat", place_of(family, referral.village)),
        ("Telepon keluarga", phone_national(family.phone) if family.phone else ""),
        ("Tingkat kemendesakan", referral.get_urgency_display()),
        ("Kebutuhan", referral.need),
        ("Keadaan", referral.details),
        ("Yang telah dilakukan", referral.tried),
        ("Layanan yang diminta", asked),
        ("Dokumen terlampir", _listed(annexes)),
    ]


def _person(member, today):
    if not member:
        return ""
    return f"{member.name} ({member.get_relation_display().lower()}, {age(member.birth_date, today)})"


def _listed(annexes):
    apart = {True: "", False: ", dikirim terpisah"}
    lines = [f"{n}. {label}{apart[file.content_type == PICTURE]}" for n, (label, file) in enumerate(annexes, 1)]
    return "\n".join(lines)


def _pages(annexes):
    """The pictures, a page each; a PDF cannot stand inside another and goes by itself."""
    return [
        {"title": f"Lampiran {n}: {label}", "picture": stored_picture(file)}
        for n, (label, file) in enumerate(annexes, 1)
        if file.content_type == PICTURE
    ]


def _answer(url, code):
    if not url:
        return {}
    return {"url": url, "code": code, "address": f"{settings.SITE_URL.partition('://')[2]}/j/"}
