"""The decree by which the village head confirms the FCU, as a draft."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from core.formatting import date_long
from documents.documents import UNSIGNED, stored_picture
from documents.queries import office_of
from institutions.enums import Post
from institutions.queries import formation_day, groups_of, members_of_unit, officers_on

OPEN = "………"
WELFARE_LAW = "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial"
VILLAGE_LAW = (
    "Undang-Undang Nomor 6 Tahun 2014 tentang Desa sebagaimana telah diubah terakhir dengan Undang-Undang Nomor 3 "
    "Tahun 2024"
)
GOVERNMENT_LAW = "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah"
WELFARE_RULE = "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial"
VILLAGE_RULE = (
    "Peraturan Pemerintah Nomor 43 Tahun 2014 tentang Peraturan Pelaksanaan Undang-Undang Nomor 6 Tahun 2014 tentang "
    "Desa sebagaimana telah beberapa kali diubah"
)
DISTRICT_RULE = "Peraturan Pemerintah Nomor 17 Tahun 2018 tentang Kecamatan"
LK3_RULE = "Peraturan Menteri Sosial Nomor 25 Tahun 2017 tentang Lembaga Konsultasi Kesejahteraan Keluarga"
RURAL_BASIS = (WELFARE_LAW, VILLAGE_LAW, GOVERNMENT_LAW, WELFARE_RULE, VILLAGE_RULE, LK3_RULE)
URBAN_BASIS = (WELFARE_LAW, GOVERNMENT_LAW, WELFARE_RULE, DISTRICT_RULE, LK3_RULE)
NEVER_APART = "\u2060"


@dataclass(frozen=True)
class DecreeDraft:
    """The village head's decree that confirms the FCU. What nobody knows yet is left open, to be written by hand."""

    office: dict
    head: str
    number: str
    subject: str
    reasons: list
    basis: list
    articles: list
    place: str
    decided_on: date | None
    signed_by: str
    copies: list
    officers: list
    members: list
    groups: list

    @classmethod
    def load(cls, unit, *, number, decided_on, signed_by, address, basis, copies):
        day = decided_on or timezone.localdate()
        village, terms = unit.village, list(officers_on(unit, day).select_related("membership__institution"))
        subject = f"Pengukuhan Family Care Unit (FCU) {village.full_name} Masa Bakti {_years(terms)}"
        return cls(
            office=village_letterhead(village, address),
            head=village_head(village),
            number=number or f"{OPEN} Tahun {day.year}",
            subject=subject,
            reasons=_reasons(unit, subject),
            basis=list(basis),
            articles=_articles(village),
            place=village.name,
            decided_on=decided_on,
            signed_by=signed_by,
            copies=list(copies),
            officers=[_row(term.membership, term.get_post_display()) for term in sorted(terms, key=_rank)],
            members=[_row(member, member.get_kind_display()) for member in members_of_unit(unit, day)],
            groups=_group_rows(unit, day),
        )


def village_letterhead(village, address):
    district, regency = village.parent, village.parent.parent
    return {
        "logo": "img/lambang-desa.svg",
        "lines": [f"PEMERINTAH {regency.full_name.upper()}", district.full_name.upper()],
        "name": village.full_name.upper(),
        "place": "",
        "address": [address or f"{village.full_name} {village.postcode}".strip()],
    }


def letterhead_of_head(village):
    """For the head's letters: the village's own, under the emblem of the regency where its Dinas has set one."""
    own, office = village_letterhead(village, ""), office_of(village.pk)
    return own | ({"logo": stored_picture(office.logo)} if office and office.logo else {})


def head_name(village):
    """Who heads the village today, or room for a name."""
    heads = User.objects.filter(
        is_active=True, assignments__role=Role.VILLAGE_HEAD, assignments__region=village
    ).distinct()
    holding = [user.name for user in heads if Role.VILLAGE_HEAD in user.roles]
    return holding[0] if len(holding) == 1 else UNSIGNED


def village_head(village):
    """How the head of this village is called: a kelurahan has a lurah."""
    return f"Lurah {village.name}" if is_urban(village) else f"Kepala Desa {village.name}"


def is_urban(village):
    return village.full_name.startswith("Kelurahan")


def legal_basis(village):
    """Mengingat, as a first proposal; regencies differ, so the office may change each line."""
    return list(URBAN_BASIS if is_urban(village) else RURAL_BASIS)


def usual_copies(village):
    district, regency = village.parent, village.parent.parent
    return [
        f"Kepala Dinas Sosial {regency.full_name}",
        f"Camat {district.name}",
        f"LK3 {regency.full_name}",
        f"TKSK {district.full_name}",
    ]


def _years(terms):
    first, last = min(term.starts_on.year for term in terms), max(term.ends_on.year for term in terms)
    return f"{first}{NEVER_APART}–{NEVER_APART}{last}"


def _reasons(unit, subject):
    village, formed = unit.village, formation_day(unit) or unit.founded_on
    return [
        f"bahwa untuk meningkatkan pelayanan kesejahteraan sosial bagi keluarga di {village.full_name} diperlukan "
        "wadah pelayanan terpadu berbasis masyarakat",
        f"bahwa dalam rapat pembentukan tanggal {date_long(formed)} telah dibentuk Family Care Unit (FCU) "
        f"{village.full_name} dan dipilih pengurusnya dari dan oleh anggota",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan "
        f"{village_head(village)} tentang {subject}",
    ]


def _articles(village):
    head = village_head(village)
    budget = "Anggaran Pendapatan dan Belanja " + ("Daerah" if is_urban(village) else "Desa")
    return [
        [
            "KESATU",
            f"Mengukuhkan Family Care Unit (FCU) {village.full_name} beserta pengurusnya dengan susunan sebagaimana "
            "tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini.",
        ],
        [
            "KEDUA",
            "FCU sebagaimana dimaksud dalam diktum KESATU bertugas mendata keluarga, membina keluarga pionir dan "
            "keluarga plasma, menyelenggarakan rujukan, membangun kemitraan dengan sistem sumber, serta melaporkan "
            "kegiatannya paling sedikit setiap tiga bulan.",
        ],
        [
            "KETIGA",
            f"Dalam melaksanakan tugasnya FCU bertanggung jawab kepada {head} dan berkoordinasi dengan TKSK dan LK3.",
        ],
        [
            "KEEMPAT",
            "Biaya yang timbul akibat ditetapkannya Keputusan ini dibebankan pada swadaya masyarakat, "
            f"{budget}, serta sumber lain yang sah dan tidak mengikat.",
        ],
        ["KELIMA", "Keputusan ini mulai berlaku pada tanggal ditetapkan."],
    ]


def _rank(term):
    return Post.values.index(term.post)


def _row(member, role):
    return [member.name, member.origin, role]


def _group_rows(unit, day):
    """The chair of each group first, then its members."""
    rows = []
    for group in groups_of(unit):
        if group.starts_on <= day and group.is_running(day):
            others = [member for member in group.members.all() if member != group.chair]
            rows.append(_row(group.chair, f"Ketua {group.name}"))
            rows.extend(_row(member, f"Anggota {group.name}") for member in others)
    return rows
