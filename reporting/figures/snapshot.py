"""The figures of a report: what each app counts for a region and a period, put side by side."""

import json
from dataclasses import asdict

from cases.figures import case_figures
from families.figures import family_figures
from institutions.figures import activity_figures, unit_figures
from referrals.figures import referral_figures


def region_figures(codes, period, zone_name):
    """A JSON-able snapshot for the subtrees of ``codes``, on the clock of ``zone_name``.

    Thirty SQL statements at most, whatever the rows.
    """
    counted = {
        "families": family_figures(codes, period),
        "unit": unit_figures(codes, period),
        "activities": activity_figures(codes, period),
        "cases": case_figures(codes, period),
        "referrals": referral_figures(codes, period, zone_name),
    }
    return _plain(counted)


def own_figures(kind, region, period):
    """What a kecamatan, regency or LK3 did itself in the period; {} for an FCU."""
    return {}


def _plain(counted):
    return json.loads(json.dumps(counted, default=asdict))
