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
    items = menu_for(user)
    here = _current(items, request.path)
    return {
        "nav_items": [
            NavItem(item.label, reverse(item.url_name), item.icon, item is here, item.primary) for item in items
        ],
        "place_name": place_name(user),
        "unread_notices": SimpleLazyObject(lambda: unread_count(user)),
        "shared_computer": request.session.get("shared", False),
    }


def _current(items, path):
    """The item that says most exactly where the page lies; the home only for itself."""
    found = [item for item in items if (path == "/" if item.prefix == "/" else path.startswith(item.prefix))]
    return max(found, key=lambda item: len(item.prefix), default=None)


def place_name(user):
    """Where the user works, as the header says it; several places give the first."""
    assignments = user.current_assignments
    if not assignments:
        return ""
    return str(assignments[0].region) if assignments[0].region else "Indonesia"
