"""The posts of TKSK and LK3 in a regency: who holds them, what waits there, who stands in for a vacant one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from accounts.enums import Role
from accounts.queries import post_of, posts_of, stand_ins
from accounts.services import submit_once
from accounts.services.deputies import dismiss_deputy, name_deputy
from core.exceptions import DomainError
from core.http import page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from referrals.forms.posts import DeputyForm
from referrals.models import Referral
from referrals.resources import PostResource
from regions.enums import Level
from regions.models import Region, in_regions

ROLES = {Level.DISTRICT: Role.TKSK, Level.REGENCY: Role.LK3}
NOTHING_WAITS = (0, 0)
keeper = requires(Capability.SET_UP_REFERRALS)


@require_safe
@keeper
def everything(request):
    """Figures only: the Dinas keeps the posts and reads no files."""
    places = _places(request.user)
    waiting = _waiting(request.user)
    districts = page(_most_pressing_first(places.filter(level=Level.DISTRICT), waiting), request)
    context = {
        "page": districts,
        "regency_lines": _lines(Role.LK3, list(places.filter(level=Level.REGENCY)), waiting),
        "lines": _lines(Role.TKSK, list(districts), waiting),
    }
    return render(request, "referrals/posts/list.html", context)


@exported("posts", "pos TKSK dan LK3", "pos-tksk-lk3", Capability.SET_UP_REFERRALS)
def export(asked):
    places, waiting = _places(asked.user), _waiting(asked.user)
    districts = _most_pressing_first(places.filter(level=Level.DISTRICT), waiting)
    rows = [*places.filter(level=Level.REGENCY), *districts]
    return ListSheet(PostResource(), rows, told=lambda regions: _lines_of_all(regions, waiting))


def _lines_of_all(regions, waiting):
    """Of regencies and kecamatan, each with the role that its level has."""
    by_role = [(role, [region for region in regions if region.level == level]) for level, role in ROLES.items()]
    return [line for role, places in reversed(by_role) for line in _lines(role, places, waiting)]


def _places(user):
    codes = user.codes(Capability.SET_UP_REFERRALS)
    return Region.objects.visible_to(user).filter(in_regions("code", codes), level__in=ROLES)


def _waiting(user):
    here = user.scope(Capability.SET_UP_REFERRALS, "village__code")
    return Referral.objects.filter(here).waiting_at_posts(timezone.localdate())


def _most_pressing_first(districts, waiting):
    """A regency has some dozens of kecamatan: those where files lie late, then where they lie, then by name."""

    def rank(district):
        files, late = waiting.get(district.pk, NOTHING_WAITS)
        return -late, -files, district.name

    return sorted(districts, key=rank)


def _lines(role, regions, waiting):
    return [_line(post, waiting) for post in posts_of(role, regions)]


def _line(post, waiting):
    files, late = waiting.get(post.region.pk, NOTHING_WAITS)
    return {"post": post, "files": files, "late": late}


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def name(request, post):
    region = get_object_or_404(_places(request.user), pk=post)
    role, waiting = ROLES[region.level], _waiting(request.user)
    form = DeputyForm(request.POST or None, people=stand_ins(role, region).exclude(user=request.user), waiting=waiting)
    if form.is_bound and form.is_valid() and _name(request, form, role, region):
        messages.success(request, "Pelaksana tugas ditunjuk. Petugas dan FCU sudah diberi tahu.")
        return redirect("referrals:posts")
    context = {"form": form, **_line(post_of(role, region), waiting)}
    return render(request, "referrals/posts/name.html", context, status=422 if form.is_bound else 200)


def _name(request, form, role, region):
    given = form.cleaned_data

    def make():
        dates = {"starts_on": given["starts_on"], "ends_on": given["ends_on"]}
        name_deputy(given["person"], role=role, region=region, **dates, actor=request.user)
        return given["person"]

    try:
        submit_once(given["form_token"], actor=request.user, form="deputy", make=make)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_POST
@keeper
def dismiss(request, post):
    region = get_object_or_404(_places(request.user), pk=post)
    deputy = post_of(ROLES[region.level], region).deputy
    if deputy is None:
        messages.info(request, "Pos ini sudah tidak punya pelaksana tugas.")
    else:
        dismiss_deputy(deputy, actor=request.user)
        messages.success(request, f"Tugas {deputy.user} diakhiri.")
    return redirect("referrals:posts")
