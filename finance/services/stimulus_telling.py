"""Who is told of which step of a proposal. The text stays in the system and may name the family; a mail may not."""

from accounts.capabilities import Capability
from accounts.models import User
from finance.enums import StimulusState
from finance.models.stimulus import NAMES_FOR
from finance.workflow import STIMULUS_TURNS
from notices.services import notify

MAIL_TURN = "Ada usulan bantuan stimulan yang menunggu Anda."
MAIL_NEWS = "Ada perkembangan pada usulan bantuan stimulan."
# Steps of which the FCU hears though it is not its turn: money, and the end.
NEWS = {"approve", "reject_head", "reject_tksk", "reject_camat", "reject_dinas", "check", "report"}


def tell(proposal, event):
    """Whoever must act now; of a decision that ends or pays also the FCU; of a withdrawal whoever had it."""
    turn = STIMULUS_TURNS.get(proposal.state)
    if turn and proposal.state != event.from_state:
        _say(proposal, turn, f"{_turn_words(event)}: {{what}}.", MAIL_TURN, event)
    if event.step in NEWS:
        state = proposal.get_state_display().lower()
        _say(proposal, Capability.PROPOSE_STIMULUS, f"Usulan bantuan {state}: {{what}}.", MAIL_NEWS, event)
    if event.step == "withdraw" and event.from_state != StimulusState.DRAFT:
        _say(proposal, STIMULUS_TURNS[event.from_state], "Usulan bantuan ditarik FCU: {what}.", MAIL_NEWS, event)


def _turn_words(event):
    returned = event.to_state == StimulusState.DRAFT or event.step in {"return_province", "return_accounts"}
    if returned:
        return "Usulan bantuan dikembalikan, perlu diperbaiki"
    return "Bantuan sudah dibayar, catat buktinya" if event.step == "pay" else "Usulan bantuan menunggu Anda"


def _say(proposal, capability, text, mail_text, event):
    """In two voices: those who may know the family read its name, others its village."""
    people = User.objects.holding(capability, proposal.village_id).exclude(pk=event.actor_id)
    whose = [str(proposal.family)] if capability in NAMES_FOR else []
    what = f"{proposal.purpose} ({', '.join([*whose, proposal.village.full_name])})"
    notify(people, text=text.format(what=what), url=proposal.get_absolute_url(), mail_text=mail_text)
