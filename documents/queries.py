from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from accounts.capabilities import Capability
from documents.enums import DocumentState, kind_label
from documents.models import Document, Office
from jobs.models import Job
from regions.enums import Level
from regions.models import Region, in_regions
from regions.queries import breadcrumb

RENDERING = "documents.render_document"
REGENCY_LENGTH = 5


def rendering_key(document_id):
    return f"document-{document_id}"


def rendering_of(document):
    """The job that is making its PDF, or None when it is over, well or not."""
    return Job.objects.open().filter(kind=RENDERING, key=rendering_key(document.pk)).first()


def subject_fields(subject):
    """How a document names the record it is about. A region's key is its code: 53.01.05.2011 counts as 5301052011."""
    return {"subject_type": subject._meta.label_lower, "subject_id": int(str(subject.pk).replace(".", ""))}


def papers_about(subject):
    """The newest revision of each paper about a record, the latest first; without their contents."""
    latest = Document.objects.filter(replaced_by=None, **subject_fields(subject))
    return latest.select_related("file", "region").defer("content", "attachments")


def newest_documents(subject, kinds):
    """{kind: its latest revision} of this record's papers; a kind without any is left out."""
    return {paper.kind: paper for paper in papers_about(subject).filter(kind__in=kinds)}


def newest_document(subject, kind):
    return newest_documents(subject, [kind]).get(kind)


@dataclass(frozen=True, slots=True)
class Proof:
    """All that a stranger with the code may know of a document: nothing of its content, nobody's name."""

    kind: str
    number: str
    office: str
    issued_on: date
    revision: int
    newer_revision: int | None
    sha256: str
    is_ready: bool


def proof_of(code):
    """The proof behind a code as a person typed it, or None."""
    documents = Document.objects.select_related("region", "file", "replaced_by").defer("content", "attachments")
    document = documents.filter(code=plain_code(code)).first()
    return _proof(document) if document else None


def plain_code(code):
    return "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())


def _proof(document):
    newer = getattr(document, "replaced_by", None)
    return Proof(
        kind=kind_label(document.kind),
        number=document.number,
        office=breadcrumb(document.region),
        issued_on=localdate(document.issued_at, document.region.zone),
        revision=document.revision,
        newer_revision=newer.revision if newer else None,
        sha256=document.file.sha256 if document.file else "",
        is_ready=document.state == DocumentState.READY,
    )


def office_of(region_code):
    """What the regency of this region has set for its letters, or None: then they look as they always did."""
    regency = Office.objects.filter(region=region_code[:REGENCY_LENGTH])
    return regency.select_related("region", "logo").prefetch_related("signers").first()


def set_regencies(user):
    """The regencies whose letters ``user`` sets, ``has_office`` where that is done."""
    held = in_regions("code", user.codes(Capability.SET_OFFICE))
    return (
        Region.objects.visible_to(user).filter(held, level=Level.REGENCY).annotate(has_office=Q(office__isnull=False))
    )
