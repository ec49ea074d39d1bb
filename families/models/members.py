from django.db import models
from django.db.models import Q

from families.enums import Education, LeaveReason, MaritalStatus, Relation, Sex
from families.models.family import Family


class FamilyMember(models.Model):
    family = models.ForeignKey(Family, models.CASCADE, related_name="members")
    national_id = models.CharField("NIK", max_length=16, blank=True)
    national_id_note = models.CharField("catatan NIK", max_length=200, blank=True)
    name = models.CharField("nama lengkap", max_length=120)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex)
    birth_place = models.CharField("tempat lahir", max_length=60, blank=True)
    birth_date = models.DateField("tanggal lahir")
    relation = models.PositiveSmallIntegerField("hubungan dengan kepala keluarga", choices=Relation)
    marital_status = models.PositiveSmallIntegerField("status kawin", choices=MaritalStatus, null=True, blank=True)
    education = models.PositiveSmallIntegerField("pendidikan", choices=Education, null=True, blank=True)
    occupation = models.CharField("pekerjaan", max_length=80, blank=True)
    has_disability = models.BooleanField("disabilitas", default=False)
    has_chronic_illness = models.BooleanField("sakit menahun", default=False)
    lives_elsewhere = models.BooleanField("tidak tinggal di rumah", default=False)
    position = models.PositiveSmallIntegerField(default=1)
    left_on = models.DateField("keluar dari keluarga", null=True, blank=True)
    left_reason = models.CharField("sebab keluar", max_length=10, choices=LeaveReason, blank=True)

    class Meta:
        verbose_name = "anggota keluarga"
        ordering = ["family", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="member_sex_known", condition=Q(sex__in=Sex.values)),
            models.CheckConstraint(name="member_relation_known", condition=Q(relation__in=Relation.values)),
            models.CheckConstraint(
                name="member_left_with_reason",
                condition=Q(left_on=None, left_reason="")
                | Q(left_on__isnull=False, left_reason__in=LeaveReason.values),
            ),
            models.UniqueConstraint(
                name="national_id_once",
                fields=["national_id"],
                condition=Q(left_on=None) & ~Q(national_id=""),
            ),
            models.UniqueConstraint(
                name="one_head_a_family",
                fields=["family"],
                condition=Q(relation=Relation.HEAD, left_on=None),
            ),
        ]

    def __str__(self):
        return self.name
