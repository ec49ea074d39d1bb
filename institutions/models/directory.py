from datetime import timedelta

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import Capability
from accounts.enums import Role
from core.formatting import date_long
from institutions.enums import InstitutionKind, LegalStatus, PsksCategory, Sector
from regions.enums import Level
from regions.models import VILLAGE_LENGTH
from regions.queries import path_codes

# Degrees between which Indonesia lies, Sabang to Merauke and Miangas to Rote.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
CONFIRMED_FOR = timedelta(days=365)
# Whoever stands above the regency is in the directory for everybody and written by no role.
KEPT_LEVELS = (Level.VILLAGE, Level.DISTRICT, Level.REGENCY)


def keeping(region_code):
    """What one must be able to do in this region to write its institutions: the village's own are kept by its FCU,
    those of a kecamatan or a regency by the Dinas."""
    return Capability.CHANGE_INSTITUTIONS if len(region_code) == VILLAGE_LENGTH else Capability.KEEP_DIRECTORY


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the directory sees those in the own regions and all that serve above them."""
        codes = user.codes(Capability.SEE_INSTITUTIONS) if user.is_authenticated else ()
        if not codes:
            return self.none()
        above = {above for code in codes for above in path_codes(code)[:-1]}
        serving_above = Q(region__in=above) | Q(region=None)
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "region__code") | serving_above)

    def active(self):
        return self.filter(active=True)

    def kept_by(self, user):
        """Those that ``user`` writes and confirms; see ``keeping``."""
        village = Q(region__level=Level.VILLAGE)
        of_the_unit = village & user.scope(Capability.CHANGE_INSTITUTIONS, "region__code")
        return self.filter(of_the_unit | ~village & user.scope(Capability.KEEP_DIRECTORY, "region__code"))

    def unconfirmed(self, day=None):
        """Nobody has looked for a year whether what stands there is still true."""
        since = (day or timezone.localdate()) - CONFIRMED_FOR
        old = Q(confirmed_on=None) | Q(confirmed_on__lt=since)
        return self.active().filter(old, region__level__in=KEPT_LEVELS)


@auditlog.register(exclude_fields=["confirmed_by", "version"])
class Institution(models.Model):
    """Any organisation in the directory. ``region`` is the area it serves; none is the whole nation."""

    name = models.CharField("nama", max_length=150)
    kind = models.CharField("jenis", max_length=20, choices=InstitutionKind)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, verbose_name="wilayah layanan")
    address = models.CharField("alamat", max_length=200, blank=True)
    contact_person = models.CharField("narahubung", max_length=120, blank=True)
    phone = PhoneNumberField("telepon", blank=True)
    email = models.EmailField("surel", blank=True)
    psks = models.CharField("kategori PSKS", max_length=2, choices=PsksCategory, blank=True)
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    legal_status = models.CharField("status hukum", max_length=12, choices=LegalStatus, blank=True)
    legal_number = models.CharField("nomor badan hukum", max_length=80, blank=True)
    roles_and_tasks = models.TextField("peran dan tugas", blank=True, max_length=1000)
    problems_met = models.TextField("masalah yang ditangani", blank=True, max_length=1000)
    joint_roles = models.TextField("peran yang bisa digabungkan", blank=True, max_length=1000)
    confirmed_on = models.DateField("terakhir dipastikan", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    active = models.BooleanField("aktif", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "lembaga"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["region", "kind"])]
        constraints = [
            models.CheckConstraint(name="institution_kind_known", condition=Q(kind__in=InstitutionKind.values)),
            models.CheckConstraint(
                name="institution_place_on_earth",
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institutions:detail", args=[self.pk])

    @property
    def region_code(self):
        """The code that capabilities are asked with; "" is the nation."""
        return self.region_id or ""

    @property
    def place(self):
        return str(self.region) if self.region_id else "Seluruh Indonesia"

    @property
    def coordinates(self):
        """“-10.3123, 123.5678”, as maps write it and the form takes it; empty where unknown."""
        if self.latitude is None:
            return ""
        return f"{self.latitude.normalize():f}, {self.longitude.normalize():f}"

    def is_kept_by(self, user):
        return user.can(keeping(self.region_code), self.region_code)

    @property
    def is_unconfirmed(self):
        """As ``unconfirmed`` of the queryset; the region must be at hand."""
        if not (self.active and self.region_id and self.region.level in KEPT_LEVELS):
            return False
        return self.confirmed_on is None or self.confirmed_on < timezone.localdate() - CONFIRMED_FOR

    @property
    def badge(self):
        if not self.active:
            return ("mute", "stop", "Tidak aktif")
        if self.is_unconfirmed:
            since = f" sejak {date_long(self.confirmed_on)}" if self.confirmed_on else ""
            return ("wait", "clock", f"Belum dipastikan{since}")
        return ("ok", "ok", "Aktif")


class ServiceOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(institution__in=Institution.objects.visible_to(user))

    def active(self):
        return self.filter(active=True, institution__active=True)


@auditlog.register(exclude_fields=["version"], m2m_fields={"problems"})
class ServiceOffer(models.Model):
    """What an institution gives, for which problems, on which conditions."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="offers", verbose_name="lembaga")
    sector = models.CharField("bidang", max_length=12, choices=Sector)
    name = models.CharField("layanan", max_length=150)
    problems = models.ManyToManyField("families.ProblemCategory", blank=True, verbose_name="untuk masalah")
    conditions = models.CharField("syarat", max_length=300, blank=True)
    papers = models.CharField("berkas yang diperlukan", max_length=300, blank=True)
    cost = models.CharField("biaya", max_length=100, blank=True)
    schedule = models.CharField("hari dan jam", max_length=100, blank=True)
    capacity = models.PositiveIntegerField("daya tampung", null=True, blank=True)
    contact = models.CharField("kontak rujukan", max_length=120, blank=True)
    phone = PhoneNumberField("telepon kontak", blank=True)
    active = models.BooleanField("masih diberikan", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ServiceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "layanan"
        ordering = ["sector", "name", "pk"]
        constraints = [models.CheckConstraint(name="offer_sector_known", condition=Q(sector__in=Sector.values))]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.institution.get_absolute_url()


@auditlog.register()
class InstitutionStaff(models.Model):
    """The account of a provider works for this institution."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="institution_staff",
        limit_choices_to={"assignments__role": Role.PROVIDER},
    )

    class Meta:
        verbose_name = "petugas lembaga"
        constraints = [models.UniqueConstraint(name="staff_once", fields=["institution", "user"])]

    def __str__(self):
        return f"{self.user_id} @ {self.institution_id}"
