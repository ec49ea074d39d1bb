"""Monitoring and evaluations that are due, late or done, of one programme and of a region."""

from programmes.enums import ProgrammeState
from programmes.models import Programme, ProgrammeReview


def reviews_of(programme):
    reviews = list(programme.reviews.order_by("due_on", "kind"))
    for review in reviews:
        review.programme = programme
    return reviews


def listed_reviews(user):
    """Of the programmes that ``user`` sees; what is due only while a programme runs."""
    seen = Programme.objects.visible_to(user)
    rows = ProgrammeReview.objects.filter(programme__in=seen.values("pk"))
    rows = rows.exclude(done_on=None, programme__in=seen.exclude(state=ProgrammeState.RUNNING).values("pk"))
    return rows.select_related("programme__region__parent", "programme__agency").order_by(
        "due_on", "programme", "kind"
    )
