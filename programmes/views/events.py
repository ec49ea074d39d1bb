"""Events of the tiers: the list, one of them, recorded and put right, called off, followed up."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.http import chips, page, requires, sort_order
from documents.queries import newest_documents
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from institutions.views.drafting import Draft
from institutions.views.filling import fill, once
from programmes.filters.events import EventFilter
from programmes.forms.events import CallOffEventForm, EventForm, FollowUpForm
from programmes.models import TierEvent
from programmes.queries.events import event_rows, may_record, reach_of, regions_to_record_in
from programmes.resources.events import EventResource
from programmes.services.event_papers import PAPERS
from programmes.services.events import add_event, call_off_event, change_event, finish_follow_up

FORM_METHODS = ["GET", "HEAD", "POST"]
FORM = "programmes/event_form.html"
ORDERS = {
    "judul": ("title", "pk"),
    "tanggal": ("-held_on", "-pk"),
    "wilayah": ("region__code", "-held_on", "pk"),
    "desa": ("-village_count", "-held_on", "pk"),
}


def found_event(request, pk):
    rows = TierEvent.objects.visible_to(request.user).select_related("region__parent", "recorded_by")
    return get_object_or_404(rows, pk=pk)


def changeable_event(request, pk):
    event = found_event(request, pk)
    if not may_record(request.user, event):
        raise PermissionDenied(str(Capability.RECORD_EVENTS))
    return event


def on_event(event):
    """The parts of a form page that say which event it is about."""
    return {"place": f"{event}, {event.scope_label}", "back_label": str(event), "back_url": event.get_absolute_url()}


@requires(Capability.SEE_PROGRAMMES)
@require_safe
def index(request):
    narrowed, rows = _narrowed(request)
    context = {
        "tab": "events",
        "page": page(rows, request),
        "filter_form": narrowed.form,
        "chips": chips(request, narrowed.form),
        "sorted_by": "tanggal",
        "may_add": request.user.can(Capability.RECORD_EVENTS),
    }
    return render(request, "programmes/events.html", context)


def _narrowed(request):
    narrowed = EventFilter(request.GET, event_rows(request.user), user=request.user)
    return narrowed, narrowed.qs.order_by(*sort_order(request, ORDERS, "tanggal"))


@exported("tier-events", "kegiatan berjenjang", "kegiatan-berjenjang", Capability.SEE_PROGRAMMES)
def export(asked):
    return ListSheet(EventResource(), _narrowed(asked)[1])


@require_safe
def detail(request, pk):
    event = found_event(request, pk)
    villages, others = reach_of(event)
    records = may_record(request.user, event)
    documents = newest_documents(event, PAPERS)
    context = {
        "event": event,
        "facts": _facts(event),
        "villages": villages,
        "others": others,
        "guests": list(event.guests.select_related("institution")),
        "papers": list(event.papers.filter(removed_on=None).select_related("file")),
        "letters": [(kind, documents.get(kind)) for kind in PAPERS] if event.region else [],
        "may_change": records and not event.called_off_because,
        "is_village": event.level == "village",
    }
    return render(request, "programmes/event.html", context)


def _facts(event):
    return [
        ("Jenis", event.get_kind_display()),
        ("Tingkat", event.get_level_display()),
        ("Tempat", event.place),
        ("Penyelenggara", event.held_by),
        ("Dicatat oleh", event.recorded_by),
    ]


@requires(Capability.RECORD_EVENTS)
@require_http_methods(FORM_METHODS)
def add(request):
    draft = Draft(request, "tier-event")
    if draft.is_dropped:
        return draft.drop()
    places = regions_to_record_in(request.user)
    form = EventForm(request.POST or None, places=places, initial=draft.initial)

    def make():
        return add_event(actor=request.user, **form.values)

    back = {"back_label": "Kegiatan berjenjang", "back_url": reverse("programmes:events")}
    context = {"title": "Catat kegiatan berjenjang", "button": "Simpan kegiatan", **back, **draft.context(form)}
    return fill(request, form, once(request, form, draft.name, make), FORM, **context)


@require_http_methods(FORM_METHODS)
def change(request, pk):
    event = changeable_event(request, pk)
    if event.called_off_because:
        raise Http404
    draft = Draft(request, f"tier-event-{pk}")
    if draft.is_dropped:
        return draft.drop()
    form = EventForm(request.POST or None, record=event, initial=draft.initial)

    def save():
        changed = change_event(event, actor=request.user, seen=form.cleaned_data["version"], **form.values)
        draft.discard(form)
        return changed

    context = {"title": "Ubah kegiatan", "button": "Simpan kegiatan", **on_event(event), **draft.context(form)}
    return fill(request, form, save, FORM, record=event, **context)


@require_http_methods(FORM_METHODS)
def call_off(request, pk):
    event = changeable_event(request, pk)
    form = CallOffEventForm(request.POST or None, initial={"version": event.version})

    def save():
        data = form.cleaned_data
        return call_off_event(event, reason=data["reason"], actor=request.user, seen=data["version"])

    context = {"title": "Batalkan kegiatan", "button": "Batalkan kegiatan", "tone": "bad", **on_event(event)}
    return fill(request, form, save, record=event, **context)


@require_http_methods(FORM_METHODS)
def follow_up(request, pk):
    event = changeable_event(request, pk)
    form = FollowUpForm(request.POST or None, initial={"version": event.version})

    def save():
        data = form.cleaned_data
        return finish_follow_up(event, done_on=data["done_on"], actor=request.user, seen=data["version"])

    context = {"title": "Tindak lanjut selesai", "button": "Simpan", **on_event(event)}
    return fill(request, form, save, record=event, **context)
