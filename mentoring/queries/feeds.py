from django.conf import settings
from django.urls import reverse

from mentoring.models import CalendarFeed


def address_of(user, name="mentoring:feed"):
    """The whole secret address of the user's calendar, of the visits or under the name of another; empty without."""
    feed = CalendarFeed.objects.filter(user=user).first()
    return settings.SITE_URL + reverse(name, args=[feed.key]) if feed else ""


def feed_owner(key, capability):
    """Whose calendar it is, as long as that person still holds ``capability``; else None."""
    feed = CalendarFeed.objects.select_related("user").filter(key=key).first()
    return feed.user if feed and feed.user.can(capability) else None
