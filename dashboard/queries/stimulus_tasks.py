"""Proposals of the stimulus fund on which it is the reader's turn."""

from accounts.capabilities import Capability as C
from dashboard.queries.task import MOST, Task
from finance.enums import StimulusState as S
from finance.models import StimulusProposal
from finance.queries.stimulus import waits_for

# What is to be done, and what to press.
SAID = {
    S.DRAFT: ("Usulan bantuan belum diajukan", "Lengkapi"),
    S.CONFIRMED: ("Usulan bantuan menunggu persetujuan bayar", "Putuskan"),
    S.APPROVED: ("Bantuan disetujui, belum dibayar", "Catat pembayaran"),
    S.PAID: ("Bantuan belum dipertanggungjawabkan", "Catat bukti"),
    S.ACCOUNTED: ("Pertanggungjawaban bantuan menunggu Anda", "Periksa"),
    S.CHECKED: ("Bantuan belum dilaporkan", "Laporkan"),
}
USUAL = ("Usulan bantuan menunggu Anda", "Periksa")


def proposals_to_do(user):
    """What has waited longest comes first."""
    if not user.can(C.SEE_STIMULUS):
        return []
    rows = StimulusProposal.objects.visible_to(user).filter(waits_for(user)).select_related("village")
    return [_task(proposal) for proposal in rows.order_by("state_since", "pk")[:MOST]]


def _task(proposal):
    title, action = SAID.get(proposal.state, USUAL)
    returned = proposal.state == S.DRAFT and proposal.submitted_on
    return Task(
        rank=1 if returned else 2,
        tone="bad" if returned else "wait",
        icon="back" if returned else "coin",
        title="Usulan bantuan dikembalikan" if returned else title,
        text=f"{proposal.purpose}, {proposal.village.full_name}.",
        url=proposal.get_absolute_url(),
        action="Perbaiki" if returned else action,
    )


SOURCES = (proposals_to_do,)
