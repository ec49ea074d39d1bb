"""How far the families have come, the cohorts, and what the pioneers did of their eight tasks."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires, sort_order
from core.periods import Period, PeriodError
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported, send_tables
from families.models import Family
from mentoring.figures import TASKS, cohorts, eight_tasks
from mentoring.filters import CourseFilter
from mentoring.queries.board import seen_villages
from mentoring.queries.progress import courses, lines_of
from mentoring.resources import CourseResource

ORDERS = {
    "mulai": ("-course_began_on", "pk"),
    "nama": ("plasma__head_name", "pk"),
    "pionir": ("pioneer__head_name", "pk"),
}
SHOWN_COHORTS = 12
SHOWN_QUARTERS = 8


def _courses(asked):
    found = CourseFilter(asked.GET, courses(asked.user), villages=seen_villages(asked.user))
    return found, found.qs.order_by(*sort_order(asked, ORDERS, "mulai"))


@requires(Capability.SEE_FAMILIES)
@require_safe
def families(request):
    found, ordered = _courses(request)
    rows = page(ordered, request)
    context = {
        "page": rows, "lines": lines_of(rows), "sorted_by": "mulai", "filter_form": found.form,
        "chips": chips(request, found.form),
        "is_filtered": any(request.GET.get(name) for name in found.form.fields),
    }  # fmt: skip
    return render(request, "mentoring/progress.html", context)


@exported("courses", "kemajuan keluarga", "kemajuan-keluarga", Capability.SEE_FAMILIES)
def export(asked):
    return ListSheet(CourseResource(), _courses(asked)[1], told=lines_of)


@requires(Capability.SEE_FIGURES)
@require_safe
def by_cohort(request):
    codes = request.user.codes(Capability.SEE_FIGURES)
    rows = cohorts(codes, timezone.localdate())[:SHOWN_COHORTS]
    context = {"rows": rows, "chart": _chart(rows), "sees_families": request.user.can(Capability.SEE_FAMILIES)}
    return render(request, "mentoring/cohorts.html", context)


def _chart(rows):
    """Of the cohorts that are old enough: graduated within 18 months, of a hundred."""
    told = [row for row in reversed(rows) if row.marks[18]]
    if not told:
        return None
    values = [round(100 * row.marks[18][0] / row.began) for row in told]
    labels = [row.quarter.short_label for row in told]
    said = ", ".join(f"{label} {value}%" for label, value in zip(labels, values, strict=True))
    return {"shape": "trend", "title": f"Lulus dalam 18 bulan: {said}", "args": {"labels": labels, "values": values}}


@requires(Capability.SEE_FAMILIES)
@require_safe
def tasks(request):
    """Of one village; who has several chooses."""
    villages, period = seen_villages(request.user), _period(request)
    village = _village(request, villages)
    done = eight_tasks(village, period) if village else {}
    pioneers = page(_pioneers(request.user, done), request)
    context = {
        "village": village,
        "place": dict(villages).get(village, ""),
        "villages": villages,
        "page": pioneers,
        "period": period,
        "periods": _quarters(timezone.localdate()),
        "rows": [(family, _said(done[family.pk])) for family in pioneers],
    }
    return render(request, "mentoring/eight_tasks.html", context)


def _village(asked, villages):
    village = asked.GET.get("desa") or next((code for code, _ in villages), "")
    if village and village not in dict(villages):
        raise Http404
    return village


def _pioneers(user, done):
    return Family.objects.visible_to(user).filter(pk__in=done).order_by("head_name", "pk")


@requires(Capability.SEE_FAMILIES)
@require_safe
def export_tasks(request):
    villages, period = seen_villages(request.user), _period(request)
    village = _village(request, villages)
    done = eight_tasks(village, period) if village else {}
    heads = ["Keluarga pionir", "Desa", "Kecamatan", *TASKS.values()]
    pioneers = _pioneers(request.user, done).select_related("village__parent")
    rows = [
        [row.head_name, row.village.full_name, row.village.parent.full_name, *done[row.pk].values()]
        for row in pioneers
    ]
    reason = f"Delapan tugas {village} {period.code}: {len(rows)} baris"
    return send_tables(request, {"Delapan tugas": [heads, *rows]}, f"delapan-tugas-{period.code}", reason)


def _said(counts):
    """(task, how often in words, "" for never): being an example is so or not, what was shared has fields."""
    words = {"example": "ya", "share": "{} bidang"}
    return [(TASKS[task], words.get(task, "{} kali").format(n) if n else "") for task, n in counts.items()]


def _quarters(today):
    """This quarter and the seven before it."""
    quarters = [Period.quarter_of(today)]
    while len(quarters) < SHOWN_QUARTERS:
        quarters.append(quarters[-1].previous())
    return quarters


def _period(request):
    try:
        return (
            Period.parse(request.GET["masa"]) if request.GET.get("masa") else Period.quarter_of(timezone.localdate())
        )
    except PeriodError as error:
        raise Http404 from error
