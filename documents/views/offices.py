"""How the letters of a regency look: set by its Dinas, shown by an example."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.http import requires
from documents.documents import SampleLetter
from documents.enums import DocumentKind, DocumentState
from documents.forms import OfficeForm, empty_office
from documents.queries import newest_document, office_of, set_regencies
from documents.services import UploadRefused, issue_sample, set_office
from documents.views.serving import serve

setter = requires(Capability.SET_OFFICE)


@setter
@require_safe
def index(request):
    """Who works for one regency goes straight to it."""
    regencies = list(set_regencies(request.user))
    if len(regencies) == 1:
        return redirect("offices:edit", regencies[0].pk)
    return render(request, "documents/offices.html", {"regencies": regencies})


@setter
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    region = _found(request, pk)
    office = office_of(region.pk) or empty_office(region)
    if request.method == "GET":
        return _page(request, region, OfficeForm(office=office))
    form = OfficeForm(request.POST, request.FILES, office=office)
    if not form.is_valid():
        return _page(request, region, form, status=422)
    return _save(request, region, form)


def _save(request, region, form):
    differences = []
    try:
        set_office(region, actor=request.user, **form.given())
    except StaleState as error:
        differences = form.compare(office_of(region.pk))
        form.add_error(None, str(error))
    except UploadRefused as error:
        form.add_error("logo", str(error))
    except DomainError as error:
        form.add_error("number_pattern", str(error))
    else:
        messages.success(request, "Kop surat tersimpan. Surat yang terbit mulai sekarang memakainya.")
        return redirect("offices:edit", region.pk)
    return _page(request, region, form, differences, status=422)


def _page(request, region, form, differences=(), status=200):
    sample_paper = newest_document(region, DocumentKind.OFFICE_SAMPLE)
    office = form.office
    example = SampleLetter.example(office, timezone.localdate(timezone=region.zone))
    context = {"region": region, "form": form, "office": office, "example": example, "differences": differences}
    return render(request, "documents/office.html", context | {"sample": sample_paper}, status=status)


@setter
@require_POST
def make_sample(request, pk):
    region = _found(request, pk)
    try:
        issue_sample(region, actor=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Contoh surat sedang dibuat. Ada di bagian “Contoh surat” dalam beberapa detik.")
    return redirect("offices:edit", region.pk)


@setter
@require_safe
def sample(request, pk):
    paper = newest_document(_found(request, pk), DocumentKind.OFFICE_SAMPLE)
    if paper is None or paper.state != DocumentState.READY:
        raise Http404
    return serve(request, paper.file, subject=paper)


def _found(request, pk):
    return get_object_or_404(set_regencies(request.user), pk=pk)
