"""The life of a programme: start, end, stop, go on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core.exceptions import DomainError
from core.workflow import offered_steps
from programmes.forms.programme_steps import programme_form
from programmes.services.programme_steps import advance_programme
from programmes.views.programme import show_programme
from programmes.views.programme_finding import found_programme
from programmes.workflow import PROGRAMME_STEPS


@require_POST
def step(request, pk, name):
    programme = found_programme(request, pk)
    if name not in PROGRAMME_STEPS:
        raise Http404
    if not programme.allows(request.user, PROGRAMME_STEPS[name]):
        raise PermissionDenied(name)
    form = programme_form(name, PROGRAMME_STEPS[name], programme, request.POST)
    if not form.is_valid():
        return show_programme(request, programme, form, 422)
    given = form.cleaned_data
    try:
        advance_programme(
            programme, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra()
        )
    except DomainError as error:
        return _refused(request, found_programme(request, pk), form, error)
    messages.success(request, f"{PROGRAMME_STEPS[name].title}.")
    return redirect(programme)


def _refused(request, programme, form, error):
    """With what was typed, while this is still on offer; else the page of the programme says why not."""
    if form.name not in offered_steps(PROGRAMME_STEPS, programme, request.user):
        messages.error(request, str(error))
        return redirect(programme)
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = programme.version
    return show_programme(request, programme, form, 422)
