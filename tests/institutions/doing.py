"""An activity as its page sends it, its photo, and the addresses of activities."""

import io
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from PIL import Image

TODAY = timezone.localdate
TYPED = {"kind": "guidance", "name": "Penyuluhan gizi", "place": "Posyandu Melati", "led_by": "Bidan desa"}
OF_UNIT = ["units:activities", "units:export_activities"]
READS = [*OF_UNIT, "units:activity"]


def said(day):
    return day.strftime("%d-%m-%Y")


def typed(**fields):
    return {**TYPED, "held_on": said(TODAY()), "form_token": uuid4(), **fields}


def wanted(actor, **fields):
    return {**TYPED, "held_on": TODAY(), "actor": actor, **fields}


def address(name, activity):
    return reverse(name, args=[activity.care_unit_id if name in {*OF_UNIT, "units:add_activity"} else activity.pk])


def photo(name="foto.jpg"):
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    stream.seek(0)
    stream.name = name
    return stream
