"""One page for the family: where its referral stands, in words that need no explaining.

The paper lies about at home: nothing on it tells of an illness or of what happened in the house. Of a sensitive case
it names neither the service nor where it is given.
"""

from dataclasses import dataclass
from datetime import date

from core.formatting import date_long
from institutions.documents import letterhead
from institutions.queries import unit_of
from referrals.documents.words import whom_to_call
from referrals.enums import AT_PROVIDER_STATES, ReferralState, Tier

S = ReferralState
NEUTRAL_SERVICE, NEUTRAL_PLACE = "bantuan layanan bagi keluarga", "tempat layanan"
NOW = {
    S.DRAFT: "Permintaan sedang disiapkan oleh FCU di desa.",
    S.SUBMITTED: "Permintaan sudah dikirim ke petugas kecamatan (TKSK).",
    S.ESCALATED: "Permintaan sudah diteruskan ke petugas kabupaten (LK3).",
    S.PLACED: "Permintaan sudah dikirim ke {place}.",
    S.DECLINED: "{place} belum bisa melayani. Petugas {tier} mencari tempat lain.",
    S.ACCEPTED: "{place} sudah menyatakan bisa melayani keluarga Anda.",
    S.IN_SERVICE: "Keluarga Anda sedang dilayani oleh {place}.",
    S.COMPLETED: "Layanan dari {place} sudah selesai.",
    S.CLOSED: "Permintaan ini sudah selesai dan ditutup.",
    S.REJECTED: "Permintaan ini belum bisa dipenuhi.",
    S.WITHDRAWN: "Permintaan ini sudah ditarik dan tidak dilanjutkan.",
}
NEXT = {
    S.DRAFT: "FCU mengirim permintaan ke petugas kecamatan",
    S.SUBMITTED: "Petugas kecamatan memberi keputusan",
    S.ESCALATED: "Petugas kabupaten memilih tempat layanan",
    S.PLACED: "{place} memberi jawaban",
    S.DECLINED: "Petugas {tier} memilih tempat layanan lain",
    S.ACCEPTED: "Datang pada pertemuan pertama",
    S.IN_SERVICE: "{place} memberi kabar hasilnya kepada FCU",
    S.COMPLETED: "Petugas FCU datang ke rumah untuk menanyakan hasilnya",
    S.REJECTED: "Petugas FCU membicarakan jalan lain bersama keluarga Anda",
}
PAPERS = ("KTP atau Kartu Keluarga", "Surat rujukan dari FCU", "Lembar ini")
TIERS = {Tier.DISTRICT: "kecamatan", Tier.REGENCY: "kabupaten"}


@dataclass(frozen=True)
class FamilyStatus:
    office: dict
    family: str
    number: str
    as_of: date
    asked: str
    now: str
    next: str
    appointment: str
    papers: list
    call: list
    secretariat: str
    may_withdraw: bool

    @classmethod
    def load(cls, referral, day):
        unit = unit_of(referral.village)
        office = letterhead(referral.village, unit)
        appointment = _appointment(referral)
        return cls(
            office=office,
            family=referral.family.head_name,
            number=referral.number,
            as_of=day,
            asked=NEUTRAL_SERVICE if referral.case.sensitive else referral.need,
            now=_sentence(NOW[referral.state], referral),
            next=_next(referral),
            appointment=appointment,
            papers=list(PAPERS) if referral.state in AT_PROVIDER_STATES else [],
            call=whom_to_call(referral),
            secretariat=", ".join([office["name"], *office["address"]]),
            may_withdraw=referral.is_open,
        )


def _sentence(words, referral):
    place = NEUTRAL_PLACE
    if referral.placement and not referral.case.sensitive:
        place = referral.placement.institution.name
    tier = TIERS[referral.placement.tier] if referral.placement else ""
    said = words.format(place=place, tier=tier)
    return said[:1].upper() + said[1:]


def _next(referral):
    if referral.state not in NEXT:
        return ""
    said = _sentence(NEXT[referral.state], referral)
    promised = referral.due_on and referral.state != S.ACCEPTED
    return f"{said}, paling lambat {date_long(referral.due_on)}." if promised else f"{said}."


def _appointment(referral):
    placement = referral.placement
    if referral.state != S.ACCEPTED or not placement.appointment_on:
        return ""
    day = date_long(placement.appointment_on)
    if referral.case.sensitive:
        return f"{day}. Tanyakan tempatnya kepada petugas FCU."
    return f"{day}, di {', '.join(filter(None, [placement.institution.name, placement.institution.address]))}."
