"""Writing a report: what is still missing, its words, the photos and quotations in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.exceptions import DomainError, StaleState
from institutions.views.drafting import Draft
from reporting.documents.figure_table import known
from reporting.documents.key_figures import key_figures
from reporting.forms import NarrativeForm
from reporting.queries import compared
from reporting.queries.material import material_of, pictures_of, quotable
from reporting.queries.missing import missing_of
from reporting.services import save_narrative
from reporting.services.choosing import set_excerpts, set_photos
from reporting.views.pages import get_report

FORM_METHODS = ["GET", "HEAD", "POST"]


def _written(request, pk):
    report = get_report(request, pk)
    if not request.user.can(report.it.write, report.region_id):
        raise PermissionDenied
    return report


@require_safe
def missing(request, pk):
    report = get_report(request, pk)
    today = timezone.localdate(timezone=report.region.zone)
    lacks = missing_of(report, request.user, today)
    return render(request, "reporting/missing.html", {"report": report, "lacks": lacks})


@require_http_methods(FORM_METHODS)
def narrative(request, pk):
    """With “pakai” a piece of raw material is put into the form, and nothing is stored yet."""
    report = _written(request, pk)
    draft = Draft(request, f"report-{report.pk}")
    if draft.is_dropped:
        return draft.drop()
    if request.method != "POST":
        begun = {"version": report.version} | draft.initial
        return _narrative_page(request, report, NarrativeForm(instance=report, initial=begun), draft)
    if "pakai" in request.POST:
        return _narrative_page(request, report, _with_material(request.POST, report), draft)
    form = NarrativeForm(request.POST, instance=get_report(request, pk))
    if not form.is_valid():
        return _narrative_page(request, report, form, draft, status=422)
    try:
        save_narrative(report, data=form.cleaned_data, seen=form.cleaned_data["version"], actor=request.user)
    except StaleState as error:
        messages.error(request, str(error))
        fresh = _with_fresh_version(request.POST, report)
        return _narrative_page(request, report, fresh, draft, other=report, status=409)
    except DomainError as error:
        messages.error(request, str(error))
        return _narrative_page(request, report, form, draft, status=409)
    draft.discard(form)
    messages.success(request, "Uraian tersimpan.")
    return redirect(report)


def _with_material(data, report):
    """The same words once more, with the asked piece at the end of its part."""
    again = data.copy()
    piece = next((each for each in material_of(report) if each.key == data["pakai"]), None)
    if piece:
        again[piece.field] = f"{data.get(piece.field, '').rstrip()}\n{piece.text}".strip()
    return NarrativeForm(initial=again.dict(), instance=report)


def _with_fresh_version(data, report):
    """The same words once more, now against the version that somebody else saved."""
    again = data.copy()
    again["version"] = report.version
    return NarrativeForm(again)


def _narrative_page(request, report, form, draft, *, other=None, status=200):
    context = {
        "report": report,
        "form": form,
        "other": other,
        "materials": material_of(report),
        "figures": _beside(report),
        **draft.context(form),
    }
    return render(request, "reporting/narrative.html", context, status=status)


def _beside(report):
    """(head, now, before): the figures to write about."""
    before = key_figures(compared(report)[0])
    now = key_figures(report.figures)
    return [(head, known(value), known(before[head])) for head, value in now.items()] if report.figures else []


@require_http_methods(FORM_METHODS)
def photos(request, pk):
    report = _written(request, pk)
    if request.method == "POST":
        order = [int(pk) for pk in request.POST.getlist("foto") if pk.isascii() and pk.isdigit()]
        chosen = {pk: request.POST.get(f"keterangan-{pk}", "") for pk in order}
        return _set(request, report, set_photos, chosen, "photos")
    held = {photo.file_id: photo.caption for photo in report.photos.all()}
    rows = [
        (photo, photo.file_id in held, held.get(photo.file_id) or _caption(photo)) for photo in pictures_of(report)
    ]
    return render(request, "reporting/photos.html", {"report": report, "rows": rows})


def _caption(photo):
    return photo.caption or str(photo.activity)


@require_http_methods(FORM_METHODS)
def excerpts(request, pk):
    recap = _written(request, pk)
    if request.method == "POST":
        chosen = {_key(each) for each in request.POST.getlist("kutipan")}
        return _set(request, recap, set_excerpts, chosen, "excerpts")
    held = set(recap.excerpts.values_list("part", "field"))
    rows = (
        [(part, field, label, text, (part.pk, field) in held) for part, field, label, text in quotable(recap)]
        if recap.is_recap
        else []
    )
    return render(request, "reporting/excerpts.html", {"report": recap, "rows": rows})


def _key(text):
    pk, _, field = text.partition("-")
    return (int(pk) if pk.isascii() and pk.isdigit() else 0, field)


def _set(request, report, act, chosen, page):
    seen = request.POST.get("version", "")
    try:
        act(report, chosen, seen=int(seen) if seen.isascii() and seen.isdigit() else 0, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(f"reporting:{page}", report.pk)
    messages.success(request, "Pilihan tersimpan.")
    return redirect(report)
