from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import Capability
from families.enums import CloseReason, FamilyStatus
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
    phone = PhoneNumberField("telepon", blank=True)
    status = models.CharField("status", max_length=12, choices=FamilyStatus, default=FamilyStatus.REGISTERED)
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
        ]
        constraints = [
            models.CheckConstraint(name="family_status_known", condition=Q(status__in=FamilyStatus.values)),
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
        """What the search box looks through: names, file number, place, and the end of the card's number."""
        end_of_card = digits_at_the_end(self.family_card_number)
        place = (self.hamlet, self.address, f"rt {self.rt}", f"rw {self.rw}")
        self.search_text = plain_text(self.head_name, *member_names, self.file_number, *place, end_of_card)


def status_badge(status, closed=None):
    return ("mute", "lock", f"Ditutup: {closed.lower()}") if closed else STATUS_BADGES[status]


def place_words(hamlet, rt, rw):
    """“Dusun II, RT 004/RW 002”, as much of it as is known."""
    neighbourhood = "/".join(part for part in (rt and f"RT {rt}", rw and f"RW {rw}") if part)
    return ", ".join(part for part in (hamlet, neighbourhood) if part)
