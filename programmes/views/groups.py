"""Groups: the list, one with its people and days, formed and changed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.formatting import share
from core.http import chips, page, requires, sort_order
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from programmes.filters.groups import GroupFilter
from programmes.forms.groups import GroupForm
from programmes.models import BeneficiaryGroup
from programmes.models.groups import TARGET_MEMBERS
from programmes.queries.groups import (
    businesses_of,
    counts_of,
    group_rows,
    programmes_to_form_in,
    sees_names,
    villages_to_form_in,
)
from programmes.queries.members import members_of, taking_part
from programmes.queries.sessions import by_kind, held_and_all, rungs_of, sessions_of
from programmes.resources.groups import GroupResource, MemberResource
from programmes.services.groups import change_group, form_group

FORM_METHODS = ["GET", "HEAD", "POST"]
ORDERS = {
    "nama": ("name", "pk"),
    "desa": ("village__name", "name", "pk"),
    "kecamatan": ("village__parent__name", "village__name", "name", "pk"),
    "anggota": ("member_count", "name", "pk"),
    "terlambat": ("late_count", "name", "pk"),
}


def found_group(request, pk):
    visible = BeneficiaryGroup.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("programme", "village__parent__parent"), pk=pk)


def kept_group(request, pk):
    """403 for who only reads."""
    group = found_group(request, pk)
    if not request.user.can(Capability.KEEP_GROUPS, group.village_id):
        raise PermissionDenied(str(Capability.KEEP_GROUPS))
    return group


def named_group(request, pk):
    """403 for who may not know the members."""
    group = found_group(request, pk)
    if not sees_names(request.user, group):
        raise PermissionDenied(str(Capability.SEE_FAMILIES))
    return group


def may_keep(user, group):
    return user.can(Capability.KEEP_GROUPS, group.village_id)


def may_work(user, group):
    return group.is_open and may_keep(user, group)


def on_group(group):
    """The parts of a form page that say which group it is about."""
    return {"place": f"{group.programme}, {group.village}", "back_label": str(group), "back_url": group}


def _narrowed(asked):
    narrowed = GroupFilter(asked.GET, group_rows(asked.user), user=asked.user)
    return narrowed, narrowed.qs.order_by(*sort_order(asked, ORDERS, "nama"))


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def index(request):
    narrowed, rows = _narrowed(request)
    context = {
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "nama",
        "may_form": request.user.can(Capability.KEEP_GROUPS),
    }
    return render(request, "programmes/groups.html", context)


@exported("groups", "kelompok penerima manfaat", "kelompok-penerima-manfaat", Capability.SEE_PROGRAMMES)
def export(asked):
    return ListSheet(GroupResource(), _narrowed(asked)[1])


@require_safe
def detail(request, pk):
    group = found_group(request, pk)
    members, sessions = members_of(group, request.user), sessions_of(group)
    parts = taking_part(members, sessions)
    kinds = by_kind(parts, sessions)
    context = {
        "group": group,
        "tiles": _tiles(group, sessions, kinds),
        "rungs": rungs_of(sessions),
        "kinds": kinds,
        "parts": parts if sees_names(request.user, group) else [],
        "sees_names": sees_names(request.user, group),
        "businesses": businesses_of(group),
        "may_work": may_work(request.user, group),
        "may_keep": may_keep(request.user, group),
    }
    return render(request, "programmes/group.html", context)


def _tiles(group, sessions, kinds):
    counts, (held, planned) = counts_of(group), held_and_all(sessions)
    came, could = sum(kind.came for kind in kinds), sum(kind.could for kind in kinds)
    late, url = sum(session.is_late for session in sessions), reverse("programmes:group_sessions", args=[group.pk])
    people = f"{counts.men} laki-laki, {counts.women} perempuan"
    return [
        _tile("Anggota", counts.members, f"dari {TARGET_MEMBERS}", people),
        _tile("Dari keluarga terdata", counts.registered, detail=f"warga lain {counts.others}"),
        _tile("Pertemuan dilaksanakan", held, f"dari {planned}", f"{late} terlambat" if late else "", url),
        _tile("Kehadiran", share(came, could)),
    ]


def _tile(label, value, of="", detail="", url=""):
    return {"label": label, "value": value, "of": of, "detail": detail, "url": url}


@exported("group-members", "anggota kelompok", "anggota-kelompok")
def export_members(asked, pk):
    group = named_group(asked, pk)
    return ListSheet(MemberResource(), list(taking_part(members_of(group, asked.user), sessions_of(group))))


@requires(Capability.KEEP_GROUPS)
@require_http_methods(FORM_METHODS)
def add(request):
    """``?program=`` names the programme that the page before was about."""
    offered = {"programmes": programmes_to_form_in(request.user), "places": villages_to_form_in(request.user)}
    begun = {"programme": request.GET.get("program", "")[:18]}
    form = GroupForm(request.POST or None, initial=begun, **offered)

    def make():
        data = form.values
        return form_group(data.pop("programme"), data.pop("village"), actor=request.user, **data)

    context = {"title": "Bentuk kelompok", "button": "Simpan kelompok"}
    back = {"back_label": "Kelompok penerima manfaat", "back_url": reverse("programmes:groups")}
    return fill(request, form, once(request, form, "beneficiary-group", make), **context, **back)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    group = kept_group(request, pk)
    form = GroupForm(request.POST or None, record=group)

    def save():
        return change_group(group, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    context = {"title": "Ubah kelompok", "button": "Simpan kelompok", **on_group(group)}
    return fill(request, form, save, record=group, **context)
