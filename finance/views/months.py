"""A month of the cash book: closed by the treasurer, checked or sent back by the coordinator; its papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import DomainError
from core.formatting import moment
from core.periods import Period, PeriodError
from core.workflow import offered_steps
from documents.enums import DocumentKind
from documents.queries import newest_document
from finance.enums import MonthState
from finance.forms.ledger import month_form
from finance.queries.ledger import Sums, month_on, month_to_close, sums_of
from finance.services.ledger_papers import RECAPS, issue_cash_book, issue_recap, last_month
from finance.services.months import check_month, close_month, return_month
from finance.views.entries import hand_out
from finance.views.ledger import find_unit
from finance.workflow import MONTH_STEPS
from institutions.enums import UnitState


def _period(code, kinds="M"):
    try:
        period = Period.parse(code)
    except PeriodError as error:
        raise Http404 from error
    if period.kind not in kinds:
        raise Http404
    return period


def _find(request, pk, period):
    return month_on(find_unit(request, pk), _period(period))


@require_safe
def detail(request, pk, period):
    return _show(request, _find(request, pk, period))


@require_POST
def step(request, pk, period, name):
    record = _find(request, pk, period)
    if name not in MONTH_STEPS:
        raise Http404
    if not record.allows(request.user, MONTH_STEPS[name]):
        raise PermissionDenied(name)
    form = month_form(name, MONTH_STEPS[name], record, request.POST)
    if not form.is_valid():
        return _show(request, record, form, 422)
    try:
        _take(record, name, form.cleaned_data, request.user)
    except DomainError as error:
        return _refused(request, _find(request, pk, period), form, error)
    messages.success(request, f"{record.period.label}: {MONTH_STEPS[name].title.lower()}.")
    return redirect(record)


def _take(month, name, given, actor):
    told = {"note": given["note"], "actor": actor, "seen": given["version"]}
    if name == "close":
        return close_month(month.care_unit, month.period, counted=given["counted"], **told)
    if month.pk is None:
        raise DomainError("Bulan ini belum ditutup bendahara.")
    return {"check": check_month, "return": return_month}[name](month, **told)


def _refused(request, month, form, error):
    """With what was typed, while this is still on offer; else the page says why not."""
    if form.name not in _offered(month, request.user):
        messages.error(request, str(error))
        return redirect(month)
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = month.version
    return _show(request, month, form, 422)


def _offered(month, user):
    if month.care_unit.state == UnitState.INACTIVE:
        return {}
    return offered_steps(MONTH_STEPS, month, user)


def _show(request, month, bound=None, status=200):
    unit, period = month.care_unit, month.period
    frozen = month.state != MonthState.OPEN
    sums = Sums(month.opening, month.receipts, month.payments) if frozen else sums_of(unit, period)
    turn = month_to_close(unit)
    context = {
        "unit": unit,
        "month": month,
        "period": period,
        "sums": sums,
        "difference": month.counted - sums.closing if frozen else None,
        "turn": turn,
        "is_over": timezone.localdate() >= period.last_day,
        "without_scan": _without_scan(unit, period),
        "acts": _acts(month, request.user, bound, turn),
        "events": _told(month) if month.pk else [],
        "paper": newest_document(month, DocumentKind.CASH_BOOK) if month.pk else None,
    }
    return render(request, "finance/month.html", context, status=status)


def _without_scan(unit, period):
    days = (period.first_day, period.last_day)
    return unit.ledger.filter(dated_on__range=days, scan=None, reverses=None).count()


def _acts(month, user, bound, turn):
    """Closing is on offer for the month whose turn it is, once it is over."""
    steps = _offered(month, user)
    if turn != month.period or timezone.localdate() < month.period.last_day:
        steps.pop("close", None)
    acts = []
    for name, each in steps.items():
        form = bound if bound and bound.name == name else month_form(name, each, month)
        url = reverse("finance:month_step", args=[month.care_unit_id, month.period.code, name])
        acts.append({"form": form, "url": url, "step": each, "open": form.is_bound})
    return acts


def _told(month):
    return [
        {
            "title": MONTH_STEPS[event.step].title,
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note,
            "late": "",
        }
        for event in month.events.select_related("actor").order_by("-number")
    ]


@require_POST
def make_book(request, pk, period):
    record = _find(request, pk, period)
    issue_cash_book(record.care_unit, record.period, actor=request.user)
    messages.success(request, "Buku Kas Umum sedang dibuat. Unduh sebentar lagi.")
    return redirect(record)


@require_safe
def book_paper(request, pk, period):
    record = _find(request, pk, period)
    document = newest_document(record, DocumentKind.CASH_BOOK) if record.pk else None
    return hand_out(request, document, record, record.get_absolute_url())


def _recap_url(unit, period):
    return f"{reverse('finance:recap', args=[unit.pk])}?masa={period.code}"


@require_POST
def make_recap(request, pk, period):
    unit, period = find_unit(request, pk), _period(period, RECAPS)
    issue_recap(unit, period, actor=request.user)
    messages.success(request, "Rekapitulasi sedang dibuat. Unduh sebentar lagi.")
    return redirect(_recap_url(unit, period))


@require_safe
def recap_paper(request, pk, period):
    unit, period = find_unit(request, pk), _period(period, RECAPS)
    month = month_on(unit, last_month(period))
    document = newest_document(month, RECAPS[period.kind]) if month.pk else None
    return hand_out(request, document, month, _recap_url(unit, period))
