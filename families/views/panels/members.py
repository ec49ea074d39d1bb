from families.queries import members_of
from families.views.rights import is_revealed, rights_on


def members_panel(request, family):
    rights = rights_on(request.user, family)
    return {
        "family": family,
        "rights": rights,
        "members": list(members_of(family)),
        "revealed": rights.reveal and is_revealed(request.session, family),
    }
