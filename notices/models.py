from django.conf import settings
from django.db import models


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self):
        return self.filter(read_at=None)

    def waiting_for_mail(self):
        """Not yet mailed, still unread, of somebody who can get mail."""
        return self.unread().filter(mailed_at=None, user__is_active=True).exclude(user__email="")


class Notice(models.Model):
    """Something a user should know. ``text`` may name a family, so only ``mail_text`` leaves the system."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField("isi", max_length=240)
    mail_text = models.CharField("isi surel", max_length=160, blank=True)
    url = models.CharField(max_length=200, blank=True)
    urgent = models.BooleanField("segera", default=False)
    created_at = models.DateTimeField("waktu", auto_now_add=True)
    read_at = models.DateTimeField("dibaca", null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at", "-created_at"])]

    def __str__(self):
        return self.text
