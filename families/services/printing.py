"""Papers of a family and empty forms. The worker makes the PDF; the same content is made once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from core.pdf import LETTER
from documents.enums import DocumentKind
from documents.services import issue_document
from families.documents import ConsentPaper, FamilyProfile, RegistrationForm
from families.enums import ConsentPurpose
from families.services.rights import demand, hold

PROFILE = "families/pdf/profile.html"
CONSENT = "families/pdf/consent.html"
REGISTRATION = "families/pdf/registration.html"
CONSENT_KINDS = {
    ConsentPurpose.PIONEER: DocumentKind.CONSENT_PIONEER,
    ConsentPurpose.PLASMA: DocumentKind.CONSENT_PLASMA,
    ConsentPurpose.REFERRAL: DocumentKind.CONSENT_REFERRAL,
    ConsentPurpose.PHOTO: DocumentKind.CONSENT_PHOTO,
}


@transaction.atomic
def issue_profile(family, *, actor):
    """How the family stands today, on one page. Who sees the families of the village may print it."""
    demand(actor, family.village_id, Capability.SEE_FAMILIES)
    hold(family)
    content = FamilyProfile.load(family, timezone.localdate(timezone=family.village.zone))
    return _of_family(family, DocumentKind.FAMILY_PROFILE, content, PROFILE, actor)


@transaction.atomic
def issue_consent_form(family, purpose, *, actor):
    """The text in force today with the family's name, to be signed."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    hold(family)
    content = ConsentPaper.load(purpose, family.village, timezone.localdate(), family)
    return _of_family(family, CONSENT_KINDS[purpose], content, CONSENT, actor)


@transaction.atomic
def issue_blank_forms(village, *, actor):
    """All forms that the village fills in by hand, each anew only where its text has changed."""
    demand(actor, village.code, Capability.CHANGE_FAMILIES)
    papers = [_of_village(village, DocumentKind.FAMILY_FORM, RegistrationForm.load(village), REGISTRATION, actor)]
    for purpose, kind in CONSENT_KINDS.items():
        content = ConsentPaper.load(purpose, village, timezone.localdate())
        papers.append(_of_village(village, kind, content, CONSENT, actor))
    return papers


def _of_family(family, kind, content, template, actor):
    return issue_document(
        kind=kind, subject=family, region=family.village, number=family.file_number, title=kind.label, content=content,
        template=template, variant=LETTER, actor=actor, owner=actor, result_url=family.get_absolute_url(),
    )  # fmt: skip


def _of_village(village, kind, content, template, actor):
    return issue_document(
        kind=kind, subject=village, region=village, number=content.code, title=kind.label, content=content,
        template=template, variant=LETTER, actor=actor, owner=actor, result_url=reverse("families:blank_forms"),
    )  # fmt: skip
