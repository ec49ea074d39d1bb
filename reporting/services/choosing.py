"""What a report takes in beside its own words: photos of activities, words of the reports below it."""

from django.db import transaction
from django.db.models import F

from core.exceptions import DomainError, StaleState
from reporting.enums import ReportState
from reporting.models import Excerpt, Report, ReportPhoto
from reporting.queries.material import pictures_of, quotable
from reporting.services.drafting import require_writing

MOST_PHOTOS = 6
MOST_EXCERPTS = 20
TOO_MANY_PHOTOS = f"Paling banyak {MOST_PHOTOS} foto. Lepas beberapa, lalu simpan lagi."
TOO_MANY_EXCERPTS = f"Paling banyak {MOST_EXCERPTS} kutipan. Lepas beberapa, lalu simpan lagi."
STALE = "Orang lain baru saja mengubah laporan ini. Periksa pilihannya, lalu simpan lagi."
LONGEST_CAPTION = ReportPhoto._meta.get_field("caption").max_length


@transaction.atomic
def set_photos(report, chosen, *, seen, actor):
    """``chosen``: {id of an activity's photo: caption}, in the order of the paper. Those of other villages, periods or
    taken away do not count."""
    require_writing(report, actor)
    if len(chosen) > MOST_PHOTOS:
        raise DomainError(TOO_MANY_PHOTOS)
    _touch(report, seen)
    there = {photo.pk: photo for photo in pictures_of(report)}
    report.photos.all().delete()
    ReportPhoto.objects.bulk_create(
        ReportPhoto(
            report=report, file=there[pk].file, position=place,
            caption=(caption.strip() or str(there[pk].activity))[:LONGEST_CAPTION],
        )
        for place, (pk, caption) in enumerate(chosen.items())
        if pk in there
    )  # fmt: skip


@transaction.atomic
def set_excerpts(recap, chosen, *, seen, actor):
    """``chosen``: {(id of a lower report, part of its narrative)}. The words are that report's own."""
    require_writing(recap, actor)
    if len(chosen) > MOST_EXCERPTS:
        raise DomainError(TOO_MANY_EXCERPTS)
    _touch(recap, seen)
    recap.excerpts.all().delete()
    Excerpt.objects.bulk_create(
        Excerpt(recap=recap, part=part, field=field, text=text)
        for part, field, _, text in quotable(recap)
        if (part.pk, field) in chosen
    )


def _touch(report, seen):
    same = Report.objects.filter(pk=report.pk, state=ReportState.DUE, version=seen)
    if not same.update(version=F("version") + 1):
        raise StaleState(STALE)
    report.refresh_from_db()
