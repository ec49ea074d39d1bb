"""What the tests of the pages share: addresses, filled-in forms, a picture to upload."""

import io
import uuid

from django.urls import reverse
from django.utils import timezone
from PIL import Image

# The page of a file shows who holds it, its limits, its papers and its way to answer beside what it says.
MOST_QUERIES_OF_A_FILE = 14


def today():
    return timezone.localdate().strftime("%d-%m-%Y")


def step(referral, name):
    return reverse("referrals:step", args=[referral.pk, name])


def form_for(**changes):
    return {
        "form_token": uuid.uuid4(), "need": "Kejar Paket B", "sector": "education", "urgency": "1",
        "details": "Putus sekolah.",
    } | changes  # fmt: skip


def scan(**changes):
    """A filled-in form for an attachment."""
    return {"form_token": uuid.uuid4(), "label": "KK", "file": photo()} | changes


def photo():
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    stream.seek(0)
    stream.name = "kk.jpg"
    return stream
