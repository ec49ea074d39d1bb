import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from documents.enums import DocumentState

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def new_code():
    """60 random bits that a person can type: no letters that look like figures."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def grouped(code):
    """“ABCD-EFGH-JKLM”, easier to type."""
    return "-".join(code[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def random_path(instance, filename):
    """The name on disk says nothing about the content or the person."""
    token = secrets.token_urlsafe(32)
    return f"{token[:2]}/{token}"


class NumberSeries(models.Model):
    """The last number given out in a gap-free series per office, kind and year."""

    office = models.CharField(max_length=13)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="series_once", fields=["office", "kind", "year"])]

    def __str__(self):
        return f"{self.kind} {self.office} {self.year}: {self.last}"


class StoredFile(models.Model):
    """A private file. It is reached only through the page of the record that owns it."""

    file = models.FileField(upload_to=random_path, max_length=120)
    name = models.CharField("nama berkas", max_length=120)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField("ukuran")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "berkas"

    def __str__(self):
        return self.name


class Document(models.Model):
    """An official paper. Its content is frozen when issued, so the PDF can be made again years later.

    ``subject_type`` and ``subject_id`` name the record it is about; that record's page decides who may have it.
    """

    kind = models.CharField("jenis", max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    region = models.ForeignKey("regions.Region", models.PROTECT, verbose_name="wilayah")
    number = models.CharField("nomor", max_length=60)
    title = models.CharField("perihal", max_length=200)
    revision = models.PositiveSmallIntegerField("revisi", default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    template = models.CharField(max_length=120)
    variant = models.CharField(max_length=12)
    content = models.JSONField()
    attachments = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    code = models.CharField("kode bukti", max_length=CODE_LENGTH, unique=True, default=new_code)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="document")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField("terbit", auto_now_add=True)

    class Meta:
        verbose_name = "dokumen"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="document_state_known", condition=Q(state__in=DocumentState.values)),
            models.CheckConstraint(
                name="document_file_iff_ready",
                condition=Q(state=DocumentState.READY, file__isnull=False)
                | (~Q(state=DocumentState.READY) & Q(file=None)),
            ),
            models.UniqueConstraint(
                name="document_revision_once", fields=["kind", "subject_type", "subject_id", "revision"]
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.number}"

    @property
    def code_grouped(self):
        return grouped(self.code)

    def get_proof_url(self):
        return reverse("documents:verify", args=[self.code])
