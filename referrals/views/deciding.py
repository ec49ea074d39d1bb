"""One decision on the ticked files of the desk: choose, see what will happen to which, confirm, read the result."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.capabilities import Capability
from core.exceptions import DomainError
from referrals.forms import TogetherForm
from referrals.queries import office_rows
from referrals.services import MOST_TOGETHER, TOGETHER, TOO_MANY, decide_together, plan_together, told_by
from referrals.views.lists import has_desk

TICKED = re.compile(r"([0-9]{1,18})(?::([0-9]{1,9}))?")
CONFIRMED = "yakin"
NONE_TICKED = "Centang dahulu rujukan yang akan diputus bersama."
LABELS = {
    "approve": "Tempatkan pada satu penyedia",
    "escalate": "Teruskan ke LK3",
    "return": "Kembalikan",
    "reject": "Tolak",
}


@require_http_methods(["GET", "POST"])
def decide(request):
    """GET: which decision; POST: what it will do to each file; POST once more with ``yakin``: do it."""
    if not has_desk(request.user):
        raise PermissionDenied(Capability.DECIDE_REFERRALS)
    seen = _ticked(request)
    if not seen or len(seen) > MOST_TOGETHER:
        messages.error(request, TOO_MANY if seen else NONE_TICKED)
        return redirect("referrals:list")
    files = _found(request.user, seen)
    if request.method == "GET":
        return _choose(request, files)
    return _go_on(request, files)


def _ticked(request):
    """{referral's key: version that the page showed, if it said one}."""
    values = request.GET if request.method == "GET" else request.POST
    ticked = [TICKED.fullmatch(value) for value in values.getlist("berkas")]
    if None in ticked:
        raise Http404
    return {int(match[1]): match[2] for match in ticked}


def _found(user, seen):
    """[(referral, version that the page showed)]; 404 when one of them is not the user's to see."""
    rows = list(office_rows(user).filter(pk__in=seen).order_by("-urgency", "due_on", "pk"))
    if len(rows) != len(seen):
        raise Http404
    return [(referral, int(seen[referral.pk] or referral.version)) for referral in rows]


def _choose(request, files, bound=None):
    referrals = [referral for referral, _ in files]
    acts = [_act(request.user, referrals, decision, bound) for decision in TOGETHER]
    context = {"files": referrals, "acts": [act for act in acts if act["count"]]}
    return render(request, "referrals/decide.html", context, status=422 if bound else 200)


def _act(user, referrals, decision, bound):
    plan = plan_together(referrals, decision, actor=user)
    mine = bound if bound is not None and bound.decision == decision else None
    form = mine if mine is not None else TogetherForm(decision=decision, plan=plan)
    count = sum(bool(planned.name) for planned in plan)
    tone, icon = form.step.mark
    return {
        "decision": decision, "label": LABELS[decision], "form": form, "count": count, "tone": tone, "icon": icon,
        "open": mine is not None, "is_bad": form.step.tone == "bad",
    }  # fmt: skip


def _go_on(request, files):
    decision = request.POST.get("putusan", "")
    if decision not in TOGETHER:
        raise Http404
    plan = plan_together([referral for referral, _ in files], decision, actor=request.user)
    form = TogetherForm(request.POST, decision=decision, plan=plan)
    if not form.is_valid():
        return _choose(request, files, form)
    if CONFIRMED not in request.POST:
        return _review(request, files, form, plan)
    given = form.cleaned_data
    try:
        return redirect(decide_together(
            files, decision, actor=request.user, token=given["form_token"], note=given["note"], **form.extra()
        ))  # fmt: skip
    except DomainError as error:
        form.add_error(None, str(error))
        return _choose(request, files, form)


def _review(request, files, form, plan):
    seen = {referral.pk: version for referral, version in files}
    context = {
        "form": form,
        "lines": [(planned, seen[planned.referral.pk]) for planned in plan],
        "count": sum(bool(planned.name) for planned in plan),
        "label": LABELS[form.decision],
        "is_bad": form.step.tone == "bad",
        "said": [(bound.label, _said(bound)) for bound in form.visible_fields() if bound.value()],
    }
    return render(request, "referrals/decide_review.html", context)


def _said(bound):
    choices = []
    for value, label in getattr(bound.field, "choices", ()):
        choices += label if isinstance(label, list) else [(value, label)]
    return {str(value): label for value, label in choices}.get(bound.value(), bound.value())


@require_safe
def decided(request, token):
    """What came of it, file by file."""
    told = told_by(token, actor=request.user)
    if told is None:
        raise Http404
    rows = office_rows(request.user).filter(pk__in=told).order_by("-urgency", "due_on", "pk")
    lines = [(referral, told[referral.pk]) for referral in rows]
    context = {
        "done": [referral for referral, sentence in lines if sentence == ""],
        "left": [(referral, sentence) for referral, sentence in lines if sentence],
        "waiting": [referral for referral, sentence in lines if sentence is None],
    }
    return render(request, "referrals/decided.html", context)
