"""Monitoring and evaluation: what is due in a region, and the findings of one."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.filling import fill
from programmes.filters.programmes import ReviewFilter
from programmes.forms.programme_steps import ReviewForm
from programmes.queries.reviews import listed_reviews
from programmes.resources.programmes import ReviewResource
from programmes.services.reviews import record_review
from programmes.views.programme_finding import FORM_METHODS, changeable_programme, on_programme


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def index(request):
    narrowed = ReviewFilter(request.GET, listed_reviews(request.user), user=request.user)
    context = {
        "tab": "programmes",
        "page": page(narrowed.qs, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
    }
    return render(request, "programmes/reviews.html", context)


@exported("reviews", "evaluasi program", "evaluasi-program", Capability.SEE_PROGRAMMES)
def export(asked):
    return ListSheet(ReviewResource(), ReviewFilter(asked.GET, listed_reviews(asked.user), user=asked.user).qs)


@require_http_methods(FORM_METHODS)
def record(request, pk, review):
    programme = changeable_programme(request, pk)
    found = get_object_or_404(programme.reviews, pk=review)
    found.programme = programme
    form = ReviewForm(request.POST or None, record=found)

    def save():
        record_review(found, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        return programme

    return fill(request, form, save, record=found, title=str(found), button="Simpan hasil", **on_programme(programme))
