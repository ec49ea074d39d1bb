from django.db import transaction

from accounts.capabilities import Capability
from core.pdf import LETTER
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.services import issue_document, letter_number, next_number
from institutions.services.rights import require_change
from mentoring.documents.certificate import Certificate
from mentoring.models import Graduation


@transaction.atomic
def issue_certificate(graduation, *, actor):
    """The same number whenever it is asked for again; other words make a revision."""
    require_change(actor, graduation.mentorship.village_id, Capability.CHANGE_FAMILIES)
    held = Graduation.objects.select_for_update(of=("self",)).select_related("certificate").get(pk=graduation.pk)
    village, day = graduation.mentorship.village, graduation.decided_on
    number = held.certificate.number if held.certificate else _next_number(village, day)
    paper = issue_document(
        kind=DocumentKind.GRADUATION_CERTIFICATE, subject=graduation, region=village, number=number,
        title=DocumentKind.GRADUATION_CERTIFICATE.label, content=Certificate.load(graduation, number),
        template="mentoring/pdf/certificate.html", variant=LETTER, actor=actor, owner=actor,
        result_url=graduation.get_absolute_url(),
    )  # fmt: skip
    Graduation.objects.filter(pk=graduation.pk).update(certificate=paper)
    return paper


def _next_number(village, day):
    return letter_number(FAMILY_WELFARE, next_number(village.pk, "graduation", day.year), village.pk, day)
