from families.documents.forms import ConsentPaper, RegistrationForm
from families.documents.profile import FamilyProfile

__all__ = ["ConsentPaper", "FamilyProfile", "RegistrationForm"]
