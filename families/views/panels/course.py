from families.queries import course_of
from families.views.rights import rights_on


def course_panel(request, family):
    rights = rights_on(request.user, family)
    return {
        "family": family,
        "rights": rights,
        "course": course_of(family, sees_sensitive=rights.sees_sensitive),
    }
