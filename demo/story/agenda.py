"""The agendas of last year and this one, and the activities of eighteen months that come of them."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from institutions.enums import ActivityKind, FundSource
from institutions.models import AgendaItem
from institutions.services import (
    AGREEING_KINDS,
    add_agenda_item,
    agree_agenda,
    copy_agenda,
    record_activity,
)

# Kind, name, goal, target group and number, months, times, budget, source, facilities, who.
ITEMS = (
    (
        ActivityKind.INFORMATION, "Papan pengumuman dan selebaran layanan",
        "Warga tahu ke mana meminta bantuan", "Semua warga", 600,
        1, 12, 4, 600_000, FundSource.VILLAGE, "Papan di balai desa", "Sekretaris",
    ),
    (
        ActivityKind.GUIDANCE, "Konsultasi keluarga di balai desa",
        "Keluarga mendapat jalan keluar sejak dini", "Keluarga sasaran", 180,
        1, 12, 12, 1_200_000, FundSource.VILLAGE, "Ruang konsultasi", "Koordinator",
    ),
    (
        ActivityKind.ECONOMY, "Pelatihan mengolah hasil laut dan kebun",
        "Keluarga punya usaha tambahan", "Ibu keluarga plasma", 40,
        3, 5, 2, 4_500_000, FundSource.CSR, "Dapur PKK", "Bendahara",
    ),
    (
        ActivityKind.REFERRAL, "Pendataan keluarga tanpa dokumen dan pengantaran ke Dukcapil",
        "Semua anggota keluarga punya NIK", "Keluarga tanpa NIK", 30,
        2, 4, 1, 750_000, FundSource.SELF_HELP, "Mobil desa", "PSM",
    ),
    (
        ActivityKind.PARTNERSHIP, "Temu mitra: Puskesmas, PKBM, dan dunia usaha",
        "Kesepakatan layanan setahun", "Lembaga mitra", 20,
        2, 2, 1, 900_000, FundSource.DONATION, "Balai desa", "Koordinator",
    ),
    (
        ActivityKind.VALUES, "Hari keluarga desa",
        "Kebiasaan makan dan belajar bersama", "Keluarga desa", 200,
        6, 7, 1, 3_000_000, FundSource.SELF_HELP, "Lapangan desa", "PKK",
    ),
    (
        ActivityKind.ADVOCACY, "Usulan anggaran keluarga rentan dalam musyawarah desa",
        "Anggaran masuk APBDes", "Pemerintah desa", 15,
        9, 10, 1, None, FundSource.NONE, "", "Koordinator",
    ),
)  # fmt: skip
FIELDS = (
    "kind", "name", "goal", "target_group", "target_number", "first_month", "last_month", "times", "budget", "source",
    "facilities", "responsible",
)  # fmt: skip
OBSTACLES = (
    ("Hujan, sebagian keluarga tidak datang.", "Diulang bagi Dusun III pada kunjungan rumah."),
    ("Undangan terlambat sampai.", "Undangan dikirim lewat WhatsApp dan ketua RT."),
    ("", ""),
    ("", ""),
)
RESULTS = (
    "Peserta memahami layanan yang bisa diminta dan syaratnya.",
    "Keluarga membuat rencana sendiri dan minta didampingi lagi.",
    "Dua keluarga langsung didaftarkan ke layanan mitra.",
)
EVERY = 17


def begin_agenda(diary, world):
    begins = date(world.today.year - 1, 1, 20)
    diary.begin(begins, world.cast, keep_agenda(world))
    diary.begin(world.today - timedelta(days=10), world.cast, plan_activities(world))


def keep_agenda(world):
    """Last year's agenda, this year's from it, and what comes of them. Luck of its own leaves other stories alone."""
    rng = Random(world.village.code)  # noqa: S311 -- repeatable, not secret
    secretary = yield 0, "sekretaris"
    year = timezone.localdate().year
    for values in ITEMS:
        add_agenda_item(world.unit, year, actor=secretary, **dict(zip(FIELDS, values, strict=True)))
    while True:
        secretary = yield EVERY, "sekretaris"
        if timezone.localdate().year > year:
            year += 1
            copy_agenda(world.unit, year, actor=secretary)
        _agree(world, year, secretary)
        _carry_out(world, rng, secretary)


def _agree(world, year, secretary):
    """In the latest meeting that may agree, as soon as there is one."""
    agenda = world.unit.agendas.get(year=year)
    meetings = world.unit.meetings.filter(
        kind__in=AGREEING_KINDS, held_on__range=(date(year - 1, 1, 1), timezone.localdate())
    )
    if agenda.agreed_in is None and (meeting := meetings.order_by("-held_on").first()):
        agree_agenda(agenda, meeting=meeting, actor=secretary)


def plan_activities(world):
    """One to come, open to residents, and one whose result nobody has written down yet."""
    secretary = yield 0, "sekretaris"
    for days, name in ((6, "Penyuluhan gizi balita di Posyandu"), (16, "Konsultasi keluarga di balai desa")):
        record_activity(
            world.unit, kind=ActivityKind.GUIDANCE, name=name, held_on=timezone.localdate() + timedelta(days=days),
            place="Balai desa", led_by=world.place.people["koordinator"], is_planned=True, is_public=True,
            target_number=30, actor=secretary,
        )  # fmt: skip


def _carry_out(world, rng, secretary):
    """Of what this month's agenda asks for, the item with the most left to do."""
    today = timezone.localdate()
    items = AgendaItem.objects.filter(
        agenda__care_unit=world.unit,
        agenda__year=today.year,
        first_month__lte=today.month,
        last_month__gte=today.month,
    )
    left = {item: item.times - item.activities.count() for item in items}
    item = min(left, key=lambda each: (left[each] <= 0, each.last_month, -left[each]), default=None)
    if item is None or left[item] <= 0:
        return
    obstacle, solution = rng.choice(OBSTACLES)
    people = item.target_number // item.times
    record_activity(
        world.unit, agenda_item=item, kind=item.kind, name=item.name, held_on=today, place="Balai desa",
        led_by=item.responsible, goal=item.goal, target_number=people, men=rng.randint(2, 4 + people // 3),
        women=rng.randint(4, 6 + people // 2), children=rng.randint(0, people // 3),
        pioneer_families=rng.randint(1, 4), plasma_families=rng.randint(2, 9), cost=_cost(item, rng),
        source=item.source, result=rng.choice(RESULTS), obstacle=obstacle, solution=solution, actor=secretary,
    )  # fmt: skip


def _cost(item, rng):
    return item.budget // item.times * rng.randint(80, 110) // 100 if item.budget else None
