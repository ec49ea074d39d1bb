import re
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.capabilities import Capability
from accounts.enums import AccessKind
from accounts.services import record_access
from core.formatting import number
from core.http import chips, page, requires, sort_order
from core.identity import DIGITS, SOFT_SIGNS
from core.spreadsheets import XLSX, workbook
from families.enums import FamilyStatus
from families.filters import FamilyFilter
from families.models import Family
from families.queries import CappedRows, found_by_number, status_counts
from families.queries.lists import REACH
from families.resources import MOST_ROWS, FamilyResource

ORDERS = {"nama": ("head_name", "pk"), "baru": ("-pk",)}
FILE_NUMBER = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}-")
LONG_NUMBER = re.compile(r"\d{15}")  # a NIK or No. KK, perhaps with a word beside it or a digit too few


def sees_families(view):
    """403 for roles that see neither the families of a region nor shared ones."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not any(map(request.user.can, (Capability.SEE_FAMILIES, Capability.SEE_SHARED_FAMILIES))):
            raise PermissionDenied("see_families")
        return view(request, *args, **kwargs)

    return guarded


@sees_families
@require_GET
def show_list(request):
    narrowed = _narrowed(request)
    families = narrowed["families"].order_by(*sort_order(request, ORDERS, "nama"))
    rows = page(CappedRows(families), request)
    context = {
        "page": rows,
        "filter_form": narrowed["form"],
        "hides_names": narrowed["form"].hides_names,
        "chips": chips(request, narrowed["form"]),
        "sorted_by": "nama",
        "is_wide": narrowed["is_wide"],
        "headline": _headline(request.user, rows.paginator.count, narrowed["is_wide"]),
        "may_add": request.user.can(Capability.CHANGE_FAMILIES),
        "may_export": request.user.can(Capability.SEE_FAMILIES),
        "is_narrowed": any(request.GET.get(name) for name in narrowed["form"].fields),
        "query": request.GET.get("q", ""),
    }
    return render(request, "families/list.html", context)


@sees_families
@require_POST
def search(request):
    """The search box posts, so that a NIK or No. KK never stands in an address."""
    digits = SOFT_SIGNS.sub("", request.POST.get("q", ""))
    if not FILE_NUMBER.search(request.POST.get("q", "")) and LONG_NUMBER.search(digits):
        return _open_by_number(request, digits)
    asked = QueryDict(mutable=True)
    names = [name for name in request.POST if name != "csrfmiddlewaretoken" and request.POST[name].strip()]
    for name in names:
        asked[name] = request.POST[name].strip()
    return redirect(f"{reverse('families:list')}?{asked.urlencode()}" if asked else "families:list")


def _open_by_number(request, number):
    is_whole = len(number) == DIGITS and number.isdecimal()
    found = is_whole and found_by_number(Family.objects.visible_to(request.user).active(), number).first()
    if found:
        return redirect(found)
    messages.warning(request, "Tidak ada keluarga dengan NIK atau No. KK itu di wilayah Anda. Periksa 16 angkanya.")
    return redirect("families:list")


@requires(Capability.SEE_FAMILIES)
@require_GET
def export(request):
    narrowed = _narrowed(request)
    families = narrowed["families"].order_by(*sort_order(request, ORDERS, "nama"))
    count = CappedRows(families).count()
    if count > MOST_ROWS:
        messages.warning(
            request, f"Lebih dari {number(MOST_ROWS)} keluarga. Persempit dengan saringan, lalu unduh lagi."
        )
        return redirect(f"{reverse('families:list')}?{request.GET.urlencode()}")
    dataset = FamilyResource(hides_names=narrowed["form"].hides_names).export(families)
    record_access(
        AccessKind.EXPORT, actor=request.user, reason=f"Daftar {count} keluarga", address=request.client_address
    )
    name = f"keluarga-{timezone.localdate():%Y-%m-%d}.xlsx"
    response = FileResponse(workbook("Keluarga", dataset), as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-store, private"
    return response


def _narrowed(request):
    codes = request.user.codes(Capability.SEE_FAMILIES)
    sensitive = {*request.user.codes(Capability.CHANGE_FAMILIES), *request.user.codes(Capability.SEE_SENSITIVE_CASES)}
    form = FamilyFilter(request.GET, codes=codes, sensitive_codes=tuple(sorted(sensitive)))
    families = form.narrow(Family.objects.visible_to(request.user))
    return {"form": form, "families": families, "is_wide": not codes or any(len(code) < 13 for code in codes)}


def _headline(user, count, is_wide):
    """How many, and in one village of which status."""
    if is_wide:
        return f"Lebih dari {number(REACH)} keluarga" if count > REACH else f"{count} keluarga"
    counts = status_counts(Family.objects.visible_to(user).active())
    kinds = ((FamilyStatus.PLASMA, "plasma"), (FamilyStatus.PIONEER, "pionir"))
    parts = ", ".join(f"{counts[status]} {word}" for status, word in kinds if counts.get(status))
    place = user.current_assignments[0].region
    return f"{sum(counts.values())} keluarga di {place}" + (f": {parts}" if parts else "")
