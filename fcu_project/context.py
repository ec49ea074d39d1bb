from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fcu_project.menu import menu_for
from notices.queries import unread_count


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    icon: str
    active: bool
    primary: bool


def shell(request):
    """What the frame of every page shows: menu, place, unread notices."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav_items": [], "place_name": "", "unread_notices": 0, "shared_computer": False}
    return {
        "nav_items": [_nav_item(item, request.path) for item in menu_for(user)],
        "place_name": place_name(user),
        "unread_notices": SimpleLazyObject(lambda: unread_count(user)),
        "shared_computer": request.session.get("shared", False),
    }


def _nav_item(item, path):
    active = path == "/" if item.prefix == "/" else path.startswith(item.prefix)
    return NavItem(item.label, reverse(item.url_name), item.icon, active, item.primary)


def place_name(user):
    """Where the user works, as the header says it; several places give the first."""
    assignments = user.current_assignments
    if not assignments:
        return ""
    return str(assignments[0].region) if assignments[0].region else "Indonesia"
