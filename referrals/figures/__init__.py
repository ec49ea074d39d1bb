"""Counts of referrals for a region and a period; every report, chart and page reads these."""

from referrals.figures.chain import MEASURES, ChainFigures, chain_figures
from referrals.figures.extent import Extent, extent_of
from referrals.figures.records import records_of
from referrals.figures.report import ReferralFigures, referral_figures
from referrals.figures.stays import Pace

__all__ = [
    "MEASURES",
    "ChainFigures",
    "Extent",
    "Pace",
    "ReferralFigures",
    "chain_figures",
    "extent_of",
    "records_of",
    "referral_figures",
]
