"""What became of the file itself: its way, the papers kept in it and made from it, and who it was opened to."""

from documents.enums import DocumentKind
from documents.models import Document
from documents.queries import subject_fields
from families.documents.copies.section import Column, Section
from families.enums import FileEventKind, TransferState
from families.models import FamilyPaper, FamilyShare, FileEvent, Transfer

# Where part of a family went is told to nobody who stayed: it may be who they fled from.
NAMED = (FileEventKind.MERGED, FileEventKind.SPLIT_FROM)
WITHOUT_ADDRESS = "Berkas anggota yang berpisah tidak disebut, supaya tempat tinggalnya tidak terbuka."
ONLY_DONE = "Hanya perpindahan yang sudah terjadi."
NO_SCANS = "Hanya jenis dan tanggal. Pindaian dan fotonya dapat dilihat di kantor FCU."


def file_sections(family, *, withheld):
    return [_events(family), _transfers(family), _papers(family), _prints(family, withheld), _shares(family, withheld)]


def _events(family):
    rows = FileEvent.objects.filter(family=family).select_related("village", "other")
    return Section.of(
        "file_events", "Perjalanan berkas", rows,
        "happened_on", "kind", ("village.name", "Desa"), "reason", Column("other_file", "Berkas lain", _other), "note",
        note=WITHOUT_ADDRESS,
    )  # fmt: skip


def _other(event):
    return event.other.file_number if event.other and event.kind in NAMED else None


def _transfers(family):
    """One that was asked for and refused would tell the village that asked, and so where somebody may be."""
    rows = Transfer.objects.filter(family=family, state=TransferState.ACCEPTED)
    return Section.of(
        "transfers", "Pindah desa", rows.select_related("from_village", "to_village"),
        "moved_on", Column("from_village", "Desa asal", lambda row: row.from_village.full_name),
        Column("to_village", "Desa tujuan", lambda row: row.to_village.full_name), "accepted_on", "reason",
        "old_file_number", note=ONLY_DONE,
    )  # fmt: skip


def _papers(family):
    rows = FamilyPaper.objects.filter(family=family)
    return Section.of("papers", "Dokumen yang disimpan", rows, "kind", "note", "added_on", "removed_on", note=NO_SCANS)


def _prints(family, withheld):
    """Every revision, since each may have gone somewhere. The form for a consent is as telling as the consent."""
    rows = Document.objects.filter(**subject_fields(family)).defer("content", "attachments")
    if withheld.consents:
        rows = rows.exclude(kind=DocumentKind.CONSENT_REFERRAL)
    return Section.of("prints", "Cetakan tentang keluarga", rows, "title", "number", "revision", "issued_at", "code")


def _shares(family, withheld):
    rows = FamilyShare.objects.filter(family=family).exclude(reason__in=withheld.shares)
    return Section.of(
        "shares", "Kepada siapa berkas dibuka", rows.select_related("user", "region").order_by("-starts_on", "-pk"),
        Column("with", "Kepada", _receiver), "reason", "starts_on", "ends_on",
    )  # fmt: skip


def _receiver(share):
    return str(share.user) if share.user else f"{share.get_role_display()} {share.region.full_name}"
