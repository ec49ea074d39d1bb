from django.db import models
from django.db.models import Q


class RecapPart(models.Model):
    """That a recap sums the frozen figures of a report."""

    recap = models.ForeignKey("reporting.Report", models.CASCADE, related_name="part_links")
    part = models.ForeignKey("reporting.Report", models.PROTECT, related_name="recap_links")

    class Meta:
        verbose_name = "bagian rekap"
        ordering = ["part__region", "part__period"]
        constraints = [
            models.UniqueConstraint(name="recap_part_once", fields=["recap", "part"]),
            models.CheckConstraint(name="recap_is_no_part_of_itself", condition=~Q(recap=models.F("part"))),
        ]

    def __str__(self):
        return f"{self.part_id} di {self.recap_id}"


class Excerpt(models.Model):
    """Words of a lower report that its recap quotes. They are that report's own, shortened and never rewritten."""

    class Field(models.TextChoices):
        IMPLEMENTATION = "implementation", "pelaksanaan"
        RESULTS = "results", "hasil"
        OBSTACLES = "obstacles", "kendala"
        SOLUTIONS = "solutions", "solusi"

    recap = models.ForeignKey("reporting.Report", models.CASCADE, related_name="excerpts")
    part = models.ForeignKey("reporting.Report", models.PROTECT, related_name="+")
    field = models.CharField("bagian uraian", max_length=16, choices=Field)
    text = models.CharField("kutipan", max_length=600)

    class Meta:
        verbose_name = "kutipan"
        ordering = ["field", "part__region"]
        constraints = [
            models.UniqueConstraint(name="excerpt_once", fields=["recap", "part", "field"]),
            models.CheckConstraint(
                name="excerpt_field_known",
                condition=Q(field__in=["implementation", "results", "obstacles", "solutions"]),
            ),
        ]

    def __str__(self):
        return self.text[:60]
