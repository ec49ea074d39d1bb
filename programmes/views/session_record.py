"""A session recorded on a telephone, with what was typed and not sent; and its list to sign."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.services import discard_draft, entry_behind, open_entry
from core.exceptions import DomainError
from documents.enums import DocumentKind, DocumentState
from documents.queries import newest_document
from documents.views import serve
from institutions.views.filling import fill, show
from programmes.forms.sessions import SessionForm
from programmes.queries.members import members_of
from programmes.services.session_papers import issue_attendance_list
from programmes.services.sessions import record_session
from programmes.views.groups import FORM_METHODS, named_group
from programmes.views.sessions import found_session, kept_session, on_session

TEMPLATE = "programmes/session_form.html"
TICKED = ("present", "suggested")
BEING_MADE = "Daftar hadir sedang dibuat. Unduh sebentar lagi."


@require_http_methods(FORM_METHODS)
def record(request, pk):
    session = kept_session(request, pk)
    entry = _entry(request, f"training-session-{session.pk}")
    people = [
        one for one in members_of(session.group, request.user) if one.left_on is None or one.belongs_on(session.day)
    ]
    form = SessionForm(request.POST or None, record=session, people=people, initial=_typed(entry))

    def save():
        values = form.values
        record_session(session, actor=request.user, seen=form.cleaned_data["version"], **values)
        discard_draft(entry.token, actor=request.user)
        return session

    context = {"title": f"Catat {session}" if not session.held_on else f"Ubah {session}", "button": "Simpan pertemuan"}
    context |= {"draft": entry, "has_draft": request.method != "POST" and bool(entry.data), **on_session(session)}
    if form.turned:
        return show(request, form, TEMPLATE, **context)
    return fill(request, form, save, TEMPLATE, record=session, **context)


def _entry(request, name):
    """What was left unfinished; on a page that answers the entry whose token was sent, so that its draft goes on."""
    if request.method == "POST":
        return entry_behind(request.user, name, request.POST.get("form_token"))
    return open_entry(request.user, name)


def _typed(entry):
    """A box that nobody ticked is not sent, so a draft without ticks says that nobody was there."""
    kept = {name: values[-1] for name, values in entry.data.items() if values and name not in TICKED}
    ticks = {name: entry.data.get(name, []) for name in TICKED} if entry.data else {}
    return kept | ticks | {"form_token": entry.token}


@require_http_methods(FORM_METHODS)
def attendance_list(request, pk):
    """POST has it made, GET hands it out once it is there: only to who may know the members."""
    if request.method == "POST":
        session = kept_session(request, pk)
        try:
            issue_attendance_list(session, actor=request.user)
            messages.success(request, BEING_MADE)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(session)
    session = found_session(request, pk)
    named_group(request, session.group_id)
    paper = newest_document(session, DocumentKind.SESSION_ATTENDANCE)
    if paper is None:
        raise Http404
    if paper.state != DocumentState.READY:
        messages.info(request, BEING_MADE)
        return redirect(session)
    return serve(request, paper.file, subject=session)
