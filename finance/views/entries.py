"""Entries of the cash book: recorded, looked at, reversed, given their scan and their receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as render_page
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.services import UploadRefused
from documents.views import serve
from finance.enums import EntryKind
from finance.forms.ledger import EntryForm, ReverseForm, ScanForm
from finance.queries.ledger import balance_after, entries_seen, first_open_day, may_keep
from finance.services.ledger import SourceShort, add_scan, record_entry, reverse_entry
from finance.services.ledger_papers import issue_receipt
from finance.views.ledger import find_unit
from institutions.views.drafting import Draft
from institutions.views.filling import fill, once

FORM_METHODS = ["GET", "POST"]


def find_entry(request, pk):
    return get_object_or_404(entries_seen(request.user), pk=pk)


def keeping(request, unit):
    """403 for who only reads; of an inactive FCU the service says that it is only read."""
    if not request.user.can(Capability.KEEP_CASH_BOOK, unit.village_id):
        raise PermissionDenied(str(Capability.KEEP_CASH_BOOK))
    return unit


def _tried(form, save):
    """What is wrong with the file stands beside its field, and what is more than its source has is asked."""

    def trying():
        try:
            return save()
        except UploadRefused as error:
            form.add_error("scan", str(error))
            raise DomainError("Berkasnya tidak diterima. Isian lain masih ada di bawah, pilih berkas lain.") from error
        except SourceShort:
            form.asks_overdraw = True
            raise

    return trying


@require_http_methods(FORM_METHODS)
def add(request, pk):
    """``?jenis=`` says receipt or payment; what was left unsent comes first."""
    unit = keeping(request, find_unit(request, pk))
    draft = Draft(request, f"ledger-{unit.pk}")
    if draft.is_dropped:
        return draft.drop()
    asked = request.GET.get("jenis", "")
    begun = {"kind": asked} if asked in EntryKind else {}
    form = EntryForm(request.POST or None, request.FILES or None, unit=unit, initial=begun | draft.initial)
    save = once(request, form, draft.name, lambda: record_entry(unit, actor=request.user, **form.values))
    return fill(
        request, form, _tried(form, save), "finance/entry_form.html", title="Catat kas", button="Simpan catatan",
        upload=True, place=str(unit), back_label="Buku kas", back_url=reverse("finance:book", args=[unit.pk]),
        **draft.context(form),
    )  # fmt: skip


@require_safe
def detail(request, pk):
    entry = find_entry(request, pk)
    opens, keeps = first_open_day(entry.care_unit), may_keep(request.user, entry.care_unit)
    is_open = opens is None or entry.dated_on >= opens
    context = {
        "entry": entry,
        "unit": entry.care_unit,
        "facts": _facts(entry),
        "balance": balance_after(entry),
        "paper": newest_document(entry, DocumentKind.CASH_RECEIPT) if entry.has_receipt else None,
        "may_reverse": keeps and entry.has_receipt,
        "may_add_scan": keeps and is_open and entry.scan_id is None,
        "sees_units": request.user.can(Capability.SEE_INSTITUTIONS, entry.care_unit.village_id),
    }
    return render_page(request, "finance/entry.html", context)


def _facts(entry):
    side = "Diterima dari" if entry.side == EntryKind.RECEIPT else "Dibayarkan kepada"
    return [
        ("Uraian", entry.purpose),
        (side, entry.party),
        ("Sumber dana", entry.get_source_display()),
        ("Nomor bukti", entry.evidence),
        ("Dicatat oleh", str(entry.entered_by)),
    ]


def _on_entry(entry):
    return {"place": str(entry.care_unit), "back_label": f"Catatan {entry}", "back_url": entry.get_absolute_url()}


@require_http_methods(FORM_METHODS)
def reverse_form(request, pk):
    entry = find_entry(request, pk)
    keeping(request, entry.care_unit)
    form = ReverseForm(request.POST or None)

    def make():
        given = form.cleaned_data
        return reverse_entry(entry, dated_on=given["dated_on"], reason=given["reason"], actor=request.user)

    save = once(request, form, f"ledger-reverse-{entry.pk}", make)
    return fill(
        request, form, save, "finance/reverse.html", title=f"Balik catatan {entry}", button="Balik catatan ini",
        tone="bad", entry=entry, **_on_entry(entry),
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
def scan_form(request, pk):
    entry = find_entry(request, pk)
    keeping(request, entry.care_unit)
    form = ScanForm(request.POST or None, request.FILES or None)

    def make():
        return add_scan(entry, form.cleaned_data["scan"], actor=request.user)

    save = once(request, form, f"ledger-scan-{entry.pk}", make)
    return fill(
        request, form, _tried(form, save), title="Tambah pindaian bukti", button="Simpan pindaian", upload=True,
        **_on_entry(entry),
    )  # fmt: skip


@require_safe
def scan(request, pk):
    entry = find_entry(request, pk)
    if entry.scan is None:
        raise Http404
    return serve(request, entry.scan, subject=entry, name=f"bukti-{entry.year}-{entry.number:03}")


@require_POST
def make_receipt(request, pk):
    entry = find_entry(request, pk)
    try:
        issue_receipt(entry, actor=request.user)
        messages.success(request, "Kwitansi sedang dibuat. Unduh sebentar lagi.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(entry)


@require_safe
def receipt(request, pk):
    entry = find_entry(request, pk)
    return hand_out(request, newest_document(entry, DocumentKind.CASH_RECEIPT), entry, entry.get_absolute_url())


def hand_out(request, document, subject, back):
    """The file of a paper; back to its page while it is being made."""
    if document is None:
        raise Http404
    if document.state != DocumentState.READY:
        messages.info(request, "PDF sedang dibuat. Coba lagi sebentar lagi.")
        return redirect(back)
    return serve(request, document.file, subject=subject)
