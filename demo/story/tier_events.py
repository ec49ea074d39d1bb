"""Events of the tiers: how the idea of the FCU came down to the village, what the officers learnt, and what waits."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from demo.story.places import TABLOLONG
from programmes.enums import EventKind
from programmes.services.events import add_event, call_off_event, finish_follow_up, set_reach

K = EventKind
# Days ago, who records it, how wide (0 the village, 1 its kecamatan, 2 the regency, 3 the province), kind, title,
# place, who gave what, subjects, men, women, how many villages of the kecamatan took part.
HELD = (
    (560, "provinsi", 3, K.SOCIALISATION, "Sosialisasi FCU tingkat provinsi", "Aula Dinas Sosial Provinsi",
     "Kepala Dinas Sosial Provinsi: arah pemberdayaan keluarga", "Kedudukan dan tugas FCU\nPeran tiap jenjang", 31, 24,
     0),
    (530, "dinas", 2, K.SOCIALISATION, "Sosialisasi FCU bagi camat dan kepala desa", "Aula kantor bupati",
     "Kepala Dinas Sosial: mengapa FCU\nLK3: alur rujukan keluarga", "Pembentukan FCU\nPeran kepala desa", 46, 22, 6),
    (500, "dinas", 2, K.COORDINATION, "Koordinasi lembaga sumber", "Ruang rapat Dinas Sosial",
     "Dinas Sosial: peta lembaga", "Siapa melayani apa\nKontak rujukan", 19, 14, 0),
    (470, "tksk", 1, K.BRIEFING, "Pembekalan pengurus FCU", "Aula kantor camat",
     "TKSK: kunjungan dan pencatatan", "Tugas pengurus\nMengisi data keluarga", 14, 21, 4),
    (200, "lk3", 2, K.GUIDANCE, "Bimbingan teknis asesmen keluarga", "Balai pertemuan",
     "LK3: wawancara keluarga", "Delapan belas indikator\nContoh kasus", 11, 25, 3),
    (90, "tksk", 1, K.INFORMATION, "Penyuluhan pencegahan kekerasan", "Gedung serbaguna kecamatan",
     "Pekerja sosial: tanda dan pertolongan pertama", "Mengenali tanda\nKe mana melapor", 28, 52, 5),
    (40, "sekretaris", 0, K.INFORMATION, "Penyuluhan dokumen kependudukan", "Balai desa",
     "Petugas Dukcapil: syarat KK dan akta", "Syarat dan biaya\nJadwal layanan keliling", 17, 33, 0),
)  # fmt: skip
GUESTS = (("PKK Kecamatan", 6), ("Karang Taruna", 4), ("Puskesmas", 2))
FOLLOW_UPS = {
    K.COORDINATION: ("Menyusun daftar kontak rujukan", "Dinas Sosial", 30, 25),
    K.BRIEFING: ("Tiap FCU mengirim profil lembaganya", "Pengurus FCU", 40, 38),
    K.INFORMATION: ("Menempel nomor pengaduan di balai desa", "Sekretaris desa", 20, None),
}
LATE_RESULT, AHEAD = 5, 12  # days
CENTRE = "kementerian"


def begin_tier_events(diary, world):
    for days, who, *about in HELD:
        diary.begin(world.today - timedelta(days=days), world.cast, _held(world, who, about))
    diary.begin(world.today - timedelta(days=LATE_RESULT + 9), world.cast, _planned(world))
    if world.place == TABLOLONG:  # once for the nation
        cast = {CENTRE: User.objects.get(username=CENTRE)}
        diary.begin(world.today - timedelta(days=590), cast, _nation())


def _held(world, who, about):
    width, kind, title, place, speakers, subjects, men, women, villages = about
    actor, today = (yield 0, who), timezone.localdate()
    event = add_event(
        region=_region(world, width), kind=kind, title=title, held_on=today, place=place,
        held_by=_holder(world, who), speakers=speakers, subjects=subjects, men=men, women=women, guests=GUESTS,
        evaluation="Peserta aktif bertanya, waktu tanya jawab perlu ditambah.", actor=actor, **_follow_up(kind, today),
    )  # fmt: skip
    if villages:
        district = world.village.parent
        others = district.children.filter(active=True).exclude(pk=world.village.pk).order_by("pk")
        set_reach(event, district, [world.village, *others[: villages - 1]], actor=actor)
    elif width > 1:
        set_reach(event, _region(world, width), [_region(world, width - 1)], actor=actor)
    took = FOLLOW_UPS.get(kind, (None,))[-1]
    if took:
        actor = yield took, who
        finish_follow_up(event, done_on=timezone.localdate(), actor=actor)


def _follow_up(kind, today):
    if kind not in FOLLOW_UPS:
        return {"follow_up": "", "follow_up_by": "", "follow_up_due": None}
    what, by, days, _ = FOLLOW_UPS[kind]
    return {"follow_up": what, "follow_up_by": by, "follow_up_due": today + timedelta(days=days)}


def _planned(world):
    """One whose day went by without a result, one that is still ahead, one called off."""
    actor = yield 0, "tksk"
    about = {
        "region": world.village.parent, "place": "Aula kantor camat", "held_by": _holder(world, "tksk"),
        **_empty(),
    }  # fmt: skip
    add_event(
        kind=K.COORDINATION, title="Rapat koordinasi TKSK dan FCU", held_on=world.today - timedelta(days=LATE_RESULT),
        subjects="Laporan triwulan\nRujukan yang menunggu", actor=actor, **about,
    )  # fmt: skip
    add_event(
        kind=K.GUIDANCE, title="Bimbingan teknis buku kas", held_on=world.today + timedelta(days=AHEAD),
        subjects="Mencatat, menutup bulan, kwitansi", actor=actor, **about,
    )  # fmt: skip

    off = add_event(
        kind=K.SOCIALISATION, title="Sosialisasi FCU bagi kader dusun", held_on=world.today - timedelta(days=1),
        subjects="Tugas kader dusun", actor=actor, **about,
    )  # fmt: skip
    call_off_event(off, reason="Aula dipakai untuk posko banjir", actor=actor)


def _nation():
    """Of the centre: seen everywhere."""
    actor = yield 0, CENTRE
    facts = {"men": 64, "women": 71, "evaluation": "Tiap provinsi menyusun jadwal pembekalan."}
    add_event(
        region=None, kind=K.COORDINATION, title="Rapat koordinasi nasional FCU", held_on=timezone.localdate(),
        place="Aula Kementerian Sosial", held_by="Kementerian Sosial", subjects="Arah kebijakan\nJadwal pembekalan",
        actor=actor, **_empty() | facts,
    )  # fmt: skip


def _empty():
    """What only a result has."""
    return {
        "speakers": "", "men": 0, "women": 0, "evaluation": "", "follow_up": "", "follow_up_by": "",
        "follow_up_due": None,
    }  # fmt: skip


def _region(world, width):
    region = world.village
    for _ in range(width):
        region = region.parent
    return region


def _holder(world, who):
    names = {
        "provinsi": f"Dinas Sosial Provinsi {world.village.parent.parent.parent.name}",
        "dinas": f"Dinas Sosial {world.village.parent.parent.full_name}", "lk3": "LK3",
        "tksk": f"TKSK {world.village.parent.full_name}", "sekretaris": f"FCU {world.village.full_name}",
    }  # fmt: skip
    return names[who]
