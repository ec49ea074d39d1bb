from finance.models.ledger import CashMonth, CashMonthEvent, LedgerEntry
from finance.models.stimulus import StimulusEvent, StimulusItem, StimulusProposal, StimulusReceipt

__all__ = [
    "CashMonth",
    "CashMonthEvent",
    "LedgerEntry",
    "StimulusEvent",
    "StimulusItem",
    "StimulusProposal",
    "StimulusReceipt",
]
