"""Who a programme serves: beneficiary groups, their business groups, and the members."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from families.enums import LeaveReason, Sex
from programmes.enums import GroupKind, NextStep, ProgrammeState

AGES = (18, 60)  # of members, in years: who is grown up and earns (practice paper, III.A.1)
TARGET_MEMBERS = 30
BUSINESS_MEMBERS = 10
OPEN_PROGRAMMES = (ProgrammeState.PLANNED, ProgrammeState.RUNNING)


class GroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_PROGRAMMES, self.model.village_path))


@auditlog.register(exclude_fields=["version"])
class BeneficiaryGroup(models.Model):
    village_path = "village__code"

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="groups")
    village = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="desa")
    kind = models.CharField("jenis", max_length=10, choices=GroupKind)
    name = models.CharField("nama kelompok", max_length=120)
    formed_on = models.DateField("dibentuk")
    chair = models.CharField("ketua", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "kelompok penerima manfaat"
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(name="group_kind_known", condition=Q(kind__in=GroupKind.values))]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programmes:group", args=[self.pk])

    @property
    def is_open(self):
        """Work goes on until the programme ends; then only what follows from it is written."""
        return self.programme.state in OPEN_PROGRAMMES


@auditlog.register(exclude_fields=["version"])
class BusinessGroup(models.Model):
    """About ten members with one business; ``capital`` in rupiah. ``goes_on``: known after the programme's end."""

    group = models.ForeignKey(BeneficiaryGroup, models.CASCADE, related_name="businesses")
    name = models.CharField("nama kelompok usaha", max_length=120)
    business = models.CharField("usaha", max_length=150)
    capital = models.PositiveBigIntegerField("modal diterima", null=True, blank=True)
    capital_on = models.DateField("tanggal modal", null=True, blank=True)
    goes_on = models.BooleanField("berlanjut setelah program", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "kelompok usaha"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="business_capital_with_day",
                condition=Q(capital=None, capital_on=None) | Q(capital__gt=0, capital_on__isnull=False),
            )
        ]

    def __str__(self):
        return self.name


class MemberQuerySet(GroupQuerySet):
    def of_one_row(self):
        """Without the second row of a person whose two files were merged: there is one of the kept file already."""
        return self.exclude(person__left_reason=LeaveReason.MERGED)

    def current(self, day=None):
        day = day or timezone.localdate()
        return self.of_one_row().filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)


@auditlog.register()
class GroupMember(models.Model):
    """A member of a registered family, or somebody else with name, sex and year of birth."""

    village_path = "group__village__code"

    group = models.ForeignKey(BeneficiaryGroup, models.CASCADE, related_name="members")
    business = models.ForeignKey(
        BusinessGroup, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name="kelompok usaha"
    )
    person = models.ForeignKey(
        "families.FamilyMember", models.PROTECT, null=True, blank=True, related_name="groups", verbose_name="anggota"
    )
    name = models.CharField("nama", max_length=120, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField("tahun lahir", null=True, blank=True)
    joined_on = models.DateField("bergabung")
    left_on = models.DateField("keluar", null=True, blank=True)
    left_reason = models.CharField("sebab keluar", max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "anggota kelompok"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="group_member_is_one_person",
                condition=Q(person__isnull=False, name="", birth_year=None)
                | (Q(person=None, birth_year__isnull=False) & ~Q(name="") & ~Q(sex="")),
            ),
            models.UniqueConstraint(
                name="person_in_a_group_once",
                fields=["group", "person"],
                condition=Q(person__isnull=False, left_on=None),
            ),
            models.UniqueConstraint(
                "group",
                Lower("name"),
                "birth_year",
                name="other_in_a_group_once",
                condition=Q(person=None, left_on=None),
            ),
            models.CheckConstraint(
                name="group_member_in_order", condition=Q(left_on=None) | Q(left_on__gte=F("joined_on"))
            ),
        ]

    def __str__(self):
        return self.name or str(self.person)

    def get_absolute_url(self):
        return reverse("programmes:group_member", args=[self.group_id, self.pk])

    @property
    def sex_label(self):
        return self.person.get_sex_display() if self.person_id else self.get_sex_display()

    def belongs_on(self, day):
        """The day of leaving is the last one."""
        return self.joined_on <= day and (self.left_on is None or self.left_on >= day)


@auditlog.register()
class MemberFollowUp(models.Model):
    """What is recommended for a member: more capital, or to teach others."""

    member = models.ForeignKey(GroupMember, models.CASCADE, related_name="follow_ups")
    step = models.CharField("tindak lanjut", max_length=12, choices=NextStep)
    note = models.CharField("keterangan", max_length=300, blank=True)
    decided_on = models.DateField("tanggal")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tindak lanjut anggota"
        ordering = ["-decided_on", "pk"]
        constraints = [models.UniqueConstraint(name="follow_up_once", fields=["member", "step"])]

    def __str__(self):
        return self.get_step_display()
