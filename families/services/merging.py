"""Two files of one family made one: field by field as somebody chose, with all that hangs on the second."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from families.enums import MOST_MEMBERS, CloseReason, FileEventKind, LeaveReason, ProblemState, Relation
from families.models import AidReceived, Family, FamilyCard, FamilyShare, FileEvent, Merge, Problem
from families.services.assessing import keep_means
from families.services.changes import Changes
from families.services.keeping import settle
from families.services.moving import Moves, hangs_on
from families.services.rights import CLOSED, demand

FAMILY_FIELDS = (
    "family_card_number", "address", "hamlet", "rt", "rw", "phone", "latitude", "longitude", "data_source",
    "data_date",
)  # fmt: skip
PERSON_FIELDS = (
    "national_id", "national_id_note", "name", "sex", "birth_place", "birth_date", "marital_status", "marriage",
    "religion", "education", "schooling", "occupation", "disability", "has_chronic_illness", "lives_elsewhere",
)  # fmt: skip
STALE = "Salah satu berkas baru saja diubah orang lain. Buka lagi halaman penggabungan, lalu pilih lagi."
MEMBERS_CHANGED = "Anggota salah satu berkas sudah berubah. Buka lagi halaman penggabungan, lalu pilih lagi."
CONSENT_REPLACED = "Diganti saat berkas digabung"
TOO_MANY = (
    f"Satu keluarga paling banyak {MOST_MEMBERS} anggota. Pilih orang yang sama pada kedua berkas, "
    "atau catat keluar dulu yang bukan anggota lagi."
)
ON_ITS_WAY = "Salah satu berkas sedang dalam proses pindah desa. Selesaikan atau batalkan dulu, lalu gabungkan."


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """What becomes of one member of the absorbed file: the same person as one of the kept file (``take``: the fields
    that come from the absorbed one), one who joins it with a ``relation``, or one left out with a LeaveReason."""

    member: int
    same_as: int | None = None
    take: frozenset = frozenset()
    relation: int | None = None
    left_reason: str = ""


@transaction.atomic
def merge_families(kept, absorbed, *, seen, take, people, actor):
    """``kept`` takes over all that ``absorbed`` holds, which is closed. → (Merge, names of what had to stay there)

    ``seen``: the versions of the two that the chooser saw; ``take``: the family's fields that come from ``absorbed``;
    ``people``: one PersonChoice for each of its members. Raises PermissionDenied, StaleState, DomainError.
    """
    for family in (kept, absorbed):
        demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    kept, absorbed = hold_both(kept, absorbed)
    _refuse_unfit(kept, absorbed, seen)
    changes, moves = Changes(), Moves()
    pairs = _merge_people(kept, absorbed, people, changes, moves)
    twins = _twins(kept, absorbed, {one.pk: other.pk for one, other in pairs}, changes, moves)
    for one, other in pairs:
        moves.all_of(one, other, leave=twins)
    moves.all_of(absorbed, kept, leave=twins)
    _end_older_consents(kept, changes)
    _close(absorbed, changes)
    _take_fields(kept, absorbed, take, changes, actor)
    return _note(kept, absorbed, changes, moves, actor), sorted(set(moves.stayed))


def hold_both(one, other):
    """The rows of two files, locked in one order whoever asks."""
    locked = Family.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {family.pk: family for family in locked}
    return found[one.pk], found[other.pk]


def settle_both(kept, absorbed):
    """What follows from the rows, after they went from one file to the other; ``kept`` and ``absorbed`` are saved."""
    for family in (kept, absorbed):
        keep_means(family)
        latest = family.deciles.first()
        family.decile = latest.value if latest else None
        family.version += 1
    settle(kept)
    if absorbed.closed_on:
        absorbed.save()
    else:
        settle(absorbed)


def _refuse_unfit(kept, absorbed, seen):
    if kept.pk == absorbed.pk:
        raise DomainError("Berkas tidak bisa digabung dengan dirinya sendiri. Pilih berkas lain.")
    if kept.closed_on or absorbed.closed_on:
        raise DomainError(CLOSED)
    if (kept.version, absorbed.version) != tuple(seen):
        raise StaleState(STALE)
    if any(family.transfers.open().exists() for family in (kept, absorbed)):
        raise DomainError(ON_ITS_WAY)


def _merge_people(kept, absorbed, people, changes, moves):
    """→ pairs (member of ``absorbed``, the same one in ``kept``). Who left earlier goes over with those who join."""
    ours = {member.pk: member for member in kept.members.filter(left_on=None)}
    theirs = {member.pk: member for member in absorbed.members.filter(left_on=None)}
    same = [choice.same_as for choice in people if choice.same_as]
    if {choice.member for choice in people} != theirs.keys() or not set(same) <= ours.keys():
        raise StaleState(MEMBERS_CHANGED)
    if len(same) != len(set(same)):
        raise DomainError("Dua orang digabung dengan orang yang sama. Pilih satu saja untuk masing-masing.")
    behind = [choice for choice in people if choice.same_as or choice.left_reason]
    for choice in behind:
        _let_go(theirs[choice.member], choice, changes)
    for choice in behind:
        taken = {name: getattr(theirs[choice.member], name) for name in PERSON_FIELDS if name in choice.take}
        if taken:
            changes.write(ours[choice.same_as], **taken)
    joining = [(theirs[choice.member], choice.relation) for choice in people if choice not in behind]
    if len(ours) + len(joining) > MOST_MEMBERS:
        raise DomainError(TOO_MANY)
    _let_join(kept, joining, changes)
    going = absorbed.members.exclude(pk__in=[choice.member for choice in behind]).order_by("pk")
    moves.members(going.values_list("pk", flat=True), absorbed, kept)
    return [(theirs[choice.member], ours[choice.same_as]) for choice in behind if choice.same_as]


def _let_go(member, choice, changes):
    """One row of the two of the same person stays behind, or somebody who does not belong to the family."""
    if not choice.same_as and hangs_on(member):
        raise DomainError(
            f"{member.name} tidak bisa ditinggalkan, sebab ada catatan atas namanya. "
            "Pilih orang yang sama, atau ikutkan sebagai anggota."
        )
    reason = LeaveReason.MERGED if choice.same_as else LeaveReason(choice.left_reason)
    changes.write(member, left_on=timezone.localdate(), left_reason=reason)


def _let_join(kept, joining, changes):
    last = max(kept.members.values_list("position", flat=True), default=0)
    for position, (member, relation) in enumerate(joining, start=last + 1):
        relation = relation or member.relation
        if relation == Relation.HEAD:
            raise DomainError(f"Kepala keluarga hanya satu. Pilih hubungan {member.name} dengan kepala keluarga.")
        changes.write(member, relation=relation, position=position)


def _twins(kept, absorbed, same, changes, moves):
    """Rows that say the same in both files, as (model, key): they stay, and what hangs on them goes to the other."""
    unsolved = Problem.objects.exclude(state=ProblemState.SOLVED)
    problems = _alike(unsolved, "category_id", kept, absorbed, same)
    for twin, problem in problems:
        _join_problems(twin, problem, changes)
        moves.all_of(twin, problem)
    aid = _alike(AidReceived.objects.filter(ends_on=None), "programme_id", kept, absorbed, same)
    return {(type(twin), twin.pk) for twin, _ in (*problems, *aid)}


def _alike(rows, what, kept, absorbed, same):
    ours = {(getattr(row, what), row.member_id): row for row in rows.filter(family=kept).order_by("-pk")}
    theirs = [
        (row, (getattr(row, what), same.get(row.member_id, row.member_id))) for row in rows.filter(family=absorbed)
    ]
    return [(row, ours[key]) for row, key in theirs if key in ours]


def _join_problems(twin, problem, changes):
    """The one that stays is as old as the older, and handled if either is."""
    values = {"since": min(twin.since, problem.since), "recorded_on": min(twin.recorded_on, problem.recorded_on)}
    if twin.state == ProblemState.HANDLED and problem.state == ProblemState.OPEN:
        values |= {"state": twin.state, "handled_on": twin.handled_on}
    changes.write(problem, **values)


def _end_older_consents(kept, changes):
    """One consent for one thing, or withdrawing it would leave the other in force."""
    newer = set()
    for consent in kept.consents.in_force().order_by("-given_on", "-pk"):
        about = (consent.purpose, consent.member_id)
        if about in newer:
            changes.write(consent, withdrawn_on=timezone.localdate(), withdrawn_reason=CONSENT_REPLACED)
        newer.add(about)


def _close(absorbed, changes):
    today, note = timezone.localdate(), "Digabung dengan berkas lain"
    period = absorbed.status_periods.filter(ends_on=None).first()
    if period:
        changes.write(period, ends_on=max(today, period.starts_on), note=period.note or note)
    for card in absorbed.cards.filter(ends_on=None):
        changes.write(card, ends_on=max(today, card.starts_on))
    changes.write(absorbed, closed_on=today, closed_reason=CloseReason.MERGED)


def _take_fields(kept, absorbed, take, changes, actor):
    values = {name: getattr(absorbed, name) for name in FAMILY_FIELDS if name in take}
    values["former_numbers"] = _former_numbers(kept, absorbed)
    changes.write(kept, **values)
    if "family_card_number" in values:
        _turn_card(kept, changes, actor)


def _former_numbers(kept, absorbed):
    """As many as there is room for; the oldest of the absorbed file give way."""
    numbers = [*kept.former_numbers.split(), absorbed.file_number, *absorbed.former_numbers.split()]
    while len(" ".join(numbers)) > Family._meta.get_field("former_numbers").max_length:
        numbers.pop()
    return " ".join(numbers)


def _turn_card(kept, changes, actor):
    """As families.services.registry.note_card, but so that it can be taken back."""
    today = timezone.localdate()
    for card in kept.cards.filter(ends_on=None):
        changes.write(card, ends_on=max(today, card.starts_on))
    if kept.family_card_number:
        card = FamilyCard.objects.create(family=kept, number=kept.family_card_number, starts_on=today, actor=actor)
        changes.after["new_card"] = card.pk


def _note(kept, absorbed, changes, moves, actor):
    today = timezone.localdate()
    settle_both(kept, absorbed)
    FileEvent.objects.create(
        family=absorbed, kind=FileEventKind.CLOSED, village_id=absorbed.village_id, happened_on=today,
        reason=CloseReason.MERGED, other=kept, actor=actor,
    )  # fmt: skip
    FileEvent.objects.create(
        family=kept, kind=FileEventKind.MERGED, village_id=kept.village_id, happened_on=today, other=absorbed,
        actor=actor,
    )  # fmt: skip
    # What is shared with somebody after this is not of before: undoing ends it.
    changes.after["last_share"] = FamilyShare.objects.aggregate(last=Max("pk"))["last"] or 0
    return Merge.objects.create(
        kept=kept, absorbed=absorbed, moved=moves.made, before=changes.before, after=changes.after, merged_by=actor
    )
