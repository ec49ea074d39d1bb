"""What regencies want their indicators to reach."""

from hashlib import sha256

from documents.queries import REGENCY_LENGTH
from monitoring.models import IndicatorTarget
from regions.models import Region, in_regions


def targets_of(code, year):
    """{indicator: value} of the regency of this region; those above a regency have none."""
    if len(code or "") < REGENCY_LENGTH:
        return {}
    found = IndicatorTarget.objects.filter(region=code[:REGENCY_LENGTH], year=year)
    return dict(found.values_list("indicator", "value"))


def regencies_of(codes):
    """Those that lie in these regions, in the order of their codes."""
    return Region.objects.filter(in_regions("code", codes), level="regency", active=True).order_by("code")


def targets_seal(targets):
    """All targets of a regency and a year in a few letters, so that a later save notices another's."""
    lines = [f"{code} {value:.2f}" for code, value in sorted(targets.items())]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
