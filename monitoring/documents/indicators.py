"""The success indicators of a region and a quarter on paper. Nobody is named but who signs."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.enums import Role
from accounts.queries import holder_of
from core.formatting import NOTHING, date_long
from documents.documents import UNSIGNED, of_office
from documents.queries import REGENCY_LENGTH, office_of
from institutions.documents import letterhead, signers
from institutions.enums import Post
from institutions.models import CareUnit
from monitoring.queries.indicators import overview_of
from regions.models import VILLAGE_LENGTH
from regions.queries import breadcrumb


@dataclass(frozen=True)
class IndicatorPaper:
    office: dict
    letter: dict
    place: str
    period: str
    days: str
    heads: list
    groups: list
    sources: list

    @classmethod
    def load(cls, extent, region, period, number):
        overview = overview_of(extent, period)
        office, sign = _of_fcu(region) if len(region.pk) == VILLAGE_LENGTH else _of_dinas(region)
        return cls(
            office=office,
            letter={
                "title": "Indikator keberhasilan", "number": number, "recipient": [], "copies": [], "signs": [sign],
            },
            place=breadcrumb(region),
            period=period.label,
            days=period.days_label,
            heads=overview.heads,
            groups=[(group, [_row(line) for line in lines]) for group, lines in overview.groups],
            sources=overview.sources,
        )  # fmt: skip


def _row(line):
    return {
        "label": line.indicator.label,
        "note": line.indicator.note,
        "value": line.says,
        "detail": line.detail,
        "before": line.says_before,
        "change": line.says_change,
        "target": line.says_target,
        "reached": line.reached[2] if line.reached else NOTHING,
        "beside": [words for _, words in line.beside],
    }


def _of_fcu(village):
    unit = CareUnit.objects.active().filter(village=village).first()
    day = timezone.localdate(timezone=village.zone)
    sign = {"intro": f"{village.name}, {date_long(day)}", "role": "Koordinator FCU,"}
    return letterhead(village, unit), sign | {"name": signers(unit, day)[Post.COORDINATOR]}


def _of_dinas(region):
    office = office_of(region.pk)
    head = of_office(office) if office else _plain_head(region)
    day = date_long(timezone.localdate(timezone=region.zone))
    name = holder_of(Role.DINAS, region.pk[:REGENCY_LENGTH]) or UNSIGNED
    return head, {"intro": f"{region.name}, {day}", "role": "Dinas Sosial,", "name": name}


def _plain_head(region):
    return {
        "logo": "img/lambang-dinas.svg", "lines": ["PEMERINTAH DAERAH"], "name": "DINAS SOSIAL",
        "place": breadcrumb(region), "address": [],
    }  # fmt: skip
