from django.db.models import Q

from exchange.enums import Decision, Verdict

GOES_IN = Q(verdict__in=[Verdict.NEW, Verdict.CHANGED]) | Q(verdict=Verdict.DOUBTFUL, decision=Decision.TAKE)


def entering(batch):
    """The rows that go in when the batch is confirmed, those of a group together."""
    return batch.rows.filter(GOES_IN).order_by("group", "number")


def undecided(batch):
    return batch.rows.filter(verdict=Verdict.DOUBTFUL, decision="")


def earlier_of(batch):
    """An import of the very same file that is in the data already."""
    same = type(batch).objects.filter(kind=batch.kind, region=batch.region_id, sha256=batch.sha256)
    return same.exclude(pk=batch.pk).exclude(written_at=None).order_by("-written_at").first()


def rows_of(batch, verdict):
    """The rows of one verdict for the preview, those that are decided on together one below the other."""
    return batch.rows.filter(verdict=verdict).order_by("group", "number")
