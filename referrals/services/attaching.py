from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.services import store_upload
from referrals.models import Attachment, Referral

MOST_ATTACHMENTS = 5


@transaction.atomic
def attach_file(referral, upload, *, label, actor, for_provider=False):
    """Add a scan to a draft. Raises DomainError when there are five already or the file is not accepted.

    ``for_provider``: it goes with the letter; without it only the FCU and the tiers read it.
    """
    _hold_draft(referral.pk, actor)
    if referral.attachments.count() >= MOST_ATTACHMENTS:
        raise DomainError(f"Paling banyak {MOST_ATTACHMENTS} lampiran. Hapus satu dahulu.")
    file = store_upload(upload, actor=actor)
    return referral.attachments.create(file=file, label=label, for_provider=for_provider)


@transaction.atomic
def remove_attachment(attachment, *, actor):
    """Only from a draft: what was sent stays with the file."""
    _hold_draft(attachment.referral_id, actor)
    Attachment.objects.filter(pk=attachment.pk).delete()


@transaction.atomic
def send_along(attachment, for_provider, *, actor):
    """Whether the provider gets it too; settled once the referral is sent."""
    _hold_draft(attachment.referral_id, actor)
    Attachment.objects.filter(pk=attachment.pk).update(for_provider=for_provider)


def _hold_draft(pk, actor):
    """Locked, then looked at: two uploads at once count each other, and what was just sent stays as it is."""
    if not Referral.objects.select_for_update().get(pk=pk).may_change_draft(actor):
        raise PermissionDenied(Capability.WRITE_REFERRALS)
