from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import Capability
from families.enums import CloseReason, DataSource, FamilyStatus
from families.models.search import digits_at_the_end, plain_text
from families.models.shares import FamilyShare

STATUS_BADGES = {
    FamilyStatus.REGISTERED: ("mute", "pen", "Terdata"),
    FamilyStatus.PLASMA: ("info", "sprout", "Keluarga plasma"),
    FamilyStatus.PIONEER: ("ok", "star", "Keluarga pionir"),
}


class FamilyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Families of the user's own regions, and those shared with the user or the user's office."""
        if not user.is_authenticated:
            return self.none()
        if not user.can(Capability.SEE_SHARED_FAMILIES):
            return self.filter(user.scope(Capability.SEE_FAMILIES, "village__code"))
        shared = FamilyShare.objects.open_to(user).values("family")
        return self.filter(user.scope(Capability.SEE_FAMILIES, "village__code") | Q(pk__in=shared))

    def active(self):
        return self.filter(closed_on=None)


class Family(models.Model):
    """The smallest unit: one household, one family card. ``file_number`` is the only name it has in reports."""

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="families", verbose_name="desa")
    file_number = models.CharField("nomor berkas", max_length=30, unique=True)
    family_card_number = models.CharField("No. KK", max_length=16, blank=True)
    head_name = models.CharField("kepala keluarga", max_length=120)
    address = models.CharField("alamat", max_length=200)
    hamlet = models.CharField("dusun", max_length=60, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    phone = PhoneNumberField("telepon", blank=True)
    data_source = models.CharField("sumber data", max_length=10, choices=DataSource, blank=True)
    data_date = models.DateField("tanggal pendataan", null=True, blank=True)
    temporary_card_number = models.CharField("No. KK sementara", max_length=24, blank=True, editable=False)
    status = models.CharField("status", max_length=12, choices=FamilyStatus, default=FamilyStatus.REGISTERED)
    decile = models.PositiveSmallIntegerField("desil DTSEN", null=True, blank=True, editable=False)
    completeness = models.PositiveSmallIntegerField("kelengkapan", default=0, editable=False)
    former_numbers = models.CharField("nomor berkas sebelumnya", max_length=120, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("dicatat", default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    closed_on = models.DateField("ditutup", null=True, blank=True)
    closed_reason = models.CharField("sebab ditutup", max_length=12, choices=CloseReason, blank=True)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = "keluarga"
        ordering = ["head_name", "pk"]
        indexes = [
            models.Index(fields=["village", "head_name", "id"]),
            models.Index(fields=["village", "status"]),
            models.Index(fields=["head_name", "id"]),
            models.Index(fields=["village", "id"]),
            models.Index(fields=["completeness", "id"]),
            models.Index(name="family_phone", fields=["phone"], condition=~Q(phone="")),
        ]
        constraints = [
            models.CheckConstraint(name="family_status_known", condition=Q(status__in=FamilyStatus.values)),
            models.CheckConstraint(
                name="family_place_on_earth",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-11.5, 6.5), longitude__range=(94.5, 141.5)),
            ),
            models.CheckConstraint(name="family_decile", condition=Q(decile=None) | Q(decile__range=(1, 10))),
            models.CheckConstraint(name="family_completeness", condition=Q(completeness__lte=100)),
            models.CheckConstraint(
                name="family_closed_with_reason",
                condition=Q(closed_on=None, closed_reason="")
                | Q(closed_on__isnull=False, closed_reason__in=CloseReason.values),
            ),
            models.UniqueConstraint(
                name="family_card_once",
                fields=["family_card_number"],
                condition=Q(closed_on=None) & ~Q(family_card_number=""),
            ),
        ]

    def __str__(self):
        return f"Keluarga {self.head_name}"

    def get_absolute_url(self):
        return reverse("families:detail", args=[self.pk])

    @property
    def badge(self):
        return status_badge(self.status, self.closed_on and self.get_closed_reason_display())

    @property
    def place(self):
        return place_words(self.hamlet, self.rt, self.rw)

    def make_searchable(self, member_names):
        """What the search box looks through: names, numbers of the file, place, telephone, the end of the card."""
        numbers = (self.file_number, self.former_numbers, self.temporary_card_number)
        place = (self.hamlet, self.address, f"rt {self.rt}", f"rw {self.rw}")
        ends = (digits_at_the_end(self.family_card_number), phone_digits(self.phone))
        self.search_text = plain_text(self.head_name, *member_names, *numbers, *place, *ends)


def phone_digits(phone):
    """As people dial it at home: 081234567890."""
    return f"0{phone.national_number}" if phone and phone.is_valid() else ""


def status_badge(status, closed=None):
    return ("mute", "lock", f"Ditutup: {closed.lower()}") if closed else STATUS_BADGES[status]


def place_words(hamlet, rt, rw):
    """“Dusun II, RT 004/RW 002”, as much of it as is known."""
    neighbourhood = "/".join(part for part in (rt and f"RT {rt}", rw and f"RW {rw}") if part)
    return ", ".join(part for part in (hamlet, neighbourhood) if part)
