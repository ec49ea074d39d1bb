"""The figures of a report: what each app counts for a region and a period, put side by side."""

import json
from dataclasses import asdict

from django.utils import timezone

from cases.figures import case_figures
from families.figures import family_figures
from finance.figures.ledger import ledger_figures
from finance.figures.stimulus import stimulus_figures
from institutions.figures import activity_figures, unit_figures
from mentoring.figures import mentoring_figures
from monitoring.figures.visits import visit_figures
from programmes.figures.events import event_figures
from programmes.figures.groups import group_figures
from programmes.figures.programmes import programme_figures
from referrals.enums import Tier
from referrals.figures import MEASURES, chain_figures, referral_figures
from reporting.enums import ReportKind
from workplans.figures import plan_figures

WHOLE_REGENCY = 5


def region_figures(codes, period, zone_name):
    """A JSON-able snapshot for the subtrees of ``codes``, on the clock of ``zone_name``.

    Seventy SQL statements at most, whatever the rows. reporting.figures.summed says of each figure how it adds up.
    """
    with timezone.override(zone_name):
        return _plain(_counted(codes, period, zone_name))


def _counted(codes, period, zone_name):
    return {
        "families": family_figures(codes, period),
        "unit": unit_figures(codes, period),
        "activities": activity_figures(codes, period),
        "cases": case_figures(codes, period),
        "referrals": referral_figures(codes, period, zone_name),
        "mentoring": mentoring_figures(codes, period),
        "plans": plan_figures(codes, period),
        "groups": _groups(group_figures(codes, period)),
        "ledger": _ledger(ledger_figures(codes, period)),
        "stimulus": _stimulus(stimulus_figures(codes, period)),
        "monitoring": _monitoring(visit_figures(codes, period)),
    }


def own_figures(kind, region, period):
    """What a kecamatan, regency or LK3 did itself in the period; {} for an FCU."""
    if kind == ReportKind.UNIT_QUARTER:
        return {}
    with timezone.override(region.zone_name):
        return _plain(_own(kind, region, period))


def _own(kind, region, period):
    own = {"events": event_figures((region.pk,), period)}
    if kind == ReportKind.LK3_QUARTER:
        return own | {"chain": _chain(region, period), "monitoring": _visits(region, period)}
    return own | {"programmes": programme_figures((region.pk,), period)}


def _plain(counted):
    """As JSON gives it back: keys are text, dataclasses are dicts."""
    return json.loads(json.dumps(counted, default=asdict))


def _groups(found):
    members = {"L": {"registered": 0, "others": 0}, "P": {"registered": 0, "others": 0}}
    for (sex, is_registered), n in found.members.items():
        members[sex]["registered" if is_registered else "others"] += n
    income = {"families": found.income.families, "before": found.income.before, "after": found.income.after}
    return asdict(found) | {"members": members, "income": income}


def _ledger(found):
    by_source = [{"code": flow.source, "name": flow.label, **_flow(flow)} for flow in found.by_source]
    return asdict(found) | {"by_source": by_source}


def _flow(flow):
    return {name: getattr(flow, name) for name in ("opening", "receipts", "payments", "closing")}


def _stimulus(found):
    sources = [{"code": line.key, **asdict(line.sums)} for line in found.sources]
    states = {state: {"proposals": n, "asked": asked} for state, n, asked in found.states}
    return {"total": found.total, "by_source": sources, "states": states}


def _monitoring(found):
    """Without the means, which are no sums, and without the FCUs, which are the recap's own count."""
    return {name: value for name, value in asdict(found).items() if name not in {"means", "units"}}


def _visits(region, period):
    return _monitoring(visit_figures((region.pk,), period))


def _chain(region, period):
    """What the second tier of the referrals did: made, approved, rejected, declined, completed, and how soon."""
    found = chain_figures((region.pk,), period, region.zone_name, WHOLE_REGENCY)
    counted = found.by_tier[Tier.REGENCY]
    return {
        "tier": {measure: counted[measure] for measure in MEASURES},
        "outcomes": found.outcomes,
        "pace": found.pace,
        "families_helped": found.families_helped,
    }
