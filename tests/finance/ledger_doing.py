"""A book and its people."""

from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from finance.enums import EntryKind
from finance.services.ledger import record_entry
from institutions.enums import FundSource
from tests.factories.accounts import make_user


def url(name, *args):
    return reverse(f"finance:{name}", args=args)


def treasurer_of(unit):
    return make_user(Role.TREASURER, unit.village)


def coordinator_of(unit):
    return make_user(Role.COORDINATOR, unit.village)


def record(unit, actor, **fields):
    """A receipt of half a million rupiah today, by the service."""
    usual = {
        "kind": EntryKind.RECEIPT, "dated_on": timezone.localdate(), "amount": 500_000, "source": FundSource.VILLAGE,
        "purpose": "Bantuan kegiatan", "party": "Bendahara desa",
    }  # fmt: skip
    return record_entry(unit, actor=actor, **usual | fields)


def pay_out(unit, actor, **fields):
    return record(unit, actor, kind=EntryKind.PAYMENT, **{"amount": 100_000, "purpose": "Konsumsi rapat", **fields})
