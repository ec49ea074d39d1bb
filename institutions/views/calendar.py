from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from institutions.documents.calendar import public_calendar
from institutions.models import CareUnit


@login_not_required
@require_safe
def feed(request, pk):
    """For anybody's telephone: only what the FCU calls open to residents."""
    unit = get_object_or_404(CareUnit.objects.active().select_related("village"), pk=pk)
    response = HttpResponse(public_calendar(unit), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="kalender-fcu.ics"'
    response["Cache-Control"] = "public, max-age=3600"
    return response
