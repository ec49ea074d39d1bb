"""The cash book of an FCU (guideline III.B.4): months that are closed, and entries that are only ever reversed."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import StepEvent
from core.periods import Period
from finance.enums import CASH_SOURCES, MONTH_BADGES, EntryKind, MonthState
from institutions.enums import FundSource


class LedgerQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.scope(Capability.SEE_CASH_BOOK, "care_unit__village__code"))


@auditlog.register(exclude_fields=["version"])
class CashMonth(models.Model):
    """One month of one FCU's book. The sums are frozen when the treasurer closes it; rupiah."""

    care_unit = models.ForeignKey("institutions.CareUnit", models.PROTECT, related_name="cash_months")
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan")
    opening = models.BigIntegerField("saldo awal", null=True, blank=True)
    receipts = models.BigIntegerField("penerimaan", null=True, blank=True)
    payments = models.BigIntegerField("pengeluaran", null=True, blank=True)
    closing = models.BigIntegerField("saldo akhir", null=True, blank=True)
    counted = models.PositiveBigIntegerField("uang yang dihitung", null=True, blank=True)
    state = models.CharField("keadaan", max_length=10, choices=MonthState, default=MonthState.OPEN)
    state_since = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = "bulan buku kas"
        ordering = ["-year", "-month"]
        constraints = [
            models.CheckConstraint(name="cash_month_state_known", condition=Q(state__in=MonthState.values)),
            models.CheckConstraint(name="cash_month_of_twelve", condition=Q(month__range=(1, 12))),
            models.UniqueConstraint(name="cash_month_once", fields=["care_unit", "year", "month"]),
            models.CheckConstraint(
                name="cash_month_sums_iff_closed",
                condition=Q(state=MonthState.OPEN, closing=None)
                | (~Q(state=MonthState.OPEN) & Q(closing__gte=0, opening__gte=0)),
            ),
        ]

    def __str__(self):
        return self.period.label

    def get_absolute_url(self):
        return reverse("finance:month", args=[self.care_unit_id, self.period.code])

    def allows(self, actor, step):
        """Who closed a month does not check it."""
        if step.four_eyes and actor.pk == self.closed_by_id:
            return False
        return actor.can(step.capability, self.care_unit.village_id)

    @property
    def period(self):
        return Period("M", self.year, self.month)

    @property
    def badge(self):
        tone, icon = MONTH_BADGES[self.state]
        return tone, icon, self.get_state_display()


class CashMonthEvent(StepEvent):
    cash_month = models.ForeignKey(CashMonth, models.CASCADE, related_name="events")

    class Meta(StepEvent.Meta):
        constraints = [models.UniqueConstraint(name="cash_month_event_once", fields=["cash_month", "number"])]


@auditlog.register()
class LedgerEntry(models.Model):
    """One line of the book, never changed: a mistake is reversed by a new line. ``amount`` in rupiah."""

    care_unit = models.ForeignKey("institutions.CareUnit", models.PROTECT, related_name="ledger")
    year = models.PositiveSmallIntegerField("tahun")
    number = models.PositiveIntegerField("nomor")  # gap-free within the FCU's year
    dated_on = models.DateField("tanggal")
    kind = models.CharField("jenis", max_length=8, choices=EntryKind)
    amount = models.PositiveBigIntegerField("jumlah")
    source = models.CharField("sumber dana", max_length=10, choices=FundSource)
    purpose = models.CharField("uraian", max_length=200)
    party = models.CharField("dari atau kepada", max_length=120)
    evidence = models.CharField("nomor bukti", max_length=40, blank=True)
    scan = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pindaian bukti"
    )
    activity = models.ForeignKey(
        "institutions.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger",
        verbose_name="kegiatan",
    )
    agenda_item = models.ForeignKey(
        "institutions.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger",
        verbose_name="mata agenda",
    )
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan kas"
        ordering = ["dated_on", "number"]
        indexes = [models.Index(fields=["care_unit", "dated_on", "number"])]
        constraints = [
            models.CheckConstraint(name="ledger_kind_known", condition=Q(kind__in=EntryKind.values)),
            models.CheckConstraint(name="ledger_source_known", condition=Q(source__in=CASH_SOURCES)),
            models.CheckConstraint(name="ledger_amount_above_zero", condition=Q(amount__gt=0)),
            models.UniqueConstraint(name="ledger_number_once", fields=["care_unit", "year", "number"]),
        ]

    def __str__(self):
        return f"{self.number:03}/{self.year}"

    def get_absolute_url(self):
        return reverse("finance:entry", args=[self.pk])

    @property
    def signed(self):
        return self.amount if self.kind == EntryKind.RECEIPT else -self.amount

    @property
    def side(self):
        """The column that it stands in: a reversal takes from the column of what it reverses."""
        if self.reverses_id is None:
            return EntryKind(self.kind)
        return EntryKind.PAYMENT if self.kind == EntryKind.RECEIPT else EntryKind.RECEIPT

    @property
    def received(self):
        return self.signed if self.side == EntryKind.RECEIPT else None

    @property
    def paid(self):
        return -self.signed if self.side == EntryKind.PAYMENT else None

    @property
    def reversal(self):
        """The entry that reverses this one, or None."""
        return getattr(self, "reversed_by", None)

    @property
    def has_receipt(self):
        """A paper for what was received or paid; of what is reversed there is none."""
        return self.reverses_id is None and self.reversal is None
