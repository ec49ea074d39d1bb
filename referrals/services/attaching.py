from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.services import store_upload
from referrals.models import Attachment, Referral

MOST_ATTACHMENTS = 5


@transaction.atomic
def attach_file(referral, upload, *, label, actor):
    """Add a scan to a draft. Raises DomainError when there are five already or the file is not accepted."""
    _check_may_change(referral, actor)
    list(Referral.objects.select_for_update().filter(pk=referral.pk))  # two uploads at once count each other
    if referral.attachments.count() >= MOST_ATTACHMENTS:
        raise DomainError(f"Paling banyak {MOST_ATTACHMENTS} lampiran. Hapus satu dahulu.")
    return referral.attachments.create(file=store_upload(upload, actor=actor), label=label)


@transaction.atomic
def remove_attachment(attachment, *, actor):
    """Only from a draft: what was sent stays with the file."""
    _check_may_change(attachment.referral, actor)
    Attachment.objects.filter(pk=attachment.pk).delete()


def _check_may_change(referral, actor):
    if not referral.may_change_draft(actor):
        raise PermissionDenied(Capability.WRITE_REFERRALS)
