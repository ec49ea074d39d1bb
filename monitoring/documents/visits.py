"""The report of a visit: who was there, what was answered by aspect, what was found, what became of it."""

from dataclasses import dataclass

from core.formatting import NOTHING, date_long, number
from documents.documents import UNSIGNED
from institutions.documents import letterhead, signers
from institutions.enums import Post
from monitoring.queries.visits import answers_by_aspect


@dataclass(frozen=True)
class VisitReport:
    """``changed``: why it was put right since the report before, "" in the first."""

    office: dict
    letter: dict
    facts: list
    groups: list
    summary: str
    findings: list
    changed: str

    @classmethod
    def load(cls, visit, letter_number):
        reopened = visit.events.filter(step="reopen").first()
        return cls(
            office=_office(visit),
            letter=_letter(visit, letter_number),
            facts=_facts(visit),
            groups=[_group(group) for group in answers_by_aspect(visit)],
            summary=visit.summary,
            findings=[_finding(each) for each in visit.findings.order_by("pk")],
            changed=reopened.note if reopened else "",
        )


def _office(visit):
    if visit.care_unit:
        return letterhead(visit.region, visit.care_unit)
    return {
        "logo": "img/lambang-fcu.svg",
        "lines": ["PEMANTAUAN", "FAMILY CARE UNIT (FCU)"],
        "name": visit.place,
        "place": visit.region.parent.full_name if visit.region.parent else "",
        "address": [],
    }


def _letter(visit, letter_number):
    signs = [{"intro": date_long(visit.sent_on), "role": "Petugas,", "name": visit.officers}]
    if visit.care_unit:
        held = signers(visit.care_unit, visit.visited_on)
        signs.append({"intro": "Mengetahui,", "role": "Koordinator FCU,", "name": held[Post.COORDINATOR]})
    else:
        signs.append({"intro": "Mengetahui,", "role": f"{visit.place},", "name": UNSIGNED})
    kind = visit.get_kind_display()
    return {"title": f"Laporan {kind}", "number": letter_number, "recipient": [], "signs": signs, "copies": []}


def _facts(visit):
    return [
        ("Tempat", visit.place),
        ("Wilayah", str(visit.region)),
        ("Tanggal kunjungan", date_long(visit.visited_on)),
        ("Petugas", visit.officers),
        ("Yang ditemui", visit.met or NOTHING),
        ("Instrumen", f"{visit.instrument.title} ({visit.instrument})"),
    ]


def _group(group):
    """(aspect, its mean, [(question, answer)])."""
    return group.label, number(group.mean, 1), [(line.question.text, line.said) for line in group.lines]


def _finding(finding):
    due = date_long(finding.due_on) if finding.due_on else NOTHING
    told = (finding.recommendation or NOTHING, finding.responsible or NOTHING, due, finding.get_state_display())
    return finding.get_aspect_display(), finding.text, *told
