"""Beneficiary groups: formed in a village that the programme reaches, put right, only read once it has ended."""

from django.db import transaction

from accounts.capabilities import Capability
from core.exceptions import DomainError
from institutions.services.rights import locked, refuse_future, require_change, save_changes
from programmes.models import BeneficiaryGroup
from programmes.models.groups import OPEN_PROGRAMMES
from programmes.queries.groups import reaches

OVER = "Program kelompok ini sudah {state}, jadi isinya hanya bisa dibaca. Tindak lanjut masih bisa dicatat."


@transaction.atomic
def form_group(programme, village, *, actor, formed_on, **data):
    """``data``: kind, name, chair."""
    require_change(actor, village.pk, Capability.KEEP_GROUPS)
    if programme.state not in OPEN_PROGRAMMES:
        raise DomainError(f"Program ini sudah {programme.get_state_display().lower()}. Pilih program yang berjalan.")
    if not reaches(programme, village):
        raise DomainError(
            f"{village} bukan desa sasaran program ini. Pilih program lain, atau minta Dinas menambahnya."
        )
    refuse_future(formed_on, "Tanggal pembentukan")
    return BeneficiaryGroup.objects.create(programme=programme, village=village, formed_on=formed_on, **data)


@transaction.atomic
def change_group(group, *, actor, seen=None, **data):
    current = working_group(group, actor, seen)
    refuse_future(data.get("formed_on"), "Tanggal pembentukan")
    first = current.members.order_by("joined_on").values_list("joined_on", flat=True).first()
    if first and data.get("formed_on", first) > first:
        raise DomainError(
            f"Anggota pertama bergabung {first:%d-%m-%Y}. Isi tanggal pembentukan yang tidak sesudahnya."
        )
    return save_changes(current, data)


def working_group(group, actor, seen=None):
    """The group, locked: what belongs to one is written one after another, until its programme ends."""
    current = held_group(group, actor, seen)
    if not current.is_open:
        raise DomainError(OVER.format(state=current.programme.get_state_display().lower()))
    return current


def held_group(group, actor, seen=None):
    """The same for what is written of a group after its programme, too."""
    require_change(actor, group.village_id, Capability.KEEP_GROUPS)
    rows = BeneficiaryGroup.objects.select_related("programme", "village__parent__parent")
    return locked(rows, group.pk, seen)
