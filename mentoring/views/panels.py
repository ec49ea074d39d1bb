from django.utils import timezone

from accounts.capabilities import Capability
from core.panels import register as register_panel
from families.enums import FamilyStatus
from mentoring.queries.visits import mentorship_rows, standing, visible_visits, with_course

SHOWN = 10
VISITS_SHOWN = 5


def family_panel(request, family):
    """Who guides the family, or whom it guides; nothing where there is neither and nobody to pair it."""
    today, user = timezone.localdate(), request.user
    rows = with_course(mentorship_rows(user), today)
    guided = list(rows.filter(plasma=family).select_related("graduation").order_by("-starts_on", "-pk")[:SHOWN])
    guiding = list(rows.filter(pioneer=family).open()[:SHOWN]) if family.status == FamilyStatus.PIONEER else []
    may_pair = _may_pair(user, family) and not any(each.is_open for each in guided)
    if not (guided or guiding or may_pair):
        return None
    return {"guided": _lines(guided, today), "guiding": _lines(guiding, today), "may_pair": may_pair, "family": family}


def _may_pair(user, family):
    is_plasma = family.status == FamilyStatus.PLASMA and not family.closed_on
    return is_plasma and user.can(Capability.SET_FAMILY_STATUS, family.village_id)


def _lines(rows, today):
    return [(row, standing(row, today).badge if row.is_open else None) for row in rows]


def case_panel(request, case):
    """The latest mentoring visits to the family of a case; nothing where the reader sees none."""
    rows = visible_visits(request.user).filter(mentorship__plasma=case.family_id).prefetch_related("tasks")
    visits = list(rows.order_by("-visited_on", "-pk")[: VISITS_SHOWN + 1])
    if not visits:
        return None
    more = visits[0].mentorship.get_absolute_url() if len(visits) > VISITS_SHOWN else ""
    return {"visits": visits[:VISITS_SHOWN], "case": case, "more": more}


def register():
    register_panel("family", 25, "mentoring/_family_panel.html", family_panel, anchor="pembinaan", title="Pembinaan")
    register_panel("case", 20, "mentoring/_case_panel.html", case_panel)
