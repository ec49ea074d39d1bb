"""Targets of a regency for a year: all of them are set on one page and saved together."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import StaleState
from institutions.services.rights import STALE, require_change
from monitoring.figures.indicators import INDICATORS
from monitoring.models import IndicatorTarget
from monitoring.queries.targets import targets_of, targets_seal
from regions.models import Region


@transaction.atomic
def set_targets(regency, year, values, *, seen, actor):
    """``values``: {indicator: Decimal, or None for no target}; ``seen``: the seal that the page showed. Returns how
    many changed. The row of the regency holds whoever saves at the same moment."""
    require_change(actor, regency.pk, Capability.SET_UP_MONITORING)
    Region.objects.select_for_update(no_key=True).get(pk=regency.pk)
    before = targets_of(regency.pk, year)
    if targets_seal(before) != seen:
        raise StaleState(STALE)
    codes = [each.code for each in INDICATORS]
    changed = {code: values.get(code) for code in codes if values.get(code) != before.get(code)}
    for code, value in changed.items():
        _set(regency, year, code, value, actor)
    return len(changed)


def _set(regency, year, code, value, actor):
    key = {"region": regency, "indicator": code, "year": year}
    if value is None:
        IndicatorTarget.objects.get(**key).delete()
    else:
        IndicatorTarget.objects.update_or_create(**key, defaults={"value": value, "set_by": actor})
