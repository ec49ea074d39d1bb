"""Pairing, and what changes a pair."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.capabilities import Capability
from core.http import requires
from families.models import Family
from mentoring.forms.pairing import ChangePioneerForm, EndForm, MentorForm, PairForm, RuleForm
from mentoring.queries.board import led_villages
from mentoring.queries.pairing import most_families, suggestions
from mentoring.services.pairing import change_mentor, change_pioneer, end_guidance, pair_families, set_rule
from mentoring.views.filling import SHOW_AND_SEND, fill, found, once, running

LEADS = Capability.SET_FAMILY_STATUS


@SHOW_AND_SEND
def pair(request, family_pk):
    families = Family.objects.visible_to(request.user).active().select_related("village__parent")
    plasma = get_object_or_404(families, pk=family_pk)
    if not request.user.can(LEADS, plasma.village_id):
        raise PermissionDenied(str(LEADS))
    fitting = suggestions(plasma)
    form = PairForm(request.POST or None, village_code=plasma.village_id, suggestions=fitting)

    def make():
        given = form.cleaned_data
        return pair_families(
            given["pioneer"], plasma, mentor=given["mentor"], starts_on=given["on"], actor=request.user
        )

    context = {"plasma": plasma, "fitting": fitting, "title": "Pasangkan", "back": plasma, "crumb": plasma}
    return fill(
        request, form, lambda: once(request, form, f"pair-{plasma.pk}", make), "Keluarga dipasangkan, jadwal dibuat.",
        "mentoring/pair.html", button="Pasangkan", **context,
    )  # fmt: skip


@SHOW_AND_SEND
def change(request, pk):
    mentorship = running(found(request, pk, LEADS))
    fitting = [each for each in suggestions(mentorship.plasma) if each.pioneer.pk != mentorship.pioneer_id]
    initial = {"version": mentorship.version}
    form = ChangePioneerForm(
        request.POST or None, village_code=mentorship.village_id, suggestions=fitting, initial=initial
    )

    def make():
        given = form.cleaned_data
        return change_pioneer(
            mentorship, given["pioneer"], mentor=given["mentor"], on=given["on"], reason=given["reason"],
            seen=given["version"], actor=request.user,
        )  # fmt: skip

    context = {"plasma": mentorship.plasma, "fitting": fitting, "title": "Ganti keluarga pionir", "back": mentorship}
    context |= {"crumb": f"Pembinaan {mentorship.plasma}"}
    return fill(
        request, form, lambda: once(request, form, f"change-{pk}", make), "Keluarga pionir diganti.",
        "mentoring/pair.html", button="Ganti keluarga pionir", **context,
    )  # fmt: skip


@SHOW_AND_SEND
def mentor(request, pk):
    mentorship = running(found(request, pk, LEADS))
    initial = {"version": mentorship.version, "mentor": mentorship.mentor_id}
    form = MentorForm(request.POST or None, village_code=mentorship.village_id, initial=initial)

    def save():
        given = form.cleaned_data
        return change_mentor(mentorship, given["mentor"], seen=given["version"], actor=request.user)

    context = {
        "title": "Ganti pendamping yang mencatat",
        "back": mentorship.get_absolute_url(),
        "about": mentorship.plasma,
        "button": "Simpan pendamping",
    }
    return fill(request, form, save, "Pendamping diganti.", **context)


@SHOW_AND_SEND
def end(request, pk):
    mentorship = running(found(request, pk, LEADS))
    form = EndForm(request.POST or None, initial={"version": mentorship.version})

    def save():
        given = form.cleaned_data
        return end_guidance(
            mentorship, given["end"], on=given["on"], note=given["note"], seen=given["version"], actor=request.user
        )

    context = {
        "title": "Akhiri pembinaan",
        "back": mentorship.get_absolute_url(),
        "about": mentorship.plasma,
        "button": "Akhiri pembinaan",
        "tone": "bad",
    }
    return fill(request, form, save, "Pembinaan berakhir.", **context)


@requires(LEADS)
@SHOW_AND_SEND
def rule(request, code):
    village = led_villages(request.user).filter(pk=code).first()
    if village is None:
        raise Http404
    form = RuleForm(request.POST or None, initial={"most": most_families(code)})

    def save():
        set_rule(village, form.cleaned_data["most"], actor=request.user)
        return "mentoring:home"

    context = {"title": f"Batas pembinaan {village}", "back": reverse("mentoring:home"), "button": "Simpan batas"}
    return fill(request, form, save, "Batas tersimpan.", **context)
