"""Changes of a draft of the indicators, as these tests make them."""

from datetime import timedelta

from django.utils import timezone

from families.enums import Dimension
from families.services import add_indicator, put_in_force, reword_indicator
from families.services.checklists import draft_fingerprint


def days_from_now(days=0):
    return timezone.localdate() + timedelta(days=days)


def reword(indicator, text, actor, seen=None):
    return reword_indicator(
        indicator, text=text, help="", plasma_sign="", seen=seen or indicator.fingerprint, actor=actor
    )


def enforce(draft, actor, on=None, seen=None):
    seen = seen or draft_fingerprint(draft)
    return put_in_force(draft, on=on or days_from_now(), note="Air minum", seen=seen, actor=actor)


def add_water(draft, actor, text="Air minum terlindung"):
    return add_indicator(draft, dimension=Dimension.FAMILY_LIFE, text=text, actor=actor)
