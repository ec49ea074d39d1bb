from django.conf import settings
from django.db import models
from django.urls import reverse


class CaseConference(models.Model):
    """A meeting about one case with the institutions concerned; what they agreed on are actions of the plan.

    Not an institutions.Meeting: those are read by everybody who sees the FCU (decision 18).
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="conferences")
    held_on = models.DateField("tanggal")
    place = models.CharField("tempat", max_length=120)
    institutions = models.ManyToManyField("institutions.Institution", verbose_name="lembaga yang hadir")
    people = models.TextField("orang yang hadir", max_length=1000)
    family_came = models.BooleanField("keluarga ikut hadir", default=False)
    minutes = models.TextField("notulen", max_length=8000)
    consent = models.ForeignKey("families.Consent", models.PROTECT, related_name="+", verbose_name="kesediaan")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "rapat kasus"
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return f"Rapat kasus {self.held_on:%d-%m-%Y}"

    def get_absolute_url(self):
        return reverse("cases:conference", args=[self.case_id, self.pk])
