import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.datastructures import MultiValueDict


class FormEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unfinished(self):
        return self.filter(result_url="")


class FormEntry(models.Model):
    """One filled-in form, from the first key stroke to the saved record.

    While it is open it keeps what was typed; once saved it only remembers where the record is, so that a second
    press of the same button leads there.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_entries")
    form = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    result_url = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = FormEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "isian formulir"
        indexes = [models.Index(fields=["user", "form", "-updated_at"])]

    def __str__(self):
        return f"{self.form} {self.token}"

    @property
    def typed(self):
        """What was typed so far, to be bound to the form again; empty when nothing was."""
        return MultiValueDict(self.data)

    @property
    def draft_url(self):
        """Where draft.js sends what is typed."""
        return reverse("accounts:draft", args=[self.form, self.token])

    @property
    def version(self):
        """Grows with each draft, for draft.js; 0 before the first."""
        return int(self.updated_at.timestamp() * 1000) if self.updated_at else 0
