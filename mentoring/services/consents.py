"""A family that takes back its consent to be guided."""

from django.utils import timezone

from accounts.capabilities import Capability
from accounts.models import User
from families.enums import ConsentPurpose
from mentoring.models import Mentorship
from mentoring.services.ending import share_reason
from notices.services import notify


def stop_visits(consent):
    """Whoever visits no longer sees the file; the mentor and who decides on guidance are told."""
    if consent.purpose != ConsentPurpose.PLASMA:
        return
    rows = Mentorship.objects.open().filter(plasma=consent.family_id).select_related("plasma", "mentor")
    for mentorship in rows:
        shares = mentorship.plasma.shares.filter(reason=share_reason(mentorship), ends_on=None)
        shares.update(ends_on=timezone.localdate())
        people = User.objects.holding(Capability.SET_FAMILY_STATUS, mentorship.village_id)
        notify(
            [*people, *([mentorship.mentor] if mentorship.mentor else [])],
            text=f"{mentorship.plasma} menarik kesediaan untuk dibina. Hentikan kunjungan; koordinator mengakhiri "
            "pembinaannya, atau mencatat kesediaan baru lalu memilih lagi pendampingnya.",
            url=mentorship.get_absolute_url(), mail_text="Sebuah keluarga menarik kesediaan untuk dibina.",
        )  # fmt: skip
