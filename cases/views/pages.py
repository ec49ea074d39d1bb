"""The page of one case, which several views show again with a form that was not right."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from cases.forms import NoteForm, step_form
from cases.queries import case_file, case_rows, notes_of, open_actions_of
from cases.workflow import STEPS
from core.formatting import date_long, moment
from core.panels import panels_for
from core.workflow import offered_steps

SHOWN = 10
ACTIONS_SHOWN = 4
STEP_ICONS = {
    "verify": ("info", "eye"),
    "handle": ("live", "half"),
    "follow_up": ("wait", "clock"),
    "close": ("ok", "lock"),
    "drop": ("bad", "stop"),
    "reopen": ("wait", "back"),
}
TITLES = {
    "open": "Kasus dibuka",
    "change": "Isi kasus diubah",
    "verify": "Kebutuhan diverifikasi",
    "handle": "Mulai ditangani",
    "follow_up": "Masuk tindak lanjut",
    "close": "Kasus ditutup",
    "drop": "Ditutup tanpa penanganan",
    "reopen": "Kasus dibuka lagi",
}


def found(request, pk):
    """The case for its own page, with what that one shows."""
    return _seen(request, get_object_or_404(case_file(request.user), pk=pk))


def found_plainly(request, pk):
    """The case for a page beside it."""
    return _seen(request, get_object_or_404(case_rows(request.user).select_related("intake"), pk=pk))


def found_to_write(request, pk):
    """404 outside the scope, 403 for whoever only reads."""
    case = found_plainly(request, pk)
    if not may_write(request, case):
        raise PermissionDenied(Capability.CHANGE_CASES)
    return case


def _seen(request, case):
    """Every look at a sensitive case leaves a trace; writing leaves its own. A named person sees no family's file."""
    shared = case.handler_id == request.user.pk
    case.opens_file = shared or request.user.can(Capability.SEE_FAMILIES, case.family.village_id)
    if case.sensitive and request.method in {"GET", "HEAD"}:
        record_access(AccessKind.VIEW, actor=request.user, subject=case, address=request.client_address)
    return case


def may_write(request, case):
    return request.user.can(Capability.CHANGE_CASES, case.village_id)


def may_name(request, case):
    """The coordinator's right to say who else sees a sensitive case."""
    return may_write(request, case) and request.user.can(Capability.SEE_SENSITIVE_CASES, case.village_id)


def case_context(request, case, bound=None, note=None):
    writes = may_write(request, case)
    return {
        "case": case,
        "tab": "case",
        "facts": _facts(case),
        "acts": _acts(case, request.user, bound),
        "events": _timeline(case),
        "actions": open_actions_of(case, ACTIONS_SHOWN) if case.is_open else [],
        "notes": with_rights(notes_of(case)[:SHOWN], request.user),
        "note_form": note or NoteForm(),
        "may_write": writes,
        "may_note": writes or case.handler_id == request.user.pk,
        "may_mark": may_name(request, case),
        "panels": panels_for("case", request, case),
    }


def with_rights(notes, user):
    """The notes, each knowing whether ``user`` may still mend it."""
    notes = list(notes)
    for note in notes:
        note.may_edit = note.is_editable_by(user)
    return notes


def _acts(case, user, bound):
    """Each offered step with its form; the one that was not right stands open."""
    acts = []
    for name, step in offered_steps(STEPS, case, user).items():
        mine = bound if bound and bound.name == name else None
        tone, icon = STEP_ICONS[name]
        acts.append(
            {
                "name": name,
                "step": step,
                "tone": tone,
                "icon": icon,
                "form": mine or step_form(name, step, case),
                "open": bool(mine),
            }
        )
    return acts


def _facts(case):
    facts = [
        ("Ringkasan", case.summary),
        ("Masalah", ", ".join(problem.category.name for problem in case.problems.all())),
        ("Anggota", ", ".join(member.name for member in case.members.all())),
        ("Penanggung jawab", case.handler),
        ("Penerimaan", _received(case.intake) if case.intake else ""),
        ("Layanan", _served(case)),
    ]
    return [fact for fact in facts if fact[1]]


def _received(intake):
    return f"{intake.get_source_display()}, {date_long(intake.received_on)}"


def _served(case):
    if not case.service_count:
        return "belum ada; catat setiap layanan pada hari diberikan"
    return f"{case.service_count} layanan, terakhir {date_long(case.last_service_on)}"


def _timeline(case):
    events = case.events.select_related("actor")
    return [
        {
            "title": TITLES[event.step],
            "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.actor}",
            "note": event.note,
            "late": "",
        }
        for event in events[: SHOWN * 3]
    ]
