from django.db import models

from institutions.enums import FundSource


class EntryKind(models.TextChoices):
    RECEIPT = "receipt", "Penerimaan"
    PAYMENT = "payment", "Pengeluaran"


# What money can come from; “without cost” is no source of a cash book.
CASH_SOURCES = tuple(source for source in FundSource if source != FundSource.NONE)


class MonthState(models.TextChoices):
    OPEN = "open", "Terbuka"
    CLOSED = "closed", "Ditutup bendahara"
    CHECKED = "checked", "Diperiksa koordinator"


MONTH_BADGES = {
    MonthState.OPEN: ("live", "pen"),
    MonthState.CLOSED: ("wait", "lock"),
    MonthState.CHECKED: ("ok", "ok"),
}


class StimulusState(models.TextChoices):
    """The way of a proposal (guideline II.D.1.3–1.5)."""

    DRAFT = "draft", "Konsep"
    SUBMITTED = "submitted", "Diajukan ke kepala desa"
    VOUCHED = "vouched", "Dibenarkan kepala desa"
    RECOMMENDED = "recommended", "Didukung TKSK"
    AGREED = "agreed", "Disetujui camat"
    VERIFIED = "verified", "Diverifikasi Dinas"
    CONFIRMED = "confirmed", "Diverifikasi provinsi"
    APPROVED = "approved", "Disetujui dibayar"
    PAID = "paid", "Dibayarkan"
    ACCOUNTED = "accounted", "Dipertanggungjawabkan"
    CHECKED = "checked", "Diperiksa Dinas"
    REPORTED = "reported", "Dilaporkan"
    REJECTED = "rejected", "Ditolak"
    WITHDRAWN = "withdrawn", "Ditarik"


STIMULUS_BADGES = {
    StimulusState.DRAFT: ("mute", "pen"),
    StimulusState.SUBMITTED: ("wait", "clock"),
    StimulusState.VOUCHED: ("wait", "right"),
    StimulusState.RECOMMENDED: ("wait", "right"),
    StimulusState.AGREED: ("wait", "right"),
    StimulusState.VERIFIED: ("wait", "higher"),
    StimulusState.CONFIRMED: ("wait", "right"),
    StimulusState.APPROVED: ("info", "tick"),
    StimulusState.PAID: ("live", "half"),
    StimulusState.ACCOUNTED: ("wait", "file"),
    StimulusState.CHECKED: ("ok", "tick"),
    StimulusState.REPORTED: ("ok", "ok"),
    StimulusState.REJECTED: ("bad", "stop"),
    StimulusState.WITHDRAWN: ("mute", "back"),
}

S = StimulusState
# Nobody decides on these any more, and no money came of them.
DROPPED_STATES = frozenset({S.REJECTED, S.WITHDRAWN})
# Money was paid to the family.
PAID_STATES = frozenset({S.PAID, S.ACCOUNTED, S.CHECKED, S.REPORTED})
# The receipts of all of it were sent to the Dinas.
ACCOUNTED_STATES = PAID_STATES - {S.PAID}
# Approved, whether paid already or not.
APPROVED_STATES = frozenset({S.APPROVED}) | PAID_STATES
# Under way between the FCU and the decision.
ASKED_STATES = frozenset({S.SUBMITTED, S.VOUCHED, S.RECOMMENDED, S.AGREED, S.VERIFIED, S.CONFIRMED})


class AccountReason(models.TextChoices):
    """Why somebody opened the full number of a bank account."""

    PAY = "pay", "Membayar bantuan"
    MATCH = "match", "Mencocokkan dengan buku tabungan"
    CORRECT = "correct", "Membetulkan nomornya"
    FAMILY_ASKS = "family_asks", "Diminta keluarga sendiri"
