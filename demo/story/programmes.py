"""Programmes of several agencies in the kecamatan of each village, after the two practice papers: some run, some are
late, one is planned, one was stopped, one ended and goes on with a new plan. Names of agencies are real offices, the
numbers are made up."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from core.periods import Period, months_later
from institutions.enums import FundSource as F
from institutions.enums import Sector as S
from programmes.enums import AfterEnd, ReferenceKind
from programmes.models import Programme
from programmes.queries.programme import villages_of_district
from programmes.services.programme import add_programme, set_villages
from programmes.services.programme_activities import add_activity
from programmes.services.programme_steps import advance_programme
from programmes.services.progress import Reached, save_progress
from programmes.services.reviews import record_review

END, STOP, PLAN, RUN = "end", "stop", "plan", "run"
ONE_DAY, PLANNED_BEFORE = timedelta(days=1), 12
TEAM = (
    ("Pembina", 1), ("Narasumber", 8), ("Ketua tim", 1), ("Sekretaris", 1), ("Bendahara", 1),
    ("Koordinator kelompok", 3), ("Instruktur", 9), ("Pendamping sosial", 9), ("Staf sekretariat", 3),
)  # fmt: skip
SMALL_TEAM = (("Ketua tim", 1), ("Instruktur", 3), ("Pendamping sosial", 2))


@dataclass(frozen=True, slots=True)
class Story:
    """``ago``: months since it began, negative ahead; ``activities``: (name, unit, target, budget). ``silent``: the
    last months of which nobody has written anything. ``agency``: a key of the directory or a name."""

    name: str
    agency: str
    sector: S
    goal: str
    target: tuple
    source: F
    reference: tuple
    activities: tuple
    ago: int
    months: int = 18
    villages: int = 3
    fate: str = RUN
    silent: int = 0
    team: tuple = SMALL_TEAM
    follows: str = ""

    @property
    def budget(self):
        return sum(amount for *_, amount in self.activities)


COAST = (
    Story(
        "Pemberdayaan masyarakat pesisir", "dinas", S.SOCIAL,
        "Keluarga pesisir tetap berpenghasilan pada musim gelombang tinggi dan mulai menabung.",
        ("Nelayan, perempuan, dan pemuda desa pesisir", 90), F.REGENCY, (ReferenceKind.DPA, "1.06.01/2026"),
        (
            ("Penyuluhan potensi desa", "orang", 90, 15_000_000),
            ("Pelatihan usaha ekonomi produktif", "orang", 90, 60_000_000),
            ("Pendampingan dan konseling", "kali", 60, 27_000_000),
        ),
        ago=9, team=TEAM,
    ),
    Story(
        "Diversifikasi usaha nelayan", "Dinas Perikanan Kabupaten", S.ECONOMY,
        "Nelayan punya usaha selain melaut.", ("Kelompok nelayan", 30), F.REGENCY,
        (ReferenceKind.DPA, "3.25.01/2026"),
        (("Pelatihan olahan hasil laut", "orang", 30, 25_000_000), ("Bantuan alat tangkap", "unit", 12, 48_000_000)),
        ago=6, villages=2, silent=2,
    ),
    Story(
        "Pemasaran hasil usaha bersama", "Dinas Koperasi dan UKM", S.ECONOMY,
        "Kelompok usaha menjual bersama dan menyusun pembukuan.", ("Kelompok usaha bersama", 9), F.REGENCY,
        (ReferenceKind.DPA, "2.17.01/2025"),
        (("Pelatihan pemasaran", "orang", 45, 18_000_000), ("Pendampingan pembukuan", "kali", 18, 9_000_000)),
        ago=14, months=12, fate=END,
    ),
    Story(
        "Pemasaran hasil usaha bersama, lanjutan", "Dinas Koperasi dan UKM", S.ECONOMY,
        "Kelompok usaha yang belum mandiri didampingi sampai berbadan hukum.",
        ("Kelompok usaha bersama", 4), F.REGENCY, (ReferenceKind.DPA, "2.17.01/2027"),
        (("Pendampingan badan hukum", "kelompok", 4, 12_000_000),),
        ago=-1, months=12, fate=PLAN, follows="Pemasaran hasil usaha bersama",
    ),
    Story(
        "Pelatihan kerja pemuda pesisir", "blk", S.EDUCATION,
        "Pemuda terampil menjahit, mengelas, dan mengolah makanan.", ("Pemuda yang tidak bekerja", 30), F.NATIONAL,
        (ReferenceKind.DIPA, "026.13.2/2026"),
        (("Pelatihan berbasis kompetensi", "orang", 30, 75_000_000),), ago=3, months=6, villages=4,
    ),
    Story(
        "Pengembangan wisata pantai", "Dinas Pariwisata Kabupaten", S.ECONOMY,
        "Pemuda mengelola wisata pantai desanya.", ("Kelompok pemuda", 30), F.VILLAGE,
        (ReferenceKind.VILLAGE, "Nomor 4 Tahun 2026"), (("Penataan pantai bersama", "kali", 6, 20_000_000),),
        ago=-2, villages=1, fate=PLAN,
    ),
    Story(
        "Kebun gizi keluarga", "Yayasan Kesetiakawanan NTT", S.HEALTH, "Balita makan sayur dari kebun keluarganya.",
        ("Keluarga dengan balita", 40), F.DONATION, (ReferenceKind.FOUNDATION, "Perjanjian 07/YK/2026"),
        (("Pembagian bibit", "keluarga", 40, 8_000_000),), ago=7, months=12, villages=2, fate=STOP,
    ),
)  # fmt: skip
JOINED = (
    Story(
        "Peningkatan SDM tenaga kesejahteraan sosial masyarakat", "BBPPKS Makassar", S.SOCIAL,
        "Tersedia pendamping terlatih yang menjadi mitra warga.", ("TKSM, aparat desa, dan TP PKK", 60), F.NATIONAL,
        (ReferenceKind.DIPA, "0361/027.11.2.01/23/2026"),
        (
            ("Identifikasi PMKS dan PSKS", "desa", 5, 20_000_000),
            ("Diklat Pelopor Pembangunan Kesos", "orang", 60, 90_000_000),
        ),
        ago=8, villages=5,
    ),
    Story(
        "Program Kesejahteraan Sosial Anak", "IPSI Makassar", S.SOCIAL, "Anak dan balita terlantar hidup layak.",
        ("Keluarga dengan anak terlantar", 70), F.DONATION, (ReferenceKind.COMMUNITY, "Dana IPSI"),
        (("Pemenuhan kebutuhan pokok anak bersama PKK", "orang", 70, 35_000_000),), ago=5, villages=2,
    ),
    Story(
        "Pengabdian masyarakat", "STIKS Tamalanrea", S.EDUCATION, "Kelompok PMKS dibina bersama TKSM.",
        ("Kelompok PMKS", 40), F.SELF_HELP, (ReferenceKind.OTHER, "Dana STIKS"),
        (("Pembinaan kelompok", "kali", 12, 12_000_000),), ago=4, months=12, villages=1, silent=2,
    ),
    Story(
        "Perbaikan sarana sosial dan umum", "Pemerintah Kabupaten Maros", S.OTHER,
        "Sarana yang mendesak dibutuhkan warga diperbaiki.", ("Warga kecamatan", 500), F.REGENCY,
        (ReferenceKind.DPA, "1.03.01/2025"), (("Perbaikan sarana air dan jalan", "titik", 8, 180_000_000),),
        ago=14, months=12, villages=4, fate=END,
    ),
    Story(
        "Pemberdayaan keluarga penerima manfaat", "dinas", S.ECONOMY,
        "Keluarga penerima bantuan punya usaha sendiri.", ("Keluarga penerima PKH", 50), F.REGENCY,
        (ReferenceKind.DPA, "1.06.01/2026"), (("Pelatihan usaha keluarga", "orang", 50, 40_000_000),),
        ago=0, villages=2, fate=PLAN,
    ),
)  # fmt: skip
STORIES = {"53.01.05.2011": COAST, "73.09.13.2001": JOINED}


def begin_programmes(diary, world):
    for story in STORIES.get(world.village.pk, ()):
        first = months_later(world.today.replace(day=1), -story.ago)
        planned = min(first - timedelta(days=PLANNED_BEFORE), world.today - 3 * ONE_DAY)
        diary.begin(planned, world.cast, _tell(world, story, first))


def _tell(world, story, first):
    dinas = yield 0, "dinas"
    programme = _plan(world, story, first, dinas)
    if story.fate == PLAN:
        return
    dinas = yield (first - timezone.localdate()).days, "dinas"
    advance_programme(programme, "start", actor=dinas)
    for month in programme.months[: story.months]:
        dinas = yield (month.next().first_day - timezone.localdate()).days + 3, "dinas"
        if _is_written(world, story, month):
            _record(programme, month, dinas)
        if story.fate == STOP and month == programme.months[3]:
            advance_programme(programme, "stop", note="Dana yayasan terhenti sampai tahun depan.", actor=dinas)
            return
    if story.fate == END:
        told = "Target tercapai; empat kelompok belum berbadan hukum dan didampingi lagi."
        advance_programme(programme, "end", note=told, after_end=AfterEnd.NEW_PLAN, actor=dinas)


def _is_written(world, story, month):
    return month.first_day < months_later(world.today.replace(day=1), -story.silent)


def _plan(world, story, first, dinas):
    institution = world.institutions.get(story.agency)
    target_group, target_number = story.target
    kind, reference = story.reference
    programme = add_programme(
        region=world.village.parent, actor=dinas, team=story.team, name=story.name, agency=institution,
        agency_name="" if institution else story.agency, sector=story.sector, goal=story.goal,
        indicators=_indicators(story), target_group=target_group, target_number=target_number, budget=story.budget,
        source=story.source, reference_kind=kind, reference=reference, starts_on=first,
        ends_on=months_later(first, story.months) - ONE_DAY, follows=_followed(story, world),
    )  # fmt: skip
    for name, unit, target, budget in story.activities:
        add_activity(
            programme, name=name, unit=unit, target=target, budget=budget, starts_on=programme.starts_on,
            ends_on=programme.ends_on, actor=dinas,
        )  # fmt: skip
    district = world.village.parent
    others = villages_of_district(district).exclude(pk=world.village.pk)[: story.villages - 1]
    return set_villages(programme, district, [world.village, *others], actor=dinas)


def _indicators(story):
    return "\n".join(f"{target} {unit}: {name.lower()}" for name, unit, target, _ in story.activities)


def _followed(story, world):
    if not story.follows:
        return None
    return Programme.objects.filter(name=story.follows, region=world.village.parent, state="ended").first()


def _record(programme, month, dinas):
    """Target and budget in even parts over the months; a little is always left for the last one."""
    months = programme.months
    place, reached = months.index(month), {}
    for activity in programme.activities.all():
        done, before = (activity.target * (place + step) // len(months) for step in (1, 0))
        spent = activity.budget * 9 // (10 * len(months)) // 1000 * 1000
        reached[activity.pk] = Reached(done - before, spent, "Sebagian peserta melaut." if place % 4 == 2 else "")
    save_progress(programme, Period.of("M", month.first_day), reached, actor=dinas)
    for review in programme.reviews.filter(done_on=None, due_on__lt=timezone.localdate()):
        record_review(
            review, done_on=timezone.localdate(), findings="Kegiatan berjalan menurut rencana, kehadiran cukup baik.",
            recommendation="Jadwal disesuaikan dengan musim melaut dan panen.", actor=dinas,
        )  # fmt: skip
