"""A merge taken back within thirty days."""

from datetime import timedelta

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from families.enums import CloseReason, FileEventKind, Relation
from families.models import Consent, Family, FamilyCard, FileEvent, Merge
from families.services.changes import take_back
from families.services.merging import hold_both, settle_both
from families.services.moving import OF_THE_FILE, links_to
from families.services.numbers import NumberTaken, refuse_taken
from families.services.rights import demand

UNDO_DAYS = timedelta(days=30)
REFUSED = "Penggabungan tidak bisa dibatalkan, sebab "


def may_undo_until(merge):
    return merge.merged_on + UNDO_DAYS


def undo_merge(merge, *, actor):
    """Both files as they were before → (row, field name) of what somebody changed since, which stays as it is."""
    for family in (merge.kept, merge.absorbed):
        demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    try:
        with transaction.atomic():
            return _undo(merge, actor)
    except IntegrityError as error:
        raise DomainError(REFUSED + _why_not(merge, actor)) from error


def _why_not(merge, actor):
    """In which village a number is that one of the two files would need again; else its people changed."""
    before = [merge.before.get(label, {}) for label in ("families.family", "families.familymember")]
    cards = [merge.absorbed.family_card_number, before[0].get(str(merge.kept_id), {}).get("family_card_number")]
    people = [*merge.absorbed.members.values_list("national_id", flat=True)]
    people += [fields["national_id"] for fields in before[1].values() if "national_id" in fields]
    try:
        for card in {card or "" for card in cards}:
            refuse_taken(card, people, actor=actor, family=merge.kept)
    except NumberTaken as taken:
        return f"ada nomor yang kini dipakai berkas lain. {taken}"
    return "susunan anggotanya sudah berubah sesudah digabung."


def _undo(merge, actor):
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, absorbed = hold_both(merge.kept, merge.absorbed)
    _refuse_late(merge, kept, absorbed)
    after = dict(merge.after)
    new_card = FamilyCard.objects.filter(pk=after.pop("new_card", None), ends_on=None)
    if kept.family_card_number == new_card.values_list("number", flat=True).first():
        new_card.delete()
    before = _still_holding(merge, after, kept)
    _send_back(merge, kept, absorbed)
    _end_new_shares(kept, after.pop("last_share"))
    changed = take_back(before, after, known=(kept, absorbed))
    _refuse_headless(kept, absorbed)
    merge.undone_on, merge.undone_by = timezone.localdate(), actor
    merge.save()
    for family, kind, other in (
        (absorbed, FileEventKind.REOPENED, kept), (kept, FileEventKind.UNMERGED, absorbed),
    ):  # fmt: skip
        FileEvent.objects.create(family=family, kind=kind, village_id=family.village_id, other=other, actor=actor)
    settle_both(kept, absorbed)
    return changed


def _refuse_late(merge, kept, absorbed):
    if merge.undone_on:
        raise DomainError("Penggabungan ini sudah dibatalkan.")
    if timezone.localdate() > may_undo_until(merge):
        raise DomainError("Penggabungan hanya bisa dibatalkan dalam 30 hari. Catat perubahannya pada berkas ini.")
    if kept.closed_reason == CloseReason.MERGED:
        raise DomainError(
            f"Berkas {kept.file_number} sudah ditutup, sebab digabung lagi. Batalkan dulu penggabungan berkas itu."
        )
    if kept.closed_on:
        raise DomainError(f"Berkas {kept.file_number} sudah ditutup. Buka kembali dulu berkas itu, lalu batalkan.")
    if absorbed.closed_reason != CloseReason.MERGED:
        raise DomainError(f"Berkas {absorbed.file_number} sudah dibuka kembali.")
    event = FileEvent.objects.filter(family=kept, other=absorbed, kind=FileEventKind.MERGED).first()
    if event and event.village_id != kept.village_id:
        raise DomainError("Keluarga ini sudah pindah desa sesudah digabung, jadi penggabungannya tetap.")


def _still_holding(merge, after, kept):
    """What was before, but for what came to an end since: cards before a later one, consents."""
    gone = {(Consent, pk) for pk in _overtaken(merge, kept)}
    number = after["families.family"][str(kept.pk)].get("family_card_number", kept.family_card_number)
    if kept.family_card_number != number or kept.cards.filter(ends_on=None).exists():
        gone |= {(FamilyCard, pk) for pk in kept.cards.values_list("pk", flat=True)}
    keys = {(model._meta.label_lower, str(pk)) for model, pk in gone}
    return {
        label: {pk: fields for pk, fields in rows.items() if (label, pk) not in keys}
        for label, rows in merge.before.items()
    }  # fmt: skip


def _overtaken(merge, kept):
    """Consents that the merge ended, unless the one in their place holds still and goes to the other file now."""
    moved = {pk for pk, *_ in merge.moved.get("families.consent.family", ())}
    for ended in Consent.objects.filter(pk__in=merge.before.get("families.consent", ())):
        heirs = kept.consents.in_force().filter(purpose=ended.purpose, member=ended.member_id)
        if not any((heir.pk in moved) != (ended.pk in moved) for heir in heirs):
            yield ended.pk


def _refuse_headless(*families):
    for family in families:
        if not family.members.filter(relation=Relation.HEAD, left_on=None).exists():
            raise DomainError(
                f"{REFUSED}berkas {family.file_number} akan tanpa kepala keluarga. Pilih dulu kepala keluarga lain: "
                "orang yang tinggal di berkas itu."
            )


def _send_back(merge, kept, absorbed):
    """Each row that is still where the merge put it, and what was added to such a row since."""
    for key, rows in merge.moved.items():
        label, name = key.rsplit(".", 1)
        model = apps.get_model(label)
        attname = model._meta.get_field(name).attname
        for old, new in {(old, new) for _, old, new in rows}:
            pks = [pk for pk, *way in rows if way == [old, new]]
            model._base_manager.filter(pk__in=pks, **{attname: new}).update(**{attname: old})
    for model, field in links_to(Family):
        _follow(model, field, merge.moved, kept, absorbed)


def _end_new_shares(kept, last):
    """What was shared since, was shared for the sake of one of the two, and nobody can tell of which: it ends."""
    kept.shares.filter(ends_on=None, pk__gt=last).update(ends_on=timezone.localdate())


def _follow(model, field, moved, kept, absorbed):
    """A row written since that is part of one that went back, as a referral is of its case."""
    for parent in model._meta.concrete_fields:
        if not parent.is_relation or parent.null or parent == field or parent.related_model in OF_THE_FILE:
            continue
        went = [pk for pk, *_ in moved.get(f"{parent.related_model._meta.label_lower}.{field.name}", ())]
        if went:
            mine = {field.name: kept, f"{parent.name}__in": went}
            model._base_manager.filter(**mine).update(**{field.attname: absorbed.pk})
