"""What a family's complete copy holds of stimulus funds: its own account number is written in full."""

from families.documents.copies import Section, steps_of
from finance.enums import StimulusState
from finance.models import StimulusEvent, StimulusItem, StimulusProposal, StimulusReceipt

PURPOSE = ("proposal.purpose", "Usulan")


def stimulus_sections(family, sensitive):
    proposals = StimulusProposal.objects.filter(family=family)
    return [_proposals(proposals), _items(proposals), _receipts(proposals), _events(proposals)]


def _proposals(proposals):
    return Section.of(
        "stimulus", "Usulan bantuan stimulan", proposals,
        "number", "purpose", "plan", "source", "bank", "account_name", "account_number", "agreed_on", "requested",
        "approved", "approved_on", "paid", "paid_on", "payment_reference", "accounted", "state", "submitted_on",
    )  # fmt: skip


def _items(proposals):
    rows = StimulusItem.objects.filter(proposal__in=proposals).select_related("proposal")
    return Section.of("stimulus_items", "Rincian anggaran bantuan", rows, PURPOSE, "name", "amount")


def _receipts(proposals):
    rows = StimulusReceipt.objects.filter(proposal__in=proposals).select_related("proposal")
    return Section.of(
        "stimulus_receipts", "Bukti penggunaan bantuan", rows,
        PURPOSE, "dated_on", "description", "amount", "is_rest",
    )  # fmt: skip


def _events(proposals):
    rows = StimulusEvent.objects.filter(proposal__in=proposals).select_related("proposal")
    return Section.of(
        "stimulus_events", "Perjalanan usulan bantuan", rows.order_by("-happened_at", "-pk"),
        PURPOSE, *steps_of(StimulusState),
    )  # fmt: skip
