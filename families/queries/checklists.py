"""Which versions of the indicators hold where, and how one differs from the one before."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.capabilities import Capability
from families.models import Indicator, IndicatorSet
from regions.models import Region
from regions.queries import path_codes


def checklists_of(village_code):
    """All that hold or have held in the village, also those of the nation."""
    return IndicatorSet.objects.in_force().filter(Q(region=None) | Q(region__in=path_codes(village_code)))


def checklist_for(code):
    """The checklist that holds today in the region with this code: the nearest region's newest, else the nation's."""
    return max(checklists_of(code), key=lambda each: (len(each.region_id or ""), each.valid_from, each.pk))


def keepable_regencies(user):
    """The regencies whose indicators ``user`` keeps."""
    return Region.objects.filter(pk__in=user.codes(Capability.MANAGE_INDICATORS)).order_by("code")


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    checklist: IndicatorSet
    size: int
    badge: tuple


def checklist_lines(user):
    """Every version that ``user`` may see: drafts first, then the newest."""
    sets = IndicatorSet.objects.visible_to(user).select_related("region", "made_by")
    sets = list(sets.annotate(size=Count("indicators")).order_by("-valid_from", "-pk"))
    held = {checklist_for(regency.pk).pk for regency in keepable_regencies(user)}
    sets.sort(key=lambda each: (not each.is_draft, not each.is_ahead))
    return [ChecklistLine(each, each.size, checklist_badge(each, held)) for each in sets]


def checklist_badge(checklist, held):
    """``held``: keys of those that hold in the reader's regencies."""
    if checklist.is_draft:
        return ("mute", "pen", "Konsep")
    if checklist.is_ahead:
        return ("wait", "clock", "Belum mulai berlaku")
    if checklist.pk in held:
        return ("ok", "ok", "Berlaku")
    return ("mute", "lock", "Tidak dipakai lagi" if checklist.region_id else "Tidak dipakai di sini")


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """``news``: "" as before, or what is new about it; ``old_text``: the words before."""

    indicator: Indicator
    news: str
    old_text: str


def indicator_lines(checklist):
    """The indicators of a version beside those that it is based on → (lines, those that were left out)."""
    before = {}
    if checklist.based_on_id:
        before = {each.code: each for each in checklist.based_on.indicators.all()}
    lines = [_line(each, before, checklist.based_on_id) for each in checklist.indicators.all()]
    codes = {line.indicator.code for line in lines}
    return lines, [each for code, each in before.items() if code not in codes]


def _line(indicator, before, based_on):
    old = before.get(indicator.code)
    if old is None:
        return IndicatorLine(indicator, "Baru" if based_on else "", "")
    changed = old.fingerprint != indicator.fingerprint
    return IndicatorLine(indicator, "Diubah" if changed else "", old.text if old.text != indicator.text else "")
