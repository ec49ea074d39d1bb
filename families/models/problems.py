from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import ProblemState, Severity, StrengthKind


class ProblemCategory(models.Model):
    """One of the 26 PPKS categories; ``sensitive`` ones (violence, crime, HIV, drugs) hide the name in lists."""

    code = models.CharField("kode", max_length=10, primary_key=True)
    name = models.CharField("nama", max_length=100)
    sensitive = models.BooleanField("peka", default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "kategori masalah"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class Problem(models.Model):
    """A social-welfare problem of a family or one member, with its course."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="problems")
    member = models.ForeignKey(
        "families.FamilyMember", models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="anggota"
    )
    category = models.ForeignKey(ProblemCategory, models.PROTECT, related_name="+", verbose_name="kategori")
    since = models.DateField("sejak", default=timezone.localdate)
    severity = models.PositiveSmallIntegerField("berat ringannya", choices=Severity, default=Severity.MEDIUM)
    state = models.CharField("keadaan", max_length=10, choices=ProblemState, default=ProblemState.OPEN)
    handled_on = models.DateField("mulai ditangani", null=True, blank=True)
    solved_on = models.DateField("selesai", null=True, blank=True)
    note = models.CharField("catatan", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_on = models.DateField("dicatat", default=timezone.localdate)

    class Meta:
        verbose_name = "masalah"
        ordering = ["state", "-recorded_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="problem_state_known", condition=Q(state__in=ProblemState.values)),
            models.CheckConstraint(
                name="problem_solved_on_iff_solved",
                condition=Q(state=ProblemState.SOLVED, solved_on__isnull=False)
                | (~Q(state=ProblemState.SOLVED) & Q(solved_on=None)),
            ),
        ]

    def __str__(self):
        return self.category.name


class ProblemStep(models.Model):
    """The course of a problem: how it stood and how grave it was on a day. Append-only."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="steps")
    on = models.DateField("tanggal")
    state = models.CharField("keadaan", max_length=10, choices=ProblemState)
    severity = models.PositiveSmallIntegerField("berat ringannya", choices=Severity)
    note = models.CharField("catatan", max_length=300, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "perjalanan masalah"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="problem_step_state_known", condition=Q(state__in=ProblemState.values)),
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.on:%d-%m-%Y}"


class Strength(models.Model):
    """What the family can build on: a skill, land, a business, a network, a role in the community."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="strengths")
    kind = models.CharField("jenis", max_length=10, choices=StrengthKind, default=StrengthKind.OTHER)
    text = models.CharField("potensi", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_on = models.DateField("dicatat", default=timezone.localdate)

    class Meta:
        verbose_name = "potensi"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="strength_kind_known", condition=Q(kind__in=StrengthKind.values)),
        ]

    def __str__(self):
        return self.text
