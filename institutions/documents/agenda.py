"""The agenda of a year on paper: one table with its months, what it costs, and who agreed."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import MONTHS, NOTHING, date_long, in_sentence, number, rupiah
from institutions.documents.letterhead import UNSIGNED, letterhead, signers
from institutions.enums import FundSource, Post

MARK = "●"


@dataclass(frozen=True)
class AgendaPaper:
    office: dict
    letter: dict
    year: int
    agreed: str
    months: list
    rows: list
    totals: list
    total: str

    @classmethod
    def load(cls, agenda):
        unit, items = agenda.care_unit, list(agenda.items.all())
        return cls(
            office=letterhead(unit.village, unit),
            letter={"number": agenda.reference, "signs": _signs(agenda), "recipient": [], "copies": []},
            year=agenda.year,
            agreed=_agreed(agenda.agreed_in),
            months=[name[0] for name in MONTHS],
            rows=[_row(item) for item in items],
            totals=_totals(items),
            total=rupiah(sum(item.budget or 0 for item in items)),
        )


def _row(item):
    target = " ".join(
        filter(None, [item.target_group, f"({number(item.target_number)})" if item.target_number else ""])
    )
    return {
        "name": item.name,
        "goal": item.goal,
        "kind": item.get_kind_display(),
        "target": target or NOTHING,
        "months": [MARK if item.first_month <= month <= item.last_month else "" for month in range(1, 13)],
        "times": item.times,
        "budget": rupiah(item.budget),
        "source": item.get_source_display() or NOTHING,
        "facilities": item.facilities,
        "responsible": item.responsible or NOTHING,
    }


def _totals(items):
    """(source, sum) of the sources that give money."""
    sums = {
        label: sum(item.budget or 0 for item in items if item.source == value) for value, label in FundSource.choices
    }
    return [(label, rupiah(amount)) for label, amount in sums.items() if amount]


def _agreed(meeting):
    if meeting is None:
        return "Agenda ini belum disepakati dalam rapat."
    kind = in_sentence(meeting.get_kind_display())
    title = kind if kind.startswith("rapat") else f"rapat {kind}"
    return f"Disepakati dalam {title} tanggal {date_long(meeting.held_on)} di {meeting.place}."


def _signs(agenda):
    """Whoever held office on the day of the agreement; without one, today."""
    unit, village = agenda.care_unit, agenda.care_unit.village
    held = signers(unit, agenda.agreed_in.held_on if agenda.agreed_in else timezone.localdate())
    head = holder_of(Role.VILLAGE_HEAD, village.pk)
    return [
        {"role": "Sekretaris,", "name": held[Post.SECRETARY]},
        {"role": f"Koordinator {unit.name},", "name": held[Post.COORDINATOR]},
        {"intro": "Mengetahui,", "role": f"Kepala {village.full_name},", "name": head or UNSIGNED, "at": "middle"},
    ]
