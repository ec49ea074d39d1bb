"""Filters for core.formatting: {{ fund.amount|rupiah }}, {{ referral.due_on|due }}."""

from django import template
from django.utils import timezone

from core import formatting

register = template.Library()

for plain in ("number", "signed", "rupiah", "percent", "share", "terbilang", "ending", "roman", "phone_national"):
    register.filter(plain, getattr(formatting, plain))
for timed in ("date_long", "date_short", "day_name", "time_short", "moment"):
    register.filter(timed, getattr(formatting, timed), expects_localtime=True)
register.filter("mask_number", formatting.mask_number)
register.filter("fingerprint", formatting.fingerprint)


@register.filter(expects_localtime=True)
def due(value):
    """Days until a time limit, counted from today."""
    return formatting.due_words(value, timezone.localdate())


@register.filter
def age(birth_date, on=None):
    return formatting.age(birth_date, on or timezone.localdate())
