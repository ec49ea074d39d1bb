"""The page of one case, which several views show again with a form that was not right."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.capabilities import Capability
from cases.forms import NoteForm, step_form
from cases.queries import case_file, services_of
from cases.workflow import STEPS
from core.formatting import date_long, moment
from core.panels import panels_for
from core.workflow import offered_steps

SHOWN = 10
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
    "verify": "Kebutuhan diverifikasi",
    "handle": "Mulai ditangani",
    "follow_up": "Masuk tindak lanjut",
    "close": "Kasus ditutup",
    "drop": "Ditutup tanpa penanganan",
    "reopen": "Kasus dibuka lagi",
}


def found(request, pk):
    return get_object_or_404(case_file(request.user), pk=pk)


def case_context(request, case, bound=None, note=None):
    may_write = request.user.can(Capability.CHANGE_CASES, case.village_id)
    return {
        "case": case,
        "facts": _facts(case),
        "acts": _acts(case, request.user, bound),
        "events": _timeline(case),
        "services": services_of(case)[:SHOWN],
        "notes": case.notes.select_related("author")[:SHOWN],
        "note_form": note or NoteForm(),
        "may_write": may_write,
        "may_note": may_write or case.handler_id == request.user.pk,
        "may_mark": may_write and request.user.can(Capability.SEE_SENSITIVE_CASES, case.village_id),
        "panels": panels_for("case", request, case),
    }


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
    ]
    return [fact for fact in facts if fact[1]]


def _received(intake):
    return f"{intake.get_source_display()}, {date_long(intake.received_on)}"


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
