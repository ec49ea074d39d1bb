from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.enums import Level
from regions.forms import CHOOSING, PickerForm

MOST_CODES = 200  # each is a condition of its own, and SQLite takes no thousand of them


@require_safe
def children(request):
    """The picker with the next list. Names of regions are public; the choice is checked when the form is sent."""
    level = request.GET.get("sampai", "")
    if level not in Level.values:
        raise BadRequest("sampai")
    data = request.GET.copy()
    data[CHOOSING] = "1"
    codes = request.GET.get("batas", "").split(",")[:MOST_CODES]
    form = PickerForm(data, codes=codes, level=level, prefix=request.GET.get("awalan") or None)
    return render(request, "regions/_picker.html", {"form": form})
