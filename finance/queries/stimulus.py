"""What the pages of the stimulus fund show and look for."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Q, Sum, Value, When

from accounts.capabilities import Capability
from families.models import Family
from families.queries import Received, what_families_receive
from families.services import Hold
from finance.enums import DROPPED_STATES, StimulusState
from finance.figures.stimulus import StimulusSums
from finance.models import StimulusProposal
from finance.models.stimulus import named_to
from finance.workflow import STIMULUS_TURNS
from regions.models import Region

S = StimulusState
MOST_WORDS = 5
LINKED = ("village__parent__parent", "family__village", "author")
HOLDS = "Pertanggungjawaban bantuan stimulan keluarga ini belum dikirim ke Dinas. Selesaikan dahulu."


def proposal_rows(user):
    return StimulusProposal.objects.visible_to(user).select_related(*LINKED)


def waits_for(user):
    """The condition for the proposals on which it is this user's turn."""
    turns = (Q(state=state) & user.scope(capability, "village__code") for state, capability in STIMULUS_TURNS.items())
    return reduce(or_, turns)


def listed_proposals(user):
    """With ``waits``: it is the reader's turn; ``named``: the reader may know the family."""
    rows = StimulusProposal.objects.visible_to(user).select_related("village__parent", "family")
    return rows.annotate(waits=_flag(waits_for(user)), named=_flag(named_to(user)))


def _flag(condition):
    """1 or 0: a condition on no region at all is none that a database knows."""
    return Case(When(condition, then=Value(1)), default=Value(0))


def desk_counts(user):
    """What stands above the list, in one statement."""
    ended = {*DROPPED_STATES, S.REPORTED}
    return StimulusProposal.objects.visible_to(user).aggregate(
        waiting=Count("pk", filter=waits_for(user)),
        running=Count("pk", filter=~Q(state__in=ended)),
        payouts=Sum("paid", default=0),
        unaccounted=Sum("paid", filter=Q(state=S.PAID), default=0),
    )


def matching(rows, text, user):
    """Each word stands in the purpose, the number or the place; in the family's name where the reader may know it."""
    for word in text.split()[:MOST_WORDS]:
        place = Q(village__name__icontains=word) | Q(village__parent__name__icontains=word)
        named = Q(family__head_name__icontains=word) & named_to(user)
        rows = rows.filter(Q(purpose__icontains=word) | Q(number__icontains=word) | place | named)
    return rows


def places_of(user):
    """(kecamatan, villages) as choices, of the proposals that the reader sees."""
    rows = StimulusProposal.objects.visible_to(user).order_by("village__parent__name", "village__name")
    found = list(rows.values_list("village", "village__name", "village__parent", "village__parent__name").distinct())
    districts = dict.fromkeys((code, name) for _, _, code, name in found)
    return list(districts), [(code, name) for code, name, _, _ in found]


def years_of(user):
    """In which years something was handed in, the latest first."""
    rows = StimulusProposal.objects.visible_to(user).exclude(submitted_on=None).order_by()
    return sorted((str(day.year) for day in rows.dates("submitted_on", "year")), reverse=True)


def families_to_propose(user):
    """Open files of the villages for which the reader proposes."""
    mine = user.scope(Capability.PROPOSE_STIMULUS, "village__code")
    return Family.objects.visible_to(user).active().filter(mine).order_by("head_name", "pk")


def others_of(family_pk, but=None):
    """The proposals of a family that run or were paid, in whatever village, the newest first."""
    rows = StimulusProposal.objects.filter(family=family_pk).exclude(state__in=DROPPED_STATES).exclude(pk=but)
    return rows.select_related("village__parent").order_by("-pk")


def received_beside(proposal):
    """What its family receives, without this proposal itself."""
    own = _key(proposal)
    return [
        each for each in what_families_receive([proposal.family_id]).get(proposal.family_id, ()) if each.key != own
    ]


def stimulus_received(family_pks):
    """The answer to families.queries.RECEIVES: what was handed in and not dropped."""
    rows = StimulusProposal.objects.filter(family__in=family_pks, submitted_on__isnull=False)
    rows = rows.exclude(state__in=DROPPED_STATES).select_related("village").order_by("-pk")
    found = {}
    for proposal in rows:
        found.setdefault(proposal.family_id, []).append(_as_received(proposal))
    return found


def _as_received(proposal):
    return Received(
        what=f"Bantuan stimulan: {proposal.purpose}",
        since=proposal.paid_on or proposal.submitted_on,
        place=proposal.village.full_name,
        detail=proposal.badge[2],
        amount=proposal.paid or proposal.approved or proposal.requested,
        key=_key(proposal),
    )


def _key(proposal):
    return f"stimulus-{proposal.pk}"


def kept_receipts(proposal):
    return proposal.receipts.kept().select_related("scan", "recorded_by")


def what_holds(family, actor):
    """Money that was paid is accounted for where it was paid: until then the file neither closes nor moves.

    Before the payout nothing holds: a family may leave, and the Dinas pays none that has left.
    """
    rows = StimulusProposal.objects.filter(family=family, state=S.PAID)
    seen = rows.visible_to(actor).exists()
    return Hold((HOLDS,) if seen else (), not seen and rows.exists())


@dataclass(frozen=True, slots=True)
class PlacedLine:
    village: Region
    sums: StimulusSums


def placed_lines(lines):
    """The lines of figures by village, each with its village and kecamatan, in one statement."""
    villages = Region.objects.select_related("parent").in_bulk([line.key for line in lines])
    return [PlacedLine(villages[line.key], line.sums) for line in lines]
