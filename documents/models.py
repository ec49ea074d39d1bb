import secrets

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import Capability
from documents.enums import FAMILY_WELFARE, INTRODUCTION, INVITATION, DocumentState, SignerOf
from documents.workflow import LONGEST_NUMBER, USUAL_PATTERN, written_number

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


class OfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.scope(Capability.SET_OFFICE, "region__code"))


@auditlog.register(exclude_fields=["version"])
class Office(models.Model):
    """The letterhead, numbers and signers of one regency's letters, as its Dinas has set them."""

    region = models.OneToOneField(
        "regions.Region", models.PROTECT, related_name="office", verbose_name="kabupaten/kota"
    )
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="logo")
    heading = models.TextField("baris di atas nama kantor", max_length=200)
    name = models.CharField("nama kantor", max_length=80)
    address = models.TextField("alamat", max_length=240)
    phone = PhoneNumberField("telepon", blank=True)
    email = models.EmailField("pos-el", blank=True)
    number_pattern = models.CharField("pola nomor surat", max_length=LONGEST_NUMBER, default=USUAL_PATTERN)
    referral_code = models.CharField("kode surat rujukan dan laporan", max_length=12, default=FAMILY_WELFARE)
    introduction_code = models.CharField("kode surat pengantar desa", max_length=12, default=INTRODUCTION)
    invitation_code = models.CharField("kode undangan", max_length=12, default=INVITATION)
    # Patterns of this year that were replaced: a new one must not write a number that one of them has written.
    used_patterns = models.JSONField(default=list, editable=False)
    version = models.PositiveIntegerField(default=0)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "kop surat"
        ordering = ["region"]

    def __str__(self):
        return f"Kop surat {self.region}"

    def get_absolute_url(self):
        return reverse("offices:edit", args=[self.region_id])

    def number(self, code, sequence, office_code, day):
        return written_number(self.number_pattern, code, sequence, office_code, day)

    def code_for(self, classification):
        """This regency's code for a kind of letter that is usually classified so."""
        own = {
            FAMILY_WELFARE: self.referral_code,
            INTRODUCTION: self.introduction_code,
            INVITATION: self.invitation_code,
        }
        return own.get(classification, classification)

    def signer(self, letter):
        return next((signer for signer in self.signers.all() if signer.letter == letter), None)


@auditlog.register()
class Signer(models.Model):
    """An official whose name stands under the regency's letters."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="signers")
    letter = models.CharField("surat", max_length=20, choices=SignerOf)
    name = models.CharField("nama dan gelar", max_length=120)
    position = models.CharField("jabatan", max_length=120)
    rank = models.CharField("pangkat, golongan", max_length=80, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[RegexValidator(r"^[0-9]{18}$")])

    class Meta:
        verbose_name = "penanda tangan"
        ordering = ["letter"]
        constraints = [
            models.CheckConstraint(name="signer_letter_known", condition=Q(letter__in=SignerOf.values)),
            models.UniqueConstraint(name="signer_once_a_letter", fields=["office", "letter"]),
        ]

    def __str__(self):
        return f"{self.name}, {self.position}"

    @property
    def detail(self):
        """The lines below the name: rank, and the NIP as officials group it, 19700101 199601 1 000."""
        nip = self.nip
        grouped_nip = f"NIP {nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if nip else ""
        return "\n".join(filter(None, [self.rank, grouped_nip]))
