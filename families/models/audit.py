"""What the change log keeps of families. Full numbers stay out of it: an entry shows the last four digits."""

from auditlog.registry import auditlog

from families.models.consents import Consent
from families.models.family import Family
from families.models.members import FamilyMember
from families.models.papers import FamilyPaper
from families.models.problems import Problem, Strength
from families.models.standing import AidReceived, Decile, Housing, MoneyRecord

AUDITED = (Family, FamilyMember, Problem, Strength, Consent, MoneyRecord, Housing, Decile, AidReceived, FamilyPaper)
_MASK = "core.formatting.mask_number"

auditlog.register(
    Family,
    exclude_fields=[
        "id", "search_text", "version", "recorded_at", "recorded_by", "head_name", "completeness", "decile",
        "former_numbers",
    ],
    mask_fields=["family_card_number"],
    mask_callable=_MASK,
)  # fmt: skip
auditlog.register(
    FamilyMember,
    exclude_fields=["id", "family", "position", "name_key", "earlier"],
    mask_fields=["national_id"],
    mask_callable=_MASK,
)
auditlog.register(Problem, exclude_fields=["id", "family", "recorded_by", "recorded_on"])
auditlog.register(Strength, exclude_fields=["id", "family", "recorded_by", "recorded_on"])
auditlog.register(Consent, exclude_fields=["id", "family", "taken_by", "scan", "text"])
auditlog.register(FamilyPaper, exclude_fields=["id", "family", "added_by", "file"])
for model in (MoneyRecord, Housing, Decile, AidReceived):
    auditlog.register(model, exclude_fields=["id", "family", "recorded_by"])
