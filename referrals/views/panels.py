from accounts.capabilities import Capability
from core.panels import register as register_panel
from families.models import Family
from referrals.queries import referral_rows, writable_cases

SHOWN = 5


def case_panel(request, case):
    referrals = list(referral_rows(request.user).filter(case=case)[: SHOWN + 1])
    writes = request.user.can(Capability.WRITE_REFERRALS, case.village_id)
    may_write = writes or (
        case.handler_id == request.user.pk and request.user.can(Capability.PROPOSE_REFERRALS, case.village_id)
    )
    return {
        "referrals": referrals, "case": case if may_write and case.is_open else None, "family": None, "writes": writes,
    }  # fmt: skip


def family_panel(request, family):
    """The family's referrals that the reader may see; nothing for who sees none at all."""
    user = request.user
    if not (user.can(Capability.SEE_REFERRALS) or user.can(Capability.PROPOSE_REFERRALS)):
        return None
    referrals = list(referral_rows(user).filter(family=family)[: SHOWN + 1])
    if not referrals and not user.can(Capability.SEE_REFERRALS):
        return None
    shown = family if _may_write_for(user, family) else None
    return {"referrals": referrals, "case": None, "family": shown, "writes": _writes(user, family)}


def visit_panel(request, visit):
    """The way from a mentoring visit to a referral: for the case that it served, or of the family."""
    user, family = request.user, visit.mentorship.plasma
    if not (_may_write_for(user, family) and Family.objects.visible_to(user).filter(pk=family.pk).exists()):
        return None
    served = writable_cases(user, family).filter(pk=visit.case_id).first() if visit.case_id else None
    return {"case": served, "family": family, "writes": _writes(user, family)}


def _may_write_for(user, family):
    return not family.closed_on and (_writes(user, family) or _handles_one(user, family))


def _writes(user, family):
    return user.can(Capability.WRITE_REFERRALS, family.village_id)


def _handles_one(user, family):
    proposes = user.can(Capability.PROPOSE_REFERRALS, family.village_id)
    return proposes and writable_cases(user, family).exists()


def register():
    register_panel("case", 10, "referrals/_panel_list.html", case_panel)
    register_panel("family", 40, "referrals/_panel_list.html", family_panel)
    register_panel("mentoring_visit", 10, "referrals/_panel_visit.html", visit_panel)
