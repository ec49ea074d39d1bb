"""What happened to the file: closed, on its way to another village, and who is no longer a member."""

from django.utils.html import format_html

from accounts.capabilities import Capability
from families.enums import CORRECTED_LEAVES, RETURNABLE_LEAVES, CloseReason, TransferState
from families.queries import consents_from_before_the_move, events_of, former_members_of, open_transfer_of
from families.views.rights import rights_on


def life_panel(request, family):
    writes = request.user.can(Capability.CHANGE_FAMILIES, family.village_id)
    return {
        "family": family,
        "rights": rights_on(request.user, family),
        "former": list(former_members_of(family)),
        "returnable": RETURNABLE_LEAVES,
        "corrected": CORRECTED_LEAVES,
        "closing": events_of(family).first() if family.closed_on else None,
        "may_reopen": writes and family.closed_on and family.closed_reason != CloseReason.MERGED,
        "alerts": _alerts(family, writes),
    }


def _alerts(family, writes):
    alerts = [] if family.closed_on else _of_consents(family)
    transfer = open_transfer_of(family)
    if transfer:
        tone, words = _words(transfer)
        more = format_html(' <a href="{}">Lihat pindah desa</a>', transfer.get_absolute_url()) if writes else ""
        alerts.append((tone, format_html("{}{}", words, more)))
    return alerts


def _words(transfer):
    if transfer.state == TransferState.REQUESTED:
        return "wait", f"{transfer.to_village} meminta keluarga ini pindah ke sana."
    return "info", f"Keluarga ini sudah dilepas ke {transfer.to_village}, yang belum menerimanya."


def _of_consents(family):
    if not consents_from_before_the_move(family):
        return []
    return [("wait", "Ada kesediaan yang diberikan kepada FCU desa lama. Minta lagi untuk FCU desa ini.")]
