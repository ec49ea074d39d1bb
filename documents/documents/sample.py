"""An example of a letter, by which the Dinas sees what it has set. No person is in it."""

from dataclasses import dataclass

from documents.documents.letterhead import UNSIGNED, of_office
from documents.enums import SignerOf

EXAMPLE_VILLAGE = "2011"


@dataclass(frozen=True)
class SampleLetter:
    office: dict
    letter: dict
    settings: list

    @classmethod
    def load(cls, office, day):
        """``office`` as it is saved."""
        return cls(office=of_office(office), letter=_letter(office, day), settings=_settings(office, day))

    @staticmethod
    def example(office, day):
        """A referral's number as this office writes it."""
        return office.number(office.referral_code, 14, EXAMPLE_VILLAGE, day)


def _letter(office, day):
    return {
        "number": office.number(office.referral_code, 1, EXAMPLE_VILLAGE, day),
        "nature": "Contoh",
        "attachment": "–",
        "subject": "Contoh surat, bukan surat resmi",
        "place": office.region.name.removeprefix("Kabupaten "),
        "date": day,
        "recipient": ["Yth. Pimpinan lembaga penerima", "di tempat"],
        "signs": [signed(signer) for signer in office.signers.all()] or [{"role": "Penanda tangan", "name": UNSIGNED}],
        "copies": [],
    }


def signed(signer):
    """``signs`` of docs/print.md for one whom the office has named."""
    intro = "Mengetahui," if signer.letter == SignerOf.ACKNOWLEDGED else ""
    return {"intro": intro, "role": signer.position, "name": signer.name, "detail": signer.detail}


def _settings(office, day):
    return [
        ["Surat rujukan", SampleLetter.example(office, day)],
        ["Surat pengantar desa", office.number(office.introduction_code, 14, EXAMPLE_VILLAGE, day)],
        ["Undangan rapat", office.number(office.invitation_code, 14, EXAMPLE_VILLAGE, day)],
    ]
