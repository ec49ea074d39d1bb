"""How much of a family is known. Only name, sex, birth date and relation must be; this tells what the rest lacks."""

from dataclasses import dataclass

from django.utils import timezone

from core.formatting import age_in_years
from families.models import Decile, Housing, MoneyRecord

OF_FAMILY = (
    ("family_card_number", "No. KK"), ("hamlet", "dusun"), ("rt", "RT"), ("rw", "RW"), ("phone", "telepon"),
)  # fmt: skip
# Field, label, and from which age on it says something.
OF_MEMBER = (
    ("national_id", "NIK", 0), ("birth_place", "tempat lahir", 0), ("education", "pendidikan", 5),
    ("marital_status", "status kawin", 15), ("occupation", "pekerjaan", 15),
)  # fmt: skip
SCHOOL_AGE = range(7, 19)


@dataclass(frozen=True, slots=True)
class Completeness:
    """``missing``: what is not known yet, in the words of the screen."""

    percent: int
    missing: tuple


def completeness_of(family, members):
    """``members``: those who belong to the family now. Three statements beside them."""
    today = timezone.localdate()
    facts = [(label, bool(getattr(family, name))) for name, label in OF_FAMILY]
    facts += [
        ("keadaan rumah", Housing.objects.filter(family=family).exists()),
        ("keuangan", MoneyRecord.objects.filter(family=family).exists()),
        ("desil DTSEN", Decile.objects.filter(family=family).exists()),
    ]
    facts += [fact for member in members for fact in _facts_of(member, today)]
    missing = tuple(label for label, known in facts if not known)
    return Completeness(100 * (len(facts) - len(missing)) // len(facts), missing)


def _facts_of(member, today):
    age = age_in_years(member.birth_date, today)
    for name, label, least in OF_MEMBER:
        if age >= least:
            yield f"{label} {member.name}", bool(getattr(member, name))
    if age in SCHOOL_AGE:
        yield f"sekolah {member.name}", bool(member.schooling)
