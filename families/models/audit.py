"""What the change log keeps of families. Full numbers stay out of it: an entry shows the last four digits."""

from auditlog.registry import auditlog

from families.models.consents import Consent
from families.models.family import Family
from families.models.members import FamilyMember
from families.models.problems import Problem, Strength

AUDITED = (Family, FamilyMember, Problem, Strength, Consent)
_MASK = "core.formatting.mask_number"

auditlog.register(
    Family,
    exclude_fields=["id", "search_text", "version", "recorded_at", "recorded_by", "head_name"],
    mask_fields=["family_card_number"],
    mask_callable=_MASK,
)
auditlog.register(
    FamilyMember, exclude_fields=["id", "family", "position"], mask_fields=["national_id"], mask_callable=_MASK
)
auditlog.register(Problem, exclude_fields=["id", "family", "recorded_by", "recorded_on"])
auditlog.register(Strength, exclude_fields=["id", "family", "recorded_by", "recorded_on"])
auditlog.register(Consent, exclude_fields=["id", "family", "taken_by", "scan", "text_version"])
