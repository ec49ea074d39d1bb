"""A dated entry on a family, as its page sends it."""

from uuid import uuid4

from django.utils import timezone

from tests.families.reading import url_of

TODAY = timezone.localdate


def post_entry(client, name, family, *more, **data):
    return client.post(url_of(name, family, *more), {"form_token": str(uuid4()), **data})


def today():
    return f"{TODAY():%d-%m-%Y}"
