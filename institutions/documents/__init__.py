from institutions.documents.decree import (
    DecreeDraft,
    head_name,
    legal_basis,
    letterhead_of_head,
    usual_copies,
    village_head,
)
from institutions.documents.letterhead import UNSIGNED, letterhead, signers

__all__ = [
    "UNSIGNED",
    "DecreeDraft",
    "head_name",
    "legal_basis",
    "letterhead",
    "letterhead_of_head",
    "signers",
    "usual_copies",
    "village_head",
]
