from django.utils import timezone

from families.queries import consents_of
from families.views.rights import rights_on


def consents_panel(request, family):
    consents = consents_of(family)
    return {
        "family": family,
        "rights": rights_on(request.user, family),
        "consents": consents,
        "today": timezone.localdate(),
        "alerts": _alerts(family, consents),
    }


def _alerts(family, consents):
    if family.closed_on or any(not each.withdrawn_on for each in consents):
        return []
    return [("wait", "Kesediaan belum ada. Mintalah sebelum dibina atau dirujuk.")]
