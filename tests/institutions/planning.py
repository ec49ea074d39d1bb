"""An item of the agenda as its page sends it, and the addresses of the agenda."""

from uuid import uuid4
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

YEAR = timezone.localdate(timezone=ZoneInfo("Asia/Makassar")).year
ITEM = {"kind": "economy", "name": "Pelatihan abon ikan", "first_month": 3, "last_month": 5, "times": 2}


def typed(**fields):
    return {**ITEM, "form_token": uuid4(), **fields}


def address(name, item):
    if name.endswith(("change_agenda_item", "remove_agenda_item")):
        return reverse(name, args=[item.pk])
    with_year = [] if name == "units:agenda" else [YEAR]
    return reverse(name, args=[item.agenda.care_unit_id, *with_year])
