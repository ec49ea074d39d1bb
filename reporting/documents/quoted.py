"""Words of lower reports and photos of activities, as the paper shows them."""

from documents.documents.letterhead import stored_picture
from reporting.models import Excerpt


def excerpts_of(report):
    """[{title, rows: [{region, text}]}] by the part of the narrative that they come from."""
    quoted = list(report.excerpts.select_related("part__region"))
    found = [
        {"title": label, "rows": [_row(each) for each in quoted if each.field == field]}
        for field, label in Excerpt.Field.choices
    ]
    return [each for each in found if each["rows"]]


def _row(excerpt):
    return {"region": str(excerpt.part.region), "text": excerpt.text}


def photos_of(report):
    return [
        {"image": stored_picture(photo.file), "caption": photo.caption}
        for photo in report.photos.select_related("file")
    ]
