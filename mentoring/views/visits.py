"""A visit: recorded on a telephone, read, corrected within a day."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.services import discard_draft, entry_behind, open_entry
from core.panels import panels_for
from documents.views import serve
from families.enums import ConsentPurpose
from families.queries import has_consent
from mentoring.forms.visits import ChangeVisitForm, VisitForm, told
from mentoring.queries.visits import cases_for, open_tasks, visible_visits
from mentoring.services.visiting import change_visit, record_visit
from mentoring.views.filling import SHOW_AND_SEND, demand_recording, fill, found, once, running

SAME_TURN = timedelta(days=3)


@SHOW_AND_SEND
def record(request, pk):
    mentorship = running(found(request, pk))
    demand_recording(request, mentorship)
    name = f"visit-{mentorship.pk}"
    left = _entry(request, name)
    form = VisitForm(request.POST or None, request.FILES or None, **_kept(request, mentorship, left))

    def make():
        return record_visit(
            mentorship, data=form.values(), tasks=form.tasks(), settled=form.settled(),
            upload=form.cleaned_data["photo"], actor=request.user,
        )  # fmt: skip

    context = _page(mentorship, "Catat kunjungan", mentorship, left)
    return fill(
        request, form, lambda: once(request, form, name, make), "Kunjungan tercatat.",
        "mentoring/visit_form.html", **context,
    )  # fmt: skip


def _entry(request, name):
    """What was left unfinished; on a page that answers the entry whose token was sent, so that its draft goes on."""
    if request.method == "POST":
        return entry_behind(request.user, name, request.POST.get("form_token"))
    return open_entry(request.user, name)


def _kept(request, mentorship, left):
    """What the form needs; on a first look with what was typed before and not sent."""
    today = timezone.localdate()
    # The turn that a visit of today takes is not the next one.
    coming = mentorship.planned.ahead(today).filter(due_on__gt=today + SAME_TURN).order_by("due_on").first()
    initial = {"next_on": coming.due_on if coming else None, "who": []}
    initial |= _typed(left) | {"form_token": left.token}
    return _choices(request, mentorship) | {"initial": initial}


def _choices(request, mentorship, but=None):
    waiting = open_tasks(mentorship).select_related("agreed_at")
    waiting = waiting.exclude(agreed_at=but) if but else waiting
    return {"mentorship": mentorship, "cases": cases_for(mentorship, request.user), "waiting": waiting}


def _typed(left):
    lists = {"who", "topics"}
    return {name: values if name in lists else values[-1] for name, values in left.data.items() if values}


def _page(mentorship, title, back, left):
    draft = {"draft_url": left.draft_url, "draft_version": left.version}
    return {"mentorship": mentorship, "title": title, "back": back, "has_draft": False} | draft


@SHOW_AND_SEND
def change(request, pk):
    visit = _found(request, pk)
    demand_recording(request, running(visit.mentorship))
    if not visit.is_editable_by(request.user):
        raise PermissionDenied("visit is kept")
    left = _entry(request, f"visit-change-{visit.pk}")
    form = _change_form(request, visit, left)

    def save():
        changed = change_visit(
            visit, data=form.values(), tasks=form.tasks(), settled=form.settled(), upload=form.cleaned_data["photo"],
            seen=form.cleaned_data["version"], actor=request.user,
        )  # fmt: skip
        discard_draft(left.token, actor=request.user)
        return changed

    context = _page(visit.mentorship, "Ubah kunjungan", visit, left)
    context["has_draft"] = request.method != "POST" and form.is_bound
    return fill(request, form, save, "Kunjungan diubah.", "mentoring/visit_form.html", **context)


def _change_form(request, visit, left):
    """On a first look with what was typed before, unless the visit was changed since."""
    choices = _choices(request, visit.mentorship, but=visit)
    choices["waiting"] = [*choices["waiting"], *visit.settled.select_related("agreed_at")]
    choices["initial"] = told(visit) | {"form_token": left.token}
    if request.method == "POST":
        return ChangeVisitForm(request.POST, request.FILES, **choices)
    typed = left.typed
    if typed.get("version") != str(visit.version):
        return ChangeVisitForm(**choices)
    typed["form_token"] = str(left.token)
    form = ChangeVisitForm(typed, **choices)
    form.be_quiet()
    return form


@require_safe
def detail(request, pk):
    visit = _found(request, pk)
    context = {
        "visit": visit,
        "tasks": visit.tasks.order_by("pk"),
        "settled": visit.settled.order_by("pk"),
        "case": cases_for(visit.mentorship, request.user).filter(pk=visit.case_id).first(),
        "may_change": visit.mentorship.is_open and visit.is_editable_by(request.user),
        "has_photo": bool(visit.photo) and has_consent(visit.mentorship.plasma, ConsentPurpose.PHOTO),
        "panels": panels_for("mentoring_visit", request, visit),
    }
    return render(request, "mentoring/visit.html", context)


@require_safe
def photo(request, pk):
    """A photo that the family no longer agrees to is not handed out."""
    visit = _found(request, pk)
    if not visit.photo or not has_consent(visit.mentorship.plasma, ConsentPurpose.PHOTO):
        raise Http404
    return serve(request, visit.photo, subject=visit.mentorship.plasma, name=f"Kunjungan {visit.mentorship.code}")


def _found(request, pk):
    return get_object_or_404(visible_visits(request.user), pk=pk)
