"""Institutions and services of an import taken back, as far as nobody changed or used them since."""

from datetime import date

from families.services.changes import take_back
from institutions.models import Institution, ServiceOffer
from institutions.services.importing.leftovers import CHANGED, IN_USE, in_use
from institutions.services.rights import require_change

UNTOUCHED = 1  # the version of what was made and never saved again


def undo(batch, *, actor, progress):
    """→ [name, why it stays, address] of each institution and service that stays."""
    require_change(actor, batch.region_id or "", batch.handler.capability)
    made = batch.made
    left = _restore(made["before"], made["after"], made["problems"])
    progress(1, 3)
    left += _remove_offers(made["offers"])
    progress(2, 3)
    left += _remove_institutions(made["institutions"])
    progress(3, 3)
    return left


def _restore(before, after, problems):
    institutions = list(Institution.objects.filter(pk__in=before.get("institutions.institution", ())))
    own = ServiceOffer.objects.filter(pk__in=before.get("institutions.serviceoffer", ()))
    offers = list(own.select_related("institution"))
    for record in (*institutions, *offers):
        record.version += 1  # whoever has its form open is told
    touched = {record for record, _ in take_back(before, after, known=(*institutions, *offers))}
    touched |= {offer for offer in offers if not _restore_problems(offer, problems.get(str(offer.pk)))}
    return [_named(record, CHANGED) for record in touched]


def _restore_problems(offer, kept):
    """False where somebody chose others since."""
    if kept is None:
        return True
    before, after = kept
    if sorted(offer.problems.values_list("pk", flat=True)) != after:
        return False
    offer.problems.set(before)
    return True


def _remove_offers(pks):
    found = list(ServiceOffer.objects.filter(pk__in=pks).select_related("institution"))
    used = in_use(ServiceOffer, pks, besides=(ServiceOffer.problems.through,))
    staying = {offer.pk: IN_USE for offer in found if offer.pk in used}
    staying |= {offer.pk: CHANGED for offer in found if offer.version != UNTOUCHED}
    return _remove(ServiceOffer, found, staying)


def _remove_institutions(days):
    """``days``: key → the day on which the import confirmed it. One with services left is in use."""
    found = list(Institution.objects.filter(pk__in=days))
    used = in_use(Institution, list(days))
    staying = {each.pk: IN_USE for each in found if each.pk in used}
    staying |= {each.pk: CHANGED for each in found if _is_touched(each, days[str(each.pk)])}
    return _remove(Institution, found, staying)


def _is_touched(institution, day):
    return institution.version != UNTOUCHED or institution.confirmed_on != date.fromisoformat(day)


def _remove(model, found, staying):
    model.objects.filter(pk__in=[each.pk for each in found if each.pk not in staying]).delete()
    return [_named(each, staying[each.pk]) for each in found if each.pk in staying]


def _named(record, why):
    return [str(record), why, record.get_absolute_url()]
