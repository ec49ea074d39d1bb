"""Programmes: the list, the page of one, planning and changing it, and the villages that it reaches."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires, sort_order
from core.periods import Period
from core.workflow import offered_steps
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.drafting import Draft
from institutions.views.filling import fill, once, show
from programmes.enums import ProgrammeState
from programmes.filters.programmes import ProgrammeFilter
from programmes.forms.programme import ProgrammeForm, VillagesForm, rows_left
from programmes.forms.programme_steps import programme_form
from programmes.queries.programme import (
    activities_of,
    districts_of,
    latest_first,
    listed_programmes,
    may_change,
    programme_rows,
    still_open,
)
from programmes.queries.progress import done_percent, months_of
from programmes.queries.reviews import reviews_of
from programmes.resources.programmes import ProgrammeResource
from programmes.services.programme import add_programme, change_programme, set_villages
from programmes.views.programme_finding import (
    FORM_METHODS,
    changeable_programme,
    found_programme,
    on_programme,
    told,
)
from programmes.workflow import PROGRAMME_STEPS

ORDERS = {
    "nama": ("name", "pk"),
    "instansi": ("agency_title", "name", "pk"),
    "mulai": ("-starts_on", "pk"),
    "anggaran": ("-budget", "pk"),
}
TITLES = {name: step.title for name, step in PROGRAMME_STEPS.items()}
FORM = "programmes/programme_form.html"
CARRIED = ("region", "agency", "agency_name", "name", "sector", "goal", "indicators", "target_group", "target_number")


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def index(request):
    narrowed, rows = _narrowed(request)
    context = {
        "tab": "programmes",
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "mulai",
        "may_add": request.user.can(Capability.CHANGE_PROGRAMMES),
        "sees_figures": request.user.can(Capability.SEE_FIGURES),
    }
    return render(request, "programmes/list.html", context)


def _narrowed(request):
    narrowed = ProgrammeFilter(request.GET, listed_programmes(request.user), user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "mulai"))


@exported("programmes", "program", "program", Capability.SEE_PROGRAMMES)
def export(asked):
    return ListSheet(ProgrammeResource(), _narrowed(asked)[1].prefetch_related("villages"))


@requires(Capability.CHANGE_PROGRAMMES)
@require_http_methods(FORM_METHODS)
def add(request):
    """``?dari=`` names an ended programme whose plan goes on."""
    follows = _followed(request)
    draft = Draft(request, f"programme-{follows.pk}" if follows else "programme")
    if draft.is_dropped:
        return draft.drop()
    initial = {name: getattr(follows, name) for name in CARRIED} if follows else {}
    rows = _rows(draft, follows)
    form = ProgrammeForm(request.POST or None, user=request.user, initial=initial | draft.initial, rows=rows)

    def make():
        return add_programme(actor=request.user, follows=follows, **form.values)

    back = {"back_label": "Semua program", "back_url": reverse("programmes:list")}
    context = {"title": "Rencana baru" if follows else "Tambah program", "button": "Simpan program", **back}
    place = f"Lanjutan dari {follows}" if follows else ""
    return _filled(request, form, once(request, form, draft.name, make), draft, place=place, **context)


def _followed(request):
    asked = request.GET.get("dari", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        raise Http404
    return get_object_or_404(programme_rows(request.user), pk=asked, state=ProgrammeState.ENDED)


def _rows(draft, record):
    """Of the team: what was left unsent, else what is stored."""
    if draft.left and draft.left.data:
        return rows_left(draft.left.data)
    return list(record.team.values("role", "people")) if record else []


def _filled(request, form, save, draft, **context):
    context |= draft.context(form)
    if form.turned:
        return show(request, form, FORM, **context)
    return fill(request, form, save, FORM, **context)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    programme = changeable_programme(request, pk)
    draft = Draft(request, f"programme-change-{pk}")
    if draft.is_dropped:
        return draft.drop()
    rows = _rows(draft, programme)
    form = ProgrammeForm(request.POST or None, user=request.user, record=programme, initial=draft.initial, rows=rows)

    def save():
        seen = form.cleaned_data["version"]
        changed = change_programme(programme, actor=request.user, seen=seen, **form.values)
        draft.discard(form)
        return changed

    context = {"title": "Ubah program", "button": "Simpan program", **on_programme(programme)}
    return _filled(request, form, save, draft, record=programme, **context)


@require_http_methods(FORM_METHODS)
def villages(request, pk):
    """One kecamatan after the other, ``?kecamatan=``."""
    programme = changeable_programme(request, pk)
    districts = districts_of(programme)
    if not districts:
        raise Http404
    asked = request.GET.get("kecamatan", "")
    district = next((each for each in districts if each.pk == asked), districts[0])
    form = VillagesForm(request.POST or None, record=programme, district=district)

    def save():
        given = form.cleaned_data
        set_villages(programme, district, given["villages"], actor=request.user, seen=given["version"])
        return (
            f"{reverse('programmes:villages', args=[pk])}?kecamatan={district.pk}" if len(districts) > 1 else programme
        )

    chosen = {}
    for code in programme.villages.values_list("parent", flat=True):
        chosen[code] = chosen.get(code, 0) + 1
    context = {
        "title": "Desa sasaran",
        "button": "Simpan desa",
        "districts": [(each, chosen.get(each.pk, 0)) for each in districts],
        "district": district,
        "reached": sum(chosen.values()),
        **on_programme(programme),
    }
    return fill(request, form, save, "programmes/villages.html", record=programme, **context)


@require_safe
def detail(request, pk):
    return show_programme(request, found_programme(request, pk))


def show_programme(request, programme, bound=None, status=200):
    activities, reviews = activities_of(programme), reviews_of(programme)
    months = months_of(programme, activities)
    writes, runs = may_change(request.user, programme), programme.state == ProgrammeState.RUNNING
    waiting = [review for review in reviews if review.done_on is None]
    context = {
        "programme": programme,
        "activities": activities,
        "months": months,
        "missing": [month.period for month in months if month.is_due and runs],
        "now": _month_to_record(programme, months),
        "spent": sum(month.spent for month in months),
        "done": done_percent(activities),
        "late": [review for review in reviews if review.is_late],
        "waiting": waiting,
        "finished": [review for review in reviews if review.done_on],
        "villages": list(programme.villages.order_by("parent__name", "name")),
        "team": list(programme.team.all()),
        "still_open": still_open(programme, activities, waiting) if writes and runs else [],
        "acts": _acts(request.user, programme, bound),
        "events": told(latest_first(programme.events), TITLES),
        "may_change": writes,
        "may_edit": writes and programme.state in (ProgrammeState.PLANNED, ProgrammeState.RUNNING),
        "runs": runs,
    }
    return render(request, "programmes/detail.html", context, status=status)


def _month_to_record(programme, months):
    """The first month that is missing, else the present one, else the last."""
    missing = next((month.period for month in months if month.is_due), None)
    today = Period.of("M", timezone.localdate())
    return missing or (today if today in programme.months else months[-1].period)


def _acts(user, programme, bound):
    steps = offered_steps(PROGRAMME_STEPS, programme, user)
    forms = [
        bound if bound and bound.name == name else programme_form(name, each, programme)
        for name, each in steps.items()
    ]
    return [
        {
            "form": form,
            "url": reverse("programmes:step", args=[programme.pk, form.name]),
            "step": form.step,
            "open": form.is_bound and bool(form.errors),
        }
        for form in forms
    ]
