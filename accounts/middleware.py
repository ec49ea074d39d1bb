from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from accounts.enums import AccessKind
from accounts.services import record_access
from core.exceptions import heard_refusals

ABSOLUTE_LIMIT = timedelta(seconds=settings.SESSION_COOKIE_AGE)
NOTED_EVERY = timedelta(minutes=1)
# Routes that a user with a start password may still reach.
OPEN_TO_NEW = {"accounts:password", "accounts:sign_out"}


class SessionClock:
    """Ends a session that is too old or was left alone, and says so on the sign-in page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.client_address = client_address(request)
        if request.user.is_authenticated:
            _watch(request)
        response = self.get_response(request)
        return _whole_page(response) if _asks_sign_in(request, response) else response


def client_address(request):
    """Who asks. Our own proxies append to X-Forwarded-For, so only what stands that far from its right end is true."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.FCU_PROXY_COUNT
    said = hops[-count].strip() if 0 < count <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said))
    except ValueError:
        return None


def _watch(request):
    now, session = timezone.now().timestamp(), request.session
    started, seen = session.setdefault("started", now), session.setdefault("seen", now)
    idle = settings.SESSION_IDLE_SHARED if session.get("shared") else settings.SESSION_IDLE
    if now - started > ABSOLUTE_LIMIT.total_seconds() or now - seen > idle.total_seconds():
        logout(request)
        request.session["left_alone"] = True
    elif now - seen > NOTED_EVERY.total_seconds() and not _is_polling(request):
        session["seen"] = now


def _is_polling(request):
    """A page that asks by itself how far a job is does not mean that somebody sits there."""
    return request.method == "GET" and "HX-Request" in request.headers


def _asks_sign_in(request, response):
    sign_in = resolve_url(settings.LOGIN_URL)
    return "HX-Request" in request.headers and response.get("Location", "").startswith(sign_in)


def _whole_page(response):
    """htmx would put the sign-in page into a panel; this header makes it open the page."""
    return HttpResponse(headers={"HX-Redirect": response["Location"]})


class PersonalContext:
    """The clock of the user's region, the change of a start password, and a note of each refusal."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with timezone.override(_zone(request.user)), heard_refusals() as traces:
            response = self.get_response(request)
        if request.user.is_authenticated:
            _note_refusals(request, response.status_code, traces)
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        is_public = not getattr(view, "login_required", True)
        return None if is_public or request.resolver_match.view_name in OPEN_TO_NEW else redirect("accounts:password")


def _zone(user):
    return user.zone_name if user.is_authenticated else settings.TIME_ZONE


def _note_refusals(request, status, traces):
    """Here nothing is rolled back any more. A 404 counts where a record was asked for: it is out of sight, or gone."""
    route, records = _asked(request.resolver_match)
    if status == 403 or (status == 404 and records) or traces:
        reason = " ".join([route, *records, *dict.fromkeys(traces)]).strip()
        record_access(AccessKind.REFUSED, actor=request.user, reason=reason, address=request.client_address)


def _asked(match):
    """The name of the route and the records' numbers; never the address as typed, which may hold a search word."""
    if match is None:
        return "", []
    return match.view_name, [str(pk) for name, pk in match.kwargs.items() if name == "pk" or name.endswith("_pk")]
