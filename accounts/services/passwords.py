from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.enums import AccessKind
from accounts.models import User
from accounts.services.access import record_access
from core.exceptions import DomainError
from jobs.models import Job
from jobs.services import enqueue

RESET = "accounts.send_reset_mail"
RESET_PAUSE = timedelta(minutes=5)  # nobody's mailbox is filled by a stranger who knows the address


@transaction.atomic
def change_password(user, *, password, actor, address=None):
    """The user's own new password; every other session of theirs ends, because it is signed with the old one."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record_access(AccessKind.PASSWORD, actor=actor, subject=user, address=address)


def request_reset(email):
    """Mails a link to every active account with this address. Says nothing about whether there is one."""
    lately = Job.objects.filter(kind=RESET, created_at__gt=timezone.now() - RESET_PAUSE)
    for user in User.objects.filter(email__iexact=email, is_active=True).exclude(email=""):
        key = f"reset-{user.pk}"
        if not lately.filter(key=key).exists():
            enqueue(RESET, title="Surel untuk kata sandi baru", args={"user_id": user.pk}, key=key)


def send_reset_mail(user):
    """The address comes from the settings, not from the request, whose Host header anybody can write."""
    if not user.has_usable_password():
        raise DomainError("Akun ini tidak memakai kata sandi.")
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:reset", args=[key, default_token_generator.make_token(user)])
    text = render_to_string("accounts/mail/reset.txt", {"user": user, "link": settings.SITE_URL + path})
    send_mail("Kata sandi baru untuk Family Care Unit", text, None, [user.email])


def user_of_reset(key, token):
    """The user whose link this is, or None when it is broken, used or too old."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(key)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None
