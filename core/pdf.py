"""HTML becomes PDF here and nowhere else.

Reachable while rendering: files of static/print and data: addresses. Nothing else is opened, neither the network nor
another file. The same HTML and metadata give the same bytes.
"""

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string

LETTER = "pdf/a-2a"
REPORT = "pdf/a-3a"
FOLDER = Path(settings.BASE_DIR, "static", "print").resolve()
MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
USUAL_THRESHOLDS = gc.get_threshold()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says about itself; ``number`` and ``office`` are its running lines. ``created`` is the day or
    moment of the document, never of the rendering, so that a second rendering gives the same bytes."""

    title: str
    author: str
    created: date | datetime
    number: str = ""
    office: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF: the figures of a report as CSV."""

    name: str
    content: bytes
    description: str


def render_pdf(template, context, *, variant, metadata, attachments=()):
    """Bytes of the PDF of a template that extends print/base_letter.html or print/base_report.html."""
    html = render_to_string(template, {**context, "metadata": metadata})
    return html_to_pdf(html, variant=variant, metadata=metadata, attachments=attachments)


def html_to_pdf(html, *, variant, metadata, attachments=()):
    import weasyprint  # noqa: PLC0415 -- takes a second to import; the web process never needs it

    with few_collections():
        document = weasyprint.HTML(string=html, base_url=f"{FOLDER.as_uri()}/", url_fetcher=_fetcher()).render()
        _describe(document.metadata, metadata)
        document.metadata.attachments = [_attachment(attached, metadata) for attached in attachments]
        return document.write_pdf(pdf_variant=variant)


def allowed_path(url):
    """The file of our print folder that ``url`` means, or None."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(unquote(parts.path)).resolve()
    return path if path.is_relative_to(FOLDER) and path.is_file() else None


def _fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- see html_to_pdf

    class PrintFolderOnly(URLFetcher):
        def fetch(self, url, headers=None):
            if url.lower().startswith("data:"):
                return super().fetch(url, headers)
            path = allowed_path(url)
            if path is None:
                raise ValueError("outside the print folder")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _media_type(path)})

    return PrintFolderOnly(allowed_protocols=["data"], allow_redirects=False)


def _media_type(path):
    return MEDIA_TYPES.get(path.suffix, "application/octet-stream")


def _describe(target, metadata):
    target.title = metadata.title
    target.authors = [metadata.author]
    target.description = metadata.description or None
    target.created = target.modified = metadata.created.isoformat(*_seconds(metadata.created))
    target.lang = "id"


def _seconds(moment):
    return ("T", "seconds") if isinstance(moment, datetime) else ()


def _attachment(attached, metadata):
    import weasyprint  # noqa: PLC0415 -- see html_to_pdf

    day = metadata.created
    moment = day.astimezone(UTC) if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return weasyprint.Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


@contextmanager
def few_collections():
    """A rendering makes many objects and few cycles: collecting rarely saves about a third of its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*USUAL_THRESHOLDS)
        gc.unfreeze()
