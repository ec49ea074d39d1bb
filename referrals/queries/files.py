"""The rows of lists, the file of one referral, and what others ask about them."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from accounts.capabilities import Capability
from cases.models import Case
from families.models import Problem
from families.models.search import words_of
from families.services import Hold
from referrals.models import Attachment, Referral
from regions.queries import villages_below

MOST_VILLAGES = 200
ROW = ("village__parent", "family", "case", "placement__institution")


def referral_rows(user):
    """For lists: everything that a row says, in one statement."""
    return Referral.objects.visible_to(user).select_related(*ROW)


def office_rows(user):
    """Those that ``user`` sees otherwise than as a provider."""
    return Referral.objects.worked_on_by(user).select_related(*ROW)


def states_of(user):
    """{state: how many} of the referrals that the user sees."""
    return dict(Referral.objects.visible_to(user).order_by().values_list("state").annotate(n=Count("pk")))


def referral_file(user):
    """For the page of one referral. ``in_office``: ``user`` sees it otherwise than as its provider.

    ``opens_case``: the case is ``user``'s to see too.
    """
    attachments = Prefetch("attachments", Attachment.objects.select_related("file"))
    problems = Prefetch("problems", Problem.objects.select_related("category"))
    office = Referral.objects.worked_on_by(user).filter(pk=OuterRef("pk"))
    case = Case.objects.visible_to(user).filter(pk=OuterRef("case"))
    rows = referral_rows(user).annotate(in_office=Exists(office), opens_case=Exists(case))
    linked = rows.select_related(
        "village__parent__parent", "member", "author", "consent", "letter__file", "wanted_offer__institution",
        "case__handler",
    )  # fmt: skip
    return linked.prefetch_related(attachments, problems)


def placements_of(referral):
    return referral.placements.select_related("institution", "offer", "placed_by")


def own_placement(referral, user):
    """The latest placement with the institution that ``user`` works for."""
    return referral.placements.filter(institution__staff__user=user, declined_reason="").first()


def referrals_matching(referrals, word, user):
    """By number or need, or by the family unless its name is hidden; a provider's lists know no families."""
    word = word.strip()
    named = Q(case__sensitive=False)
    for part in words_of(word):
        named &= Q(family__search_text__contains=part)
    if user.can(Capability.ANSWER_REFERRALS):
        named &= Q(pk__in=Referral.objects.worked_on_by(user).values("pk"))
    return referrals.filter(Q(number__icontains=word) | Q(need__icontains=word) | named)


def seen_villages(user):
    """(code, name) for the village filter."""
    capabilities = (Capability.WRITE_REFERRALS, Capability.DECIDE_REFERRALS, Capability.PLACE_REFERRALS)
    codes = tuple({code for capability in capabilities for code in user.codes(capability)})
    return [(village.code, village.full_name) for village in villages_below(codes)[:MOST_VILLAGES]]


def what_holds(family, actor):
    """The open referrals of a family that is to leave its village, named as far as ``actor`` sees them."""
    referrals = Referral.objects.open().filter(family=family)
    known = list(referrals.visible_to(actor).order_by("pk"))
    return Hold(_to_finish(known), referrals.count() > len(known))


def what_holds_a_case(case, actor):
    """Its open referrals: whoever closes a case sees all that were written from it."""
    return _to_finish(Referral.objects.open().filter(case=case).order_by("pk"))


def _to_finish(referrals):
    return tuple(dict.fromkeys(f"{referral} masih berjalan. Selesaikan atau tarik dahulu." for referral in referrals))
