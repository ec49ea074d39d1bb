"""Tables at the end of a report: the regions below it side by side, its meetings and its activities."""

from core.formatting import date_short, number, share
from core.periods import Period
from institutions.enums import ActivityKind, MeetingKind
from institutions.models import Activity, Meeting
from reporting.documents.figure_table import known
from reporting.documents.key_figures import KEY_FIGURES, key_figures, visits_kept
from reporting.enums import ReportKind
from reporting.queries import lower_reports

# More than these stand in the attached CSV and in the Excel file, not on pages.
MOST_ROWS = 120
BANDS = (("low", 0.70, "di bawah 70%"), ("fair", 0.80, "70–79%"), ("good", 0.90, "80–89%"), ("best", 2, "90% ke atas"))


def annexes_of(report):
    """[{title, note, heads, rows, columns}]; without anybody's name."""
    if report.is_recap:
        return _by_region(report)
    if report.kind == ReportKind.UNIT_QUARTER:
        return [each for each in (_meetings(report), _activities(report)) if each["rows"]]
    return []


def _by_region(report):
    """One row a report that it took, and below a regency one row an FCU."""
    parts = list(report.takes.select_related("region").order_by("region", "period"))
    found = [_table("Menurut wilayah dan masa", parts)]
    units = lower_reports(report)
    if any(part.kind != ReportKind.UNIT_QUARTER for part in parts):
        found.append(_table("Menurut FCU", units))
    return found


def _table(title, reports):
    rows = [_row(each) for each in reports[:MOST_ROWS]]
    left = len(reports) - len(rows)
    note = f"{number(left)} baris lain ada pada berkas Excel laporan ini." if left > 0 else ""
    heads = ["Kode", "Wilayah", "Masa", *KEY_FIGURES]
    return {"title": title, "heads": heads, "rows": rows, "note": note, "columns": "num4 dense long"}


def _row(report):
    figures = [known(value) for value in key_figures(report.figures).values()]
    return [report.region_id, report.region.name, Period.parse(report.period).short_label, *figures]


def _days(report):
    period = Period.parse(report.period)
    return (period.first_day, period.last_day)


def _meetings(report):
    held = Meeting.objects.held().filter(care_unit__village=report.region, held_on__range=_days(report))
    rows = [
        [date_short(held_on), MeetingKind(kind).label, f"Notulen rapat ke-{number(n)}"]
        for held_on, kind, n in held.order_by("held_on", "pk").values_list("held_on", "kind", "number")
    ]
    return _list("Rapat pada masa ini", ["Tanggal", "Jenis", "Notulen"], rows)


def _activities(report):
    held = Activity.objects.held().filter(care_unit__village=report.region, held_on__range=_days(report))
    rows = [
        [date_short(held_on), ActivityKind(kind).label, title]
        for held_on, kind, title in held.order_by("held_on", "pk").values_list("held_on", "kind", "name")
    ]
    return _list("Kegiatan pada masa ini", ["Tanggal", "Jenis", "Kegiatan"], rows)


def _list(title, heads, rows):
    left = len(rows) - MOST_ROWS
    note = f"{number(left)} baris lain ada di sistem." if left > 0 else ""
    return {"title": title, "heads": heads, "rows": rows[:MOST_ROWS], "note": note, "columns": "long"}


def shares_by_region(report):
    """A tile a report that a recap took: which part of the planned visits was made. [] where nothing is summed."""
    if not report.is_recap:
        return []
    return [_tile(part) for part in report.takes.select_related("region").order_by("region", "period")]


def _tile(part):
    kept, label = visits_kept(part.figures), f"{part.region.name} {Period.parse(part.period).short_label}"
    if not kept or not kept[1]:
        return {"label": label, "value": "tanpa rencana", "band": "none"}
    made, planned = kept
    band = next(name for name, below, _ in BANDS if made / planned < below)
    return {"label": label, "value": share(made, planned), "band": band}
