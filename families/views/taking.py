"""The members of the listed families as a file: numbers masked, or in full for a reason that is kept."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.models import AccessLog
from accounts.services import record_access
from core.http import requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from families.forms.taking import FullNumbersForm
from families.queries import people_of
from families.resources import MemberResource
from families.views.acting import GET_POST
from families.views.lists import found_families

OPEN_FOR = timedelta(hours=1)
REASON = "Nomor lengkap daftar keluarga: "


@exported("members", "anggota keluarga", "anggota-keluarga", Capability.SEE_FAMILIES)
def export(asked):
    families, hides_names = found_families(asked)
    return ListSheet(MemberResource(hides_names=hides_names), people_of(families))


@requires(Capability.REVEAL_IDENTITY)
@GET_POST
def ask_for_numbers(request):
    """Why somebody takes the full numbers of a whole list along; then the file."""
    form = FullNumbersForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = REASON + form.reason_words
        log = record_access(AccessKind.REVEAL, actor=request.user, reason=reason, address=request.client_address)
        query = request.GET.urlencode()
        return redirect(f"{reverse('families:full_numbers', args=[log.pk])}?{query}")
    return render(request, "families/full_numbers.html", {"form": form}, status=422 if form.is_bound else 200)


@exported("members-full", "anggota keluarga, nomor lengkap", "anggota-lengkap", Capability.REVEAL_IDENTITY)
def export_full(asked, pk):
    """``pk``: the entry of the log that says why; it opens the file for an hour."""
    log = AccessLog.objects.visible_to(asked.user).filter(
        pk=pk, kind=AccessKind.REVEAL, reason__startswith=REASON, happened_at__gt=timezone.now() - OPEN_FOR
    )
    if not log.exists():
        raise Http404
    families, hides_names = found_families(asked)
    people = people_of(families).filter(asked.user.scope(Capability.REVEAL_IDENTITY, "family__village__code"))
    return ListSheet(MemberResource(full=True, hides_names=hides_names), people)
