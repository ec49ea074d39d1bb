"""The stimulus fund: the list with what waits for the reader first, and the page of one proposal with its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from core.exceptions import DomainError
from core.formatting import number, rupiah
from core.http import chips, page, requires, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from finance.enums import AccountReason
from finance.filters import StimulusFilter
from finance.forms.stimulus_steps import stimulus_form
from finance.queries.stimulus import desk_counts, listed_proposals, proposal_rows
from finance.resources import StimulusResource
from finance.services.stimulus import advance_stimulus
from finance.views.stimulus_page import context_of, offered, reveal_in
from finance.workflow import STIMULUS_STEPS

ORDERS = {
    "menunggu": ("-waits", "state_since", "pk"),
    "baru": ("-pk",),
    "diminta": ("-requested", "pk"),
    "desa": ("village__parent__name", "village__name", "-pk"),
}


@requires(Capability.SEE_STIMULUS)
@require_safe
def index(request):
    user = request.user
    found = StimulusFilter(request.GET, listed_proposals(user), request=request)
    context = {
        "page": page(found.qs.order_by(*sort_order(request, ORDERS, "menunggu")), request),
        "filter_form": found.form,
        "chips": chips(request, found.form),
        "sorted_by": "menunggu",
        "tiles": _tiles(desk_counts(user)),
        "may_propose": user.can(Capability.PROPOSE_STIMULUS),
        "sees_figures": user.can(Capability.SEE_FIGURES),
    }
    return render(request, "finance/stimulus_list.html", context)


def _tiles(counts):
    list_url = reverse("finance:stimulus_list")
    tiles = [
        ("Menunggu Anda", number(counts["waiting"]), "", f"{list_url}?keadaan=menunggu"),
        ("Sedang berjalan", number(counts["running"]), "", ""),
        ("Sudah dibayarkan", rupiah(counts["payouts"]), "", f"{list_url}?keadaan=dibayar"),
        ("Belum ada buktinya", rupiah(counts["unaccounted"]), "", f"{list_url}?keadaan=paid"),
    ]
    return [
        {"label": label, "value": value, "of": "", "detail": detail, "url": url} for label, value, detail, url in tiles
    ]


@exported("stimulus", "bantuan stimulan", "bantuan-stimulan", Capability.SEE_STIMULUS)
def export(asked):
    rows = StimulusFilter(asked.GET, listed_proposals(asked.user), request=asked).qs
    return ListSheet(StimulusResource(), rows.order_by("village__parent__name", "village__name", "pk"))


@require_safe
def detail(request, pk):
    return show(request, found(request, pk))


def found(request, pk):
    return get_object_or_404(proposal_rows(request.user), pk=pk)


def show(request, proposal, bound=None, status=200):
    return render(request, "finance/stimulus.html", context_of(request, proposal, bound), status=status)


@require_POST
def step(request, pk, name):
    proposal = found(request, pk)
    if name not in STIMULUS_STEPS:
        raise Http404
    if not proposal.allows(request.user, STIMULUS_STEPS[name]):
        raise PermissionDenied(name)
    form = stimulus_form(name, STIMULUS_STEPS[name], proposal, request.POST)
    if not form.is_valid():
        return show(request, proposal, form, 422)
    given = form.cleaned_data
    try:
        advance_stimulus(
            proposal, name, actor=request.user, note=given["note"], seen=given["version"], **form.extra()
        )  # fmt: skip
    except DomainError as error:
        return _refused(request, form, error)
    messages.success(request, f"{STIMULUS_STEPS[name].title}.")
    return redirect(proposal)


def _refused(request, form, error):
    """With what was typed, while the step is still on offer; else the page says why not."""
    proposal = found(request, form.record.pk)
    if form.name not in offered(proposal, request.user):
        messages.error(request, str(error))
        return redirect(proposal)
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = proposal.version
    return show(request, proposal, form, 422)


@require_POST
def reveal(request, pk):
    """The full number of the bank account, for two minutes, with a reason and a trace."""
    proposal = found(request, pk)
    if not proposal.opens_account_to(request.user):
        raise PermissionDenied(str(Capability.DECIDE_STIMULUS))
    reason = request.POST.get("reason")
    if reason not in AccountReason.values:
        messages.error(request, "Pilih dulu untuk apa nomor rekeningnya dibuka.")
        return redirect(proposal)
    record_access(
        AccessKind.REVEAL, actor=request.user, subject=proposal, reason=AccountReason(reason).label,
        address=request.client_address,
    )  # fmt: skip
    reveal_in(request.session, proposal)
    return redirect(proposal)
