"""Votes of the residents, counted at the meeting of an assessing stage."""

from django.db import transaction

from core.exceptions import DomainError
from institutions.services.rights import locked, save_changes
from workplans.models import PlanStage, Vote
from workplans.queries.voting import Hall
from workplans.services.running import running_plan


@transaction.atomic
def count_votes(stage, votes, votes_each, *, actor, seen=None):
    """``votes``: {need: how many it was given}; ``votes_each``: how many everybody who attended had to give away."""
    plan = running_plan(stage.plan, actor)
    stages = PlanStage.objects.select_related("plan", "template_stage", "meeting")
    current = locked(stages, stage.pk, seen)
    hall = Hall.of(current)
    if hall.closed_because:
        raise DomainError(hall.closed_because)
    _check_needs(plan, votes)
    _check_counts(hall, votes, votes_each)
    for need, count in votes.items():
        Vote.objects.update_or_create(stage=current, need=need, defaults={"count": count})
    return save_changes(current, {"votes_each": votes_each})


def _check_needs(plan, votes):
    listed = set(plan.needs.filter(removed_on=None).values_list("pk", flat=True))
    if any(need.pk not in listed for need in votes):
        raise DomainError("Salah satu kebutuhan tidak ada lagi dalam rencana ini. Muat ulang halamannya.")


def _check_counts(hall, votes, votes_each):
    too_many = [need for need, count in votes.items() if count > hall.attended]
    if too_many:
        raise DomainError(
            f"Yang hadir {hall.attended} orang, jadi suara untuk satu kebutuhan paling banyak {hall.attended}. "
            f"Periksa “{too_many[0]}”."
        )
    given, most = sum(votes.values()), hall.attended * votes_each
    if not given:
        raise DomainError("Belum ada suara yang diisi. Isi jumlah suara untuk paling sedikit satu kebutuhan.")
    if given > most:
        raise DomainError(
            f"Yang hadir {hall.attended} orang dengan {votes_each} suara tiap orang, jadi paling banyak {most} suara. "
            f"Yang tercatat {given}."
        )
