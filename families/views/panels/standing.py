from django.utils import timezone

from families.queries import aid_of, deciles_of, housings_of
from families.views.rights import rights_on


def standing_panel(request, family):
    current, over = aid_of(family)
    return {
        "family": family,
        "rights": rights_on(request.user, family),
        "housings": housings_of(family),
        "deciles": deciles_of(family),
        "current_aid": current,
        "past_aid": over,
        "today": timezone.localdate(),
    }
