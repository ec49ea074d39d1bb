"""The way from a family's page to the form: to its open case, to one of several, or to a new one."""

from types import SimpleNamespace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.capabilities import Capability
from accounts.services import submit_once
from cases.services import open_case
from core.exceptions import DomainError
from families.models import Family
from referrals.forms import FirstCaseForm
from referrals.queries import writable_cases


@require_http_methods(["GET", "POST"])
def for_family(request, family_pk):
    family = get_object_or_404(Family.objects.visible_to(request.user).select_related("village"), pk=family_pk)
    cases = list(writable_cases(request.user, family))
    if not (cases or request.user.can(Capability.WRITE_REFERRALS, family.village_id)):
        raise PermissionDenied(Capability.WRITE_REFERRALS)
    if request.method == "GET" and len(cases) == 1:
        return redirect("referrals:write", cases[0].pk)
    if request.method == "GET" and cases:
        return render(request, "referrals/choose_case.html", {"family": family, "cases": cases})
    return _open_first(request, family)


def _open_first(request, family):
    form = FirstCaseForm(request.POST or None, family=family, initial={"urgency": 1})
    if request.method == "POST" and form.is_valid() and (url := _opened(request, family, form)):
        messages.success(request, "Kasus dibuka. Lanjutkan dengan isi rujukannya.")
        return redirect(url)
    context = {"family": family, "form": form}
    return render(request, "referrals/first_case.html", context, status=422 if form.errors else 200)


def _opened(request, family, form):
    given = dict(form.cleaned_data)
    token = given.pop("form_token")

    def make():
        case = open_case(family=family, members=[], handler=request.user, actor=request.user, **given)
        return SimpleNamespace(get_absolute_url=lambda: reverse("referrals:write", args=[case.pk]))

    try:
        return submit_once(token, actor=request.user, form="first-case", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return None
