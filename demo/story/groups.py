"""Groups that learn and trade: a programme that runs since seven months, with a session that nobody recorded yet; and
in one village a programme that has ended, whose members are recommended and whose businesses go on."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from core.periods import months_later
from families.enums import Sex
from institutions.enums import FundSource
from programmes.enums import AfterEnd, GroupKind, NextStep, SessionKind
from programmes.models import Programme
from programmes.queries.members import candidates_to_show, members_of, taking_part
from programmes.queries.sessions import sessions_of
from programmes.services.businesses import add_business, change_business, say_whether_it_goes_on
from programmes.services.groups import form_group
from programmes.services.members import add_members, add_other, assign_businesses, leave_group, recommend
from programmes.services.programme import add_programme, set_villages
from programmes.services.programme_activities import add_activity
from programmes.services.programme_steps import advance_programme
from programmes.services.sessions import add_session, call_off_session, plan_sessions, record_session

OF_THE_PAPER = "Pemberdayaan masyarakat pesisir"  # demo.story.programmes tells of it where there is a coast
MONTHS, OLD_MONTHS = 18, 13
RUNS_SINCE, RAN_SINCE = 7, 14  # months ago
OLD = "73.09.13.2001"
LEAVES_AT = 20  # the session after which somebody leaves
UNRECORDED = timedelta(days=33)  # sessions of the first group from then on are late
GROUPS = (
    (GroupKind.FISHERS, "Nelayan Bahari", Sex.MALE, (0, 60), ("Hasil laut", "ikan asin dan abon")),
    (GroupKind.WOMEN, "Mama Berdaya", Sex.FEMALE, (31, 60), ("Dapur bersama", "kue dan keripik")),
    (GroupKind.YOUTH, "Pemuda Pantai", "", (0, 30), ("Wisata pantai", "sewa pelampung dan warung")),
)
REGISTERED, OTHERS = 14, 5
CAPITAL = 7_500_000
SUBJECTS = {
    SessionKind.AWARENESS: "Potensi desa dan rencana program",
    SessionKind.SKILLS: "Mengolah hasil setempat",
    SessionKind.MARKETING: "Kemasan dan harga jual",
    SessionKind.INCOME: "Mencatat uang dan menabung",
    SessionKind.COUNSELLING: "Hambatan usaha dan jalan keluarnya",
}
TEACHERS = ("Penyuluh perikanan", "Penyuluh koperasi", "TKSK", "Pelaku usaha setempat")
GIFTS = ("", "Membawa bahan dan konsumsi", "Menyediakan tempat")
FOUND = ("Peserta sudah bisa mengulang sendiri.", "Perlu latihan lagi pada pertemuan berikutnya.", "")


def begin_groups(diary, world):
    diary.begin(months_later(world.today, -RUNS_SINCE), world.cast, _run(world, GROUPS))
    if world.village.pk == OLD:
        diary.begin(months_later(world.today, -RAN_SINCE), world.cast, _run_and_end(world))


def _run(world, kinds):
    rng = Random(f"groups of {world.village.pk}")  # noqa: S311 -- repeatable, not secret
    actor = yield 0, "dinas"
    programme = Programme.objects.filter(name=OF_THE_PAPER, villages=world.village).first()
    programme = programme or _programme(world, "Usaha keluarga produktif", MONTHS, actor)
    groups = []
    for kind in kinds:
        actor = yield 1, "sekretaris"
        groups.append(_form(world, programme, kind, rng, actor))
    call_off_session(groups[-1].sessions.filter(kind=SessionKind.INCOME)[2], reason="Panen raya", actor=actor)
    yield from _meet(world, groups, rng)


def _run_and_end(world):
    """Thirteen months and one group of women; in the last month it is said who could go further."""
    rng = Random(f"old groups of {world.village.pk}")  # noqa: S311 -- repeatable, not secret
    actor = yield 0, "dinas"
    programme = _programme(world, "Usaha bersama keluarga tani", OLD_MONTHS, actor)
    actor = yield 1, "sekretaris"
    group = _form(world, programme, (GroupKind.FARMERS, "Tani Mandiri", "", (0, 60), ("Kebun", "sayur")), rng, actor)
    yield from _meet(world, [group], rng)
    actor = yield _until(programme.ends_on) + 1, "dinas"
    advance_programme(
        programme, "end", note="Kelompok tani berjualan tetap di pasar.", after_end=AfterEnd.INDEPENDENT, actor=actor
    )
    actor = yield 2, "sekretaris"
    for number, business in enumerate(group.businesses.all()):
        say_whether_it_goes_on(business, number == 0, actor=actor)
    parts = sorted(taking_part(members_of(group, actor), sessions_of(group)), key=lambda part: -part.percent)
    for part, step in zip(parts, NextStep, strict=False):
        recommend(
            part.member, step=step, decided_on=timezone.localdate(), note="Rajin dan usahanya tumbuh", actor=actor
        )


def _programme(world, name, months, actor):
    today, district = timezone.localdate(), world.village.parent
    programme = add_programme(
        region=district, name=name, agency_name="Dinas Sosial", goal="Pendapatan keluarga naik dan ditabung sebagian",
        indicators="Pendapatan, tabungan, kehadiran, kelompok yang berlanjut", target_group="Keluarga berusia kerja",
        target_number=90, budget=180_000_000, source=FundSource.REGENCY, starts_on=today,
        ends_on=months_later(today, months) - timedelta(days=1), actor=actor,
        team=(("Koordinator kelompok", 3), ("Pelatih", 9), ("Pendamping sosial", 9)),
    )  # fmt: skip
    set_villages(programme, district, [world.village], actor=actor)
    add_activity(
        programme, name="Latihan usaha kelompok", unit="orang", target=90, budget=120_000_000, starts_on=today,
        ends_on=programme.ends_on, actor=actor,
    )  # fmt: skip
    programme.refresh_from_db()
    advance_programme(programme, "start", actor=actor)
    return programme


def _form(world, programme, about, rng, actor):
    kind, name, sex, ages, (label, business) = about
    programme.refresh_from_db()
    day = timezone.localdate()
    group = form_group(programme, world.village, kind=kind, name=name, formed_on=day, chair="", actor=actor)
    people = [one for one in candidates_to_show(group, actor, "") if _fits(one, sex, ages, day)]
    add_members(group, people[:REGISTERED], joined_on=day, sure=True, actor=actor)
    for _ in range(OTHERS):
        given, born = sex or rng.choice(Sex.values), day.year - rng.randint(max(ages[0], 20), ages[1] - 2)
        words = f"{rng.choice(world.place.pool.given(given))} {rng.choice(world.place.pool.families)}"
        add_other(group, name=words, sex=given, birth_year=born, joined_on=day, sure=True, actor=actor)
    _trade(group, label, business, actor)
    group.chair = str(group.members.first())
    group.save()
    plan_sessions(group, starts_on=day + timedelta(days=3), actor=actor)
    for weeks in (5, 9, 14, 20):
        add_session(
            group, kind=SessionKind.COUNSELLING, planned_on=day + timedelta(weeks=weeks), actor=actor,
            subject=SUBJECTS[SessionKind.COUNSELLING],
        )  # fmt: skip
    return group


def _fits(person, sex, ages, day):
    return person.sex in (sex or Sex.values) and ages[0] <= day.year - person.birth_date.year <= ages[1]


def _trade(group, label, business, actor):
    """Two business groups: one has its capital, the other waits for it."""
    pair = [add_business(group, name=f"{label} {number}", business=business, actor=actor) for number in (1, 2)]
    change_business(pair[0], capital=CAPITAL, capital_on=timezone.localdate(), actor=actor)
    members = list(group.members.values_list("pk", flat=True))
    assign_businesses(group, {key: pair[number % 2].pk for number, key in enumerate(members)}, actor=actor)


def _meet(world, groups, rng):
    """Every session on its day, those of all groups in the order of time."""
    sessions = sorted((one for group in groups for one in group.sessions.planned()), key=lambda one: one.planned_on)
    for number, session in enumerate(sessions):
        actor = yield _until(session.planned_on), "sekretaris"
        is_forgotten = session.group_id == groups[0].pk and world.today - session.planned_on < UNRECORDED
        if not (is_forgotten or session.held_on):
            _record(session, rng, actor)
        if number == LEAVES_AT:
            leaving = session.group.members.filter(left_on=None).last()
            leave_group(leaving, left_on=timezone.localdate(), reason="Merantau ke kota", actor=actor)


def _record(session, rng, actor):
    day = timezone.localdate()
    there = [one for one in session.group.members.all() if one.belongs_on(day) and rng.random() < 0.86]
    record_session(
        session, held_on=day, present=there, suggested=[one for one in there if rng.random() < 0.15],
        subject=session.subject or SUBJECTS[session.kind], teacher=rng.choice(TEACHERS), place="Balai desa",
        contribution=rng.choice(GIFTS), evaluation=rng.choice(FOUND), actor=actor,
    )  # fmt: skip


def _until(day):
    return max((day - timezone.localdate()).days, 0)
