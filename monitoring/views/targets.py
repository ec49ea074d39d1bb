"""All targets of a regency for a year on one page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.http import requires
from monitoring.forms.targets import TargetsForm
from monitoring.queries.targets import regencies_of, targets_of, targets_seal
from monitoring.services.targets import set_targets

SAVED = "{} target tahun {} disimpan."
UNCHANGED = "Tidak ada target yang berubah."


@requires(Capability.SET_UP_MONITORING)
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request):
    """``?wilayah=`` a regency of one's own, ``?tahun=2026``"""
    regencies = list(regencies_of(request.user.codes(Capability.SET_UP_MONITORING)))
    regency, year = _asked(request, regencies)
    if request.method == "POST":
        return _saved(request, regencies, regency, year)
    return _page(request, regencies, regency, year, _form(regency, year))


def _asked(request, regencies):
    asked, this_year = request.GET.get("wilayah", ""), timezone.localdate().year
    found = [regency for regency in regencies if asked in ("", regency.pk)]
    if not found:
        raise Http404
    years = {str(year): year for year in _years()}
    return found[0], years.get(request.GET.get("tahun"), this_year)


def _years():
    this = timezone.localdate().year
    return [this - 1, this, this + 1]


def _form(regency, year, data=None):
    found = targets_of(regency.pk, year)
    shown = {code: _plain(value) for code, value in found.items()}
    return TargetsForm(data, initial={**shown, "seen": targets_seal(found)})


def _plain(value):
    """Without noughts behind the comma."""
    return int(value) if value == int(value) else value.normalize()


def _saved(request, regencies, regency, year):
    form = _form(regency, year, request.POST)
    if form.is_valid():
        try:
            changed = set_targets(regency, year, form.values(), seen=form.cleaned_data["seen"], actor=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            form.data["seen"] = form.initial["seen"]
        else:
            messages.success(request, SAVED.format(changed, year) if changed else UNCHANGED)
            query = urlencode({"wilayah": regency.pk, "tahun": year})
            return redirect(f"{reverse('monitoring:targets')}?{query}")
    return _page(request, regencies, regency, year, form, status=422)


def _page(request, regencies, regency, year, form, status=200):
    context = {"form": form, "regency": regency, "regencies": regencies, "year": year, "years": _years()}
    return render(request, "monitoring/indicator_targets.html", context, status=status)
