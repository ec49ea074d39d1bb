"""An import taken back: what nobody touched since is as before, what somebody works with stays and is named."""

from django.db import IntegrityError, transaction

from families.models import Family, FamilyCard, FamilyMember, FileEvent, Merge, Transfer
from families.services.changes import take_back
from families.services.keeping import settle
from families.services.moving import links_to

PORTION = 200
CHANGED = "Sudah diubah orang sesudah impor."
IN_USE = "Sudah ada catatan lain pada berkas ini."
NUMBER_TAKEN = "Nomor yang lama kini dipakai berkas lain."


def undo(batch, *, actor, progress):
    """→ [label, why it stays, address] of each file that stays as it is."""
    made = batch.made
    total = len(made["families"]) + len(made["changed"])
    left = _undo_changed(made["changed"], progress, total)
    return left + _remove_new(made, progress, total)


def _undo_changed(changed, progress, total):
    left = []
    for done, (pk, kept) in enumerate(changed.items(), start=1):
        why = _undo_one(int(pk), kept)
        if why:
            left.append(_named(Family.objects.get(pk=pk), why))
        progress(done, total)
    return left


def _undo_one(pk, kept):
    """Why it stays, or None."""
    family = Family.objects.select_for_update().get(pk=pk)
    if family.version != kept["version"] or family.closed_on:
        return CHANGED
    newcomers = FamilyMember.objects.filter(pk__in=kept["members"])
    if _hung_on(FamilyMember, kept["members"]):
        return IN_USE
    try:
        with transaction.atomic():
            _take_back(family, newcomers, kept)
    except IntegrityError:
        return NUMBER_TAKEN
    return None


def _take_back(family, newcomers, kept):
    newcomers.delete()
    FamilyCard.objects.filter(pk=kept["card"]).delete()
    people = list(family.members.filter(pk__in=kept["before"].get("families.familymember", ())))
    _step_back(people, kept)
    take_back(kept["before"], kept["after"], known=(family, *people))
    family.version += 1
    settle(family)


def _step_back(people, kept):
    """The head of after the import first makes room for the one of before."""
    before = kept["before"].get("families.familymember", {})
    people.sort(key=lambda member: before[str(member.pk)].get("relation") == "1")
    ordered = {str(member.pk): before[str(member.pk)] for member in people}
    if ordered:
        kept["before"]["families.familymember"] = ordered


def _remove_new(made, progress, total):
    left, done = [], len(made["changed"])
    for start in range(0, len(made["families"]), PORTION):
        pks = made["families"][start : start + PORTION]
        staying = _staying(pks, made["members"])
        left += [_named(family, staying[family.pk]) for family in Family.objects.filter(pk__in=staying)]
        Family.objects.filter(pk__in=set(pks) - staying.keys()).delete()
        done += len(pks)
        progress(done, total)
    return left


def _staying(pks, members):
    """Family's pk → why it stays, of those that somebody changed or that something hangs on."""
    touched = Family.objects.filter(pk__in=pks).exclude(version=1, closed_on=None)
    staying = dict.fromkeys(touched.values_list("pk", flat=True), CHANGED)
    people = dict(FamilyMember.objects.filter(family__in=pks).values_list("pk", "family"))
    strangers = set(people) - set(members)
    staying |= dict.fromkeys((people[pk] for pk in strangers), CHANGED)
    staying |= dict.fromkeys((people[pk] for pk in _hung_on(FamilyMember, people)), IN_USE)
    return staying | dict.fromkeys(_hung_on(Family, pks), IN_USE)


def _hung_on(model, pks):
    """Which of ``pks`` have rows that hang on them, but for those of the import itself."""
    found = set()
    links = links_to(model)
    if model is Family:
        links += [(each, each._meta.get_field("family")) for each in (Transfer, FileEvent)]
        links += [(Merge, Merge._meta.get_field("kept"))]
    for related, field in links:
        rows = related._base_manager.filter(**{f"{field.name}__in": list(pks)})
        found |= set(rows.values_list(field.attname, flat=True).distinct())
    return found & set(pks)


def _named(family, why):
    return [f"Berkas {family.file_number}", why, family.get_absolute_url()]
