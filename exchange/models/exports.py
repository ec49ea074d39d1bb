from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.spreadsheets import WRITERS


class ListExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(owner=user) if user.is_authenticated else self.none()


class ListExport(models.Model):
    """A list that somebody asked for as a file and that is too long for one request.

    ``query`` holds the filters as the address had them: what was searched for may name a person, so it stays here and
    goes with the file. ``duties`` are the owner's assignments when the file was made: who has lost one of them may
    not have it any more.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_exports")
    name = models.CharField("daftar", max_length=60)
    file_type = models.CharField(max_length=4, choices=[(name, writer.label) for name, writer in WRITERS.items()])
    query = models.TextField("saringan", blank=True)
    args = models.JSONField(default=dict)
    duties = models.JSONField(default=list)
    file = models.OneToOneField("documents.StoredFile", models.PROTECT, null=True, related_name="list_export")
    asked_at = models.DateTimeField("diminta", auto_now_add=True, db_index=True)

    objects = ListExportQuerySet.as_manager()

    class Meta:
        verbose_name = "unduhan daftar"
        constraints = [
            models.CheckConstraint(name="list_export_type_known", condition=Q(file_type__in=list(WRITERS))),
        ]

    def __str__(self):
        return f"{self.name} {self.file_type}"

    def get_absolute_url(self):
        return reverse("exports:download", args=[self.pk])
