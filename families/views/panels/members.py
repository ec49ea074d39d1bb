from django.utils import timezone

from core import identity
from families.queries import members_of, region_names
from families.views.rights import is_revealed, rights_on


def members_panel(request, family):
    rights = rights_on(request.user, family)
    revealed = rights.reveal and is_revealed(request.session, family)
    members = list(members_of(family))
    meanings = _meanings(members) if revealed else {}
    return {
        "family": family,
        "rights": rights,
        "members": [(each, meanings.get(each.pk, "")) for each in members],
        "revealed": revealed,
    }


def _meanings(members):
    """Member → what the NIK says, with the names of all regions from one statement."""
    numbers = {each.pk: each.national_id for each in members if each.national_id}
    names = region_names(code for number in numbers.values() for code in identity.region_codes(number))
    today = timezone.localdate()
    return {
        pk: identity.meaning(identity.decode(number, today, names.get), names.get) for pk, number in numbers.items()
    }
