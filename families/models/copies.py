from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability


class DataCopyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the user may change families and open full numbers; with sensitive cases, where those are seen."""
        if not user.is_authenticated:
            return self.none()
        village = "family__village__code"
        keeps = user.scope(Capability.CHANGE_FAMILIES, village) & user.scope(Capability.REVEAL_IDENTITY, village)
        plain = Q(includes_sensitive=False) | user.scope(Capability.SEE_SENSITIVE_CASES, village)
        return self.filter(keeps & plain)


class DataCopy(models.Model):
    """Somebody of the family asked for everything that is kept of it (UU 27/2022, article 32).

    The file goes after a week; that it was asked for, by whom and when, stays (article 31).
    """

    family = models.ForeignKey("families.Family", models.PROTECT, related_name="copies", verbose_name="keluarga")
    asked_by = models.CharField("diminta oleh", max_length=180)
    identity_checked = models.BooleanField("identitas sudah dicocokkan")
    includes_sensitive = models.BooleanField("memuat kasus peka", default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dibuat oleh")
    made_at = models.DateTimeField("diminta pada", default=timezone.now)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.OneToOneField("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    removed_on = models.DateField("berkasnya dihapus", null=True, blank=True)

    objects = DataCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "salinan data keluarga"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(name="copy_to_remove", fields=["made_at"], condition=Q(removed_on=None))]
        constraints = [
            models.CheckConstraint(name="copy_after_identity_check", condition=Q(identity_checked=True)),
            models.CheckConstraint(name="copy_removed_without_file", condition=Q(removed_on=None) | Q(file=None)),
        ]

    def __str__(self):
        return f"Salinan data {self.made_at:%d-%m-%Y}"

    def get_absolute_url(self):
        """The copies of its family: the file itself is only ever a download."""
        return reverse("families:copies", args=[self.family_id])

    @property
    def badge(self):
        if self.removed_on:
            return ("mute", "bin", "Sudah dihapus")
        if self.file_id:
            return ("ok", "ok", "Siap diunduh")
        failed = self.job is None or self.job.has_failed
        return ("bad", "stop", "Gagal dibuat") if failed else ("wait", "clock", "Sedang dibuat")
