"""How a family lives: each a series of dated entries, so that what was true earlier stays."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from families.enums import Electricity, Floor, House, Roof, Sanitation, Wall, Water, WorkRhythm


class MoneyRecord(models.Model):
    """Rupiah at one time: income, expenses and savings of a month, debt and savings in all. Empty: not known."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="money_records")
    noted_on = models.DateField("tanggal", default=timezone.localdate)
    income = models.PositiveBigIntegerField("pendapatan sebulan", null=True, blank=True)
    expenses = models.PositiveBigIntegerField("pengeluaran sebulan", null=True, blank=True)
    monthly_savings = models.PositiveBigIntegerField("menabung sebulan", null=True, blank=True)
    savings = models.PositiveBigIntegerField("tabungan", null=True, blank=True)
    debt = models.PositiveBigIntegerField("utang", null=True, blank=True)
    business = models.CharField("usaha produktif", max_length=120, blank=True)
    business_times = models.PositiveSmallIntegerField("berapa kali usaha dijalankan", null=True, blank=True)
    business_rhythm = models.CharField("setiap", max_length=5, choices=WorkRhythm, blank=True)
    note = models.CharField("catatan", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "catatan keuangan"
        ordering = ["-noted_on", "-pk"]
        indexes = [models.Index(fields=["noted_on"])]
        constraints = [
            models.UniqueConstraint(name="money_once_a_day", fields=["family", "noted_on"]),
            models.CheckConstraint(
                name="money_business_times",
                condition=Q(business_times=None, business_rhythm="")
                | Q(business_times__isnull=False, business_rhythm__in=WorkRhythm.values),
            ),
        ]

    def __str__(self):
        return f"Keuangan {self.noted_on:%d-%m-%Y}"

    @property
    def balance(self):
        """What is left of a month, or None where one side is not known."""
        return None if None in (self.income, self.expenses) else self.income - self.expenses


class Housing(models.Model):
    """The house as it was found on a day."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="housings")
    noted_on = models.DateField("tanggal", default=timezone.localdate)
    house = models.CharField("rumah", max_length=10, choices=House, blank=True)
    roof = models.CharField("atap", max_length=10, choices=Roof, blank=True)
    wall = models.CharField("dinding", max_length=10, choices=Wall, blank=True)
    floor = models.CharField("lantai", max_length=10, choices=Floor, blank=True)
    water = models.CharField("air minum", max_length=10, choices=Water, blank=True)
    sanitation = models.CharField("jamban", max_length=10, choices=Sanitation, blank=True)
    electricity = models.CharField("listrik", max_length=10, choices=Electricity, blank=True)
    assets = models.CharField("aset", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "keadaan rumah"
        ordering = ["-noted_on", "-pk"]
        constraints = [models.UniqueConstraint(name="housing_once_a_day", fields=["family", "noted_on"])]

    def __str__(self):
        return f"Rumah {self.noted_on:%d-%m-%Y}"


class Decile(models.Model):
    """The DTSEN decile as somebody stated it: 1 is the poorest tenth. Never computed here."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="deciles")
    value = models.PositiveSmallIntegerField("desil")
    stated_on = models.DateField("tanggal", default=timezone.localdate)
    source = models.CharField("sumber", max_length=120)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "desil DTSEN"
        ordering = ["-stated_on", "-pk"]
        constraints = [models.CheckConstraint(name="decile_of_ten", condition=Q(value__range=(1, 10)))]

    def __str__(self):
        return f"Desil {self.value}, {self.stated_on:%d-%m-%Y}"


class AidProgramme(models.Model):
    """A programme that families receive from elsewhere: PKH, Sembako, PBI-JK, PIP and the like. Reference data."""

    code = models.CharField("kode", max_length=12, primary_key=True)
    name = models.CharField("nama", max_length=100)
    owner = models.CharField("penyelenggara", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "program bantuan"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class AidReceived(models.Model):
    """A family, or one member, receives a programme from a day on, until a day or still."""

    family = models.ForeignKey("families.Family", models.CASCADE, related_name="aid")
    member = models.ForeignKey(
        "families.FamilyMember", models.PROTECT, null=True, blank=True, related_name="aid", verbose_name="anggota"
    )
    programme = models.ForeignKey(AidProgramme, models.PROTECT, related_name="+", verbose_name="program")
    starts_on = models.DateField("sejak")
    ends_on = models.DateField("sampai", null=True, blank=True)
    note = models.CharField("catatan", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "program yang diterima"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="aid_in_order", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self):
        return str(self.programme)
