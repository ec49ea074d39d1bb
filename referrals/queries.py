from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from accounts.capabilities import Capability
from families.models import Problem
from families.models.search import words_of
from families.services import Hold
from institutions.enums import InstitutionKind
from institutions.models import Institution
from institutions.queries import offers_for
from referrals.enums import ReferralState, Tier
from referrals.models import Attachment, Referral
from regions.models import in_regions
from regions.queries import path_codes, villages_below

SUGGESTED = 6
MOST_VILLAGES = 200
MOST_PROVIDERS = 150  # what a list to choose from can hold on a phone; the directory has them all

DISTRICT_CODE, REGENCY_CODE = 8, 5


def providers_for(referral, tier):
    """Whom this tier may place with: the TKSK inside the kecamatan, LK3 in the regency and all that serve above it."""
    village = referral.village_id
    active = Institution.objects.active()
    if tier == Tier.DISTRICT:
        return active.filter(in_regions("region__code", (village[:DISTRICT_CODE],)))
    above = Q(region__in=path_codes(village[:REGENCY_CODE])) | Q(region=None)
    return active.filter(above | in_regions("region__code", (village[:REGENCY_CODE],)))


def provider_choices(referral, tier):
    """(pk, name) for a list to choose from, the regency's LK3 itself first."""
    rows = providers_for(referral, tier).order_by("name", "pk").values_list("pk", "name", "kind")[:MOST_PROVIDERS]
    ranked = sorted(rows, key=lambda row: (row[2] != InstitutionKind.LK3, row[1]))
    return [(pk, name) for pk, name, kind in ranked]


def suggested_offers(referral, tier):
    """Services that fit the sector and the problems, the nearest first."""
    codes = [problem.category_id for problem in referral.problems.all()]
    district_only = tier == Tier.DISTRICT
    fitting = offers_for(referral.village_id, sector=referral.sector, problem_codes=codes, district_only=district_only)
    return list(fitting[:SUGGESTED])


def referral_rows(user):
    """For lists: everything that a row says, in one statement."""
    visible = Referral.objects.visible_to(user)
    return visible.select_related("village__parent", "family", "case", "placement__institution")


def waiting_for(user):
    """What the TKSK or LK3 has to decide, the most urgent and then the oldest first."""
    village = "village__code"
    district = user.scope(Capability.DECIDE_REFERRALS, village)
    regency = user.scope(Capability.PLACE_REFERRALS, village)
    declined = Q(state=ReferralState.DECLINED)
    mine = district & (Q(state=ReferralState.SUBMITTED) | declined & Q(placement__tier=Tier.DISTRICT))
    mine |= regency & (Q(state=ReferralState.ESCALATED) | declined & Q(placement__tier=Tier.REGENCY))
    return referral_rows(user).filter(mine).order_by("-urgency", "due_on", "pk")


def states_of(user):
    """{state: how many} of the referrals that the user sees."""
    return dict(Referral.objects.visible_to(user).order_by().values_list("state").annotate(n=Count("pk")))


def referral_file(user):
    """For the page of one referral. ``in_office``: ``user`` sees it otherwise than as its provider."""
    attachments = Prefetch("attachments", Attachment.objects.select_related("file"))
    problems = Prefetch("problems", Problem.objects.select_related("category"))
    office = Referral.objects.worked_on_by(user).filter(pk=OuterRef("pk"))
    rows = referral_rows(user).annotate(in_office=Exists(office))
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


def referrals_matching(referrals, word):
    """By number or need, or by the family unless its name is hidden."""
    word = word.strip()
    named = Q(case__sensitive=False)
    for part in words_of(word):
        named &= Q(family__search_text__contains=part)
    return referrals.filter(Q(number__icontains=word) | Q(need__icontains=word) | named)


def seen_villages(user):
    """(code, name) for the village filter."""
    capabilities = (Capability.WRITE_REFERRALS, Capability.DECIDE_REFERRALS, Capability.PLACE_REFERRALS)
    codes = tuple({code for capability in capabilities for code in user.codes(capability)})
    return [(village.code, village.full_name) for village in villages_below(codes)[:MOST_VILLAGES]]


def what_holds(family, actor):
    """The open referrals of a family that is to leave its village, named as far as ``actor`` sees them."""
    referrals = Referral.objects.open().filter(family=family).order_by("pk")
    known = list(referrals.visible_to(actor))
    sentences = dict.fromkeys(f"{referral} masih berjalan. Selesaikan atau tarik dahulu." for referral in known)
    return Hold(tuple(sentences), referrals.count() > len(known))
