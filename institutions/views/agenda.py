"""The agenda of a year of one FCU. The year stands in the address, ``?tahun=`` on the page to read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.views import serve
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.enums import UnitState
from institutions.figures import agenda_overview
from institutions.forms import AgendaItemForm, AgreementForm
from institutions.models import AgendaItem, AnnualAgenda
from institutions.resources import AgendaResource
from institutions.services import (
    add_agenda_item,
    agree_agenda,
    change_agenda_item,
    copy_agenda,
    issue_agenda,
    remove_agenda_item,
    require_change,
)
from institutions.views.filling import fill, once
from institutions.views.founding import FORM_METHODS
from institutions.views.units import find_changeable_unit, find_unit

YEARS = range(2000, 2101)


def may_change(user, unit):
    return unit.state != UnitState.INACTIVE and user.can(Capability.CHANGE_INSTITUTIONS, unit.village_id)


def _find_agenda(unit, year):
    return get_object_or_404(unit.agendas.select_related("agreed_in"), year=year)


def _find_unit_for(request, pk, year):
    if year not in YEARS:
        raise Http404
    return find_changeable_unit(request, pk)


def _find_item(request, pk):
    """404 outside the scope, 403 where the user only reads."""
    visible = AgendaItem.objects.visible_to(request.user).select_related("agenda__care_unit__village")
    item = get_object_or_404(visible, pk=pk)
    require_change(request.user, item.agenda.care_unit.village_id)
    return item


def _year_asked(request):
    asked = request.GET.get("tahun", "")
    return int(asked) if asked in map(str, YEARS) else timezone.localdate().year


@require_safe
def detail(request, pk):
    unit, year = find_unit(request, pk), _year_asked(request)
    this_year = timezone.localdate().year
    kept = set(unit.agendas.values_list("year", flat=True))
    agenda = unit.agendas.select_related("agreed_in").filter(year=year).first()
    context = {
        "unit": unit,
        "year": year,
        "years": sorted(kept | {year, this_year, this_year + 1}, reverse=True),
        "agenda": agenda,
        "overview": agenda_overview(unit, year),
        "has_last_year": year - 1 in kept,
        "paper": newest_document(agenda, DocumentKind.ANNUAL_AGENDA) if agenda else None,
        "may_change": may_change(request.user, unit),
    }
    return render(request, "institutions/agenda.html", context)


@exported("agenda", "agenda kerja FCU", "agenda")
def export(asked, pk):
    unit, year = find_unit(asked, pk), _year_asked(asked)
    rows = agenda_overview(unit, year).rows
    for row in rows:
        row.item.agenda.care_unit = unit
    return ListSheet(AgendaResource(), rows, part=str(year))


def _on_agenda(unit, year):
    """The parts of a form page that say which agenda it is about."""
    back = AnnualAgenda(care_unit=unit, year=year).get_absolute_url()
    return {"place": str(unit), "back_label": f"Agenda kerja {year}", "back_url": back}


@require_http_methods(FORM_METHODS)
def add_item(request, pk, year):
    unit = _find_unit_for(request, pk, year)
    form = AgendaItemForm(request.POST or None)

    def make():
        return add_agenda_item(unit, year, actor=request.user, **form.values).agenda

    save = once(request, form, f"agenda-{unit.pk}-{year}", make)
    title = f"Tambah mata agenda {year}"
    return fill(
        request, form, save, "institutions/agenda_form.html", title=title, button="Simpan mata agenda",
        remove_url="", **_on_agenda(unit, year),
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
def change_item(request, pk):
    item = _find_item(request, pk)
    form = AgendaItemForm(request.POST or None, record=item)

    def save():
        seen = form.cleaned_data["version"]
        return change_agenda_item(item, actor=request.user, seen=seen, **form.values).agenda

    return fill(
        request, form, save, "institutions/agenda_form.html", record=item, title="Ubah mata agenda",
        button="Simpan mata agenda", remove_url=reverse("units:remove_agenda_item", args=[item.pk]),
        **_on_agenda(item.agenda.care_unit, item.agenda.year),
    )  # fmt: skip


@require_POST
def remove_item(request, pk):
    item = _find_item(request, pk)
    return _act(request, item.agenda, lambda: remove_agenda_item(item, actor=request.user), "Mata agenda dihapus.")


def _act(request, agenda, act, done):
    try:
        act()
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(agenda)


@require_POST
def copy(request, pk, year):
    unit = _find_unit_for(request, pk, year)
    done = f"Mata agenda {year - 1} disalin. Sesuaikan bulan dan anggarannya."
    place = AnnualAgenda(care_unit=unit, year=year)
    return _act(request, place, lambda: copy_agenda(unit, year, actor=request.user), done)


@require_http_methods(FORM_METHODS)
def agree(request, pk, year):
    unit = find_changeable_unit(request, pk)
    agenda = _find_agenda(unit, year)
    form = AgreementForm(request.POST or None, agenda=agenda)

    def save():
        agree_agenda(agenda, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        messages.success(request, "Kesepakatan agenda dicatat.")
        return agenda

    title = f"Kesepakatan agenda {year}"
    return fill(request, form, save, record=agenda, title=title, button="Simpan kesepakatan", **_on_agenda(unit, year))


@require_POST
def issue(request, pk, year):
    agenda = _find_agenda(find_changeable_unit(request, pk), year)
    done = "PDF agenda sedang dibuat. Unduh sebentar lagi."
    return _act(request, agenda, lambda: issue_agenda(agenda, actor=request.user), done)


@require_safe
def paper(request, pk, year):
    agenda = _find_agenda(find_unit(request, pk), year)
    document = newest_document(agenda, DocumentKind.ANNUAL_AGENDA)
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        messages.info(request, "PDF sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(agenda)
    return serve(request, document.file, subject=agenda)
