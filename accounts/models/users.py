from auditlog.registry import auditlog
from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from phonenumber_field.modelfields import PhoneNumberField

from accounts.capabilities import GRANTS, Capability, roles_with
from accounts.enums import POSTS, Role
from regions.models import in_regions
from regions.queries import path_codes


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The accounts whose assignments lie in the regions that ``user`` manages."""
        codes = user.codes(Capability.MANAGE_ACCOUNTS)
        if not codes:
            return self.none()
        if "" in codes:
            return self
        return self.filter(pk__in=Assignment.objects.filter(in_regions("region__code", codes)).values("user"))

    def holding(self, capability, region_code):
        """Active users who hold ``capability`` for the region with this code today."""
        place = Q(region__in=path_codes(region_code)) | Q(region=None)
        held = Assignment.objects.current().filter(place, role__in=roles_with(capability))
        return self.filter(is_active=True, pk__in=held.values("user"))

    def serving(self, region_code):
        """Active users with any post today that covers the region with this code."""
        place = Q(region__in=path_codes(region_code)) | Q(region=None)
        return self.filter(is_active=True, pk__in=Assignment.objects.current().filter(place).values("user"))


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    """Django's user manager with the scoped queryset; names are typed in any case and kept in small letters."""

    def get_by_natural_key(self, username):
        return self.get(username=self.model.normalize_username(username))

    @transaction.atomic
    def create_superuser(self, *args, **fields):
        """The first account of an installation holds Role.ADMIN, or nobody could give anybody a role."""
        user = super().create_superuser(*args, **fields)
        user.assignments.create(role=Role.ADMIN)
        return user


@auditlog.register(exclude_fields=["password", "last_login", "version"])
class User(AbstractUser):
    first_name = last_name = None
    name = models.CharField("nama lengkap", max_length=120)
    phone = PhoneNumberField("telepon", blank=True)
    must_change_password = models.BooleanField("harus ganti kata sandi", default=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = AccountManager()

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = "pengguna"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="user_name_in_small_letters", condition=Q(username=Lower("username")))
        ]

    def __str__(self):
        return self.name or self.username

    @classmethod
    def normalize_username(cls, username):
        return super().normalize_username(username).strip().lower()

    def get_absolute_url(self):
        return reverse("accounts:user", args=[self.pk])

    def get_full_name(self):
        return self.name

    @cached_property
    def current_assignments(self):
        if not self.is_active:
            return []
        return list(self.assignments.current().select_related("region"))

    @property
    def roles(self):
        return {assignment.role for assignment in self.current_assignments}

    @property
    def zone_name(self):
        """The clock that the user reads: that of the first region where there is something to do."""
        places = [assignment.region for assignment in self.current_assignments if assignment.region]
        return places[0].zone_name if places else settings.TIME_ZONE

    def codes(self, capability):
        """Codes of the regions in which the user holds ``capability``; "" stands for the nation."""
        granted = (a for a in self.current_assignments if capability in GRANTS[a.role])
        return tuple(sorted({a.region_id or "" for a in granted}))

    def can(self, capability, region_code=None):
        """Does the user hold ``capability`` anywhere, or in the region with this code?"""
        codes = self.codes(capability)
        return bool(codes) if region_code is None else any(region_code.startswith(code) for code in codes)

    def is_acting(self, capability, region_code):
        """Does the user hold ``capability`` in the region with this code only in place of somebody?"""
        granted = [a for a in self.current_assignments if capability in GRANTS[a.role]]
        here = [a for a in granted if region_code.startswith(a.region_id or "")]
        return bool(here) and all(a.acting for a in here)

    def scope(self, capability, path):
        """The condition for records whose region code at ``path`` lies where the user holds ``capability``."""
        return in_regions(path, self.codes(capability))


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of the accounts one manages."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(user__in=User.objects.visible_to(user)))

    def current(self, day=None):
        day = day or timezone.localdate()
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day=None):
        """Current ones and those that begin later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day or timezone.localdate()))

    def proper(self):
        """Without those of deputies."""
        return self.filter(acting=False)

    def acting(self):
        return self.filter(acting=True)


@auditlog.register()
class Assignment(models.Model):
    """A person holds a role in a region for a time; ``acting``: in place of the holder whom the post lacks."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name="pengguna")
    role = models.CharField("peran", max_length=20, choices=Role)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, verbose_name="wilayah")
    starts_on = models.DateField("mulai", default=timezone.localdate)
    ends_on = models.DateField("sampai", null=True, blank=True)
    acting = models.BooleanField("pelaksana tugas", default=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="assignment_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="assignment_region_unless_national",
                condition=Q(region=None, role__in=[Role.MINISTRY, Role.ADMIN])
                | (Q(region__isnull=False) & ~Q(role__in=[Role.MINISTRY, Role.ADMIN])),
            ),
            models.CheckConstraint(
                name="assignment_acting_on_posts_only", condition=Q(acting=False) | Q(role__in=POSTS)
            ),
        ]

    def __str__(self):
        role, place = self.get_role_display(), str(self.region or "")
        level = place.split(" ")[0]
        # "Dinas Sosial Kabupaten/Kota" of "Kabupaten Kupang": the level is said once.
        words = f"{role.partition(f' {level}')[0]} {place}" if place else role
        return f"{words} (pelaksana tugas)" if self.acting else words

    @property
    def title(self):
        return f"Pelaksana tugas {self.get_role_display()}" if self.acting else self.get_role_display()

    @property
    def is_over(self):
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def place(self):
        return str(self.region) if self.region_id else "Indonesia"
