from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.enums import CaseState
from cases.forms import CheckForm
from cases.services import record_check
from cases.views.filling import about, fill
from cases.views.pages import found_to_write
from core.formatting import date_long


@require_http_methods(["GET", "POST"])
def check(request, pk):
    """How the family is doing after its case was closed."""
    case = found_to_write(request, pk)
    if case.state != CaseState.CLOSED and request.method == "GET":
        raise Http404
    form = CheckForm(request.POST or None, initial={"version": case.version})

    def save():
        given = form.cleaned_data
        record_check(
            case, result=given["result"], note=given["note"], checked_on=given["checked_on"], seen=given["version"],
            actor=request.user,
        )  # fmt: skip
        return reverse("cases:detail", args=[case.pk])

    context = about(case) | {"title": "Catat keadaan keluarga", "button": "Simpan keadaan"}
    if case.check_on:
        context["subline"] = f"{context['subline']}. Ditutup {date_long(case.closed_on)}."
    return fill(request, form, save, done="Keadaan keluarga tercatat.", **context)
