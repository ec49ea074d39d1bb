from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import PaperKind


class FamilyPaper(models.Model):
    """A scan or photo that is kept of a family. One that is taken away stays as a row with its day."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="papers")
    kind = models.CharField("jenis", max_length=16, choices=PaperKind)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="berkas")
    note = models.CharField("catatan", max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_on = models.DateField("ditambahkan", default=timezone.localdate)
    removed_on = models.DateField("dihapus", null=True, blank=True)

    class Meta:
        verbose_name = "dokumen keluarga"
        ordering = ["-added_on", "-pk"]
        constraints = [models.CheckConstraint(name="paper_kind_known", condition=Q(kind__in=PaperKind.values))]

    def __str__(self):
        return self.get_kind_display()
