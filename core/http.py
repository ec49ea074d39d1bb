"""What every view needs around a request: refusal, pages of a list, sort order, filters as chips, parts of pages."""

from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.forms import CheckboxInput
from django.http import HttpResponse
from django.shortcuts import render

from core import icons
from core.periods import Period, PeriodError

PER_PAGE = 25
DEEPEST_PAGE = 200  # an OFFSET costs more on each page; beyond this a search is the better way


def requires(capability):
    """403 unless ``request.user.can(capability)``. ``view.capability`` tells the walk over all addresses."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.can(capability):
                raise PermissionDenied(str(capability))
            return view(request, *args, **kwargs)

        guarded.capability = capability
        return guarded

    return decorate


class ListPage(Page):
    @property
    def window(self):
        return list(self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1))

    @property
    def gap(self):
        return self.paginator.ELLIPSIS

    @property
    def is_cut(self):
        return self.paginator.count > self.reach

    @property
    def reach(self):
        return self.paginator.per_page * DEEPEST_PAGE


class ListPaginator(Paginator):
    def _get_page(self, *args, **kwargs):
        return ListPage(*args, **kwargs)

    @property
    def num_pages(self):
        return min(super().num_pages, DEEPEST_PAGE)


def page(rows, request, per_page=PER_PAGE):
    """The page of ``rows`` that ``?halaman=`` names: nonsense gives the first one, too far the last one."""
    return ListPaginator(rows, per_page).get_page(request.GET.get("halaman"))


def sort_order(request, orders, default):
    """The fields behind ``?urut=``. ``orders`` is {key: (field, …)}; unknown keys give the default.

    >>> Family.objects.order_by(*sort_order(request, {"nama": ("head_name", "pk")}, "nama"))
    """
    asked = request.GET.get("urut", "")
    key = asked if asked.removeprefix("-") in orders else default
    fields = orders[key.removeprefix("-")]
    return tuple(_turned(field) for field in fields) if key.startswith("-") else tuple(fields)


def _turned(field):
    return field[1:] if field.startswith("-") else f"-{field}"


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


def chips(request, form):
    """The filters in use, each with the address of the list without it. ``form`` is bound to request.GET."""
    names = [name for name in form.fields if name != "q" and any(request.GET.getlist(name))]
    return [Chip(_said(form[name]), _without(request, name)) for name in names if name not in form.errors]


def _said(bound):
    """What the user chose, in words; the label of the field for a single check box."""
    data = bound.data if isinstance(bound.data, list | tuple) else [bound.data]
    words = {str(value): label for value, label in getattr(bound.field, "choices", ())}
    if not words:
        return bound.label if isinstance(bound.field.widget, CheckboxInput) else f"{bound.label}: {data[0]}"
    return ", ".join(str(words.get(str(value), value)) for value in data)


def _without(request, name):
    kept = request.GET.copy()
    kept.pop(name, None)
    kept.pop("halaman", None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def secret_calendar(content, name):
    """An iCalendar file behind a secret address, which must not travel on."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def asked_period(request, usual):
    """(the period that ``?masa=`` names, what was wrong with it); nonsense and nothing give ``usual``."""
    text = request.GET.get("masa", "")
    try:
        return (Period.parse(text) if text else usual), ""
    except PeriodError as error:
        return usual, str(error)


def hx_or(request, panel, full, context, status=200):
    """``panel`` with its icons for an htmx request, else the whole page."""
    if not request.htmx:
        return render(request, full, context, status=status)
    response = render(request, panel, context, status=status)
    response.write(icons.sprite_beside(response.content.decode()))
    return response
