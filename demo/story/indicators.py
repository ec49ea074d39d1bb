"""The social office of Maros has indicators of its own: a version in force, and a draft of the next one."""

from datetime import timedelta

from django.utils import timezone

from families.enums import Dimension
from families.services import add_indicator, put_in_force, reword_indicator, start_checklist
from families.services.checklists import draft_fingerprint

BEGUN = timedelta(days=170)
WATER = {
    "dimension": Dimension.FAMILY_LIFE, "text": "Air minum dari sumber terlindung",
    "help": "Ledeng, sumur bor, atau mata air yang tertutup.", "plasma_sign": "Air minum dari sumber terbuka",
}  # fmt: skip
GARDEN = {
    "dimension": Dimension.PLANNING, "text": "Pekarangan dimanfaatkan", "help": "Sayur, ternak kecil, atau kolam.",
}  # fmt: skip


def begin_indicators(diary, world):
    if world.place.has_own_indicators:
        diary.begin(world.today - BEGUN, world.cast, keep_indicators(world.village.parent.parent))


def keep_indicators(regency):
    dinas = yield 0, "dinas"
    first = start_checklist(regency, note="Menambah air minum, kalimat 4.3 disesuaikan.", actor=dinas)
    add_indicator(first, **WATER, actor=dinas)
    _reword(first, "4.3", "Ikut kegiatan sosial di kampung", "Gotong royong, majelis taklim, posyandu.", dinas)
    dinas = yield 10, "dinas"
    put_in_force(first, on=timezone.localdate(), note=first.note, seen=draft_fingerprint(first), actor=dinas)
    dinas = yield 154, "dinas"
    draft = start_checklist(regency, note="Menambah pekarangan, kalimat 3.4 disesuaikan.", actor=dinas)
    add_indicator(draft, **GARDEN, actor=dinas)
    _reword(
        draft, "3.4", "Maju: anak bersekolah, kepala keluarga bekerja tetap", "Bertani dan beternak termasuk.", dinas
    )


def _reword(checklist, code, text, words, actor):
    indicator = checklist.indicators.get(code=code)
    reword_indicator(
        indicator, text=text, help=words, plasma_sign=indicator.plasma_sign, seen=indicator.fingerprint, actor=actor
    )
