from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.middleware import client_address
from documents.forms import CodeForm
from documents.queries import plain_code, proof_of

CHECKS_AN_HOUR = 60


@login_not_required
@require_safe
def check(request):
    """The short address on a paper: type the code. A form with GET, so that it also works from a saved page."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("documents:verify", code=plain_code(form.cleaned_data["kode"]) or "-")
    return _answer(request, "documents/check.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_safe
def verify(request, code):
    """Genuine or not, for anybody who holds the paper; counted per address, so that nobody tries codes in bulk."""
    if _too_often(client_address(request)):
        return _answer(request, "documents/too_many.html", {}, status=429)
    proof = proof_of(code)
    context = {"proof": proof, "form": CodeForm()}
    return _answer(request, "documents/verify.html", context, status=200 if proof else 404)


def _answer(request, template, context, status):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def _too_often(address):
    """Counted in this process's memory: with several web processes the limit is that many times as high."""
    key = f"verify-{address}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) > CHECKS_AN_HOUR
