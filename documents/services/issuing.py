import hashlib
import json
from dataclasses import asdict, is_dataclass

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.exceptions import DomainError
from documents.enums import DocumentState, kind_label
from documents.models import Document, grouped
from documents.queries import RENDERING, rendering_key, subject_fields
from jobs.services import enqueue


@transaction.atomic
def issue_document(
    *, kind, subject, region, number, title, content, template, variant, actor,
    attachments=(), owner=None, result_url="", replaces=None, ask=True,
):  # fmt: skip
    """Freeze what a paper says and ask for its PDF. The same content for the same subject is the same document.

    ``content`` is a dict or a dataclass of plain values, ``attachments`` are core.pdf.Attached texts (CSV).
    Other content makes the next revision; the one before stays and is shown as replaced. With ``ask`` False the caller
    renders it itself, as a job does that makes the whole paper.
    """
    frozen, files = _frozen(content), [_frozen_file(attached) for attached in attachments]
    fingerprint = _fingerprint([frozen, files, template, variant])
    latest = _latest(kind, subject)
    if latest and latest.fingerprint == fingerprint:
        return _again(latest, owner, result_url, ask)
    document = Document(
        kind=kind, region=region, number=number, title=title[:200], template=template, variant=variant,
        attachments=files, fingerprint=fingerprint, issued_by=actor,
        replaces=latest or replaces, **subject_fields(subject),
    )  # fmt: skip
    document.content = frozen | {"proof": _proof(document.code)}
    return _save(document, owner, result_url, ask)


def _again(document, owner, result_url, ask):
    if ask and document.state == DocumentState.FAILED:
        request_rendering(document, owner=owner, result_url=result_url)
    return document


def _save(document, owner, result_url, ask):
    document.revision = document.replaces.revision + 1 if document.replaces else 1
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:
        raise DomainError("Dokumen ini baru saja diterbitkan. Muat ulang halaman untuk melihatnya.") from error
    if ask:
        request_rendering(document, owner=owner, result_url=result_url)
    return document


def request_rendering(document, *, owner=None, result_url=""):
    title = f"{kind_label(document.kind)} {document.number}".strip()
    args = {"document_id": document.pk, "result_url": result_url}
    return enqueue(RENDERING, title=title, args=args, owner=owner, key=rendering_key(document.pk))


def _latest(kind, subject):
    return Document.objects.filter(kind=kind, **subject_fields(subject)).order_by("-revision").first()


def _frozen(content):
    """As JSON will give it back: dates as ISO text, tuples as lists."""
    plain = asdict(content) if is_dataclass(content) else content
    return json.loads(json.dumps(plain, cls=DjangoJSONEncoder))


def _frozen_file(attached):
    return {"name": attached.name, "text": attached.content.decode(), "description": attached.description}


def _fingerprint(parts):
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _proof(code):
    """Frozen too: a paper printed again years later carries the same address as the first one."""
    short = settings.SITE_URL.partition("://")[2] + reverse("documents:check")
    url = settings.SITE_URL + reverse("documents:verify", args=[code])
    return {"url": url, "address": short, "code": grouped(code)}
