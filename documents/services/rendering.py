import hashlib
from base64 import b64encode

from core.pdf import Attached, Metadata, render_pdf
from documents.enums import DocumentState, kind_label
from documents.models import Document, StoredFile
from documents.services.files import discard, safe_name, store_bytes
from jobs.handlers import LeaseLost

STEPS = 3


def render(document_id, progress):
    """Make the PDF of an issued document from its frozen content. A document that has its file keeps it.

    One that failed may be tried again at any time, by its job or by issuing the same content anew.
    """
    document = Document.objects.select_related("region").get(pk=document_id)
    if document.state == DocumentState.READY:
        return
    progress(1, STEPS)
    try:
        pdf = pdf_of(document)
        progress(2, STEPS)
        _keep(document, pdf)
    except LeaseLost:
        raise
    except Exception:
        Document.objects.filter(pk=document.pk, file=None).update(state=DocumentState.FAILED)
        raise
    progress(STEPS, STEPS)


def pdf_of(document):
    """The bytes, from frozen values only: the same today and in ten years."""
    metadata = _metadata(document)
    attached = [Attached(a["name"], a["text"].encode(), a["description"]) for a in document.attachments]
    return render_pdf(
        document.template,
        embedded(document.content),
        variant=document.variant,
        metadata=metadata,
        attachments=attached,
    )


def embedded(value):
    """Frozen content with the stored pictures it names (documents.stored_picture) in their places."""
    if isinstance(value, list):
        return [embedded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"stored", "sha256"}:
        return _data_address(value)
    return {key: embedded(item) for key, item in value.items()}


def _data_address(picture):
    """The picture itself. A paper with another picture than it was issued with would not be the same paper."""
    stored = StoredFile.objects.get(pk=picture["stored"])
    with stored.file.open("rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != picture["sha256"]:
        raise ValueError(f"stored file {stored.pk} is not the one that was frozen")
    return f"data:{stored.content_type};base64,{b64encode(data).decode()}"


def _metadata(document):
    office = document.content["office"]
    return Metadata(
        title=document.title,
        author=office["name"],
        created=document.issued_at.astimezone(document.region.zone),
        number=f"Nomor {document.number}" if document.number else "",
        office=", ".join(filter(None, [office["name"], office["place"]])),
        description=kind_label(document.kind),
    )


def _keep(document, pdf):
    stored = store_bytes(pdf, name=_file_name(document), content_type="application/pdf", actor=document.issued_by)
    unfinished = Document.objects.filter(pk=document.pk, file=None)
    if not unfinished.update(file=stored, state=DocumentState.READY):
        discard(stored)  # another worker was faster


def _file_name(document):
    number = document.number.replace("/", "-")
    revision = f" revisi {document.revision}" if document.revision > 1 else ""
    return safe_name(f"{kind_label(document.kind)} {number}{revision}.pdf")
