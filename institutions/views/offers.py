from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires
from institutions.filters import OfferFilter
from institutions.forms import OfferForm
from institutions.models import ServiceOffer
from institutions.services import add_offer, change_offer, require_change, stop_offer
from institutions.views.directory import find_changeable
from institutions.views.filling import fill, once

DISTANCE_WORDS = ("di desa", "di kecamatan", "di kabupaten/kota", "di provinsi", "nasional")


def find_offer(request, pk):
    visible = ServiceOffer.objects.visible_to(request.user).select_related("institution__region")
    offer = get_object_or_404(visible, pk=pk)
    require_change(request.user, offer.institution.region_code)
    return offer


@require_safe
@requires(Capability.SEE_INSTITUTIONS)
def index(request):
    """Siapa bisa membantu: services in reach, the nearest first."""
    visible = ServiceOffer.objects.visible_to(request.user).active().prefetch_related("problems")
    narrowed = OfferFilter(request.GET, visible, user=request.user)
    shown = page(narrowed.qs, request)
    for offer in shown:
        offer.reach = DISTANCE_WORDS[offer.distance]
    context = {"page": shown, "filter_form": narrowed.form, "chips": chips(request, narrowed.form)}
    return render(request, "institutions/offers.html", context)


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
