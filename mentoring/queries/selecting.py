from accounts.capabilities import Capability
from families.models import Family
from institutions.enums import MeetingKind
from institutions.models import Meeting, WorkingGroup
from mentoring.models import Candidate, Selection
from regions.queries import villages_below


def selection_rows(user):
    return Selection.objects.visible_to(user).select_related("village__parent", "working_group", "focus_group")


def candidates_of(selection):
    rows = Candidate.objects.filter(selection=selection)
    return rows.select_related("selection", "family", "consent", "decided_in").order_by("family__head_name", "pk")


def groups_of(village_code):
    return WorkingGroup.objects.filter(care_unit__village=village_code)


def focus_groups_of(village_code):
    return held_meetings(village_code).filter(kind=MeetingKind.FOCUS_GROUP)


def held_meetings(village_code):
    return Meeting.objects.held().filter(care_unit__village=village_code).order_by("-held_on", "-pk")


def eligible(selection):
    """Families of the village that are not candidates of this round yet."""
    families = Family.objects.active().filter(village=selection.village_id)
    return families.exclude(candidacies__selection=selection)


def writable_villages(user):
    return villages_below(user.codes(Capability.CHANGE_FAMILIES))
