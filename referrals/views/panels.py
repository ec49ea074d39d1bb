from accounts.capabilities import Capability
from core.panels import register as register_panel
from referrals.queries import referral_rows

SHOWN = 5


def case_panel(request, case):
    referrals = list(referral_rows(request.user).filter(case=case)[: SHOWN + 1])
    may_write = request.user.can(Capability.WRITE_REFERRALS, case.village_id) or (
        case.handler_id == request.user.pk and request.user.can(Capability.PROPOSE_REFERRALS, case.village_id)
    )
    return {"referrals": referrals, "case": case if may_write and case.is_open else None, "shows_case": False}


def family_panel(request, family):
    """The family's referrals that the reader may see; nothing for who sees none at all."""
    if not (request.user.can(Capability.SEE_REFERRALS) or request.user.can(Capability.PROPOSE_REFERRALS)):
        return None
    referrals = list(referral_rows(request.user).filter(family=family)[: SHOWN + 1])
    if not referrals and not request.user.can(Capability.SEE_REFERRALS):
        return None
    return {"referrals": referrals, "case": None, "shows_case": True}


def register():
    register_panel("case", 10, "referrals/_panel_list.html", case_panel)
    register_panel("family", 40, "referrals/_panel_list.html", family_panel)
