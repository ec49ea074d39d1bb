from accounts.capabilities import Capability
from cases.queries import case_rows
from core.panels import register as register_panel

SHOWN = 5


def family_panel(request, family):
    """The cases of a family, on its page; nothing for who may not know whether there are any."""
    user = request.user
    if not (user.can(Capability.SEE_CASES) or user.can(Capability.PROPOSE_REFERRALS)):
        return None
    cases = list(case_rows(user).filter(family=family)[: SHOWN + 1])
    if not cases and not user.can(Capability.SEE_CASES):
        return None
    may_open = user.can(Capability.CHANGE_CASES, family.village_id) and not family.closed_on
    return {"cases": cases[:SHOWN], "has_more": len(cases) > SHOWN, "may_open": may_open, "family": family}


def register():
    register_panel("family", 30, "cases/_family_panel.html", family_panel, anchor="kasus", title="Kasus")
