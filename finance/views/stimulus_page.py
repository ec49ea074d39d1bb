"""What the page of one proposal says, by who reads it."""

from time import time

from django.utils import timezone

from accounts.capabilities import Capability
from core.formatting import date_long, moment, rupiah
from core.workflow import offered_steps
from documents.enums import DocumentKind
from documents.queries import newest_documents
from finance.enums import ASKED_STATES, PAID_STATES, AccountReason, StimulusState
from finance.forms.stimulus_steps import stimulus_form
from finance.queries.stimulus import kept_receipts, received_beside
from finance.workflow import STIMULUS_STEPS

S = StimulusState
REVEAL_SECONDS = 120
KEY = "revealed_accounts"
# What the province writes and what is written to it; other notes may name the family.
PROVINCE_READS = {"verify", "confirm", "confirm_by_letter", "return_province"}
PAPERS = (DocumentKind.STIMULUS_LETTER, DocumentKind.STIMULUS_REALISATION)
RUNGS = (
    ("FCU", "pen", {S.DRAFT, S.WITHDRAWN}),
    ("Kepala desa", "clock", {S.SUBMITTED}),
    ("TKSK dan camat", "clock", {S.VOUCHED, S.RECOMMENDED}),
    ("Dinas dan provinsi", "higher", {S.AGREED, S.VERIFIED, S.CONFIRMED}),
    ("Pembayaran", "coin", {S.APPROVED, S.REJECTED}),
    ("Pertanggungjawaban", "file", {S.PAID, S.ACCOUNTED, S.CHECKED}),
)


def context_of(request, proposal, bound):
    user = request.user
    named, proposes = proposal.names_family_to(user), user.can(Capability.PROPOSE_STIMULUS, proposal.village_id)
    acts = _acts(proposal, user, bound)
    return {
        "proposal": proposal,
        "named": named,
        "sees_family": named and user.can(Capability.SEE_FAMILIES, proposal.family.village_id),
        "facts": _facts(proposal, named),
        "money": _money(proposal, named),
        "items": list(proposal.items.all()),
        "received": received_beside(proposal) if named else [],
        "account": _account(request, proposal) if named else None,
        "acts": [act for act in acts if not act["rare"]],
        "rare_acts": [act for act in acts if act["rare"]],
        "rungs": _ladder(proposal),
        "events": _timeline(proposal, named),
        "receipts": list(kept_receipts(proposal)) if named and proposal.state in PAID_STATES else [],
        "may_change": proposes and proposal.state == S.DRAFT,
        "may_account": proposes and proposal.state == S.PAID,
        "may_print": proposes and proposal.state in PAID_STATES,
        "papers": newest_documents(proposal, PAPERS) if named else {},
        "has_gone": named and proposal.has_gone and proposal.state in ASKED_STATES | {S.DRAFT, S.APPROVED},
    }


def offered(proposal, user):
    """Accounts are sent when the receipts add up; before, the button would only say so."""
    steps = offered_steps(STIMULUS_STEPS, proposal, user)
    if proposal.left:
        steps.pop("account", None)
    return steps


def _acts(proposal, user, bound):
    acts, steps = [], offered(proposal, user)
    for place, (name, step) in enumerate(steps.items()):
        form = bound if bound and bound.name == name else stimulus_form(name, step, proposal)
        is_open = form is bound or (bound is None and place == 0 and step.tone == "primary")
        acts.append({"form": form, "step": step, "name": name, "open": is_open, "rare": name == "withdraw"})
    return acts


def _facts(proposal, named):
    facts = [("Sumber dana", proposal.get_source_display()), ("Diminta", rupiah(proposal.requested))]
    if not named:
        return facts
    return [
        *facts,
        ("Rencana penggunaan", proposal.plan),
        ("Bank", proposal.bank),
        ("Atas nama", proposal.account_name),
        ("Keluarga setuju", date_long(proposal.agreed_on)),
        ("Ditulis oleh", proposal.author),
    ]


def _money(proposal, named):
    """Approved, paid, accounted for, and what is left, as far as it has come. The reference leads to the account."""
    if proposal.approved is None:
        return []
    facts = [("Disetujui", f"{rupiah(proposal.approved)}, {date_long(proposal.approved_on)}")]
    if proposal.paid is None:
        return facts
    return [
        *facts,
        ("Dibayarkan", f"{rupiah(proposal.paid)}, {date_long(proposal.paid_on)}"),
        *([("Nomor bukti transfer", proposal.payment_reference)] if named else []),
        ("Jumlah bukti", rupiah(proposal.accounted)),
        ("Belum ada bukti", rupiah(proposal.left)),
    ]


def _account(request, proposal):
    """``opens``: whether the reader may see it in full; ``revealed``: it is open just now."""
    opens = proposal.opens_account_to(request.user)
    is_open = opens and request.session.get(KEY, {}).get(str(proposal.pk), 0) > time()
    return {
        "number": proposal.account_number,
        "opens": opens,
        "revealed": proposal.account_number if is_open else "",
        "reasons": AccountReason.choices,
    }


def reveal_in(session, proposal):
    """From now on, for two minutes, this session sees the full number of this proposal's account."""
    open_ones = {pk: until for pk, until in session.get(KEY, {}).items() if until > time()}
    session[KEY] = open_ones | {str(proposal.pk): time() + REVEAL_SECONDS}


def _ladder(proposal):
    now = next((n for n, (_, _, states) in enumerate(RUNGS) if proposal.state in states), len(RUNGS))
    ended = {S.REJECTED: "stop", S.WITHDRAWN: "back"}
    return [
        {
            "label": label,
            "icon": ended.get(proposal.state, icon),
            "state": "now" if place == now else "done" if place < now else "",
            "detail": proposal.badge[2] if place == now else "",
        }
        for place, (label, icon, _) in enumerate(RUNGS)
    ]


def _timeline(proposal, named):
    return [
        {
            "title": STIMULUS_STEPS[event.step].title,
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note if named or event.step in PROVINCE_READS else "",
            "late": "",
        }
        for event in proposal.events.select_related("actor")
    ]
