from documents.documents.letterhead import UNSIGNED, letterhead, of_office, stored_picture
from documents.documents.sample import SampleLetter

__all__ = ["UNSIGNED", "SampleLetter", "letterhead", "of_office", "stored_picture"]
