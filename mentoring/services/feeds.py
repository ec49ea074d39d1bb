from django.core.exceptions import PermissionDenied

from accounts.capabilities import Capability
from mentoring.models import CalendarFeed
from mentoring.models.visits import new_feed_key

# One key for all calendars of a person: the visits here, and the work plans of the floor above.
FED = (Capability.RECORD_VISITS, Capability.SEE_WORK_PLANS)


def renew_feed(*, actor):
    """A secret address, the first or a new one; the one before ends with it."""
    if not any(actor.can(capability) for capability in FED):
        raise PermissionDenied("calendar feed")
    return CalendarFeed.objects.update_or_create(user=actor, defaults={"key": new_feed_key()})[0]


def stop_feed(*, actor):
    CalendarFeed.objects.filter(user=actor).delete()
