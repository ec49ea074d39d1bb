import re
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.capabilities import Capability
from core.formatting import number
from core.http import chips, page, sort_order
from core.identity import SOFT_SIGNS
from exchange.services.exporting import ListSheet
from exchange.views.exports import exported
from families.enums import FamilyStatus
from families.filters import FamilyFilter
from families.models import Family
from families.queries import CappedRows, found_by_number, found_by_phone, status_counts
from families.queries.lists import REACH, with_member_counts
from families.resources import FamilyResource
from regions.models import VILLAGE_LENGTH

ORDERS = {"nama": ("head_name", "pk"), "baru": ("-pk",), "lengkap": ("completeness", "pk")}
FILE_NUMBER = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}-")
# A NIK, a No. KK or a telephone number, perhaps with a word beside it or a digit too few: never in an address.
LONG_NUMBER = re.compile(r"\+?\d{9,}")
BESIDE_DIGITS = re.compile(r"[()/]+")
TELEPHONE = re.compile(r"\+?62\d{7,12}|0\d{8,13}|8\d{8,11}")
NO_TELEPHONE = "Tidak ada keluarga dengan nomor telepon itu di wilayah Anda. Periksa angkanya."
NO_NUMBER = "Tidak ada keluarga dengan NIK atau No. KK itu di wilayah Anda. Periksa 16 angkanya."


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
    found = _found(request)
    rows = page(found.rows, request)
    context = {
        "page": rows,
        "is_similar": found.is_similar,
        "filter_form": found.form,
        "hides_names": found.form.hides_names,
        "chips": chips(request, found.form),
        "sorted_by": "nama",
        "is_wide": found.is_wide,
        "headline": _headline(request.user, rows.paginator.count, found.is_wide),
        "may_add": request.user.can(Capability.CHANGE_FAMILIES),
        "may_export": request.user.can(Capability.SEE_FAMILIES),
        "may_reveal": request.user.can(Capability.REVEAL_IDENTITY),
        "is_narrowed": any(request.GET.get(name) for name in found.form.fields),
        "query": request.GET.get("q", ""),
    }
    return render(request, "families/list.html", context)


@sees_families
@require_POST
def search(request):
    """The search box posts, so that a NIK, a No. KK or a telephone number never stands in an address."""
    typed = request.POST.get("q", "")
    number = LONG_NUMBER.search(BESIDE_DIGITS.sub("", SOFT_SIGNS.sub("", typed)))
    if number and not FILE_NUMBER.search(typed):
        return _open_by_number(request, number.group())
    asked = QueryDict(mutable=True)
    names = [name for name in request.POST if name != "csrfmiddlewaretoken" and request.POST[name].strip()]
    for name in names:
        asked[name] = request.POST[name].strip()
    return redirect(f"{reverse('families:list')}?{asked.urlencode()}" if asked else "families:list")


def _open_by_number(request, number):
    """The file that the number leads to; where several share a telephone, the list of them."""
    is_telephone = TELEPHONE.fullmatch(number)
    find = found_by_phone if is_telephone else found_by_number
    found = find(Family.objects.visible_to(request.user), number)
    if len(found) == 1:
        return redirect(found[0])
    if found:
        return redirect(f"{reverse('families:list')}?berkas={'.'.join(str(family.pk) for family in found)}")
    messages.warning(request, NO_TELEPHONE if is_telephone else NO_NUMBER)
    return redirect("families:list")


@exported("families", "keluarga", "keluarga", Capability.SEE_FAMILIES)
def export(asked):
    found = _found(asked)
    rows = found.rows.in_order().select_related("village__parent")
    return ListSheet(FamilyResource(hides_names=found.form.hides_names), rows, told=with_member_counts)


def found_families(asked):
    """(the families that the list shows to who asks with these filters, whether it hides their names)."""
    found = _found(asked)
    return found.rows.families, found.form.hides_names


@dataclass(frozen=True, slots=True)
class Found:
    """``is_similar``: nothing holds the words exactly, the rows hold something like them."""

    form: FamilyFilter
    rows: CappedRows
    is_wide: bool
    is_similar: bool


def _found(request):
    codes = request.user.codes(Capability.SEE_FAMILIES)
    sensitive = {*request.user.codes(Capability.CHANGE_FAMILIES), *request.user.codes(Capability.SEE_SENSITIVE_CASES)}
    form = FamilyFilter(request.GET, codes=codes, sensitive_codes=tuple(sorted(sensitive)))
    order, families = sort_order(request, ORDERS, "nama"), Family.objects.visible_to(request.user)
    is_wide = not codes or any(len(code) < VILLAGE_LENGTH for code in codes)
    rows = CappedRows(form.narrow(families), order, sought=bool(form.words))
    if form.words and not rows.count():
        return Found(form, CappedRows(form.similar(families), order), is_wide, is_similar=True)
    return Found(form, rows, is_wide, is_similar=False)


def _headline(user, count, is_wide):
    """How many, and in one village of which status."""
    if is_wide:
        return f"Lebih dari {number(REACH)} keluarga" if count > REACH else f"{count} keluarga"
    counts = status_counts(Family.objects.visible_to(user).active())
    kinds = ((FamilyStatus.PLASMA, "plasma"), (FamilyStatus.PIONEER, "pionir"))
    parts = ", ".join(f"{counts[status]} {word}" for status, word in kinds if counts.get(status))
    place = user.current_assignments[0].region
    return f"{sum(counts.values())} keluarga di {place}" + (f": {parts}" if parts else "")
