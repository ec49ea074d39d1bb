"""The five steps of founding as the rungs of components/ladder.html, each with what it still lacks."""

from core.formatting import date_long
from institutions.enums import FoundingKind


def founding_rungs(steps, decree):
    """``steps`` in the order of their days, with their ``papers``; the first one missing is the one to do now."""
    rungs = [_rung(kind, [step for step in steps if step.kind == kind], decree) for kind in FoundingKind]
    for rung in rungs:
        if not rung["state"]:
            rung["state"] = "now"
            break
    return rungs


def _rung(kind, occasions, decree):
    done = decree is not None if kind == FoundingKind.CONFIRMATION else bool(occasions)
    detail = ". ".join(filter(None, [_when(occasions), _lacking(kind, occasions, decree)]))
    return {"label": kind.label, "detail": detail, "state": "done" if done else "", "icon": "pen"}


def _when(occasions):
    if not occasions:
        return ""
    last = occasions[-1]
    if len(occasions) > 1:
        return f"{len(occasions)} kali, terakhir {date_long(last.held_on)}"
    return f"{date_long(last.held_on)}, {last.place}"


def _lacking(kind, occasions, decree):
    if kind == FoundingKind.CONFIRMATION:
        return f"SK {decree.number}" if decree else "SK belum dicatat"
    if not occasions:
        return "Belum dicatat"
    wanted = {
        "peserta": any(step.participants for step in occasions),
        "notulen": any(step.minutes for step in occasions),
        "berkas": any(step.papers.all() for step in occasions),
    }
    missing = [name for name, there in wanted.items() if not there]
    return f"Belum ada {', '.join(missing)}" if missing else ""
