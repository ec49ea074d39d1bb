"""What the pages of a referral say in words: facts, acts, ladder, way travelled."""

from itertools import zip_longest

from django.utils import timezone
from django.utils.html import format_html

from cases.enums import Urgency
from core.formatting import age, date_long, moment, rupiah
from core.holidays import working_days_between
from core.workflow import offered_steps
from referrals.enums import ReferralState, Tier
from referrals.forms import step_form
from referrals.models import TimeLimit
from referrals.models.desks import REGENCY_CODE
from referrals.workflow import STEPS

S = ReferralState
RARE = {"withdraw"}
WRITTEN = "Konsep ditulis"


def acts_of(referral, user, bound=None):
    """Each step offered to ``user`` with its form; the one that was not right stands open."""
    offered = offered_steps(STEPS, referral, user)
    return [_act(referral, name, step, bound, first=not n) for n, (name, step) in enumerate(offered.items())]


def _act(referral, name, step, bound, *, first):
    mine = bound if bound is not None and bound.name == name else None
    tone, icon = step.mark
    opened = bool(mine) or (first and bound is None and step.tone == "primary")
    form = mine if mine is not None else step_form(name, step, referral)
    return {"name": name, "step": step, "tone": tone, "icon": icon, "form": form, "open": opened, "rare": name in RARE}


def person_of(referral):
    if not referral.member:
        return "Seluruh keluarga"
    return f"{referral.member.name}, {age(referral.member.birth_date, timezone.localdate())}"


def referral_facts(referral):
    """For the offices of the chain; a provider has its own."""
    facts = [
        ("Untuk", person_of(referral)),
        ("Masalah", ", ".join(problem.category.name for problem in referral.problems.all())),
        ("Kebutuhan", referral.details),
        ("Sudah dicoba", referral.tried),
        ("Bidang", referral.get_sector_display()),
        ("Diharapkan", _wanted(referral.wanted_offer)),
        ("Kesediaan", f"ada, {date_long(referral.consent.given_on)}" if referral.consent else ""),
        ("Ditulis oleh", referral.author),
        ("Kasus", _case_of(referral)),
    ]
    return [fact for fact in facts if fact[1]]


def _case_of(referral):
    """Its number, with the way to its page for who may open it."""
    case = referral.case
    if not referral.opens_case:
        return case.number
    return format_html('<a href="{}">{}</a>', case.get_absolute_url(), case.number)


def _wanted(offer):
    return f"{offer.name}, {offer.institution.name}" if offer else ""


def answer_facts(placement):
    """The feedback of the provider."""
    value = rupiah(placement.value) if placement.value else ""
    facts = [("Yang diberikan", placement.given), ("Nilai layanan", value), ("Saran", placement.advice)]
    return [fact for fact in facts if fact[1]]


def ladder(referral):
    steps = [("FCU", "pen"), ("TKSK", "clock")]
    steps += [("LK3", "higher")] if referral.reached_regency else []
    steps += [("Penyedia", "inst"), ("Kembali ke FCU", "home")]
    now = _rung(referral, len(steps))
    return [
        {"label": label, "icon": _icon(referral, icon), "state": _stand(n, now), "detail": _detail(referral, n, now)}
        for n, (label, icon) in enumerate(steps)
    ]


def _rung(referral, count):
    """The number of the rung where the file is now; ``count`` when the way is done."""
    regency = referral.reached_regency
    declined = 2 if referral.placement and referral.placement.tier == Tier.REGENCY else 1
    places = {
        S.DRAFT: 0, S.WITHDRAWN: 0, S.SUBMITTED: 1, S.REJECTED: 1, S.ESCALATED: 2, S.DECLINED: declined,
        S.COMPLETED: count - 1, S.CLOSED: count,
    }  # fmt: skip
    return places.get(S(referral.state), 3 if regency else 2)


def _stand(n, now):
    return "now" if n == now else "done" if n < now else ""


def _icon(referral, usual):
    return {S.REJECTED: "stop", S.WITHDRAWN: "back"}.get(S(referral.state), usual)


def _detail(referral, n, now):
    if n == now:
        return ", ".join(filter(None, [referral.badge[2], referral.due_words]))
    return f"Diajukan {date_long(referral.submitted_on)}" if n == 0 and referral.submitted_on else ""


def timeline(referral):
    """Newest first, each with how long the file lay before and whether that kept to its limit."""
    events = list(referral.events.select_related("actor"))
    limits = TimeLimit.objects.of(referral.village_id[:REGENCY_CODE])
    return [_told(event, before, referral, limits) for event, before in zip_longest(events, events[1:])]


def _told(event, before, referral, limits):
    lay = _working_days(before, event) if before else None
    waited = f" · {lay} hari kerja" if lay else ""
    told = event_words(event)
    return told | {
        "meta": f"{told['meta']}{waited}",
        "late": _excess(limits.get(event.from_state), lay, referral.urgency),
    }


def event_words(event):
    return {
        "title": STEPS[event.step].title if event.step in STEPS else WRITTEN,
        "meta": f"{moment(timezone.localtime(event.happened_at))} · {event.who}",
        "note": _said(event),
    }


def _said(event):
    return ": ".join(filter(None, [event.reason_words, event.note]))


def _working_days(before, event):
    return working_days_between(timezone.localdate(before.happened_at), timezone.localdate(event.happened_at))


def _excess(limits, lay, urgency):
    limit = limits and limits[urgency == Urgency.EMERGENCY]
    return f"lewat batas {lay - limit} hari" if limit and lay and lay > limit else ""
