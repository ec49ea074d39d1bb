"""The sessions of a group as its page shows them: how far each kind is, what is late, how many came."""

from dataclasses import dataclass

from core.formatting import date_short, share
from programmes.enums import SessionKind, SessionState
from programmes.models import TrainingSession
from programmes.models.sessions import SessionAttendance


def session_rows(user):
    rows = TrainingSession.objects.visible_to(user)
    return rows.select_related("group__programme", "group__village__parent__parent", "recorded_by")


def sessions_of(group):
    """All of a group in order of time, as a list whose rows know their group."""
    sessions = list(group.sessions.order_by("planned_on", "kind", "phase", "number"))
    for session in sessions:
        session.group = group
    return sessions


@dataclass(frozen=True, slots=True)
class Rung:
    """One kind, or one phase of the skills, as components/ladder.html shows it."""

    label: str
    detail: str
    state: str
    icon: str = "cal"


def rungs_of(sessions):
    parts = {}
    for session in sessions:
        if session.state != SessionState.CALLED_OFF:
            parts.setdefault((session.kind, session.phase), []).append(session)
    order = list(SessionKind.values)
    keys = sorted(parts, key=lambda key: (order.index(key[0]), key[1]))
    return [_rung(SessionKind(kind), phase, parts[kind, phase]) for kind, phase in keys]


def _rung(kind, phase, sessions):
    held = sum(session.held_on is not None for session in sessions)
    coming = next((session for session in sessions if not session.held_on), None)
    late = sum(session.is_late for session in sessions)
    words = [f"{held} dari {len(sessions)} dilaksanakan"]
    words += [f"{late} terlambat"] if late else []
    words += [f"berikutnya {date_short(coming.planned_on)}"] if coming and not coming.is_late else []
    state = "done" if not coming else "now" if held or late else ""
    label = f"{kind.label}, tahap {phase}" if kind == SessionKind.SKILLS else kind.label
    return Rung(label, ", ".join(words), state, "warn" if late else "half")


@dataclass(frozen=True, slots=True)
class KindAttendance:
    label: str
    held: int
    could: int
    came: int

    @property
    def share(self):
        return share(self.came, self.could)


def by_kind(parts, sessions):
    """Attendance of all members by kind of session; kinds without one held are left out."""
    held = {}
    for session in sessions:
        if session.held_on:
            held[session.kind] = held.get(session.kind, 0) + 1
    return [
        KindAttendance(
            kind.label, held[kind], sum(part.by_kind.get(kind, (0, 0))[0] for part in parts),
            sum(part.by_kind.get(kind, (0, 0))[1] for part in parts),
        )
        for kind in SessionKind
        if kind in held
    ]  # fmt: skip


def attendance_of(session):
    """{key of a member: made a suggestion}"""
    return dict(SessionAttendance.objects.filter(session=session).values_list("member", "suggested"))


def held_and_all(sessions):
    standing = [session for session in sessions if session.state != SessionState.CALLED_OFF]
    return sum(session.held_on is not None for session in standing), len(standing)
