from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import Capability
from accounts.enums import Role
from institutions.enums import InstitutionKind, LegalStatus, PsksCategory, Sector
from regions.queries import path_codes


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


@auditlog.register()
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
    problems_met = models.TextField("masalah yang dihadapi", blank=True, max_length=1000)
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
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-11.5, 6.5), longitude__range=(94.5, 141.5)),
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
    def badge(self):
        return ("ok", "ok", "Aktif") if self.active else ("mute", "stop", "Tidak aktif")


class ServiceOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(institution__in=Institution.objects.visible_to(user))

    def active(self):
        return self.filter(active=True, institution__active=True)


@auditlog.register(m2m_fields={"problems"})
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
