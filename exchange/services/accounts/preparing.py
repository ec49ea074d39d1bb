"""Start passwords, their hashes and the slips: slow, and done before the transaction that opens the accounts."""

from dataclasses import dataclass, field
from time import monotonic

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.enums import Role
from accounts.services.people import start_password
from exchange.documents.slips import Slip, slips_pdf

TELL_EVERY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Prepared:
    """``hashes``: row number → hash of the start password, which itself stands on the slip alone."""

    hashes: dict = field(repr=False)
    slips: bytes = field(repr=False)


def prepare(batch, rows, progress):
    new = [row for row in rows if "username" in row.plan]
    passwords = {row.number: start_password() for row in new}
    hashes = _hashed(passwords, progress)
    slips = [_slip(row, passwords[row.number]) for row in new]
    pdf = slips_pdf(slips, site=settings.SITE_URL, day=timezone.localdate()) if slips else b""
    return Prepared(hashes, pdf)


def _hashed(passwords, progress):
    hashes, told = {}, monotonic()
    for number, password in passwords.items():
        hashes[number] = make_password(password)
        if monotonic() - told >= TELL_EVERY:
            told = monotonic()
            progress(len(hashes), len(passwords))
    return hashes


def _slip(row, password):
    return Slip(
        name=row.values["name"], role=Role(row.values["role"]).label, place=row.plan["place"],
        username=row.plan["username"], password=password,
    )  # fmt: skip
