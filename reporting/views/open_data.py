"""Open data of a regency: figures that may be given to everybody, for the offices that publish them."""

from itertools import islice

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from core.http import requires
from core.periods import Period
from reporting.documents.dictionary import MS_VAR, dictionary_rows
from reporting.documents.open_data import COVERAGE, HEADS, OpenData, Why, csv_bytes
from reporting.documents.variables import groups_of
from reporting.queries.publishing import (
    accepted_figures,
    names_below,
    owed_reports,
    problem_categories,
    publishable,
)

PREVIEWED = 20
REGENCY_LENGTH = 5


@require_safe
@requires(Capability.SEE_FIGURES)
def open_data(request):
    """``?wilayah=53.01`` a regency, ``?masa=2026-T3``: how it looks, how much is hidden, and the files."""
    choices = _publishable(request)
    regency, code = _asked(request, choices)
    context = {"regencies": list(choices), "regency": regency}
    if regency:
        context |= {"period": Period.parse(code), "periods": _labelled(choices[regency])}
        context |= _preview(_data(regency, code))
    return render(request, "reporting/open_data.html", context)


def office_codes(user):
    """The regencies, provinces or nation whose figures ``user`` sees; a village publishes nothing of its own."""
    return [code for code in user.codes(Capability.SEE_FIGURES) if len(code) <= REGENCY_LENGTH]


def _publishable(request):
    """What the user may publish: reporting.queries.publishing. 403 for who works in a village or kecamatan."""
    codes = office_codes(request.user)
    if not codes:
        raise PermissionDenied
    return publishable(codes)


def _asked(request, choices):
    """(regency, period) of the address, without a period its newest one; 404 for what has no accepted report."""
    if not choices:
        return None, ""
    first = next(iter(choices)).pk
    by_code = {regency.pk: regency for regency in choices}
    regency = by_code.get(request.GET.get("wilayah") or first)
    if regency is None:
        raise Http404
    code = request.GET.get("masa") or choices[regency][0]
    if code not in choices[regency]:
        raise Http404
    return regency, code


def _labelled(codes):
    return [(code, Period.parse(code).label) for code in codes]


def _data(regency, code):
    period = Period.parse(code)
    return OpenData.of(
        period,
        groups_of(problem_categories()),
        names_below(regency),
        accepted_figures(regency, period),
        owed_reports(regency, period),
        timezone.localdate(timezone=regency.zone),
    )


def _preview(data):
    counts = data.counts
    hidden = [(why.value, counts[why]) for why in Why if counts[why]]
    return {
        "rows": [dict(zip(HEADS, row, strict=True)) for row in islice(data.rows(), PREVIEWED)],
        "total": counts.total(),
        "shown": counts[None],
        "hidden": hidden,
        "is_final": data.regency_is_final,
    }


@require_safe
@requires(Capability.SEE_FIGURES)
def data_file(request):
    regency, code = _asked(request, _publishable(request))
    if regency is None:
        raise Http404
    content = csv_bytes(HEADS, _data(regency, code).rows())
    return _file(request, f"data-fcu-{regency.pk}-{code}.csv", content)


@require_safe
@requires(Capability.SEE_FIGURES)
def dictionary_file(request):
    _publishable(request)
    groups = groups_of(problem_categories())
    variables = [*COVERAGE, *(variable for group in groups for variable in group.variables)]
    return _file(request, "kamus-data-fcu.csv", csv_bytes(MS_VAR, dictionary_rows(variables)))


def _file(request, name, content):
    record_access(AccessKind.EXPORT, actor=request.user, reason=f"Data terbuka {name}", address=request.client_address)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
