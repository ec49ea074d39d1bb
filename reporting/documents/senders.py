"""Who sends a report of each kind, to whom, and whose names stand under it."""

from accounts.enums import Role
from accounts.queries import holder_of
from documents.documents.letterhead import of_office
from documents.enums import SignerOf
from documents.queries import office_of
from institutions.documents import UNSIGNED, letterhead, signers
from institutions.enums import Post
from institutions.queries import unit_of
from reporting.enums import ReportKind as K

EMBLEM = "img/lambang-dinas.svg"


def office_for(report):
    """``office`` of docs/print.md."""
    region = report.region
    if report.kind == K.UNIT_QUARTER:
        return letterhead(region, unit_of(region))
    if report.kind == K.DISTRICT_QUARTER:
        return _of_the_dinas(region.parent, f"TKSK {region.full_name}")
    if report.kind == K.LK3_QUARTER:
        return _of_the_dinas(region, f"LK3 {region}")
    office = office_of(region.pk)
    return of_office(office) if office and office.name else _plain(region, "Dinas Sosial")


def _of_the_dinas(regency, name):
    """Under the emblem and the address of the regency's Dinas, where it has set them."""
    office = office_of(regency.pk)
    if not office or not office.name:
        return _plain(regency, name)
    return of_office(office) | {"name": name}


def _plain(region, name):
    return {
        "logo": EMBLEM,
        "lines": [f"PEMERINTAH {region.full_name.upper()}"],
        "name": name,
        "place": "",
        "address": [],
    }


def place_of(report):
    """Where the letter is written."""
    return report.region.name.removeprefix("Kabupaten ").removeprefix("Kota ")


def recipient_of(report):
    region = report.region
    if report.kind == K.UNIT_QUARTER:
        return [f"Yth. Tenaga Kesejahteraan Sosial Kecamatan (TKSK) {region.parent.name}", "di tempat"]
    if report.kind == K.DISTRICT_QUARTER:
        return [f"Yth. Kepala Dinas Sosial {region.parent}", "di tempat"]
    if report.kind == K.LK3_QUARTER:
        return [f"Yth. Kepala Dinas Sosial {region}", "di tempat"]
    if region.parent is None:
        return ["Yth. Menteri Sosial Republik Indonesia", "di Jakarta"]
    return [f"Yth. Kepala Dinas Sosial {region.parent}", "di tempat"]


def copies_of(report):
    region = report.region
    if report.kind == K.UNIT_QUARTER:
        return [f"Kepala {region.full_name}", f"LK3 {region.parent.parent.full_name}"]
    if report.kind == K.DISTRICT_QUARTER:
        return [f"Camat {region.name}", f"LK3 {region.parent}"]
    if report.kind == K.LK3_QUARTER:
        return [f"Kepala Dinas Sosial {region.parent}"]
    return [] if region.parent is None else [f"Bupati/Wali Kota {place_of(report)}"]


def signs_of(report, today):
    """Those who sign the report; the one who signs its letter comes first."""
    region = report.region
    if report.kind == K.UNIT_QUARTER:
        return _of_the_unit(region, today)
    if report.kind == K.DISTRICT_QUARTER:
        return [
            _sign(f"TKSK {region.full_name},", holder_of(Role.TKSK, region.pk)),
            _sign(f"Camat {region.name},", holder_of(Role.DISTRICT_HEAD, region.pk), intro="Mengetahui,"),
        ]
    if report.kind == K.LK3_QUARTER:
        return [_of_lk3(region)]
    return [_sign(f"Kepala Dinas Sosial {region},", "")]


def _of_the_unit(village, today):
    unit = unit_of(village)
    name, officers = letterhead(village, unit)["name"], signers(unit, today)
    head = holder_of(Role.VILLAGE_HEAD, village.pk)
    return [
        _sign(f"Koordinator {name},", officers[Post.COORDINATOR]),
        _sign("Sekretaris,", officers[Post.SECRETARY]),
        _sign(f"Kepala {village.full_name},", head, intro="Mengetahui,", at="middle"),
    ]


def _of_lk3(regency):
    office = office_of(regency.pk)
    signer = office.signer(SignerOf.LK3) if office else None
    if signer is None:
        return _sign(f"LK3 {regency},", holder_of(Role.LK3, regency.pk))
    return _sign(f"{signer.position},", signer.name) | {"detail": signer.detail}


def _sign(role, name, **more):
    return {"role": role, "name": name or UNSIGNED, "intro": "", **more}
