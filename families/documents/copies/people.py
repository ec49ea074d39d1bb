"""Who the family is: the file, everybody who ever belonged to it, its cards, its status."""

from families.documents.copies.section import Column, Section
from families.models import Family, FamilyCard, FamilyMember, StatusPeriod


def people_sections(family):
    return [_file(family), _members(family), _cards(family), _statuses(family)]


def _file(family):
    rows = Family.objects.filter(pk=family.pk).select_related("village__parent__parent")
    return Section.of(
        "family", "Keluarga", rows,
        "file_number", "former_numbers", "head_name", "family_card_number", "temporary_card_number", "address",
        "hamlet", "rt", "rw", Column("village", "Desa", _place), "latitude", "longitude", "phone", "status", "decile",
        ("completeness", "Kelengkapan (persen)"), "data_source", "data_date", "recorded_at", "closed_on",
        "closed_reason",
    )  # fmt: skip


def _place(family):
    village = family.village
    return ", ".join((village.full_name, village.parent.full_name, village.parent.parent.full_name))


def _members(family):
    rows = FamilyMember.objects.filter(family=family).select_related("earlier__family")
    return Section.of(
        "members", "Anggota, juga yang sudah keluar", rows,
        "name", "relation", "national_id", "national_id_note", "temporary_number", "sex", "birth_place", "birth_date",
        "marital_status", "marriage", "religion", "education", "schooling", "occupation", "disability",
        "has_chronic_illness", "lives_elsewhere", Column("came_from", "Berkas sebelumnya", _came_from),
        "left_on", "left_reason",
    )  # fmt: skip


def _came_from(member):
    """Another family, so by the number of its file; the same file where two rows of a person were made one."""
    return member.earlier.family.file_number if member.earlier else None


def _cards(family):
    return Section.of(
        "cards", "Kartu Keluarga", FamilyCard.objects.filter(family=family), "number", "starts_on", "ends_on"
    )


def _statuses(family):
    rows = StatusPeriod.objects.filter(family=family).select_related("village")
    return Section.of(
        "status_periods", "Riwayat status", rows, "status", ("village.name", "Desa"), "starts_on", "ends_on", "note"
    )
