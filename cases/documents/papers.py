"""What the papers about a case say. No NIK, no No. KK: the file number names the family."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cases.enums import ActionState, ReportReceiver
from cases.models import CaseEvent
from core.formatting import age, date_long, date_short
from families.documents.words import first_few, shortened
from institutions.documents import letterhead, signers
from institutions.enums import Post
from institutions.queries import unit_of

MOST_LINES, LINE = 6, 100
# A report may run on to a second page; who gave what together is what its receiver looks for.
REPORT_LINE = 220
MOST_TEXT = 420


@dataclass(frozen=True)
class CaseSummary:
    """One A4 page: every list is cut to what fits, and says how much was left out."""

    office: dict
    number: str
    as_of: date
    state: str
    facts: list
    goals: list
    actions: list
    more: int
    services: list
    events: list
    closing: str
    signs: list

    @classmethod
    def load(cls, case):
        unit, today = unit_of(case.village), timezone.localdate(timezone=case.village.zone)
        return cls(
            office=letterhead(case.village, unit),
            number=case.number,
            as_of=today,
            state=case.get_state_display(),
            facts=_known(_case_facts(case, today)),
            goals=first_few([_goal(goal) for goal in case.goals.all()], 3, LINE),
            actions=_actions(case),
            more=max(case.actions.count() - MOST_LINES, 0),
            services=first_few(_services(case), MOST_LINES, LINE),
            events=_events(case),
            closing=_closing(case),
            signs=_signs(case, unit, today)[1:],
        )


@dataclass(frozen=True)
class IncidentalPaper:
    """A letter to one office: whose case, what was done, what is asked."""

    office: dict
    letter: dict
    facts: list
    actions: list
    more: int
    services: list
    asked: str
    consent_on: date

    @classmethod
    def load(cls, report):
        case, unit = report.case, unit_of(report.case.village)
        today = timezone.localdate(timezone=case.village.zone)
        office = letterhead(case.village, unit)
        return cls(
            office=office,
            letter=_letter(report, _signs(case, unit, today)),
            facts=_known([*_case_facts(case, today), ("Telepon keluarga", _phone(case))]),
            actions=_actions(case),
            more=max(case.actions.count() - MOST_LINES, 0),
            services=first_few(_services(case), MOST_LINES, REPORT_LINE),
            asked=report.asked,
            consent_on=report.consent.given_on,
        )


def _letter(report, signs):
    return {
        "title": "Laporan Insidental",
        "number": report.number,
        "recipient": [f"Yth. {_addressee(report)}", f"di {report.region.name}"],
        "signs": signs,
        "copies": [],
    }


def _addressee(report):
    title = {
        ReportReceiver.TKSK: "TKSK",
        ReportReceiver.LK3: "Pimpinan LK3",
        ReportReceiver.DINAS: "Kepala Dinas Sosial",
    }
    return f"{title[report.receiver]} {report.region.full_name}"


def _case_facts(case, today):
    family = case.family
    return [
        ("Kepala keluarga", f"{family.head_name}, berkas {family.file_number}"),
        ("Alamat", _address(family, case.village)),
        ("Anggota yang terkait", ", ".join(_person(member, today) for member in case.members.all()[:4])),
        ("Masalah", ", ".join(problem.category.name for problem in case.problems.select_related("category")[:4])),
        ("Kegentingan", case.get_urgency_display()),
        ("Dibuka", f"{date_long(case.opened_on)}, kasus {case.number}"),
        ("Penanggung jawab", str(case.handler)),
        ("Ringkasan", shortened(case.summary, MOST_TEXT)),
    ]


def _known(facts):
    return [fact for fact in facts if fact[1]]


def _address(family, village):
    return ", ".join(filter(None, [family.address, family.place, village.full_name, village.parent.full_name]))


def _person(member, today):
    return f"{member.name} ({member.get_relation_display().lower()}, {age(member.birth_date, today)})"


def _phone(case):
    return case.family.phone.as_national if case.family.phone else ""


def _goal(goal):
    reached = f" (tercapai {date_short(goal.reached_on)})" if goal.reached_on else ""
    return f"{goal.words}{reached}"


def _actions(case):
    return [_action(action) for action in case.actions.select_related("institution")[:MOST_LINES]]


def _action(action):
    done = action.state == ActionState.DONE
    return {
        "what": shortened(action.what, 90),
        "by": shortened(action.doer_words, 44),
        "due": date_short(action.due_on),
        "state": f"Selesai {date_short(action.done_on)}" if done else action.get_state_display(),
    }


def _services(case):
    rows = case.services.counted().prefetch_related("institutions")
    return [
        f"{date_short(row.given_on)}: {row.get_kind_display().lower()}, {row.description}{_with(row)}" for row in rows
    ]


def _with(service):
    names = ", ".join(str(institution) for institution in service.institutions.all())
    return f" (bersama {names})" if names else ""


def _events(case):
    rows = CaseEvent.objects.filter(case=case).select_related("actor").order_by("number")
    states = dict(case._meta.get_field("state").choices)
    zone = case.village.zone
    lines = [
        f"{date_short(timezone.localdate(row.happened_at, zone))}: {states[row.to_state].lower()}" for row in rows
    ]
    return lines[-MOST_LINES:]


def _closing(case):
    if case.is_open:
        return ""
    last = case.events.first()
    result = case.get_result_display() or case.get_state_display()
    return shortened(f"{result}, {date_long(case.closed_on)}. {last.note}", MOST_TEXT)


def _signs(case, unit, today):
    name = unit.name if unit else f"FCU {case.village.full_name}"
    return [
        {"role": "Penanggung jawab kasus", "name": str(case.handler)},
        {
            "intro": f"{case.village.name}, {date_long(today)}",
            "role": f"Koordinator {name}",
            "name": signers(unit, today)[Post.COORDINATOR],
        },
    ]
