"""Files of one's own villages that look like one family, and the mark that they are two."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from families.queries import LikelyPairs, writable_villages
from families.resources import PairResource
from families.services import note_not_double
from families.views.rights import opened_for


@requires(Capability.CHANGE_FAMILIES)
@require_GET
def show_pairs(request):
    return render(request, "families/doubles.html", {"page": page(_pairs(request.user), request)})


def _pairs(user):
    return LikelyPairs(writable_villages(user).values_list("code", flat=True))


@exported("doubles", "kemungkinan ganda", "kemungkinan-ganda", Capability.CHANGE_FAMILIES)
def export(asked):
    return ListSheet(PairResource(), _pairs(asked.user))


@require_POST
def not_double(request, pk, other):
    one, two = (opened_for(request, each, Capability.CHANGE_FAMILIES) for each in (pk, other))
    try:
        note_not_double(one, two, actor=request.user)
        messages.success(request, f"{one} dan {two} dicatat sebagai dua keluarga.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("families:doubles")
