from django.db import models
from django.db.models import Q

from families.enums import (
    Disability,
    Education,
    LeaveReason,
    MaritalStatus,
    MarriageStanding,
    Relation,
    Religion,
    Schooling,
    Sex,
)
from families.models.family import Family
from families.models.search import name_key


class FamilyMember(models.Model):
    """One person as a member of one family. Who leaves stays as a row with its reason; ``earlier`` is the same
    person's row in the family it came from."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="members")
    national_id = models.CharField("NIK", max_length=16, blank=True)
    national_id_note = models.CharField("catatan NIK", max_length=200, blank=True)
    temporary_number = models.CharField("NIK sementara", max_length=24, blank=True, editable=False)
    name = models.CharField("nama lengkap", max_length=120)
    name_key = models.CharField(max_length=60, blank=True, editable=False)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex)
    birth_place = models.CharField("tempat lahir", max_length=60, blank=True)
    birth_date = models.DateField("tanggal lahir")
    relation = models.PositiveSmallIntegerField("hubungan dengan kepala keluarga", choices=Relation)
    marital_status = models.PositiveSmallIntegerField("status kawin", choices=MaritalStatus, null=True, blank=True)
    marriage = models.CharField("perkawinan", max_length=10, choices=MarriageStanding, blank=True)
    religion = models.PositiveSmallIntegerField("agama atau kepercayaan", choices=Religion, null=True, blank=True)
    education = models.PositiveSmallIntegerField("pendidikan", choices=Education, null=True, blank=True)
    schooling = models.CharField("sekolah", max_length=10, choices=Schooling, blank=True)
    occupation = models.CharField("pekerjaan", max_length=80, blank=True)
    disability = models.PositiveSmallIntegerField("disabilitas", choices=Disability, null=True, blank=True)
    has_chronic_illness = models.BooleanField("sakit menahun", default=False)
    lives_elsewhere = models.BooleanField("tidak tinggal di rumah", default=False)
    position = models.PositiveSmallIntegerField(default=1)
    earlier = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later", editable=False)
    left_on = models.DateField("keluar dari keluarga", null=True, blank=True)
    left_reason = models.CharField("sebab keluar", max_length=10, choices=LeaveReason, blank=True)

    change_note = ""  # why a service changes the row; the change log keeps it

    class Meta:
        verbose_name = "anggota keluarga"
        ordering = ["family", "position", "pk"]
        indexes = [
            # Likely doubles: the same day and the same sound, or the same sound and a near day.
            models.Index(fields=["birth_date", "name_key"]),
            models.Index(fields=["name_key", "birth_date"]),
            # A NIK on a file that is closed, which the unique constraint below does not see.
            models.Index(name="former_national_id", fields=["national_id"], condition=~Q(national_id="")),
        ]
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
                name="temporary_number_once",
                fields=["temporary_number"],
                condition=Q(left_on=None) & ~Q(temporary_number=""),
            ),
            models.UniqueConstraint(
                name="one_head_a_family",
                fields=["family"],
                condition=Q(relation=Relation.HEAD, left_on=None),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        """The key follows the name, whoever writes it."""
        self.name_key = name_key(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_additional_data(self):
        """What the change log keeps beside the changed fields."""
        return {"note": self.change_note} if self.change_note else None
