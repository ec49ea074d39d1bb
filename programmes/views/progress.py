"""The month of a programme: all its activities on one page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from core.exceptions import DomainError, StaleState
from core.periods import Period, PeriodError
from institutions.views.filling import show
from programmes.forms.progress import ProgressForm
from programmes.queries.programme import activities_of
from programmes.queries.progress import rows_of_month
from programmes.services.progress import MoreThanPlanned, save_progress
from programmes.views.programme_finding import FORM_METHODS, changeable_programme, on_programme


@require_http_methods(FORM_METHODS)
def record(request, pk, month):
    programme = changeable_programme(request, pk)
    period = _month(programme, month)
    activities = activities_of(programme)
    form = ProgressForm(request.POST or None, activities=activities, stored=rows_of_month(activities, period))
    context = {
        "programme": programme,
        "period": period,
        "months": programme.months,
        "title": f"Kemajuan {period.label}",
        **on_programme(programme),
    }
    if not form.is_valid():
        return show(request, form, "programmes/progress.html", 422 if form.is_bound else 200, **context)
    try:
        given = form.cleaned_data
        save_progress(programme, period, form.reached, actor=request.user, sure=given["sure"])
    except StaleState as error:
        context["differences"] = form.take_up(rows_of_month(activities, period))
        return _refused(request, form, error, 409, context)
    except DomainError as error:
        form.asks = isinstance(error, MoreThanPlanned)
        return _refused(request, form, error, 422, context)
    messages.success(request, f"Kemajuan {period.label} disimpan.")
    return redirect(programme)


def _refused(request, form, error, status, context):
    form.add_error(None, str(error))
    return show(request, form, "programmes/progress.html", status, **context)


def _month(programme, code):
    """One of the months of the programme; another one has no page."""
    try:
        period = Period.parse(code)
    except PeriodError as error:
        raise Http404 from error
    if period not in programme.months:
        raise Http404
    return period
