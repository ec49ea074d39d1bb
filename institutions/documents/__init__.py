from institutions.documents.letterhead import UNSIGNED, letterhead, signers

__all__ = ["UNSIGNED", "letterhead", "signers"]
