from auditlog.registry import auditlog
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from institutions.enums import UNIT_BADGES, MemberKind, Post, UnitState


class CareUnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_INSTITUTIONS, "village__code"))

    def active(self):
        return self.exclude(state=UnitState.INACTIVE)


@auditlog.register()
class CareUnit(models.Model):
    """The FCU of one village."""

    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="care_units", verbose_name="desa")
    name = models.CharField("nama", max_length=120)
    address = models.CharField("alamat sekretariat", max_length=200, blank=True)
    founded_on = models.DateField("dibentuk", null=True, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=UnitState, default=UnitState.FORMING)
    state_since = models.DateTimeField("sejak", default=timezone.now)
    inactive_reason = models.CharField("sebab tidak aktif", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CareUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "FCU"
        ordering = ["village"]
        constraints = [
            models.CheckConstraint(name="unit_state_known", condition=Q(state__in=UnitState.values)),
            models.UniqueConstraint(
                name="one_active_unit_a_village", fields=["village"], condition=~Q(state=UnitState.INACTIVE)
            ),
            models.CheckConstraint(
                name="unit_inactive_with_reason", condition=~Q(state=UnitState.INACTIVE, inactive_reason="")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("units:detail", args=[self.pk])

    def allows(self, actor, step):
        return actor.can(step.capability, self.village_id)

    @property
    def badge(self):
        tone, icon = UNIT_BADGES[self.state]
        return tone, icon, self.get_state_display()


class CareUnitEvent(StepEvent):
    care_unit = models.ForeignKey(CareUnit, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        verbose_name = "riwayat FCU"


@auditlog.register()
class Decree(models.Model):
    """The decision (SK) of the village head that confirms the FCU."""

    care_unit = models.OneToOneField(CareUnit, models.CASCADE, related_name="decree")
    number = models.CharField("nomor SK", max_length=60)
    decided_on = models.DateField("tanggal SK")
    signed_by = models.CharField("ditandatangani oleh", max_length=120)
    scan = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pindaian"
    )

    class Meta:
        verbose_name = "SK Kepala Desa/Lurah"

    def __str__(self):
        return self.number


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(care_unit__in=CareUnit.objects.visible_to(user))

    def current(self, day=None):
        day = day or timezone.localdate()
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)


@auditlog.register()
class Membership(models.Model):
    """A representative of an institution, a person of standing, or a pioneer family belongs to the FCU."""

    care_unit = models.ForeignKey(CareUnit, models.CASCADE, related_name="memberships")
    kind = models.CharField("jenis", max_length=16, choices=MemberKind)
    name = models.CharField("nama", max_length=120)
    position = models.CharField("jabatan", max_length=120, blank=True)
    institution = models.ForeignKey(
        "institutions.Institution", models.PROTECT, null=True, blank=True, verbose_name="lembaga"
    )
    family = models.ForeignKey("families.Family", models.PROTECT, null=True, blank=True, verbose_name="keluarga")
    joined_on = models.DateField("bergabung", default=timezone.localdate)
    left_on = models.DateField("keluar", null=True, blank=True)
    left_reason = models.CharField("sebab keluar", max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "keanggotaan"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_kind_fits",
                condition=Q(kind=MemberKind.REPRESENTATIVE, institution__isnull=False, family=None)
                | Q(kind=MemberKind.INDIVIDUAL, institution=None, family=None)
                | Q(kind=MemberKind.PIONEER, institution=None, family__isnull=False),
            ),
            models.UniqueConstraint(
                name="pioneer_family_joins_once",
                fields=["care_unit", "family"],
                condition=Q(family__isnull=False, left_on=None),
            ),
            models.CheckConstraint(
                name="membership_in_order", condition=Q(left_on=None) | Q(left_on__gte=F("joined_on"))
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def origin(self):
        """Where the member comes from, as lists and attendance sheets say it."""
        if self.kind == MemberKind.REPRESENTATIVE:
            return str(self.institution)
        return self.position or self.get_kind_display()

    def is_current(self, day):
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)


class OfficerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(care_unit__in=CareUnit.objects.visible_to(user))

    def in_term(self, day=None):
        day = day or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def overlapping(self, starts_on, ends_on):
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)


@auditlog.register()
class Officer(models.Model):
    """A member elected to a post for a term; one of each at a time."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="posts")
    care_unit = models.ForeignKey(CareUnit, models.CASCADE, related_name="officers")
    post = models.CharField("jabatan", max_length=12, choices=Post)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("berakhir")

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "pengurus"
        ordering = ["-starts_on", "post"]
        constraints = [
            models.CheckConstraint(name="officer_post_known", condition=Q(post__in=Post.values)),
            models.CheckConstraint(name="officer_term_in_order", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self):
        return f"{self.get_post_display()}: {self.membership}"
