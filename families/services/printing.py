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
    return _issue(
        DocumentKind.FAMILY_PROFILE, family, family.village, family.file_number, content, "profile", actor,
        family.get_absolute_url(),
    )  # fmt: skip


@transaction.atomic
def issue_consent_form(family, purpose, *, actor):
    """The text in force today with the family's name, to be signed."""
    demand(actor, family.village_id, Capability.CHANGE_FAMILIES)
    hold(family)
    content = ConsentPaper.load(purpose, family.village, timezone.localdate(), family)
    return _issue(
        CONSENT_KINDS[purpose], family, family.village, family.file_number, content, "consent", actor,
        family.get_absolute_url(),
    )  # fmt: skip


@transaction.atomic
def issue_blank_forms(village, *, actor):
    """All forms that the village fills in by hand, each anew only where its text has changed."""
    demand(actor, village.code, Capability.CHANGE_FAMILIES)
    place = reverse("families:blank_forms")
    form = RegistrationForm.load(village)
    papers = [_issue(DocumentKind.FAMILY_FORM, village, village, form.code, form, "registration", actor, place)]
    for purpose, kind in CONSENT_KINDS.items():
        content = ConsentPaper.load(purpose, village, timezone.localdate())
        papers.append(_issue(kind, village, village, content.code, content, "consent", actor, place))
    return papers


def _issue(kind, subject, region, number, content, template, actor, result_url):
    return issue_document(
        kind=kind, subject=subject, region=region, number=number, title=kind.label, content=content,
        template=f"families/pdf/{template}.html", variant=LETTER, actor=actor, owner=actor, result_url=result_url,
    )  # fmt: skip
