from cases.models import Case, CaseConference, IncidentalReport
from cases.services.handling import share_reason
from families.documents.copies import Withheld


def withheld_of(family):
    """What the file itself would tell of a sensitive case: that it was opened to a handler, consents for it alone."""
    hidden = Case.objects.filter(family=family, sensitive=True)
    known = Case.objects.filter(family=family, sensitive=False)
    return Withheld(
        consents=frozenset(_consents(hidden) - _consents(known)), shares=frozenset(map(share_reason, hidden))
    )


def _consents(cases):
    uses = [model.objects.filter(case__in=cases) for model in (CaseConference, IncidentalReport)]
    return {pk for rows in uses for pk in rows.values_list("consent", flat=True)}
