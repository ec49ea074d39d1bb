"""What the FCU tells its village: the notice board, the leaflet, and the text for WhatsApp."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.enums import PUBLIC_PAPERS, DocumentKind, DocumentState
from documents.queries import papers_about
from documents.views import serve
from institutions.documents.board import message_of
from institutions.documents.public import events_of
from institutions.enums import UnitState
from institutions.forms import BoardPaperForm, MonthForm
from institutions.services import issue_leaflet, issue_notice_board
from institutions.views.units import find_changeable_unit, find_unit


@require_safe
def board(request, pk):
    unit = find_unit(request, pk)
    month_form = MonthForm(request.GET if "bulan" in request.GET else None, today=_today(unit))
    paper_form = BoardPaperForm(initial={"bulan": month_form.month.code}, today=_today(unit), auto_id="cetak_%s")
    return _show(request, unit, month_form, paper_form)


@require_POST
def issue(request, pk):
    unit = find_changeable_unit(request, pk)
    form = BoardPaperForm(request.POST, today=_today(unit), auto_id="cetak_%s")
    if form.is_valid():
        try:
            _issue(unit, form, request.user)
            messages.success(request, "PDF sedang dibuat. Unduh sebentar lagi di bawah.")
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(f"{reverse('units:board', args=[unit.pk])}?bulan={form.month.code}")
    return _show(request, unit, MonthForm(today=_today(unit)), form, status=422)


def _issue(unit, form, actor):
    kind = DocumentKind(form.cleaned_data["kertas"])
    if kind == DocumentKind.LEAFLET:
        return issue_leaflet(unit, actor=actor)
    return issue_notice_board(unit, form.month, kind=kind, actor=actor)


@require_safe
def paper(request, pk, file_pk):
    unit = find_unit(request, pk)
    document = get_object_or_404(_papers(unit), pk=file_pk)
    if document.state != DocumentState.READY:
        messages.info(request, "PDF ini belum siap. Coba lagi sebentar lagi.")
        return redirect("units:board", pk=unit.pk)
    return serve(request, document.file, subject=unit)


def _show(request, unit, month_form, paper_form, status=200):
    month, may_change = month_form.month, request.user.can(Capability.CHANGE_INSTITUTIONS, unit.village_id)
    context = {
        "unit": unit,
        "month": month,
        "month_form": month_form,
        "paper_form": paper_form,
        "events": events_of(unit, month),
        "text": message_of(unit, month, _today(unit)),
        "papers": _papers(unit),
        "may_print": may_change and unit.state != UnitState.INACTIVE,
    }
    return render(request, "institutions/board.html", context, status=status)


def _papers(unit):
    return papers_about(unit).filter(kind__in=PUBLIC_PAPERS)


def _today(unit):
    return timezone.localdate(timezone=unit.village.zone)
