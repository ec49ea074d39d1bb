"""How an act on a family's page goes: the form, the act once, and back to the family with a sentence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import FormEntry
from accounts.services import submit_once
from core.exceptions import DomainError
from core.forms import TokenField
from documents.services import UploadRefused
from families.services import CLOSED

GET_POST = require_http_methods(["GET", "POST"])


def done_before(request):
    """The second press of the same button, after the first has been answered: where that led to, or None."""
    if request.method != "POST":
        return None
    try:
        token = TokenField().clean(request.POST.get("form_token"))
    except ValidationError:
        return None
    entry = FormEntry.objects.visible_to(request.user).exclude(result_url="").filter(pk=token).first()
    return redirect(entry.result_url) if entry else None


def fill_act(request, family, form, title, button, make, template="families/act.html"):
    """Show the form, or do the act once and go back to the family."""
    if again := done_before(request):
        return again
    if family.closed_on:
        return back_with(request, family, CLOSED)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _done(request, family, form, make):
            return redirect(family)
        status = 422
    context = {"family": family, "form": form, "title": title, "button": button}
    return render(request, template, context, status=status)


def _done(request, family, form, make):
    def act():
        make(form.cleaned_data)
        return family

    try:
        submit_once(form.cleaned_data["form_token"], actor=request.user, form=f"act-{family.pk}", make=act)
    except DomainError as error:
        form.add_error("scan" if isinstance(error, UploadRefused) else None, str(error))
        return False
    messages.success(request, "Tersimpan.")
    return True


def act_plainly(request, family, said, act):
    try:
        act()
    except DomainError as error:
        return back_with(request, family, str(error))
    messages.success(request, said)
    return redirect(family)


def back_with(request, family, sentence):
    messages.error(request, sentence)
    return redirect(family)
