from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.enums import AccessKind
from accounts.middleware import client_address
from accounts.services import record_access
from documents.forms import CodeForm
from documents.queries import plain_code, proof_of

CHECKS_AN_HOUR = 60


def serve(request, stored_file, *, subject, name=""):
    """Hand out a private file, to be saved and not shown. The calling view has found ``subject`` within the scope.

    ``name``: what it is called on the reader's machine, where the name it came with could tell of a person.
    """
    try:
        content = stored_file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    record_access(AccessKind.DOWNLOAD, actor=request.user, subject=subject, address=client_address(request))
    response = FileResponse(
        content, as_attachment=True, filename=named(stored_file, name), content_type=stored_file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def named(stored_file, name):
    """``name`` with the ending of the file, or the file's own name."""
    return f"{name}.{stored_file.name.rpartition('.')[2]}" if name else stored_file.name


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
