"""The time limits of a regency, set by its Dinas."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.formatting import moment
from core.http import requires
from referrals.forms.limits import LimitsForm
from referrals.models import TimeLimit
from referrals.services import set_limits
from referrals.services.limits import fingerprint
from referrals.workflow import TIME_LIMITS
from regions.models import Region

SHOWN_CHANGES = 10
WORDS = {"usual": "biasa", "emergency": "darurat"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.SET_UP_REFERRALS)
def edit(request):
    kept = list(Region.objects.visible_to(request.user).filter(pk__in=request.user.codes(Capability.SET_UP_REFERRALS)))
    regency = _chosen(kept, request.GET.get("kabupaten", ""))
    form, stored = LimitsForm(request.POST or None, limits=TimeLimit.objects.of(regency.pk)), []
    if form.is_bound and form.is_valid() and _save(request, form, regency, stored):
        messages.success(request, "Batas waktu tersimpan. Berlaku untuk langkah rujukan mulai sekarang.")
        return redirect(f"{reverse('referrals:limits')}?kabupaten={regency.pk}")
    context = {
        "form": form,
        "regency": regency,
        "others": [other for other in kept if other != regency],
        "stored": stored,
        "changes": _changes(regency, request.user),
    }
    return render(request, "referrals/posts/limits.html", context, status=422 if form.is_bound else 200)


def _chosen(kept, code):
    found = [regency for regency in kept if regency.pk == code] if code else kept
    if not found:
        raise Http404
    return found[0]


def _save(request, form, regency, stored):
    """``stored`` is filled with what somebody else saved first."""
    try:
        set_limits(regency, limits=form.limits(), seen=form.cleaned_data["seen"], actor=request.user)
    except StaleState as error:
        limits = TimeLimit.objects.of(regency.pk)
        stored += _differing(form, limits)
        form.add_error(None, str(error))
        form.data = form.data.copy()
        form.data["seen"] = fingerprint(limits)
    except DomainError as error:
        form.add_error(None, str(error))
    return not form.errors


def _differing(form, limits):
    """(label, what is stored now) where it is not what was typed; saving once more overwrites it knowingly."""
    typed = form.limits()
    rows = zip(TIME_LIMITS, form.rows(), strict=True)
    return [(row["label"], *limits[state]) for state, row in rows if typed[state] != limits[state]]


def _changes(regency, user):
    """The latest, each with who changed what from which figure to which."""
    rows = {str(row.pk): row for row in TimeLimit.objects.visible_to(user).filter(regency=regency)}
    entries = TimeLimit.objects.history_of(rows.values())[:SHOWN_CHANGES]
    return [_told(entry, rows[entry.object_pk]) for entry in entries]


def _told(entry, row):
    first = dict(zip(WORDS, TIME_LIMITS[row.state], strict=True))
    told = (_moved(name, entry.changes[name], first[name]) for name in WORDS if name in entry.changes)
    return {
        "title": f"{row.get_state_display()}: {', '.join(filter(None, told))} hari kerja",
        "meta": f"{moment(timezone.localtime(entry.timestamp))} · {entry.actor or 'Sistem'}",
        "note": "",
        "late": "",
    }


def _moved(name, change, first):
    """The first row that a regency sets comes after what holds for all."""
    before, after = change
    before = str(first) if before == "None" else before
    return f"{WORDS[name]} {before} → {after}" if before != after else ""
