"""The indicators of a region and a quarter as a spreadsheet and as a PDF."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import requires
from documents.enums import DocumentState
from documents.queries import newest_document
from documents.views import serve
from exchange.views.exports import send_tables
from monitoring.resources.indicators import sheets_of
from monitoring.services.indicators import KIND, issue_indicators
from monitoring.views.indicators import asked_extent, asked_quarter
from regions.models import Region

NAME = "indikator-keberhasilan"


@requires(Capability.SEE_MONITORING)
@require_safe
def export(request):
    """A sheet of the region and one of its FCUs, numbers as numbers."""
    extent, (period, _) = asked_extent(request), asked_quarter(request)
    reason = f"{NAME} {period.code} {extent.chosen or ''}".strip()
    return send_tables(request, sheets_of(extent, period), f"{NAME}-{period.code}", reason)


@requires(Capability.SEE_MONITORING)
@require_POST
def issue(request, region):
    found, (period, _) = _found_region(request, region), asked_quarter(request)
    address = _address(found, period)
    try:
        issue_indicators(found, period, actor=request.user, result_url=address)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{KIND.label} {period.label} sedang dibuat. Unduh sebentar lagi.")
    return redirect(address)


@requires(Capability.SEE_MONITORING)
@require_safe
def paper(request, region):
    found, (period, _) = _found_region(request, region), asked_quarter(request)
    document = newest_document(found, KIND)
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        messages.info(request, "Berkas sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(_address(found, period))
    return serve(request, document.file, subject=document)


def _found_region(request, code):
    found = get_object_or_404(Region.objects.visible_to(request.user).select_related("parent__parent"), pk=code[:20])
    if not request.user.can(Capability.SEE_MONITORING, found.pk):
        raise Http404
    return found


def _address(region, period):
    query = urlencode({"wilayah": region.pk, "masa": period.code})
    return f"{reverse('monitoring:indicators')}?{query}"
