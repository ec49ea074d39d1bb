"""Files: their status, what happened to them as a whole, transfers between villages."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from families.enums import CloseReason, FamilyStatus, FileEventKind, TransferState
from families.figures.places import open_on, running_on, within
from families.models import FileEvent, StatusPeriod, Transfer
from regions.models import in_regions

NOTHING = ""


def statuses(codes, period):
    """The stock by status on the last day, and the families that began, or took a status, within the period.

    A period that only another village began has the status of the one before: nothing was taken then.
    """
    last, periods = period.last_day, StatusPeriod.objects.filter(in_regions("village__code", codes)).order_by()
    running = periods.filter(running_on(last) & open_on(last, "family__"))
    stock = dict(running.values_list("status").annotate(Count("pk")))
    return {"stock": {status: stock.get(status, 0) for status in FamilyStatus.values}, **_begun(periods, period)}


def _begun(periods, period):
    """Looks back only from the periods that began within the time: few, where the stock is large."""
    earlier = StatusPeriod.objects.filter(family=OuterRef("family"), starts_on__lt=OuterRef("starts_on"))
    before = earlier.order_by("-starts_on").values("status")[:1]
    was_plasma = Exists(earlier.filter(status=FamilyStatus.PLASMA))
    begun = periods.filter(**within(period, "starts_on"))
    return begun.annotate(before=Coalesce(Subquery(before), Value(NOTHING)), was_plasma=was_plasma).aggregate(
        new=Count("pk", filter=Q(before=NOTHING)),
        became_plasma=Count("pk", filter=_took(FamilyStatus.PLASMA)),
        graduated=Count("pk", filter=_took(FamilyStatus.PIONEER) & Q(was_plasma=True)),
    )


def _took(status):
    return Q(status=status) & ~Q(before=status)


def happenings(codes, period):
    events = FileEvent.objects.filter(in_regions("village__code", codes), **within(period, "happened_on"))
    rows = list(events.order_by().values_list("kind", "reason").annotate(Count("pk")))
    closed = {reason: n for kind, reason, n in rows if kind == FileEventKind.CLOSED}
    return {
        "closed": {reason.value: closed.get(reason, 0) for reason in CloseReason},
        "reopened": sum(n for kind, _, n in rows if kind == FileEventKind.REOPENED),
        "split": sum(n for kind, _, n in rows if kind == FileEventKind.SPLIT),
    }


def transfers(codes, period):
    """Between two villages that are both counted nothing comes in and nothing goes out."""
    into, out_of = in_regions("to_village__code", codes), in_regions("from_village__code", codes)
    moved = Transfer.objects.filter(state=TransferState.ACCEPTED, **within(period, "accepted_on"))
    return moved.aggregate(
        transferred_in=Count("pk", filter=into & ~out_of), transferred_out=Count("pk", filter=out_of & ~into)
    )
