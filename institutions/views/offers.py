from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.figures import answer_records
from institutions.filters import OfferFilter
from institutions.forms import OfferForm
from institutions.models import ServiceOffer
from institutions.resources import OfferResource
from institutions.services import add_offer, change_offer, require_keeping, stop_offer
from institutions.views.directory import SECTIONS, find_changeable
from institutions.views.filling import fill, once

DISTANCE_WORDS = ("di desa", "di kecamatan", "di kabupaten/kota", "di provinsi", "nasional")


def find_offer(request, pk):
    visible = ServiceOffer.objects.visible_to(request.user).select_related("institution__region")
    offer = get_object_or_404(visible, pk=pk)
    require_keeping(request.user, offer.institution.region_code)
    return offer


def _narrowed(request):
    visible = ServiceOffer.objects.visible_to(request.user).active().prefetch_related("problems")
    return OfferFilter(request.GET, visible, user=request.user)


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def index(request):
    """Siapa bisa membantu: services in reach, the nearest first."""
    narrowed = _narrowed(request)
    shown = page(narrowed.qs, request)
    records = answer_records([offer.institution_id for offer in shown])
    for offer in shown:
        offer.reach, offer.record = DISTANCE_WORDS[offer.distance], records[offer.institution_id]
    context = {"page": shown, "filter_form": narrowed.form, "chips": chips(request, narrowed.form)}
    return render(request, "institutions/offers.html", context)


@exported("offers", "layanan", "layanan", Capability.SEE_INSTITUTIONS)
def export(asked):
    return ListSheet(OfferResource(), _narrowed(asked).qs.select_related("institution__region__parent"))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    institution = find_changeable(request, pk)
    form = OfferForm(request.POST or None)

    def make():
        return add_offer(institution, actor=request.user, **form.values)

    return fill(
        request,
        form,
        once(request, form, "offer", make),
        SECTIONS,
        title="Tambah layanan",
        button="Simpan layanan",
        place=str(institution),
        back_label=str(institution),
        back_url=institution,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    offer = find_offer(request, pk)
    form = OfferForm(request.POST or None, record=offer)

    def save():
        return change_offer(offer, actor=request.user, seen=form.cleaned_data["version"], **form.values)

    return fill(
        request,
        form,
        save,
        SECTIONS,
        record=offer,
        title=f"Ubah layanan {offer}",
        button="Simpan layanan",
        place=str(offer.institution),
        back_label=str(offer.institution),
        back_url=offer.institution,
    )


@require_POST
def stop(request, pk):
    offer = stop_offer(find_offer(request, pk), actor=request.user)
    messages.success(request, f"Layanan {offer} tidak ditawarkan lagi.")
    return redirect(offer.institution)
