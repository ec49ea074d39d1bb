"""Finished papers as one ZIP with an index. The same papers are the same file, byte for byte."""

import csv
import hashlib
import io
import shutil
import zipfile

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.periods import Period
from documents.services import store_file
from documents.services.files import discard, safe_name
from jobs.services import enqueue
from reporting.models import Bundle, Report
from reporting.queries.downloads import BUNDLING, bundling_key

ZIP = "application/zip"
INDEX = "daftar.csv"
HEADS = ["nama berkas", "nomor", "jenis", "kode wilayah", "wilayah", "masa", "revisi", "sha256"]
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NONE_READY = "Belum ada PDF yang siap di antara laporan yang dipilih. Tunggu sampai selesai dibuat."


@transaction.atomic
def ask_bundle(region, reports, *, title, actor):
    """The bundle of those of ``reports`` (a queryset) whose PDF is there; asked again, the one that exists."""
    if not actor.can(Capability.DOWNLOAD_REPORTS, region.pk):
        raise PermissionDenied("download_reports")
    chosen = list(_ready(reports))
    if not chosen:
        raise DomainError(NONE_READY)
    ids = [report.pk for report in chosen]
    print_of = hashlib.sha256(_index(chosen).encode()).hexdigest()
    bundle, _ = Bundle.objects.get_or_create(
        region=region, fingerprint=print_of, defaults={"title": title[:160], "reports": ids, "owner": actor}
    )
    if bundle.file_id is None:
        enqueue(BUNDLING, title=bundle.title, args={"bundle_id": bundle.pk}, owner=actor, key=bundling_key(bundle.pk))
    return bundle


def make_bundle(bundle_id, progress):
    """Write the file of a bundle that has none yet; returns its page's address."""
    bundle = Bundle.objects.select_related("owner", "region").get(pk=bundle_id)
    if bundle.file_id is None:
        reports = list(_ready(Report.objects.filter(pk__in=bundle.reports)))
        name = safe_name(f"{bundle.title}.zip")
        stored = store_file(
            lambda file: _fill(file, reports, progress), name=name, content_type=ZIP, actor=bundle.owner
        )
        if not Bundle.objects.filter(pk=bundle.pk, file=None).update(file=stored):
            discard(stored)  # another worker was faster
    return bundle.get_absolute_url()


def _ready(reports):
    rows = reports.filter(document__file__isnull=False).light().select_related("region", "document__file")
    return rows.order_by("region", "kind", "period", "revision", "pk")


def _fill(file, reports, progress):
    """Stored, not packed: a PDF does not get smaller, and each is copied in pieces."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, strict_timestamps=True) as archive:
        archive.writestr(_entry(INDEX), _index(reports).encode("utf-8-sig"))
        for n, report in enumerate(reports, 1):
            with report.document.file.file.open("rb") as paper, archive.open(_entry(_name(report)), "w") as target:
                shutil.copyfileobj(paper, target)
            progress(n, len(reports))


def _entry(name):
    return zipfile.ZipInfo(name, FIRST_DAY)


def _name(report):
    """By place and kind, never by a person."""
    revision = f"-revisi-{report.revision}" if report.revision > 1 else ""
    return safe_name(f"{report.region_id} {report.region.name} {report.kind} {report.period}{revision}.pdf")


def _index(reports):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for report in reports:
        writer.writerow([
            _name(report), report.document.number, report.get_kind_display(), report.region_id,
            report.region.full_name, Period.parse(report.period).label, report.revision, report.document.file.sha256,
        ])  # fmt: skip
    return out.getvalue()
