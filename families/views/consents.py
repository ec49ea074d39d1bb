"""What the family agrees to: recorded, completed with its paper, withdrawn."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.capabilities import Capability
from documents.views import serve
from families.forms.consents import ConsentForm, ConsentScanForm, WithdrawForm
from families.queries import consent_texts, members_of
from families.services import attach_scan, record_consent, withdraw_consent
from families.views.acting import back_with, fill_act
from families.views.rights import opened, opened_for, rights_on

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
def add(request, pk):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    form = ConsentForm(
        request.POST or None, request.FILES or None, members=members_of(family),
        texts=consent_texts(timezone.localdate()),
        initial={"given_by": family.head_name, "purpose": request.GET.get("untuk", "")},
    )  # fmt: skip
    return fill_act(request, family, form, "Catat kesediaan", "Simpan kesediaan", lambda data: record_consent(
        family, purpose=data["purpose"], method=data["method"], given_by=data["given_by"],
        given_on=data["given_on"], witness=data["witness"], upload=data["scan"], member=data["member"],
        guardian=data["guardian"], actor=request.user,
    ), template="families/consent.html")  # fmt: skip


@GET_POST
def add_scan(request, pk, consent):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.consents, pk=consent)
    form = ConsentScanForm(request.POST or None, request.FILES or None)
    return fill_act(request, family, form, "Unggah formulir kesediaan", "Simpan formulir", lambda data: attach_scan(
        record, data["scan"], actor=request.user
    ))  # fmt: skip


@GET_POST
def withdraw(request, pk, consent):
    family = opened_for(request, pk, Capability.CHANGE_FAMILIES)
    record = get_object_or_404(family.consents, pk=consent)
    if record.withdrawn_on and request.method == "GET":
        return back_with(request, family, "Kesediaan ini sudah ditarik.")
    form = WithdrawForm(request.POST or None)
    title = f"Tarik kesediaan: {record.get_purpose_display().lower()}"
    return fill_act(request, family, form, title, "Tarik kesediaan ini", lambda data: withdraw_consent(
        record, on=data["on"], reason=data["reason"], actor=request.user
    ))  # fmt: skip


@require_GET
def scan(request, pk, consent):
    family = opened(request, pk)
    record = get_object_or_404(family.consents.select_related("scan"), pk=consent)
    if record.scan is None:
        raise Http404
    if not rights_on(request.user, family).sees_papers:
        raise PermissionDenied("consent_scan")
    return serve(request, record.scan, subject=family, name=f"Kesediaan {family.file_number}")
