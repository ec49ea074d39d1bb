"""The board of a region on paper: the programmes of all agencies, and the villages that they reach or leave out."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import NOTHING, date_long, date_short, number, rupiah
from documents.documents import UNSIGNED, of_office
from documents.queries import REGENCY_LENGTH, office_of
from programmes.models import Programme
from programmes.queries.board import board_rows, matrix_of, on_board
from regions.queries import breadcrumb


@dataclass(frozen=True)
class BoardPaper:
    office: dict
    letter: dict
    place: str
    month: str
    rows: list
    sectors: list
    villages: list
    left_out: list

    @classmethod
    def load(cls, region, month, number_):
        keys = list(on_board(Programme.objects.all(), region.pk, month).values_list("pk", flat=True))
        matrix = matrix_of(region.pk, keys, month)
        return cls(
            office=_office(region),
            letter={
                "title": "Papan program kesejahteraan sosial", "number": number_, "recipient": [], "copies": [],
                "signs": _signs(region),
            },
            place=breadcrumb(region),
            month=month.label,
            rows=[_row(row) for row in board_rows(keys, month)],
            sectors=[label for _, label in matrix.sectors],
            villages=[_village(row) for row in matrix.rows],
            left_out=[village.full_name for village in matrix.left_out],
        )  # fmt: skip


def _office(region):
    office = office_of(region.pk)
    if office:
        return of_office(office)
    return {
        "logo": "img/lambang-dinas.svg", "lines": ["PEMERINTAH DAERAH"], "name": "DINAS SOSIAL",
        "place": breadcrumb(region), "address": [],
    }  # fmt: skip


def _signs(region):
    name = holder_of(Role.DINAS, region.pk[:REGENCY_LENGTH])
    today = date_long(timezone.localdate(timezone=region.zone))
    return [{"intro": f"{region.name}, {today}", "role": "Dinas Sosial,", "name": name or UNSIGNED}]


def _row(row):
    programme = row.programme
    return {
        "number": row.number,
        "agency": programme.agency_title,
        "name": programme.name,
        "state": programme.get_state_display(),
        "period": f"{date_short(programme.starts_on)} – {date_short(programme.ends_on)}",
        "activities": [
            (each.name, f"{number(each.done)} dari {number(each.target)} {each.unit}") for each in row.activities
        ],
        "done": row.done,
        "budget": rupiah(programme.budget),
        "spent": f"{rupiah(programme.spent)} ({row.spent_share})",
        "reference": programme.reference_label or programme.get_source_display() or NOTHING,
        "villages": number(programme.village_count),
    }


def _village(row):
    numbers = [", ".join(str(number_) for number_, _ in cell) or NOTHING for _, cell in row.cells]
    return {"name": row.village.full_name, "district": row.village.parent.full_name, "numbers": numbers}
