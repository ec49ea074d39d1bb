from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.forms.passwords import ChangePasswordForm, ForgottenForm, NewPasswordForm
from accounts.services.passwords import change_password, request_reset, user_of_reset

SHOW_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])
KEPT_LINK = "reset_link"


@sensitive_post_parameters()
@SHOW_AND_SEND
def change(request):
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if form.is_bound and form.is_valid():
        new = form.cleaned_data["password"]
        change_password(request.user, password=new, actor=request.user, address=request.client_address)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Kata sandi Anda sudah diganti. Sesi Anda di perangkat lain sudah diakhiri.")
        return redirect("accounts:me")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)


@SHOW_AND_SEND
@login_not_required
def forgot(request):
    form = ForgottenForm(request.POST or None)
    if form.is_bound and form.is_valid():
        request_reset(form.cleaned_data["email"])
        return redirect("accounts:forgot_sent")
    return render(request, "accounts/forgot.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD"])
@login_not_required
def forgot_sent(request):
    return render(request, "accounts/forgot_sent.html")


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD"])
@login_not_required
@never_cache
def reset(request, key, token):
    """Moves the link's secret from the address into the session, so that no other site learns it as the referrer."""
    request.session[KEPT_LINK] = [key, token]
    return redirect("accounts:reset_form")


@sensitive_post_parameters()
@SHOW_AND_SEND
@login_not_required
@never_cache
def reset_form(request):
    user = user_of_reset(*request.session.get(KEPT_LINK, ("", "")))
    if user is None:
        return render(request, "accounts/reset_broken.html", status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        change_password(user, password=form.cleaned_data["password"], actor=user, address=request.client_address)
        del request.session[KEPT_LINK]
        messages.success(request, "Kata sandi baru tersimpan. Masuk dengan kata sandi itu.")
        return redirect("accounts:sign_in")
    return render(request, "accounts/reset.html", {"form": form}, status=422 if form.is_bound else 200)
