from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from jobs.queries import queue_health


@require_safe
@login_not_required
def health(request):
    """For the load balancer and for `make run`: 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        jobs = queue_health()
    except Error:
        return JsonResponse({"database": "away", "version": settings.VERSION}, status=503)
    return JsonResponse({"database": "ok", "jobs": jobs, "version": settings.VERSION})
