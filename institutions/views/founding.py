"""What changes an FCU as a whole: founding, its particulars, the decree, closing."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import requires
from documents.services import store_upload
from documents.views import serve
from institutions.forms import ClosingForm, DecreeForm, FoundingForm, UnitForm
from institutions.services import change_unit, deactivate_unit, found_unit, record_decree
from institutions.views.filling import fill, once
from institutions.views.units import find_changeable_unit, find_unit

FORM_METHODS = ["GET", "HEAD", "POST"]


def on_unit(unit):
    """The parts of a form page that say which FCU it is about."""
    return {"place": str(unit.village), "back_label": str(unit), "back_url": unit}


@require_http_methods(FORM_METHODS)
@requires(Capability.CHANGE_INSTITUTIONS)
def add(request):
    form = FoundingForm(request.POST or None, user=request.user)

    def make():
        return found_unit(actor=request.user, **form.values)

    return fill(
        request,
        form,
        once(request, form, "care_unit", make),
        title="Bentuk FCU",
        button="Simpan FCU",
        place="Satu desa satu FCU yang aktif",
        back_label="FCU dan rapat",
        back_url="units:list",
    )


@require_http_methods(FORM_METHODS)
def change(request, pk):
    unit = find_changeable_unit(request, pk)
    form = UnitForm(request.POST or None, record=unit)

    def save():
        return change_unit(unit, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    return fill(
        request, form, save, record=unit, title="Ubah keterangan FCU", button="Simpan keterangan", **on_unit(unit)
    )


@require_http_methods(FORM_METHODS)
def decree(request, pk):
    unit = find_changeable_unit(request, pk)
    form = DecreeForm(request.POST or None, request.FILES or None, unit=unit, decree=getattr(unit, "decree", None))

    @transaction.atomic
    def save():
        values = form.values
        upload = values.pop("scan")
        scan = store_upload(upload, actor=request.user) if upload else None
        record_decree(unit, actor=request.user, seen=form.cleaned_data["version"], scan=scan, **values)
        messages.success(request, "SK tersimpan.")
        return unit

    return fill(
        request, form, save, record=unit, title="SK pengukuhan FCU", button="Simpan SK", upload=True, **on_unit(unit)
    )


@require_safe
def decree_scan(request, pk):
    found = getattr(find_unit(request, pk), "decree", None)
    if found is None or found.scan is None:
        raise Http404
    return serve(request, found.scan, subject=found)


@require_http_methods(FORM_METHODS)
def close(request, pk):
    unit = find_changeable_unit(request, pk)
    form = ClosingForm(request.POST or None, initial={"version": unit.version})

    def save():
        deactivate_unit(unit, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        messages.success(request, "FCU tidak aktif lagi. Isinya tetap bisa dibaca.")
        return unit

    title = "Nonaktifkan FCU"
    return fill(request, form, save, record=unit, title=title, button=title, tone="bad", **on_unit(unit))
