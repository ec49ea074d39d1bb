from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import AccessLog
from accounts.services import save_draft
from core.exceptions import DomainError

NOT_TYPED = {"csrfmiddlewaretoken", "form_token"}
SHOWN_TRACES = 20


@require_safe
def me(request):
    assignments = request.user.assignments.select_related("region").order_by("-starts_on", "-pk")
    traces = AccessLog.objects.visible_to(request.user)[:SHOWN_TRACES]
    return render(request, "accounts/me.html", {"assignments": assignments, "traces": traces})


@require_POST
def draft(request, form: str, token: UUID):
    """Where draft.js sends what was typed so far."""
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    try:
        entry = save_draft(token, actor=request.user, form=form, data=typed)
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=409)
    return HttpResponse(status=204, headers={"X-Draft-Version": str(entry.version)})
