from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template import loader
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import DEMO_ACCOUNTS, DEMO_PASSWORD, AccessKind
from accounts.forms.signing import SignInForm
from accounts.queries import demo_accounts
from accounts.services import record_access


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@csrf_protect
@never_cache
def sign_in(request):
    if request.user.is_authenticated:
        return redirect(_wanted(request))
    form = SignInForm(request, _typed(request))
    if form.is_bound and form.is_valid():
        return _begin_session(request, form)
    if form.is_bound:
        record_access(AccessKind.SIGN_IN_FAILED, actor=None, address=request.client_address)
    context = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "left_alone": request.session.pop("left_alone", False),
        "demo_accounts": demo_accounts() if settings.FCU_DEMO else [],
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


def _typed(request):
    """What was typed; in a trial installation the press of an account's button stands for typing it."""
    if request.method != "POST":
        return None
    demo = request.POST.get("demo", "")
    if settings.FCU_DEMO and demo.removesuffix(".maros") in DEMO_ACCOUNTS:
        return {"username": demo, "password": DEMO_PASSWORD}
    return request.POST


def _begin_session(request, form):
    login(request, form.user)
    now = timezone.now().timestamp()
    request.session.update({"started": now, "seen": now, "shared": form.cleaned_data["shared"]})
    record_access(AccessKind.SIGN_IN, actor=form.user, address=request.client_address)
    return redirect(_wanted(request))


def _wanted(request):
    """The page asked for before sign-in, when it is one of ours."""
    url = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request):
    record_access(AccessKind.SIGN_OUT, actor=request.user, address=request.client_address)
    logout(request)
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def locked_out(request, original_response=None, credentials=None):
    return HttpResponse(loader.render_to_string("errors/429.html"), status=429)
