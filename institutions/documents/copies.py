"""What a family's complete copy holds of its place in the FCU: a pioneer family may be a member of it."""

from django.db.models import Q

from families.documents.copies import Column, Section
from institutions.models import Attendance, Membership, Officer, WorkingGroup

NAME = "membership.name"


def membership_sections(family, sensitive):
    return [_memberships(family), _posts(family), _meetings(family), _working_groups(family)]


def _memberships(family):
    rows = Membership.objects.filter(family=family)
    return Section.of(
        "memberships", "Keanggotaan FCU", rows, "name", "position", "joined_on", "left_on", "left_reason"
    )


def _posts(family):
    rows = Officer.objects.filter(membership__family=family).select_related("membership")
    return Section.of("posts", "Jabatan di FCU", rows, NAME, "post", "starts_on", "ends_on")


def _meetings(family):
    rows = Attendance.objects.filter(membership__family=family).select_related("membership", "meeting")
    return Section.of("meetings", "Kehadiran rapat FCU", rows, NAME, "meeting.held_on", "meeting.kind")


def _working_groups(family):
    mine = Q(chair__family=family) | Q(members__family=family)
    rows = WorkingGroup.objects.filter(mine).select_related("chair").distinct()
    return Section.of(
        "working_groups", "Kelompok kerja FCU", rows,
        "name", "purpose", Column("leads", "Sebagai ketua", lambda row: row.chair.family_id == family.pk), "starts_on",
        "ends_on", models=(WorkingGroup.members.through,),
    )  # fmt: skip
