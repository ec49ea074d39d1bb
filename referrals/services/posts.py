"""Who is told when a vacant post gets a deputy, and when the deputy ends."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.capabilities import Capability, roles_with
from accounts.models import Assignment, User
from core.formatting import date_long
from notices.services import notify
from regions.models import in_regions

LATELY = timedelta(days=90)
NAMED = "{name} menjadi pelaksana tugas {post} mulai {since}{until}."
ENDED = "Tugas {name} sebagai pelaksana tugas {post} berakhir{until}."
MAIL = "Ada perubahan petugas rujukan di wilayah Anda."


def tell_of_deputy(deputy, named, actor):
    """The deputy, the FCUs of the place, and who holds the post or held it lately."""
    until = f" sampai {date_long(deputy.ends_on)}" if deputy.ends_on else ""
    words = {
        "name": deputy.user.name,
        "post": f"{deputy.get_role_display()} {deputy.region}",
        "since": date_long(deputy.starts_on),
        "until": until if named else until.replace(" sampai", " pada"),
    }
    text = (NAMED if named else ENDED).format(**words)
    people = [user for user in _concerned(deputy) if user != actor]
    notify(people, text=text, url=reverse("referrals:list"), mail_text=MAIL)


def _concerned(deputy):
    today = timezone.localdate()
    writers = Assignment.objects.current(today).filter(
        in_regions("region__code", (deputy.region_id,)), role__in=roles_with(Capability.WRITE_REFERRALS)
    )
    holders = Assignment.objects.proper().not_over(today - LATELY).filter(role=deputy.role, region=deputy.region)
    told = User.objects.filter(pk__in=writers.values("user")) | User.objects.filter(pk__in=holders.values("user"))
    return (told | User.objects.filter(pk=deputy.user_id)).filter(is_active=True)
