"""How the families of the stock live: decile, completeness of the file, money since the start, aid."""

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value, When

from families.figures.places import stock_of
from families.models import AidReceived, Decile, MoneyRecord

UNKNOWN = "unknown"
BANDS = (("under50", 50), ("50-79", 80))
WHOLE = "80+"
SUMS = ("first_sum", "last_sum")


def bands(codes, day):
    """Families by the decile last stated by ``day``, and by how complete their file is now."""
    stated = Decile.objects.filter(family=OuterRef("pk"), stated_on__lte=day).order_by("-stated_on", "-pk")
    band = Case(*(When(completeness__lt=end, then=Value(name)) for name, end in BANDS), default=Value(WHOLE))
    families = stock_of(codes, day).annotate(stated=Subquery(stated.values("value")[:1]), band=band)
    deciles = {str(value): 0 for value in range(1, 11)} | {UNKNOWN: 0}
    completeness = dict.fromkeys([*(name for name, _ in BANDS), WHOLE], 0)
    for decile, name, n in families.values_list("stated", "band").annotate(Count("pk")):
        deciles[str(decile or UNKNOWN)] += n
        completeness[name] += n
    return {"deciles": deciles, "completeness": completeness}


def money(codes, day):
    """Of the families whose income is known on two days at least: how many, its mean at first and last in rupiah.

    ``percent``: by how much the mean grew; ``with_business``: families whose newest record names one.
    """
    records = MoneyRecord.objects.filter(family=OuterRef("pk"), noted_on__lte=day)
    known = records.filter(income__isnull=False)
    first, last = known.order_by("noted_on"), known.order_by("-noted_on")
    families = stock_of(codes, day).filter(Exists(records)).annotate(
        earned=Subquery(first.values("income")[:1]), earns=Subquery(last.values("income")[:1]),
        first_on=Subquery(first.values("noted_on")[:1]), last_on=Subquery(last.values("noted_on")[:1]),
        business=Subquery(records.order_by("-noted_on").values("business")[:1]),
    )  # fmt: skip
    grew = Q(last_on__gt=F("first_on"))
    counted = families.aggregate(
        recorded=Count("pk"), families=Count("pk", filter=grew), with_business=Count("pk", filter=~Q(business="")),
        first_sum=Sum("earned", filter=grew, default=0), last_sum=Sum("earns", filter=grew, default=0),
    )  # fmt: skip
    return with_means(counted)


def with_means(money):
    """``money`` with the means of its sums of rupiah."""
    first, last = (round(money[name] / money["families"]) if money["families"] else 0 for name in SUMS)
    percent = round(100 * (last - first) / first, 1) if first else None
    return {**money, "first": first, "last": last, "change": last - first, "percent": percent}


def aid(codes, day):
    """Families that receive a programme on ``day``, themselves or one of their members."""
    received = AidReceived.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, family__in=stock_of(codes, day).values("pk")
    )
    rows = received.values_list("programme", "programme__name").annotate(n=Count("family", distinct=True))
    return [{"code": code, "name": name, "families": n} for code, name, n in rows.order_by("programme__order")]
