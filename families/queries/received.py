"""What families receive now, from whomever: so that none is served twice by mistake."""

from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from core.answers import all_answers_to
from families.models import AidReceived

RECEIVES = "families.receives"  # the question that core.answers asks the apps above


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that a family receives. ``key`` tells the record behind it from others; ``amount`` in rupiah."""

    what: str
    since: date | None = None
    place: str = ""
    detail: str = ""
    amount: int | None = None
    key: str = ""


def what_families_receive(family_pks):
    """{family: [Received]}: the programmes that run, then what other apps know. One statement here, one for each app.

    An app answers RECEIVES with {family: [Received]}.
    """
    pks = list(family_pks)
    found = {pk: [] for pk in pks}
    for aid in _running(pks):
        found[aid.family_id].append(Received(aid.programme.name, aid.starts_on, detail=_who(aid), key=f"aid-{aid.pk}"))
    for pk, answers in all_answers_to(RECEIVES, pks).items():
        found[pk].extend(chain.from_iterable(answers))
    return {pk: received for pk, received in found.items() if received}


def _running(pks):
    still = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    rows = AidReceived.objects.filter(still, family__in=pks).select_related("programme", "member")
    return rows.order_by("family", "starts_on", "pk")


def _who(aid):
    return ", ".join(filter(None, [aid.member.name if aid.member else "", aid.note]))
