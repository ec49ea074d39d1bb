"""The decree of the village head, written in the official form for him to sign."""

from django.db import transaction

from core.exceptions import DomainError
from core.formatting import date_long
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from institutions.documents import DecreeDraft, village_head
from institutions.enums import Post
from institutions.queries import founding_day, officers_on
from institutions.services.rights import working_unit


@transaction.atomic
def draft_decree(unit, *, actor, signed_by, number="", decided_on=None, address="", basis=(), copies=()):
    """The PDF with the officers, members and groups of ``decided_on`` (today); other content is a new revision.

    Number and day may be left open for the village office. It confirms nothing: record_decree does, once it is signed.
    """
    unit = working_unit(unit, actor)
    _check_founding(unit, decided_on)
    _check_officers(unit, decided_on)
    draft = DecreeDraft.load(
        unit,
        number=number,
        decided_on=decided_on,
        signed_by=signed_by,
        address=address,
        basis=basis,
        copies=copies,
    )
    return issue_document(
        kind=DocumentKind.UNIT_DECREE,
        subject=unit,
        region=unit.village,
        number=number,
        title=f"Keputusan {village_head(unit.village)} tentang Pengukuhan FCU",
        content=draft,
        template="institutions/pdf/decree.html",
        variant=LETTER,
        actor=actor,
        owner=actor,
        result_url=unit.get_absolute_url(),
    )


def _check_founding(unit, decided_on):
    founded_on = founding_day(unit)
    if founded_on is None:
        raise DomainError("Tanggal pembentukan FCU belum ada. Catat langkah Pembentukan dahulu.")
    if decided_on and decided_on < founded_on:
        raise DomainError(f"Tanggal SK tidak boleh sebelum FCU dibentuk ({date_long(founded_on)}).")


def _check_officers(unit, decided_on):
    held = {term.post for term in officers_on(unit, decided_on)}
    vacant = [post.label for post in Post if post not in held]
    if vacant:
        day = f"pada {date_long(decided_on)}" if decided_on else "hari ini"
        raise DomainError(f"{' dan '.join(vacant)} belum terisi {day}. Catat pengurus terpilih dahulu.")
