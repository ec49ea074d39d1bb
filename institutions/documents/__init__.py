from institutions.documents.decree import DecreeDraft, legal_basis, usual_copies, village_head
from institutions.documents.letterhead import UNSIGNED, letterhead, signers

__all__ = ["UNSIGNED", "DecreeDraft", "legal_basis", "letterhead", "signers", "usual_copies", "village_head"]
