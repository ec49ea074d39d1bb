from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import ProblemState, Severity


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


class Strength(models.Model):
    """What the family can build on: a skill, land, a business, a network, a role in the community."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="strengths")
    text = models.CharField("potensi", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_on = models.DateField("dicatat", default=timezone.localdate)

    class Meta:
        verbose_name = "potensi"
        ordering = ["pk"]

    def __str__(self):
        return self.text
