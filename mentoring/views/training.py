from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill, once
from mentoring.forms.training import TrainingForm
from mentoring.queries.prepared import required_subjects
from mentoring.queries.training import preparation_of, prepared_where, trainable, training_rows, villages_of
from mentoring.resources import TrainingResource
from mentoring.services.training import change_training, record_training

FORM_METHODS = ["GET", "POST"]
MOST = 60


@require_safe
def index(request):
    """The class meetings, and who still lacks what."""
    user = request.user
    _require_reading(user)
    villages = list(trainable(user)[:2])
    context = {
        "page": page(training_rows(user), request),
        "own": villages[0] if len(villages) == 1 else None,
        **_preparation(request),
        "may_record": user.can(Capability.LEAD_TRAINING),
        "sees_figures": user.can(Capability.SEE_FIGURES),
        "sees_village": user.can(Capability.SEE_FAMILIES),
    }
    return render(request, "mentoring/trainings.html", context)


def _require_reading(user):
    if not (user.can(Capability.SEE_FAMILIES) or user.can(Capability.LEAD_TRAINING)):
        raise PermissionDenied(Capability.LEAD_TRAINING)


@exported("trainings", "penyiapan keluarga pionir", "penyiapan-pionir")
def export(asked):
    _require_reading(asked.user)
    return ListSheet(TrainingResource(), training_rows(asked.user))


def _preparation(request):
    """Village by village who lacks what; of the village asked for, when all do not fit the page."""
    families = prepared_where(request.user)
    villages = villages_of(families)
    village = request.GET.get("desa") if request.GET.get("desa") in dict(villages) else ""
    shown = list((families.filter(village=village) if village else families)[: MOST + 1])
    preparation = sorted(preparation_of(shown[:MOST]), key=lambda pair: pair[0].village_id)
    return {
        "preparation": preparation, "cut_at": MOST if len(shown) > MOST else 0, "villages": villages,
        "village": village, "subjects": required_subjects().count() if preparation else 0,
    }  # fmt: skip


@requires(Capability.LEAD_TRAINING)
@require_safe
def choose(request):
    """For which village, where one trains in several."""
    villages = trainable(request.user).order_by("code")
    return render(request, "mentoring/training_where.html", {"page": page(villages, request)})


@requires(Capability.LEAD_TRAINING)
@require_http_methods(FORM_METHODS)
def record(request, village):
    place = get_object_or_404(trainable(request.user), pk=village)
    form = TrainingForm(request.POST or None, village=place)

    def make():
        return record_training(place, actor=request.user, **form.values)

    words = {"title": "Catat penyiapan keluarga pionir", "button": "Simpan penyiapan", "place": place.full_name}
    where = {"back_label": "Penyiapan", "back_url": reverse("mentoring:trainings")}
    return fill(request, form, once(request, form, f"training-{village}", make), **words, **where)


@require_safe
def detail(request, pk):
    training = get_object_or_404(training_rows(request.user), pk=pk)
    context = {
        "training": training,
        "families": [
            row.family for row in training.attendances.select_related("family").order_by("family__head_name")
        ],
        "subjects": training.subjects.all(),
        "sees_families": request.user.can(Capability.SEE_FAMILIES, training.village_id),
        "may_change": request.user.can(Capability.LEAD_TRAINING, training.village_id),
    }
    return render(request, "mentoring/training.html", context)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    training = get_object_or_404(training_rows(request.user), pk=pk)
    if not request.user.can(Capability.LEAD_TRAINING, training.village_id):
        raise PermissionDenied(Capability.LEAD_TRAINING)
    form = TrainingForm(request.POST or None, village=training.village, record=training)

    def save():
        return change_training(training, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    words = {"title": "Ubah penyiapan", "button": "Simpan penyiapan", "place": training.village.full_name}
    where = {"back_label": str(training), "back_url": training.get_absolute_url()}
    return fill(request, form, save, record=training, **words, **where)
