"""Papers of a proposal: the worker makes the PDF, the same content is made once."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from finance.documents.stimulus import CoverLetter, RealisationList
from finance.enums import PAID_STATES
from finance.models import StimulusProposal
from institutions.services.rights import locked, require_change

NOT_PAID = "Daftar realisasi dibuat sesudah bantuan dibayarkan."


def issue_cover_letter(proposal, *, actor):
    """As the head vouches for it; after a return and another word it is a new revision under the same number."""
    content = CoverLetter.load(proposal, timezone.localdate(timezone=proposal.village.zone))
    return _issue(proposal, DocumentKind.STIMULUS_LETTER, content, "finance/pdf/stimulus_letter.html", actor)


@transaction.atomic
def issue_realisation(proposal, *, actor):
    """What the receipts say today, to be signed."""
    require_change(actor, proposal.village_id, Capability.PROPOSE_STIMULUS)
    rows = StimulusProposal.objects.select_related("village__parent__parent", "family")
    current = locked(rows, proposal.pk)
    if current.state not in PAID_STATES:
        raise DomainError(NOT_PAID)
    content = RealisationList.load(current, timezone.localdate(timezone=current.village.zone))
    kind = DocumentKind.STIMULUS_REALISATION
    return _issue(current, kind, content, "finance/pdf/stimulus_realisation.html", actor)


def _issue(proposal, kind, content, template, actor):
    return issue_document(
        kind=kind, subject=proposal, region=proposal.village, number=proposal.number, title=kind.label,
        content=content, template=template, variant=LETTER, actor=actor, owner=actor,
        result_url=proposal.get_absolute_url(),
    )  # fmt: skip
