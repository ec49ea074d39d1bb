"""The FCU: founding, decree, members, two terms of officers, a meeting every month."""

from datetime import time, timedelta

from django.utils import timezone

from families.enums import Sex
from institutions.documents import legal_basis, usual_copies
from institutions.enums import FoundingKind, MeetingKind, MemberKind, Post
from institutions.models import Decision
from institutions.services import (
    add_member,
    draft_decree,
    elect_officer,
    form_group,
    found_unit,
    issue_invitation,
    plan_meeting,
    record_decree,
    record_founding_step,
    record_meeting,
)

FOUNDED = timedelta(days=1100)
TERM = timedelta(days=3 * 365)
OFFICERS = {Post.COORDINATOR: "koordinator", Post.SECRETARY: "sekretaris", Post.TREASURER: "bendahara"}
SENT_BY = ("posyandu", "pkk", "karang_taruna", "psm", "lpm", "kube", "worship")
ELDERS = ("Tokoh masyarakat", "Tokoh adat", "Ketua RT")
AGENDAS = (
    "Keluarga sasaran bulan ini; rujukan yang belum dijawab",
    "Hasil kunjungan rumah; rencana penyuluhan bersama Posyandu",
    "Pendataan keluarga di Dusun III; pembagian pendamping",
    "Laporan triwulan; keluarga yang siap lulus",
    "Kerja sama dengan Puskesmas dan PKBM",
)
# Kind, days before the founding, place, leader, what was agreed.
PREPARATION = (
    (FoundingKind.SOCIALISATION, 60, "Aula kantor camat", "Dinas Sosial", "Tujuan dan tugas FCU dijelaskan."),
    (FoundingKind.COORDINATION, 35, "Balai desa", "Kepala Desa dan TKSK", "Desa sepakat membentuk FCU."),
    (FoundingKind.SOURCES, 20, "Balai desa", "TKSK", "Lembaga di desa didata menurut layanannya."),
)
PARTICIPANTS = "Kepala Desa, LK3, TKSK, wakil PKK, Posyandu, Karang Taruna, dan tokoh masyarakat"
GROUPS = (
    ("Pokja Identifikasi dan Seleksi", "Mendata keluarga dan memilih keluarga pionir"),
    ("Pokja Ekonomi Keluarga", "Pelatihan usaha bersama KUBE dan PKK"),
)
# What, who, and how many days it may take: all but the last are due before the next meeting.
DECISIONS = (
    ("Setiap pengurus mengunjungi dua keluarga sebelum rapat berikutnya.", "Pengurus FCU", 28),
    ("Sekretaris melengkapi data keluarga yang belum punya NIK.", "Sekretaris", 21),
    ("Koordinator menghubungi TKSK tentang rujukan yang terlambat.", "Koordinator", 14),
    ("Menyiapkan penyuluhan bersama Posyandu.", "Bidan desa", 45),
)


def found(world):
    secretary = yield 0, "sekretaris"
    day, place = world.today - FOUNDED, world.place
    name = f"FCU {world.village.full_name}"
    world.unit = found_unit(
        village=world.village, name=name, actor=secretary, address=place.secretariat, founded_on=day
    )
    members = _join(world, secretary, day)
    first_term_ends = world.today - timedelta(days=366)
    _elect(world, members[3:6], day + timedelta(days=1), first_term_ends, secretary)
    _meet(world, secretary, MeetingKind.FOUNDING, members)
    _write_founding_file(world, secretary, day)
    secretary = yield 1, "sekretaris"
    _draft(world, secretary)
    secretary = yield 29, "sekretaris"
    number, signed_by = f"{world.village.code[-4:]}/SK/{timezone.localdate().year}", place.people["kades"]
    record_decree(world.unit, number=number, decided_on=timezone.localdate(), signed_by=signed_by, actor=secretary)
    _confirm(world, secretary)
    secretary = yield (first_term_ends - day).days - 29, "sekretaris"
    starts_on = first_term_ends + timedelta(days=1)
    _elect(world, members[:3], starts_on, starts_on + TERM, secretary)


def _write_founding_file(world, secretary, day):
    for kind, earlier, place, leader, agreed in PREPARATION:
        _record_step(world, secretary, kind, day - timedelta(days=earlier), place, leader, agreed)
    _record_step(world, secretary, FoundingKind.FORMATION, day, "Balai desa", "Kepala Desa", "FCU dibentuk.")


def _record_step(world, secretary, kind, day, place, leader, agreed):
    record_founding_step(
        world.unit,
        kind=kind,
        held_on=day,
        place=place,
        led_by=leader,
        participants=PARTICIPANTS,
        minutes=agreed,
        actor=secretary,
    )


def _draft(world, secretary):
    """For the village head to sign; its number and day are for his office."""
    draft_decree(
        world.unit,
        signed_by=world.place.people["kades"],
        basis=legal_basis(world.village),
        copies=usual_copies(world.village),
        actor=secretary,
    )


def _confirm(world, secretary):
    """The ceremony, and the working groups that begin with it."""
    day, members = timezone.localdate(), list(world.unit.memberships.order_by("pk"))
    _record_step(world, secretary, FoundingKind.CONFIRMATION, day, "Balai desa", "Kepala Desa", "SK dibacakan.")
    for number, (name, purpose) in enumerate(GROUPS):
        chair, *others = members[6 + 4 * number : 10 + 4 * number]
        form_group(world.unit, name=name, purpose=purpose, chair=chair, members=others, actor=secretary)


def meet_monthly(world):
    while True:
        secretary = yield 30, "sekretaris"
        members = list(world.unit.memberships.current())
        kind = world.rng.choice((MeetingKind.ROUTINE,) * 4 + (MeetingKind.COORDINATION, MeetingKind.FOCUS_GROUP))
        _meet(world, secretary, kind, members)


def plan_next(world):
    """Next week's meeting, open to residents, with its invitation."""
    secretary = yield 3, "sekretaris"
    meeting = plan_meeting(
        world.unit,
        kind=MeetingKind.ROUTINE,
        held_on=world.today + timedelta(days=7),
        starts_at=time(16),
        place="Balai desa",
        leader=world.place.people["koordinator"],
        agenda="Keluarga sasaran bulan ini\nPersiapan penyuluhan bersama Posyandu\nLain-lain",
        is_public=True,
        actor=secretary,
    )
    issue_invitation(meeting, actor=secretary)


def _join(world, secretary, day):
    """The officers of today first, then those of the first term, then who was sent by an institution."""
    people = [(name, "Tokoh masyarakat") for name in (world.place.people[each] for each in OFFICERS.values())]
    people += [(_name(world), world.rng.choice(ELDERS)) for _ in range(5)]
    members = [
        add_member(
            world.unit, kind=MemberKind.INDIVIDUAL, name=name, position=position, joined_on=day, actor=secretary
        )
        for name, position in people
    ]
    for key in SENT_BY:
        institution = world.institutions[key]
        add_member(
            world.unit,
            kind=MemberKind.REPRESENTATIVE,
            name=_name(world),
            institution=institution,
            position="Wakil",
            joined_on=day,
            actor=secretary,
        )
    return members


def _elect(world, members, starts_on, ends_on, secretary):
    for post, member in zip(OFFICERS, members, strict=True):
        elect_officer(world.unit, membership=member, post=post, starts_on=starts_on, ends_on=ends_on, actor=secretary)


def _meet(world, secretary, kind, members):
    rng, leader = world.rng, world.place.people["koordinator"]
    present = [member for member in members if rng.random() < 0.72] or members[:3]
    guests = [(world.place.people["tksk"], "TKSK")] if rng.random() < 0.4 else []
    agenda = "Pembentukan FCU dan pemilihan pengurus" if kind == MeetingKind.FOUNDING else rng.choice(AGENDAS)
    record_meeting(
        world.unit,
        held_on=timezone.localdate(),
        actor=secretary,
        members=present,
        guests=guests,
        kind=kind,
        place="Balai desa",
        leader=leader,
        agenda=agenda,
        minutes=f"{leader} membuka rapat. {agenda} dibahas bersama yang hadir.",
        starts_at=time(rng.choice((9, 14, 16))),
        decisions=_decided(rng),
        finished=[(decision, "Sudah dijalankan") for decision in _due(world)],
    )


def _decided(rng):
    today = timezone.localdate()
    chosen = [rng.choice(DECISIONS[:-1]), *rng.choice(((), DECISIONS[-1:]))]
    return [{"text": text, "owner": owner, "due_on": today + timedelta(days=days)} for text, owner, days in chosen]


def _due(world):
    """What is done by the next meeting: all but one of the latest, which is late today."""
    waiting = Decision.objects.open().filter(meeting__care_unit=world.unit, due_on__lte=timezone.localdate())
    is_last = world.today - timezone.localdate() < timedelta(days=30)
    return waiting.order_by("due_on", "pk")[1:] if is_last else waiting


def _name(world):
    sex = world.rng.choice(Sex.values)
    return f"{world.rng.choice(world.place.pool.given(sex))} {world.rng.choice(world.place.pool.families)}"
