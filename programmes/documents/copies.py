"""What a family's complete copy holds of programmes: groups of its members, what they learned, what follows."""

from families.documents.copies import Column, Section
from programmes.models import GroupMember, MemberFollowUp, SessionAttendance

PERSON = "member.person.name"


def group_sections(family, sensitive):
    return [_memberships(family), _attendances(family), _follow_ups(family)]


def _memberships(family):
    rows = GroupMember.objects.filter(person__family=family).select_related("person", "group__programme", "business")
    return Section.of(
        "groups", "Kelompok penerima manfaat", rows,
        "person.name", Column("programme", "Program", lambda row: str(row.group.programme)), "group.name",
        Column("business", "Kelompok usaha", lambda row: row.business.name if row.business else None), "joined_on",
        "left_on", "left_reason",
    )  # fmt: skip


def _attendances(family):
    rows = SessionAttendance.objects.filter(member__person__family=family)
    return Section.of(
        "group_sessions", "Kehadiran pertemuan belajar", rows.select_related("session", "member__person"),
        PERSON, "session.held_on", "session.kind", "session.subject", "suggested",
    )  # fmt: skip


def _follow_ups(family):
    rows = MemberFollowUp.objects.filter(member__person__family=family).select_related("member__person")
    return Section.of("group_follow_ups", "Tindak lanjut anggota kelompok", rows, PERSON, "step", "note", "decided_on")
