"""Who guides whom: a pioneer family is paired with a plasma family, changed, or guidance ends without graduation."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from documents.models import CODE_ALPHABET
from families.enums import ConsentPurpose, FamilyStatus
from families.services import demand_consent, hold, share_family
from institutions.services.rights import locked, refuse_future, require_change
from mentoring.enums import MentorshipEnd
from mentoring.models import MentoringRule, Mentorship
from mentoring.queries.pairing import mentor_choices, most_families
from mentoring.queries.prepared import is_prepared
from mentoring.services.ending import end_mentorship, share_reason
from mentoring.services.planning import plan_courses

ONESELF = "Keluarga tidak bisa membina dirinya sendiri. Pilih keluarga pionir lain."
TAKEN = "Keluarga plasma ini sudah dibina keluarga pionir lain. Ganti pionirnya di halaman pembinaannya."
# How guidance may end here; graduation, termination and a change of pioneer have acts of their own.
PLAIN_ENDS = (MentorshipEnd.WITHDRAWN, MentorshipEnd.MOVED, MentorshipEnd.CLOSED)


@transaction.atomic
def pair_families(pioneer, plasma, *, starts_on, actor, mentor=None):
    """``mentor``: the account that records the visits; None where the pioneer family writes on paper."""
    require_change(actor, plasma.village_id, Capability.SET_FAMILY_STATUS)
    refuse_future(starts_on, "Tanggal mulai")
    _check_pair(pioneer, plasma, mentor)
    _check_plasma(plasma, starts_on)
    return _open(pioneer, plasma, mentor, starts_on, starts_on, actor)


@transaction.atomic
def change_pioneer(mentorship, pioneer, *, on, reason, actor, mentor=None, seen=None):
    """Another pioneer family goes on with the same course; visits still to come go over to it as they are planned."""
    current = _held(mentorship, actor, seen)
    refuse_future(on, "Tanggal penggantian")
    if not reason.strip():
        raise DomainError("Isi alasan keluarga pionir diganti.")
    if pioneer.pk == current.pioneer_id:
        raise DomainError("Keluarga pionir itu sudah membina keluarga ini. Pilih yang lain.")
    _check_pair(pioneer, current.plasma, mentor)
    coming = current.planned.unmade().filter(due_on__gte=on)
    kept = list(coming.values_list("number", "due_on"))
    coming.delete()
    end_mentorship(current, MentorshipEnd.CHANGED, on=on, note=reason.strip()[:300], actor=actor)
    return _open(pioneer, current.plasma, mentor, current.course_began_on, on, actor, kept)


@transaction.atomic
def end_guidance(mentorship, end, *, on, note, actor, seen=None):
    """The family withdraws, moves, or its file is closed."""
    current = _held(mentorship, actor, seen)
    refuse_future(on, "Tanggal berakhir")
    if end not in PLAIN_ENDS:
        raise DomainError("Pilih sebab dari daftar.")
    end_mentorship(current, MentorshipEnd(end), on=on, note=note.strip()[:300], actor=actor)
    return current


@transaction.atomic
def change_mentor(mentorship, mentor, *, actor, seen=None):
    """Another account records the visits of the same pioneer family; None for paper."""
    current = _held(mentorship, actor, seen)
    _check_mentor(mentor, current.village_id)
    if current.mentor:
        current.plasma.shares.filter(reason=share_reason(current), ends_on=None).update(ends_on=timezone.localdate())
    current.mentor, current.version = mentor, current.version + 1
    current.save()
    _share(current, actor)
    return current


def end_closed_files():
    """By the clock: whose file was closed is not guided any more. A closed pioneer's families wait for another."""
    rows = Mentorship.objects.open().filter(plasma__closed_on__isnull=False).select_related("plasma")
    for mentorship in rows:
        day = max(mentorship.starts_on, mentorship.plasma.closed_on)
        mentorship.ends_on, mentorship.end, mentorship.version = day, MentorshipEnd.CLOSED, mentorship.version + 1
        mentorship.save()
        mentorship.planned.unmade().filter(due_on__gt=day).delete()


def set_rule(village, most, *, actor):
    """How many plasma families a pioneer may guide in this village; those already paired stay."""
    require_change(actor, village.code, Capability.SET_FAMILY_STATUS)
    if not 1 <= most <= 20:
        raise DomainError("Isi angka 1 sampai 20.")
    return MentoringRule.objects.update_or_create(village=village, defaults={"most_families": most})[0]


def _held(mentorship, actor, seen):
    require_change(actor, mentorship.village_id, Capability.SET_FAMILY_STATUS)
    current = locked(Mentorship.objects.select_related("plasma__village", "mentor"), mentorship.pk, seen)
    if not current.is_open:
        raise StaleState(f"Pembinaan ini sudah berakhir: {current.get_end_display().lower()}.")
    return current


def _check_pair(pioneer, plasma, mentor):
    """Both files are locked, the pioneer's too: two coordinators at once must not pass its limit together."""
    if pioneer.pk == plasma.pk:
        raise DomainError(ONESELF)
    held = {family.pk: hold(family) for family in sorted((pioneer, plasma), key=lambda family: family.pk)}
    if pioneer.village_id != plasma.village_id:
        raise DomainError("Kedua keluarga harus dari desa yang sama.")
    if held[pioneer.pk].status != FamilyStatus.PIONEER:
        raise DomainError(f"{pioneer} belum ditetapkan sebagai keluarga pionir.")
    if not is_prepared(pioneer):
        raise DomainError(f"{pioneer} belum selesai penyiapan. Catat dahulu materi wajib yang diikutinya.")
    _check_load(pioneer)
    _check_mentor(mentor, plasma.village_id)


def _check_load(pioneer):
    most = most_families(pioneer.village_id)
    if pioneer.guiding.open().count() >= most:
        raise DomainError(f"{pioneer} sudah membina {most} keluarga, batas di desa ini. Pilih keluarga pionir lain.")


def _check_mentor(mentor, village_code):
    if mentor and not mentor_choices(village_code).filter(pk=mentor.pk).exists():
        raise DomainError(f"{mentor} bukan pendamping di desa ini.")


def _check_plasma(plasma, starts_on):
    """A course begins when the family has been a plasma family already, with its agreement."""
    current = plasma.status_periods.get(ends_on=None)
    if current.status != FamilyStatus.PLASMA:
        raise DomainError(f"{plasma} belum ditetapkan sebagai keluarga plasma.")
    if starts_on < current.starts_on:
        raise DomainError(
            f"Menjadi keluarga plasma sejak {current.starts_on:%d-%m-%Y}. Isi tanggal itu atau sesudahnya."
        )
    ended_on = plasma.guided_by.aggregate(day=Max("ends_on"))["day"]
    if ended_on and starts_on < ended_on:
        raise DomainError(f"Pembinaan sebelumnya berakhir {ended_on:%d-%m-%Y}. Isi tanggal itu atau sesudahnya.")
    demand_consent(plasma, ConsentPurpose.PLASMA)


def _open(pioneer, plasma, mentor, began_on, starts_on, actor, kept=()):
    """``kept``: (number, day) of the visits taken over; without any the rhythm says them."""
    try:
        with transaction.atomic():
            mentorship = Mentorship.objects.create(
                village_id=plasma.village_id, pioneer=pioneer, plasma=plasma, mentor=mentor,
                course_began_on=began_on, starts_on=starts_on, code=new_code(), paired_by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        raise DomainError(TAKEN) from error
    mentorship.planned.bulk_create(
        [mentorship.planned.model(mentorship=mentorship, number=number, due_on=day) for number, day in kept]
    )
    if not kept:
        plan_courses(began_on, [mentorship.pk])
    _share(mentorship, actor)
    return mentorship


def _share(mentorship, actor):
    if mentorship.mentor:
        share_family(mentorship.plasma, reason=share_reason(mentorship), user=mentorship.mentor, actor=actor)


def new_code():
    """What a family is called in a calendar that leaves the system: eight signs that say nothing."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
