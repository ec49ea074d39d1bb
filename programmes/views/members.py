"""The members of a group: added many at once, one looked at, left, and what is recommended for them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services import submit_once
from core.exceptions import DomainError
from core.formatting import age_in_years
from core.http import page
from families.models import Family
from institutions.views.filling import fill, show
from programmes.forms.members import LeaveForm, MembersForm, OtherForm, PlacesForm, RecommendForm
from programmes.models.groups import BUSINESS_MEMBERS
from programmes.queries.candidates import money_of, standing_of
from programmes.queries.groups import businesses_of
from programmes.queries.members import candidates, candidates_to_show, members_of, served_already, taking_part
from programmes.queries.sessions import by_kind, sessions_of
from programmes.services.members import (
    ServedAlready,
    add_members,
    add_other,
    assign_businesses,
    leave_group,
    recommend,
    take_back,
)
from programmes.views.groups import FORM_METHODS, kept_group, may_keep, may_work, named_group, on_group


@require_http_methods(FORM_METHODS)
def add(request, pk):
    """A page of the people found; those ticked join together."""
    group = kept_group(request, pk)
    form = MembersForm(request.POST or None, offered=candidates(group, request.user))

    def make():
        add_members(group, actor=request.user, **form.values)
        return group

    if answer := _sent(request, form, f"group-members-{group.pk}", make):
        return answer
    found = page(candidates_to_show(group, request.user, request.GET.get("q", "")[:100]), request)
    warnings, today = served_already(found.object_list, group), timezone.localdate()
    rows = [(one, age_in_years(one.birth_date, today), warnings.get(one.pk, ())) for one in found]
    context = {"group": group, "page": found, "rows": rows, "chips": [], **on_group(group)}
    return show(request, form, "programmes/group_add_members.html", _status(form), **context)


@require_http_methods(FORM_METHODS)
def add_one(request, pk):
    """Somebody who belongs to no registered family."""
    group = kept_group(request, pk)
    form = OtherForm(request.POST or None)

    def make():
        add_other(group, actor=request.user, **form.values)
        return group

    if answer := _sent(request, form, f"group-other-{group.pk}", make):
        return answer
    context = {"title": "Tambah warga lain", "button": "Tambahkan", **on_group(group)}
    return show(request, form, "programmes/group_add_other.html", _status(form), **context)


def _sent(request, form, name, make):
    """Where a valid form was sent: the way on, or None with what was wrong or is asked written into the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return redirect(submit_once(form.cleaned_data["form_token"], actor=request.user, form=name, make=make))
    except ServedAlready as question:
        form.ask(question.sentences)
        form.add_error(None, str(question))
    except DomainError as error:
        form.add_error(None, str(error))
    return None


def _status(form):
    return 422 if form.is_bound else 200


def _member(request, group, pk):
    member = next((one for one in members_of(group, request.user) if one.pk == pk), None)
    if member is None:
        raise Http404
    return member


@require_safe
def detail(request, pk, member):
    group = named_group(request, pk)
    return _show_member(request, group, _member(request, group, member))


def _show_member(request, group, member, status=200, **forms):
    sessions = sessions_of(group)
    parts = taking_part([member], sessions)
    context = {
        "group": group,
        "member": member,
        "part": parts[0],
        "kinds": by_kind(parts, sessions),
        "money": money_of(member),
        "follow_ups": member.follow_ups.all(),
        "may_work": may_work(request.user, group) and member.left_on is None,
        "may_keep": may_keep(request.user, group),
        "leave_form": LeaveForm(auto_id="keluar-%s"),
        "recommend_form": RecommendForm(auto_id="saran-%s"),
        **forms,
    }
    return render(request, "programmes/group_member.html", context, status=status)


@require_POST
def leave(request, pk, member):
    group = kept_group(request, pk)
    form = LeaveForm(request.POST, auto_id="keluar-%s")

    def save(one):
        leave_group(one, actor=request.user, **form.cleaned_data)
        return "Anggota dicatat keluar. Kehadirannya tetap tersimpan."

    return _act(request, group, _member(request, group, member), form, "leave_form", save)


@require_POST
def recommend_member(request, pk, member):
    group = kept_group(request, pk)
    form = RecommendForm(request.POST, auto_id="saran-%s")

    def save(one):
        recommend(one, actor=request.user, **form.cleaned_data)
        return "Tindak lanjut dicatat."

    return _act(request, group, _member(request, group, member), form, "recommend_form", save)


def _act(request, group, member, form, name, save):
    if form.is_valid():
        try:
            messages.success(request, save(member))
            return redirect(member)
        except DomainError as error:
            form.add_error(None, str(error))
    return _show_member(request, group, member, 422, **{name: form})


@require_POST
def take_back_step(request, pk, member, step):
    group = kept_group(request, pk)
    one = _member(request, group, member)
    take_back(get_object_or_404(one.follow_ups.all(), pk=step), actor=request.user)
    messages.success(request, "Tindak lanjut ditarik kembali.")
    return redirect(one)


@require_http_methods(FORM_METHODS)
def places(request, pk):
    """Who works in which business group, all on one page."""
    group = kept_group(request, pk)
    members = [one for one in members_of(group, request.user) if one.left_on is None]
    form = PlacesForm(request.POST or None, record=group, members=members, businesses=businesses_of(group))

    def save():
        return assign_businesses(group, form.places, seen=form.cleaned_data["version"], actor=request.user)

    context = {"title": "Bagi anggota ke kelompok usaha", "button": "Simpan pembagian", **on_group(group)}
    context["place"] = f"Satu kelompok usaha sekitar {BUSINESS_MEMBERS} orang"
    return fill(request, form, save, record=group, **context)


@require_safe
def follow_up(request, pk):
    """How each took part, for those who decide what is recommended: nothing is chosen here."""
    group = named_group(request, pk)
    parts = taking_part(members_of(group, request.user), sessions_of(group))
    context = {
        "group": group,
        "rows": standing_of(group, parts, Family.objects.visible_to(request.user)),
        "businesses": businesses_of(group),
        "may_close": not group.is_open and may_keep(request.user, group),
        "back": reverse("programmes:group", args=[group.pk]),
    }
    return render(request, "programmes/group_follow_up.html", context)
