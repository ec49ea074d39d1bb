"""One import: how far it is, its preview with what is to be decided, and what became of it."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import AccessKind
from accounts.services import record_access
from core.exceptions import DomainError
from core.http import page
from core.spreadsheets import XLSX
from core.workflow import offered_steps
from exchange import services
from exchange.documents import wrong_rows
from exchange.enums import VERDICT_BADGES, BatchState, Decision, Verdict
from exchange.forms import ColumnsForm, ConfirmForm
from exchange.models import ImportBatch
from exchange.queries.batches import earlier_of, entering, rows_of, undecided
from exchange.resources import key_of
from exchange.workflow import STEPS

# What asks for a hand is shown first.
FIRST_SHOWN = (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.LEFT)


def batch_or_404(request, pk):
    rows = ImportBatch.objects.visible_to(request.user).select_related("region", "owner", "written_by", "job")
    return get_object_or_404(rows, pk=pk)


@require_safe
def show(request, pk):
    batch = batch_or_404(request, pk)
    counted = [(verdict, batch.counts.get(verdict, 0)) for verdict in FIRST_SHOWN]
    asked = request.GET.get("golongan", "")
    chosen = asked if asked in Verdict.values else next((verdict for verdict, count in counted if count), Verdict.NEW)
    rows = page(rows_of(batch, chosen), request)
    context = {
        "batch": batch,
        "steps": offered_steps(STEPS, batch, request.user),
        "tabs": [(verdict, verdict.label, count) for verdict, count in counted if count],
        "chosen": chosen,
        "verdict_badge": (*VERDICT_BADGES[chosen], Verdict(chosen).label),
        "page": rows,
        "events": batch.events.select_related("actor"),
        "is_followed": batch.is_working and batch.job and batch.job.is_open,
        **_to_confirm(batch),
    }
    return render(request, "exchange/batch.html", context)


def _to_confirm(batch):
    if batch.state != BatchState.READY:
        return {"going_in": 0, "open_questions": 0, "wrong": 0, "earlier": None}
    return {
        "going_in": entering(batch).count(),
        "open_questions": undecided(batch).count(),
        "wrong": batch.counts.get(Verdict.WRONG, 0),
        "earlier": earlier_of(batch),
    }


@require_safe
def panel(request, pk):
    """Asked for every two seconds while a worker is at it; the whole page comes anew when it is done."""
    batch = batch_or_404(request, pk)
    working = batch.is_working and batch.job and batch.job.is_open
    response = render(request, "exchange/_working.html", {"batch": batch, "is_followed": working})
    if not working:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, pk):
    """Which column of the file is which: asked where the headers do not say it, and wherever the user wants to."""
    batch = batch_or_404(request, pk)
    if "read" not in offered_steps(STEPS, batch, request.user) or "headers" not in batch.found:
        return _back(request, batch, "Kolom berkas ini tidak bisa dicocokkan lagi.")
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        headers=batch.found["headers"],
        columns=batch.handler.sheet.columns,
        sample=batch.found.get("sample", ()),
    )
    if form.is_bound and form.is_valid():
        chosen = {key_of(header): name for header, name in form.columns.items()}
        return _do(request, batch, lambda: services.match_columns(batch, chosen, actor=request.user))
    context = {"batch": batch, "form": form}
    return render(request, "exchange/columns.html", context, status=422 if form.is_bound else 200)


@require_POST
def decide(request, pk):
    batch = batch_or_404(request, pk)
    decision = request.POST.get("keputusan", "")
    if decision not in Decision.values:
        raise Http404
    row = request.POST.get("baris", "")
    rows = [int(row)] if row.isdecimal() and len(row) < 18 else None
    back = f"{batch.get_absolute_url()}?golongan={Verdict.DOUBTFUL}#baris"

    def act():
        services.decide(batch, decision=decision, actor=request.user, rows=rows)

    return _do(request, batch, act, back)


@require_POST
def confirm(request, pk):
    batch = batch_or_404(request, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _back(request, batch, "Halaman ini tidak lengkap. Muat ulang, lalu coba lagi.")
    data = form.cleaned_data

    def act():
        services.confirm(
            batch, actor=request.user, skips_wrong=data["skips_wrong"], seen=data["version"],
            address=request.client_address,
        )  # fmt: skip

    return _do(request, batch, act)


@require_POST
def discard(request, pk):
    batch = batch_or_404(request, pk)

    def act():
        services.discard(batch, actor=request.user)
        messages.success(request, "Impor dibuang. Tidak ada data yang berubah.")

    return _do(request, batch, act, reverse("exchange:list"))


@require_POST
def undo(request, pk):
    batch = batch_or_404(request, pk)
    return _do(request, batch, lambda: services.ask_to_undo(batch, actor=request.user))


@require_POST
def give_up(request, pk):
    batch = batch_or_404(request, pk)
    return _do(request, batch, lambda: services.give_up(batch, actor=request.user))


@require_POST
def read_again(request, pk):
    batch = batch_or_404(request, pk)
    return _do(request, batch, lambda: services.read_again(batch, actor=request.user))


@require_safe
def download_wrong(request, pk):
    """The rows that were left out, as they stood in the file, each with what is to be mended."""
    batch = batch_or_404(request, pk)
    if batch.file is None or not batch.counts.get(Verdict.WRONG):
        return _back(request, batch, "Tidak ada baris salah yang bisa diunduh dari impor ini.")
    record_access(
        AccessKind.EXPORT, actor=request.user, subject=batch, reason="Baris impor yang salah",
        address=request.client_address,
    )  # fmt: skip
    name = f"perlu-dibetulkan-{timezone.localdate():%Y-%m-%d}.xlsx"
    response = FileResponse(wrong_rows(batch), as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def download_slips(request, pk):
    """The start passwords on paper, for who opened the accounts alone, and for a week."""
    batch = batch_or_404(request, pk)
    if batch.slips is None or batch.written_by_id != request.user.pk:
        raise Http404
    record_access(
        AccessKind.DOWNLOAD, actor=request.user, subject=batch, reason="Slip kata sandi awal",
        address=request.client_address,
    )  # fmt: skip
    response = FileResponse(
        batch.slips.file.open(), as_attachment=True, filename="slip-akun.pdf", content_type="application/pdf"
    )
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def drop_slips(request, pk):
    batch = batch_or_404(request, pk)
    if batch.slips is None or batch.written_by_id != request.user.pk:
        raise Http404
    services.drop_slips(batch)
    messages.success(request, "Slip kata sandi dihapus.")
    return redirect(batch)


def _do(request, batch, act, url=None):
    try:
        act()
    except DomainError as error:
        return _back(request, batch, str(error))
    return redirect(url or batch.get_absolute_url())


def _back(request, batch, sentence):
    messages.error(request, sentence)
    return redirect(batch)
