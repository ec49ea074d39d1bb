"""What a family's complete copy holds of its referrals: the way of each, what was given, who has it."""

from families.documents.copies import Column, Section, steps_of
from referrals.enums import ReferralState
from referrals.models import Attachment, CounsellingSession, Placement, Referral, ReferralEvent

NUMBER = "referral.number"


def referral_sections(family, sensitive):
    referrals = Referral.objects.filter(family=family, **({} if sensitive else {"case__sensitive": False}))
    return [
        _referrals(referrals, sensitive), _events(referrals), _placements(referrals), _sessions(referrals),
        _attachments(referrals),
    ]  # fmt: skip


def _referrals(referrals, sensitive):
    rows = referrals.select_related("case", "member").prefetch_related("problems__category")
    return Section.of(
        "referrals", "Rujukan", rows,
        "number", "case.number", Column("member", "Anggota", lambda row: row.member.name if row.member else None),
        "need", "details", "tried", "sector", "urgency",
        Column("problems", "Masalah", lambda row: _problems(row, sensitive)), "state", "submitted_on", "due_on",
        "visited_on", "need_met", "closed_on", models=(Referral.problems.through,),
    )  # fmt: skip


def _problems(referral, sensitive):
    return [str(each) for each in referral.problems.all() if sensitive or not each.category.sensitive]


def _events(referrals):
    rows = ReferralEvent.objects.filter(referral__in=referrals).select_related("referral")
    return Section.of(
        "referral_events", "Perjalanan rujukan", rows.order_by("-happened_at", "-pk"),
        NUMBER, *steps_of(ReferralState), Column("reason", "Alasan", lambda event: event.reason_words or None),
    )  # fmt: skip


def _placements(referrals):
    rows = Placement.objects.filter(referral__in=referrals).select_related("referral", "institution")
    return Section.of(
        "placements", "Penyedia layanan", rows,
        NUMBER, Column("institution", "Lembaga", lambda row: str(row.institution)),
        Column("placed_at", "Ditempatkan", lambda row: row.placed_at), "appointment_on", "declined_reason", "outcome",
        "given", "value", "advice", "completed_on",
    )  # fmt: skip


def _sessions(referrals):
    rows = CounsellingSession.objects.filter(placement__referral__in=referrals)
    return Section.of(
        "counselling", "Pertemuan di LK3", rows.select_related("placement__referral"),
        "placement.referral.number", "held_on", "kind", "place", "people", "done", "next_on",
    )  # fmt: skip


def _attachments(referrals):
    rows = Attachment.objects.filter(referral__in=referrals).select_related("referral", "file")
    added = Column("added_at", "Ditambahkan", lambda row: row.file.created_at)
    return Section.of("attachments", "Lampiran rujukan", rows, NUMBER, "label", "for_provider", added)
