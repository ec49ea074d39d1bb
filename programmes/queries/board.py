"""The board: the programmes of all agencies in a region side by side, and which villages they reach in a month."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from core.formatting import NOTHING, share
from programmes.enums import ProgrammeState
from programmes.models import Programme, ProgrammeActivity
from programmes.queries.programme import OF_AGENCY, with_totals
from programmes.queries.progress import done_percent, with_progress
from regions.enums import LEVEL_BY_LENGTH, Level
from regions.models import Region, in_regions
from regions.queries import villages_below

REACHED = Programme.villages.through.objects
LENGTHS = sorted(LEVEL_BY_LENGTH)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """``number`` names the programme in the matrix. Its activities count up to the month of the board."""

    number: int
    programme: Programme
    activities: list

    @property
    def done(self):
        return done_percent(self.activities)

    @property
    def spent_share(self):
        return share(self.programme.spent, self.programme.budget) if self.programme.budget else NOTHING


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One activity, or a programme without any."""

    row: BoardRow
    activity: ProgrammeActivity | None


def lines_of(rows):
    return [BoardLine(row, activity) for row in rows for activity in row.activities or [None]]


@dataclass(frozen=True, slots=True)
class VillageRow:
    """``cells``: for each sector of the board the numbers of the programmes that reach the village."""

    village: Region
    cells: list

    @property
    def is_left_out(self):
        return not any(numbers for _, numbers in self.cells)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A region below: how many of its villages are reached, and by how many programmes."""

    place: Region
    villages: int
    reached: int
    programmes: int = 0

    @property
    def left_out(self):
        return self.villages - self.reached


@dataclass(frozen=True, slots=True)
class Matrix:
    """``sectors``: those of any programme, as (value, label)."""

    sectors: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    @property
    def left_out(self):
        return [row.village for row in self.rows if row.is_left_out]


def on_board(programmes, code, month):
    """Those of the region or reaching a village in it that are planned for, or run in, the month; by agency."""
    inside = in_regions("region__code", [code])
    reaching = Q(pk__in=REACHED.filter(inside).values("programme"))
    planned = Q(state=ProgrammeState.PLANNED, ends_on__gte=month.first_day)
    rows = programmes.filter(inside | reaching, planned | _running_in(month), starts_on__lte=month.last_day)
    return rows.order_by(OF_AGENCY, "starts_on", "pk")


def _running_in(month):
    """Of those that had begun by then. What was stopped before it began has no ``ended_on``."""
    return Q(state=ProgrammeState.RUNNING) | Q(ended_on__gte=month.first_day)


def board_rows(keys, month, first=1):
    """``keys``: of the programmes in the order of the board, from number ``first`` on. Two statements."""
    rows = with_totals(Programme.objects.filter(pk__in=keys), month.first_day).select_related("agency", "region")
    programmes = {each.pk: each for each in rows}
    activities = defaultdict(list)
    kept = ProgrammeActivity.objects.filter(programme__in=keys, removed_on=None)
    for activity in with_progress(kept, month.first_day):
        activities[activity.programme_id].append(activity)
    return [BoardRow(first + place, programmes[key], activities[key]) for place, key in enumerate(keys)]


def _links(code, keys, month):
    """(village, programme) of what reaches the villages of the region in the month; plans do not yet."""
    serving = Programme.objects.filter(_running_in(month), pk__in=keys)
    return REACHED.filter(in_regions("region__code", [code]), programme__in=serving.values("pk"))


def matrix_of(code, keys, month):
    """Villages below ``code`` × sectors, in two statements. ``keys``: in the order of the board."""
    numbers = {key: number for number, key in enumerate(keys, start=1)}
    cells, sectors = defaultdict(list), set()
    links = _links(code, keys, month).values_list("region", "programme", "programme__sector")
    for village, programme, sector in links:
        cells[village, sector].append((numbers[programme], programme))
        sectors.add(sector)
    used = [(value, label) for value, label in Programme._meta.get_field("sector").choices if value in sectors]
    villages = villages_below([code]).select_related("parent").order_by("parent__name", "parent", "name", "pk")
    rows = [VillageRow(each, [(label, sorted(cells[each.pk, value])) for value, label in used]) for each in villages]
    return Matrix(used, rows)


def places_of(region, keys, month):
    """The regions directly below with their villages, in two statements. ``region`` is none that ``is_small``."""
    below = LENGTHS[LENGTHS.index(len(region.pk)) + 1]
    children, villages, reached, programmes = [], defaultdict(int), defaultdict(set), defaultdict(set)
    levels = (LEVEL_BY_LENGTH[below], Level.VILLAGE)
    rows = Region.objects.filter(in_regions("code", [region.pk]), active=True, level__in=levels)
    for code, name, level in rows.order_by("name", "pk").values_list("pk", "name", "level"):
        if level == Level.VILLAGE:
            villages[code[:below]] += 1
        else:
            children.append(Region(code=code, name=name, level=level))
    for village, programme in _links(region.pk, keys, month).values_list("region", "programme"):
        reached[village[:below]].add(village)
        programmes[village[:below]].add(programme)
    return [PlaceRow(each, villages[each.pk], len(reached[each.pk]), len(programmes[each.pk])) for each in children]


def is_small(region):
    """Small enough for a table of its villages."""
    return region.level in (Level.DISTRICT, Level.VILLAGE)
