"""A programme: planned, changed, and the villages that it reaches."""

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError
from core.formatting import date_long
from core.periods import months_later
from institutions.services.agenda import check_funds
from institutions.services.rights import locked, require_change, save_changes
from programmes.enums import ProgrammeState
from programmes.models import MonthlyProgress, Programme, TeamRole
from programmes.services.reviews import plan_reviews
from regions.models import VILLAGE_LENGTH

MOST_MONTHS = 60
READ_ONLY = {
    ProgrammeState.ENDED: "Program ini sudah berakhir, jadi isinya hanya bisa dibaca.",
    ProgrammeState.STOPPED: "Program ini sedang dihentikan. Lanjutkan dahulu programnya.",
}


def hold_programme(programme, actor, seen=None):
    """The row, held: what belongs to one programme is written one after another."""
    require_change(actor, programme.region_id, Capability.CHANGE_PROGRAMMES)
    return locked(Programme.objects.select_related("region"), programme.pk, seen)


def hold_changeable(programme, actor, seen=None):
    current = hold_programme(programme, actor, seen)
    if current.state in READ_ONLY:
        raise DomainError(READ_ONLY[current.state])
    return current


@transaction.atomic
def add_programme(*, region, actor, team=(), follows=None, **data):
    """``data``: fields of Programme; ``team``: pairs (role, people). With ``follows``, an ended programme of the same
    region, its villages are taken over.
    """
    require_change(actor, region.pk, Capability.CHANGE_PROGRAMMES)
    programme = Programme(region=region, follows=follows, recorded_by=actor, **data)
    _check(programme)
    _check_followed(follows, region)
    programme.save()
    _write_team(programme, team)
    if len(region.pk) == VILLAGE_LENGTH:
        programme.villages.set([region])
    elif follows:
        programme.villages.set(follows.villages.all())
    return programme


def _check_followed(follows, region):
    if follows is None:
        return
    if follows.state != ProgrammeState.ENDED or follows.region_id != region.pk:
        raise DomainError("Rencana baru melanjutkan program yang sudah berakhir di wilayah yang sama.")


@transaction.atomic
def change_programme(programme, *, actor, seen=None, team=None, **data):
    """Another period adds and removes reviews that are not done; what was recorded must lie inside of it."""
    current = hold_changeable(programme, actor, seen)
    for name, value in data.items():
        setattr(current, name, value)
    _check(current)
    _check_inside(current)
    save_changes(current, {})
    if team is not None:
        _write_team(current, team)
    if current.state == ProgrammeState.RUNNING:
        check_begun(current)
        plan_reviews(current)
    return current


def _check(programme):
    if bool(programme.agency) == bool(programme.agency_name):
        raise DomainError("Pilih instansi dari direktori, atau tulis namanya: salah satu saja.")
    check_funds(programme.budget, programme.source, "Anggaran")
    if programme.reference and not programme.reference_kind:
        raise DomainError("Nomor dasar anggaran diisi tanpa jenisnya. Pilih dasar anggarannya.")
    if programme.ends_on < programme.starts_on:
        raise DomainError("Program tidak bisa selesai sebelum dimulai. Periksa kedua tanggalnya.")
    if programme.ends_on >= months_later(programme.starts_on, MOST_MONTHS):
        raise DomainError(f"Satu program paling lama {MOST_MONTHS} bulan. Lanjutkan dengan rencana baru.")


def check_begun(programme):
    today = today_of(programme)
    if programme.starts_on > today:
        raise DomainError(
            f"Masa program mulai {date_long(programme.starts_on)}. Tunggu hari itu, atau ubah dahulu masanya."
        )


def _check_inside(programme):
    first, last = programme.months[0].first_day, programme.months[-1].last_day
    outside = programme.activities.filter(removed_on=None)
    early, late = outside.filter(starts_on__lt=first).first(), outside.filter(ends_on__gt=last).first()
    if early or late:
        raise DomainError(f"Bulan kegiatan “{early or late}” di luar masa itu. Ubah dahulu kegiatannya.")
    recorded = MonthlyProgress.objects.filter(activity__programme=programme)
    if recorded.exclude(month__range=(first, last)).exists():
        raise DomainError("Ada kemajuan bulanan yang tercatat di luar masa itu. Masanya harus memuat semuanya.")


def _write_team(programme, team):
    programme.team.all().delete()
    TeamRole.objects.bulk_create(
        TeamRole(programme=programme, position=position, role=role, people=people)
        for position, (role, people) in enumerate(team, start=1)
    )


@transaction.atomic
def set_villages(programme, district, villages, *, actor, seen=None):
    """Of one kecamatan those that the programme reaches; other kecamatan keep theirs."""
    current = hold_changeable(programme, actor, seen)
    chosen = {village.pk for village in villages}
    if any(village.parent_id != district.pk for village in villages) or not _covers(current, district):
        raise DomainError("Pilih desa dari kecamatan ini, di dalam wilayah programnya.")
    others = current.villages.exclude(parent=district).values_list("pk", flat=True)
    if current.state == ProgrammeState.RUNNING and not chosen and not others:
        raise DomainError("Program yang berjalan menjangkau paling sedikit satu desa. Hentikan programnya bila tidak.")
    current.villages.set([*others, *sorted(chosen)])
    return save_changes(current, {})


def _covers(programme, district):
    return district.pk.startswith(programme.region_id)


def today_of(programme):
    """By the clock of the programme's region."""
    return timezone.localdate(timezone=programme.region.zone)
