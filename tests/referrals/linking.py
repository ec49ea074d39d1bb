"""What the tests of the signed link share: a link, its pages, filled-in answers."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from referrals.models import AnswerLink
from tests.referrals.filling import today

WHO = {"person": "Yusuf Baitanu", "post": "terapis"}
WROTE = "Yusuf Baitanu, terapis"


def link_for(referral, **fields):
    return AnswerLink.objects.create(placement=referral.placement, made_by=referral.placement.placed_by, **fields)


def page(link, name="answer", **kwargs):
    return reverse(f"answers:{name}", kwargs={"token": link.token, **kwargs})


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).strftime("%d-%m-%Y")


def filled(step, seen, /, **values):
    """The form as the page sends it: who answers, the button pressed, and the fields of that answer."""
    return WHO | {"jawaban": step, f"{step}-version": seen} | {f"{step}-{name}": v for name, v in values.items()}


def accepting(seen, /, **changes):
    values = {"appointment_on": today(), "hour": "09.00", "note": "Ruang anak, bawa Kartu Keluarga"}
    return filled("accept", seen, **values | changes)


def declining(seen, /, **changes):
    return filled("decline", seen, **{"reason": "full", "note": ""} | changes)


def completing(seen, /, **changes):
    values = {"outcome": "full", "note": "12 sesi terapi", "value": "1.500.000", "advice": "Latihan di rumah"}
    return filled("complete", seen, **values | changes)
