"""The part of a family's page that says what it receives, from whichever app knows of it."""

from accounts.capabilities import Capability
from core.panels import register as register_panel
from families.queries import what_families_receive
from finance.models import StimulusProposal

SHOWN = 5


def family_panel(request, family):
    """None where there is nothing and nobody to propose it."""
    user = request.user
    received = what_families_receive([family.pk]).get(family.pk, [])
    proposals = _proposals(user, family)
    may_propose = not family.closed_on and user.can(Capability.PROPOSE_STIMULUS, family.village_id)
    if not (received or proposals or may_propose):
        return None
    return {"received": received, "proposals": proposals, "may_propose": may_propose, "family": family}


def _proposals(user, family):
    """Those that the reader may open and whose family the reader may know: to say so here would tell it."""
    if not user.can(Capability.SEE_STIMULUS):
        return []
    rows = StimulusProposal.objects.visible_to(user).filter(family=family).order_by("-pk")[:SHOWN]
    return [proposal for proposal in rows if proposal.names_family_to(user)]


def register():
    register_panel(
        "family", 27, "finance/_stimulus_panel.html", family_panel, anchor="bantuan", title="Bantuan yang diterima"
    )
