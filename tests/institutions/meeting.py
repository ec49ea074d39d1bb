"""A meeting as its page sends it."""

from uuid import uuid4

from django.utils import timezone

TODAY = timezone.localdate
ROWS = {"putusan-TOTAL_FORMS": "0", "putusan-INITIAL_FORMS": "0"}
TYPED = {"kind": "routine", "place": "Balai desa", "leader": "Selfina Lakapu", "agenda": "Keluarga sasaran"}


def typed(**fields):
    return {**TYPED, **ROWS, "held_on": TODAY().strftime("%d-%m-%Y"), "form_token": uuid4(), **fields}


def wanted(unit, actor, **fields):
    return {**TYPED, "held_on": TODAY(), "actor": actor, **fields}
