"""Sessions of a group: the plan, added, moved and called off; the list and one of them."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.http import page
from documents.enums import DocumentKind
from documents.queries import newest_document
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from programmes.enums import SessionState
from programmes.forms.groups import PlanSessionsForm
from programmes.forms.sessions import AddSessionForm, CallOffForm, MoveForm
from programmes.queries.groups import sees_names
from programmes.queries.members import members_of
from programmes.queries.sessions import attendance_of, rungs_of, session_rows, sessions_of
from programmes.resources.groups import SessionResource
from programmes.services.sessions import add_session, call_off_session, move_session, plan_sessions
from programmes.views.groups import FORM_METHODS, found_group, kept_group, may_keep, may_work, on_group

SESSIONS_A_PAGE = 40  # a whole plan of the practice paper, and some


def found_session(request, pk):
    return get_object_or_404(session_rows(request.user), pk=pk)


def kept_session(request, pk):
    """403 for who only reads."""
    session = found_session(request, pk)
    if not may_keep(request.user, session.group):
        raise PermissionDenied(str(Capability.KEEP_GROUPS))
    return session


def on_session(session):
    return {"place": f"{session.group}, {session.group.village}", "back_label": str(session), "back_url": session}


@require_safe
def index(request, pk):
    group = found_group(request, pk)
    sessions = sessions_of(group)
    context = {
        "group": group,
        "page": page(sessions, request, SESSIONS_A_PAGE),
        "rungs": rungs_of(sessions),
        "late": [session for session in sessions if session.is_late],
        "may_work": may_work(request.user, group),
    }
    return render(request, "programmes/group_sessions.html", context)


@exported("sessions", "pertemuan kelompok", "pertemuan-kelompok")
def export(asked, pk):
    return ListSheet(SessionResource(), sessions_of(found_group(asked, pk)))


@require_http_methods(FORM_METHODS)
def plan(request, pk):
    group = kept_group(request, pk)
    form = PlanSessionsForm(request.POST or None, initial={"starts_on": group.programme.starts_on})

    def save():
        plan_sessions(group, starts_on=form.cleaned_data["starts_on"], actor=request.user)
        return reverse("programmes:group_sessions", args=[group.pk])

    context = {"title": "Susun rencana pertemuan", "button": "Susun rencana", **on_group(group)}
    return fill(request, form, save, "programmes/group_plan_sessions.html", group=group, **context)


@require_http_methods(FORM_METHODS)
def add(request, pk):
    group = kept_group(request, pk)
    form = AddSessionForm(request.POST or None)
    save = once(
        request, form, f"training-session-{group.pk}", lambda: add_session(group, actor=request.user, **form.values)
    )
    context = {"title": "Tambah pertemuan", "button": "Simpan pertemuan", **on_group(group)}
    return fill(request, form, save, **context)


@require_safe
def detail(request, pk):
    return show_session(request, found_session(request, pk))


def show_session(request, session, status=200, **forms):
    group, user = session.group, request.user
    there, named = attendance_of(session), sees_names(user, group)
    members = members_of(group, user) if named else []
    could = [member for member in members if member.belongs_on(session.day)]
    works = may_work(user, group)
    is_planned = works and session.state == SessionState.PLANNED
    context = {
        "session": session,
        "group": group,
        "sees_names": named,
        "came": [(member, there[member.pk]) for member in members if member.pk in there],
        "missed": [member for member in could if member.pk not in there],
        "came_count": len(there),
        "suggestions": sum(there.values()),
        "paper": newest_document(session, DocumentKind.SESSION_ATTENDANCE) if named else None,
        "may_record": works and session.state != SessionState.CALLED_OFF,
        "may_print": may_keep(user, group),
        "move_form": MoveForm(auto_id="hari-%s", initial=_shown(session)) if is_planned else None,
        "call_off_form": CallOffForm(auto_id="batal-%s", initial=_shown(session)) if is_planned else None,
        **forms,
    }
    return render(request, "programmes/session.html", context, status=status)


def _shown(session):
    return {"version": session.version, "planned_on": session.planned_on}


@require_POST
def move(request, pk):
    session, form = kept_session(request, pk), MoveForm(request.POST, auto_id="hari-%s")
    return _act(request, session, form, "move_form", move_session)


@require_POST
def call_off(request, pk):
    session, form = kept_session(request, pk), CallOffForm(request.POST, auto_id="batal-%s")
    return _act(request, session, form, "call_off_form", call_off_session)


def _act(request, session, form, name, service):
    if not form.is_valid():
        return show_session(request, session, 422, **{name: form})
    data = dict(form.cleaned_data)
    try:
        service(session, seen=data.pop("version"), actor=request.user, **data)
    except DomainError as error:
        form.add_error(None, str(error))
        form.data = form.data.copy()
        session = found_session(request, session.pk)
        form.data["version"] = session.version
        return show_session(request, session, 409 if isinstance(error, StaleState) else 422, **{name: form})
    return redirect(session)
