from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms import AgreedRows, ConferenceForm
from cases.queries import conferences_of, consent_of, partners_near
from cases.services import record_conference
from cases.views.filling import about, fill, once
from cases.views.pages import found_plainly, found_to_write
from cases.views.plan import plan_url

NO_CONSENT = (
    "Keluarga belum menyetujui datanya dibagikan. Catat kesediaan “Data dibagikan untuk rujukan” pada berkas "
    "keluarga dahulu."
)


@require_http_methods(["GET", "POST"])
def add(request, pk):
    case = found_to_write(request, pk)
    partners = partners_near(case.village_id)
    offered = [(institution.pk, institution.name) for institution in partners]
    form = ConferenceForm(request.POST or None, institutions=partners)
    rows = AgreedRows(request.POST or None, prefix="tindakan", form_kwargs={"offered": offered})

    def make():
        agreed = [row.cleaned_data for row in rows if row.cleaned_data]
        return record_conference(case, actor=request.user, agreed=agreed, **form.values())

    if form.is_bound and not rows.is_valid() and form.is_valid():
        form.add_error(None, "Periksa tindakan yang disepakati di bawah.")
    context = about(case) | {"back_label": "Rencana kasus", "back_url": plan_url(case), "rows": rows}
    context["note"] = "" if consent_of(case) else NO_CONSENT
    save = once(request, form, f"conference-{case.pk}", make)
    return fill(
        request, form, save, done="Rapat kasus dicatat; tindakannya masuk rencana.",
        template="cases/conference_form.html", **context,
    )  # fmt: skip


@require_safe
def detail(request, pk, conference_pk):
    case = found_plainly(request, pk)
    conference = get_object_or_404(conferences_of(case).select_related("consent"), pk=conference_pk)
    actions = list(conference.actions.select_related("institution"))
    return render(request, "cases/conference.html", {"case": case, "conference": conference, "actions": actions})
