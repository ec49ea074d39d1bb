from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from documents.enums import DocumentState, kind_label
from documents.models import Document
from jobs.models import Job
from regions.queries import breadcrumb

RENDERING = "documents.render_document"


def rendering_key(document_id):
    return f"document-{document_id}"


def rendering_of(document):
    """The job that is making its PDF, or None when it is over, well or not."""
    return Job.objects.open().filter(kind=RENDERING, key=rendering_key(document.pk)).first()


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


def documents_about(subject, kinds):
    """All that was issued of these kinds, the newest first."""
    issued = Document.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, kind__in=kinds)
    return issued.select_related("file", "region").defer("content", "attachments")
