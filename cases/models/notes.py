from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

EDITABLE_FOR = timedelta(days=1)


class CaseNote(models.Model):
    """Notes in order of time. Their author mends one for a day; after that a correction is a new note."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="notes")
    text = models.TextField("catatan", max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "catatan kasus"
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return f"Catatan {self.pk}"

    def is_editable_by(self, user):
        return user.pk == self.author_id and timezone.now() < self.written_at + EDITABLE_FOR


class NotePhoto(models.Model):
    """A photo with a note. One that is taken away stays as a row with its day."""

    note = models.ForeignKey(CaseNote, models.CASCADE, related_name="photos")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "foto catatan kasus"
        ordering = ["pk"]

    def __str__(self):
        return str(self.file)
