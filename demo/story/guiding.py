"""Pioneer families are prepared and guide plasma families: visits that were made and missed, tasks done and open."""

from datetime import timedelta

from django.utils import timezone

from mentoring.enums import Doer, TaskState, Topic, TrainingMethod
from mentoring.models import Subject
from mentoring.queries.visits import open_tasks
from mentoring.services.pairing import pair_families
from mentoring.services.training import record_training
from mentoring.services.visiting import NewTask, record_visit

PREPARED, PREPARED_AGAIN = 395, 388  # days ago
# (pioneer, plasma family, days ago, whether the demo's mentor records the visits or the secretary, from paper)
PAIRS = (
    (4, 8, 372, True), (5, 9, 368, False),
    (0, 10, 360, True), (0, 11, 300, True), (1, 12, 240, True), (1, 13, 120, True), (2, 14, 60, True),
    (2, 16, 58, False), (3, 17, 50, False), (3, 18, 45, False), (4, 19, 40, False), (5, 20, 30, False),
)  # fmt: skip
MISSED = 0.18
FOUND = (
    (Topic.EDUCATION, "Anak sudah masuk sekolah lagi, seragam belum lengkap."),
    (Topic.ECONOMIC, "Kebun sudah ditanami, hasil pertama dijual di pasar."),
    (Topic.HEALTH, "Anak bungsu sudah ditimbang di Posyandu, beratnya naik."),
    (Topic.SOCIAL, "Suami ikut gotong royong di dusun."),
    (Topic.SPIRITUAL, "Keluarga mulai ikut ibadah bersama."),
    (Topic.ECONOMIC, "Ibu mulai mencatat pengeluaran harian."),
)
TASKS = (
    ("Mengurus akta kelahiran anak", Doer.PLASMA), ("Menanyakan bantuan seragam ke sekolah", Doer.UNIT),
    ("Menabung sepuluh ribu seminggu", Doer.PLASMA), ("Mengajak ke kelompok tani", Doer.PIONEER),
    ("Membuat bedeng sayur di pekarangan", Doer.PLASMA),
)  # fmt: skip
OBSTACLES = (("Belum ada bibit", "Meminjam bibit dari kelompok tani"), ("Jarak ke sekolah jauh", "Berangkat bersama"))


def begin_guiding(diary, world):
    for days_ago, part in ((PREPARED, slice(0, 4)), (PREPARED_AGAIN, slice(4, None))):
        diary.begin(world.today - timedelta(days=days_ago), world.cast, _prepare(world, part))
    for pioneer, plasma, days_ago, is_mentored in PAIRS:
        story = _guide(world, pioneer, plasma, is_mentored)
        diary.begin(world.today - timedelta(days=days_ago), world.cast, story)


def _prepare(world, part):
    """All pioneers of then, in two class meetings."""
    tksk = yield 0, "tksk"
    record_training(
        world.village, subjects=Subject.objects.all()[part], families=[world.families[n] for n in range(6)],
        held_on=timezone.localdate(), place="Balai desa", given_by=f"{tksk.name}, TKSK",
        methods=[TrainingMethod.DISCUSSION, TrainingMethod.ROLE_PLAY], actor=tksk,
    )  # fmt: skip


def _guide(world, pioneer, plasma, is_mentored):
    coordinator = yield 0, "koordinator"
    mentorship = pair_families(
        world.families[pioneer], world.families[plasma], starts_on=timezone.localdate(),
        mentor=world.cast["pendamping"] if is_mentored else None, actor=coordinator,
    )  # fmt: skip
    for planned in list(mentorship.planned.order_by("number")):
        day = planned.due_on + timedelta(days=world.rng.choice((0, 0, 0, 1, 2)))
        # Around holidays two turns lie so close that a delayed visit would meet the next one.
        if world.rng.random() > MISSED and not mentorship.visits.filter(visited_on__gte=day).exists():
            actor = yield (day - timezone.localdate()).days, "pendamping" if is_mentored else "sekretaris"
            mentorship.refresh_from_db()
            if not mentorship.is_open:
                return
            _visit(world, mentorship, actor)


def _visit(world, mentorship, actor):
    rng = world.rng
    topic, found = rng.choice(FOUND)
    obstacle, solution = rng.choice(OBSTACLES) if rng.random() < 0.2 else ("", "")
    who = [member.name for member in mentorship.plasma.members.filter(left_on=None)[:2]]
    data = {"visited_on": timezone.localdate(), "topics": [topic], "found": found, "who": [*who, "Keluarga pionir"]}
    done = [task.pk for task in open_tasks(mentorship) if rng.random() < 0.6]
    agreed = [NewTask(*rng.choice(TASKS), timezone.localdate() + timedelta(days=14))] if rng.random() < 0.3 else []
    record_visit(
        mentorship, data=data | {"obstacle": obstacle, "solution": solution}, tasks=agreed,
        settled=dict.fromkeys(done, TaskState.DONE), actor=actor,
    )  # fmt: skip
