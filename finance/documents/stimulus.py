"""The village head's cover letter of a proposal, and the list of what the money was spent on.

Neither holds a full number: NIK, No. KK and the bank account are written by their last four digits.
"""

from dataclasses import dataclass
from datetime import date

from core.formatting import date_long, ending, rupiah, terbilang
from families.enums import Relation
from institutions.documents import UNSIGNED, head_name, letterhead, letterhead_of_head, signers, village_head
from institutions.enums import Post
from institutions.models import CareUnit


@dataclass(frozen=True)
class CoverLetter:
    office: dict
    letter: dict
    head: list
    person: list
    village: str
    purpose: str
    plan: str
    items: list
    total: int
    words: str
    source: str

    @classmethod
    def load(cls, proposal, day):
        village = proposal.village
        role, name = village_head(village), head_name(village)
        return cls(
            office=letterhead_of_head(village),
            letter=_cover(proposal, day, role, name),
            head=[["Nama", name], ["Jabatan", f"{role}, {village.parent.full_name}"]],
            person=_person(proposal.family, village),
            village=village.full_name,
            purpose=proposal.purpose,
            plan=proposal.plan,
            items=list(proposal.items.values_list("name", "amount")),
            total=proposal.requested,
            words=terbilang(proposal.requested),
            source=proposal.get_source_display(),
        )


def _cover(proposal, day, role, name):
    village = proposal.village
    regency = village.parent.parent
    return {
        "title": "Surat Pengantar",
        "number": proposal.number,
        "recipient": [f"Yth. Kepala Dinas Sosial {regency.full_name}", f"melalui Camat {village.parent.name}"],
        "signs": [{"intro": f"{village.name}, {date_long(day)}", "role": f"{role},", "name": name}],
        "copies": [],
    }


def _person(family, village):
    head = family.members.filter(relation=Relation.HEAD, left_on=None).first()
    count = family.members.filter(left_on=None).count()
    place = ", ".join(filter(None, [family.address, family.place, village.full_name]))
    facts = [
        ["Kepala keluarga", family.head_name],
        ["NIK", ending(head.national_id) if head and head.national_id else ""],
        ["Nomor Kartu Keluarga", ending(family.family_card_number) if family.family_card_number else ""],
        ["Alamat", place],
        ["Jumlah anggota keluarga", f"{count} ({terbilang(count)}) orang"],
    ]
    return [fact for fact in facts if fact[1]]


@dataclass(frozen=True)
class RealisationList:
    office: dict
    letter: dict
    facts: list
    receipts: list
    total: int
    words: str
    paid: int

    @classmethod
    def load(cls, proposal, day: date):
        unit = CareUnit.objects.filter(village=proposal.village_id).first()
        receipts = [[receipt.dated_on, _what(receipt), receipt.amount] for receipt in proposal.receipts.kept()]
        return cls(
            office=letterhead(proposal.village, unit),
            letter=_list(proposal, unit, day),
            facts=_facts(proposal),
            receipts=receipts,
            total=proposal.accounted,
            words=terbilang(proposal.accounted),
            paid=proposal.paid,
        )


def _what(receipt):
    return f"Sisa dikembalikan: {receipt.description}" if receipt.is_rest else receipt.description


def _list(proposal, unit, day):
    held, village = signers(unit, day), proposal.village
    return {
        "title": "Daftar Realisasi Bantuan Stimulan",
        "number": proposal.number,
        "recipient": [],
        "signs": [
            {"role": "Penerima bantuan,", "name": proposal.family.head_name},
            {"intro": f"{village.name}, {date_long(day)}", "role": "Koordinator FCU,", "name": held[Post.COORDINATOR]},
            {"intro": "Diperiksa Dinas Sosial,", "role": "", "name": UNSIGNED, "at": "middle"},
        ],
        "copies": [],
    }


def _facts(proposal):
    return [
        ["Penerima", str(proposal.family)],
        ["Tujuan", proposal.purpose],
        ["Sumber dana", proposal.get_source_display()],
        ["Disetujui", f"{rupiah(proposal.approved)}, {date_long(proposal.approved_on)}"],
        ["Dibayarkan", f"{rupiah(proposal.paid)}, {date_long(proposal.paid_on)}"],
        ["Rekening", f"{proposal.bank}, {ending(proposal.account_number)}, atas nama {proposal.account_name}"],
    ]
