from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.services import store_upload
from families.enums import ConsentPurpose, PaperKind
from families.models import FamilyPaper
from families.services.consenting import demand_consent
from families.services.rights import demand, hold


@transaction.atomic
def add_paper(family, *, kind, upload, actor, note=""):
    """Keep a scan or photo of the family. A photo of the house needs the family's consent to photos."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    hold(family)
    if kind == PaperKind.HOUSE_PHOTO:
        demand_consent(family, ConsentPurpose.PHOTO)
    file = store_upload(upload, actor=actor)
    return FamilyPaper.objects.create(
        family=family, kind=PaperKind(kind), file=file, note=note.strip(), added_by=actor
    )


@transaction.atomic
def remove_paper(paper, *, actor):
    """It is handed out no more; that it was there, and who removed it, stays in the history."""
    demand(actor, paper.family.village_id, Capability.CHANGE_FAMILIES)
    hold(paper.family)
    paper.refresh_from_db()
    if paper.removed_on:
        raise DomainError("Dokumen ini sudah dihapus.")
    paper.removed_on = timezone.localdate()
    paper.save()
    return paper
