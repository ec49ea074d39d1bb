"""The directory as a package of Open Referral HSDS 3.0: organisations, services and places; no family, no person.

Of people nothing leaves: names and telephones of contact persons stay here, those of the institution itself go.
"""

import csv
import json
import re
from functools import cache
from io import StringIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings

from families.models import ProblemCategory
from institutions.enums import InstitutionKind, PsksCategory, Sector
from institutions.models import ServiceOffer
from institutions.resources.hsds_tables import TABLES, descriptor
from regions.enums import Level

BATCH = 1000
TERMS = uuid5(NAMESPACE_URL, "urn:fcu:taxonomy")  # the same in every installation, unlike the records
TAXONOMIES = {
    "PPKS": "Pemerlu pelayanan kesejahteraan sosial: untuk siapa layanan diberikan",
    "bidang": "Bidang layanan",
    "jenis": "Jenis lembaga",
    "PSKS": "Potensi dan sumber kesejahteraan sosial",
}
FREE = re.compile(r"(gratis|tanpa biaya|tidak dipungut biaya)\.?", re.I)
RUPIAH = re.compile(r"Rp ?(\d{1,3}(?:\.\d{3})*|\d+)", re.I)


def write_package(file, institutions):
    """Write the ZIP of these institutions and all their services into ``file``."""
    tables = _Tables()
    _add_terms(tables)
    givers = {row.pk: row for row in institutions.select_related("region__parent__parent__parent").order_by("pk")}
    located = {row.pk for row in givers.values() if _add_institution(tables, row)}
    offers = ServiceOffer.objects.filter(institution__in=institutions.values("pk")).prefetch_related("problems")
    for offer in offers.order_by("pk").iterator(BATCH):
        giver = givers.get(offer.institution_id)
        if giver:  # else somebody added it a moment ago
            offer.institution = giver
            _add_offer(tables, offer, giver.pk in located)
    tables.save(file)


class _Tables:
    """One CSV text for each table of HSDS, all in one ZIP at the end."""

    def __init__(self):
        self.own = uuid5(NAMESPACE_URL, settings.SITE_URL)
        self.texts = {name: StringIO(newline="") for name in TABLES}
        self.writers = {}
        for name, (_, columns) in TABLES.items():
            names = [column.name for column in columns]
            self.writers[name] = csv.DictWriter(self.texts[name], names, restval="", lineterminator="\r\n")
            self.writers[name].writeheader()

    def id_of(self, table, key):
        """The same in each export: ``key`` says which record of this installation it is."""
        return str(uuid5(self.own, f"{table}/{key}"))

    def add(self, table, key, **values):
        """Write a row and return its id."""
        row_id = self.id_of(table, key)
        self.writers[table].writerow({"id": row_id, **values})
        return row_id

    def mark(self, table, row_id, *codes):
        """The record bears these terms."""
        for code in codes:
            self.add(
                "attribute",
                f"{row_id}/{code}",
                link_id=row_id,
                link_entity=table,
                taxonomy_term_id=_term_id(code),
            )

    def save(self, file):
        with ZipFile(file, "w", ZIP_DEFLATED) as package:
            package.writestr("datapackage.json", json.dumps(descriptor(), ensure_ascii=False, indent=1))
            for name, (path, _) in TABLES.items():
                package.writestr(path, self.texts[name].getvalue())


@cache
def _term_id(code):
    return str(uuid5(TERMS, code))


def _add_terms(tables):
    for name, description in TAXONOMIES.items():
        tables.writers["taxonomy"].writerow({"id": _term_id(name), "name": name, "description": description})
    for taxonomy, code, label in _terms():
        tables.writers["taxonomy_term"].writerow(
            {
                "id": _term_id(code),
                "code": code,
                "name": label,
                "description": label,
                "taxonomy": taxonomy,
                "language": "id",
                "taxonomy_id": _term_id(taxonomy),
            }
        )


def _terms():
    """(taxonomy, code, label) of everything that a record may be marked with."""
    for code, label in ProblemCategory.objects.values_list("code", "name"):
        yield "PPKS", code, label
    for taxonomy, choices in (("bidang", Sector), ("jenis", InstitutionKind), ("PSKS", PsksCategory)):
        for value, label in choices.choices:
            yield taxonomy, f"{taxonomy}-{value}", label


def _add_institution(tables, institution):
    """Its organisation, and its place where it has one; tells whether it has."""
    organization = tables.add(
        "organization",
        institution.pk,
        name=institution.name,
        description=institution.roles_and_tasks or institution.get_kind_display(),
        email=institution.email,
        legal_status=institution.get_legal_status_display(),
    )
    psks = (f"PSKS-{institution.psks}",) if institution.psks else ()
    tables.mark("organization", organization, f"jenis-{institution.kind}", *psks)
    if institution.legal_number:
        of_it = {"organization_id": organization, "identifier_type": "Nomor badan hukum"}
        tables.add("organization_identifier", institution.pk, identifier=institution.legal_number, **of_it)
    if institution.phone:
        tables.add("phone", institution.pk, organization_id=organization, number=institution.phone, type="voice")
    return _add_location(tables, institution, organization)


def _add_location(tables, institution, organization):
    """A programme of the nation has no place; a village's institution has at least its village."""
    region, at = institution.region, institution.latitude is not None
    if not (institution.address or at or _is_village(region)):
        return False
    location = tables.add(
        "location",
        institution.pk,
        location_type="physical",
        organization_id=organization,
        name=institution.name,
        description=institution.address,
        latitude=institution.latitude if at else "",
        longitude=institution.longitude if at else "",
        external_identifier=region.pk if region else "",
        external_identifier_type="kemendagri" if region else "",
    )
    _add_address(tables, institution, location)
    return True


def _is_village(region):
    return region is not None and region.level == Level.VILLAGE


def _add_address(tables, institution, location):
    """HSDS asks for town, province and postcode: only a village tells all three."""
    village = institution.region
    if not (_is_village(village) and village.postcode):
        return
    tables.add(
        "address",
        institution.pk,
        location_id=location,
        address_1=institution.address or village.full_name,
        address_2=village.full_name,
        city=village.parent.parent.full_name,
        region=village.parent.full_name,
        state_province=village.parent.parent.parent.name,
        postal_code=village.postcode,
        country="ID",
        address_type="physical",
    )


def _add_offer(tables, offer, has_place):
    service = tables.add(
        "service",
        offer.pk,
        organization_id=tables.id_of("organization", offer.institution_id),
        name=offer.name,
        description=f"Daya tampung {offer.capacity} orang sebulan" if offer.capacity else "",
        status="active" if offer.active else "inactive",
        fees_description=offer.cost,
        eligibility_description=offer.conditions,
        assured_date=offer.institution.confirmed_on or "",
    )
    tables.mark("service", service, f"bidang-{offer.sector}", *(problem.pk for problem in offer.problems.all()))
    if has_place:
        location = tables.id_of("location", offer.institution_id)
        tables.add("service_at_location", offer.pk, service_id=service, location_id=location)
    _add_area(tables, offer, service)
    _add_terms_of_use(tables, offer, service)


def _add_area(tables, offer, service):
    """Whom it serves; the whole nation has no code."""
    region = offer.institution.region
    uri = f"urn:kemendagri:{region.pk}" if region else ""
    tables.add("service_area", offer.pk, service_id=service, name=offer.institution.place, uri=uri)


def _add_terms_of_use(tables, offer, service):
    """When it is open, what to bring, what it costs, as far as somebody wrote it down."""
    if offer.schedule:
        tables.add("schedule", offer.pk, service_id=service, description=offer.schedule)
    for number, paper in enumerate(filter(None, map(str.strip, re.split(r"[,;\n]", offer.papers)))):
        tables.add("required_document", f"{offer.pk}/{number}", service_id=service, document=paper)
    if offer.cost:
        said = {"amount": _amount(offer.cost), "amount_description": offer.cost}
        tables.add("cost_option", offer.pk, service_id=service, currency="IDR", **said)


def _amount(words):
    """“Gratis” → 0, “Rp5.000” → 5000; anything that needs words has no amount."""
    if FREE.fullmatch(words.strip()):
        return 0
    found = RUPIAH.fullmatch(words.strip())
    return found[1].replace(".", "") if found else ""
