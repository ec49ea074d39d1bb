"""What can be done from a family's page, each act on a page of its own."""

from accounts.capabilities import Capability
from families.forms.acts import CloseForm, StatusForm
from families.queries import missing_for_status
from families.services import (
    close_family,
    set_status,
)
from families.views.acting import GET_POST, fill_act
from families.views.rights import opened_for


@GET_POST
def change_status(request, pk):
    family = opened_for(request, pk, Capability.SET_FAMILY_STATUS)
    form = StatusForm(request.POST or None, family=family, missing=missing_for_status(family))
    return fill_act(request, family, form, "Ubah status", "Simpan status", lambda data: set_status(
        family, data["status"], on=data["on"], note=data["note"], actor=request.user
    ), template="families/status.html")  # fmt: skip


@GET_POST
def close(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = CloseForm(request.POST or None)
    return fill_act(request, family, form, "Tutup berkas", "Tutup berkas ini", lambda data: close_family(
        family, data["reason"], on=data["on"], note=data["note"], actor=request.user
    ))  # fmt: skip
