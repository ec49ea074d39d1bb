"""A regency's own versions of the indicators: drafted from what holds there, then put in force for good.

Codes stay from version to version. The guideline's indicators may be reworded and moved but not removed, so that
assessments of different versions can be compared and the figures of all regencies mean the same.
"""

from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from families.enums import Dimension
from families.models import Indicator, IndicatorSet
from families.queries import checklist_for
from families.services.rights import demand
from regions.models import Region

MOST_ADDED = 9
DIMENSION_NUMBERS = {name: number for number, name in enumerate(Dimension.values[:5], start=1)}
LOCKED = "Perangkat {} sudah ditetapkan berlaku, jadi tidak bisa diubah lagi. Buat versi baru."
GONE = "Konsep ini sudah dihapus. Buka daftar perangkat indikator untuk membuat yang baru."
REWORDED = "Orang lain baru saja mengubah indikator ini. Bandingkan dengan tulisan Anda, lalu simpan yang benar."


@transaction.atomic
def start_checklist(region, *, note, actor):
    """A draft for the regency, copied from its newest version, or from the nation's where it has none."""
    demand(actor, region.pk, Capability.MANAGE_INDICATORS)
    Region.objects.select_for_update().get(pk=region.pk)
    own = IndicatorSet.objects.filter(region=region)
    draft = own.filter(valid_from=None).first()
    if draft:
        raise DomainError(f"Masih ada konsep {draft.version}. Lanjutkan atau hapus konsep itu dahulu.")
    source = own.order_by("-valid_from", "-pk").first() or checklist_for(region.pk)
    numbers = [int(version.rpartition("-")[2]) for version in own.values_list("version", flat=True)]
    version = f"{region.pk}-{max(numbers, default=0) + 1}"
    checklist = IndicatorSet.objects.create(version=version, region=region, based_on=source, note=note, made_by=actor)
    copies = list(source.indicators.all())
    for order, indicator in enumerate(copies, start=1):
        indicator.pk, indicator.indicator_set, indicator.order = None, checklist, order
    Indicator.objects.bulk_create(copies)
    return checklist


@transaction.atomic
def reword_indicator(indicator, *, text, help, plasma_sign, seen, actor):
    """``seen``: the fingerprint of the words that were on the page; StaleState if they are others by now."""
    _hold_draft(indicator.indicator_set_id, actor)
    current = _current(indicator)
    before = current.fingerprint
    current.text, current.help, current.plasma_sign = text, help, plasma_sign
    if before not in {seen, current.fingerprint}:
        raise StaleState(REWORDED)
    current.save()
    return current


@transaction.atomic
def add_indicator(checklist, *, dimension, text, help="", plasma_sign="", actor):
    """The last one of its dimension. Its code is new in the whole country and is never given again."""
    draft = _hold_draft(checklist.pk, actor)
    indicators = draft.indicators.all()
    if sum(each.is_added for each in indicators) >= MOST_ADDED:
        raise DomainError(f"Paling banyak {MOST_ADDED} indikator tambahan, supaya asesmen tetap singkat.")
    if dimension not in DIMENSION_NUMBERS:
        raise DomainError("Pilih satu dari lima dimensi. Hasil yang dituju tetap tiga.")
    if any(each.text.casefold() == text.casefold() for each in indicators):
        raise DomainError("Indikator dengan kalimat ini sudah ada.")
    place = max(each.order for each in indicators if each.dimension == dimension)
    indicators.filter(order__gt=place).update(order=F("order") + 1)
    return Indicator.objects.create(
        indicator_set=draft, code=_next_code(draft.region_id, dimension), dimension=dimension, text=text, help=help,
        plasma_sign=plasma_sign, order=place + 1,
    )  # fmt: skip


def _next_code(region, dimension):
    """“53.01/3.2”: the second that Kabupaten Kupang ever added to dimension 3."""
    stem = f"{region}/{DIMENSION_NUMBERS[dimension]}."
    used = Indicator.objects.filter(code__startswith=stem).values_list("code", flat=True)
    return f"{stem}{max((int(code.removeprefix(stem)) for code in used), default=0) + 1}"


@transaction.atomic
def remove_indicator(indicator, *, actor):
    """Only those of the regency's own. Twice is once."""
    _hold_draft(indicator.indicator_set_id, actor)
    if not indicator.is_added:
        raise DomainError("Indikator pedoman tidak bisa dihapus; kalimatnya boleh disesuaikan.")
    Indicator.objects.filter(pk=indicator.pk).delete()


@transaction.atomic
def move_indicator(indicator, *, up, seen, actor):
    """One place up or down within its dimension. ``seen``: the place it had on the page; StaleState if it moved."""
    _hold_draft(indicator.indicator_set_id, actor)
    current = _current(indicator)
    if current.order != seen:
        raise StaleState("Urutannya baru saja berubah. Lihat urutan sekarang, lalu pindahkan lagi bila perlu.")
    beside = Indicator.objects.filter(indicator_set=current.indicator_set_id, dimension=current.dimension)
    if up:
        neighbour = beside.filter(order__lt=current.order).order_by("-order").first()
    else:
        neighbour = beside.filter(order__gt=current.order).order_by("order").first()
    if neighbour:
        current.order, neighbour.order = neighbour.order, current.order
        Indicator.objects.bulk_update([current, neighbour], ["order"])


@transaction.atomic
def put_in_force(checklist, *, on, note, seen, actor):
    """From ``on`` the regency is assessed by it. ``seen``: draft_fingerprint of what was read before deciding."""
    draft = _hold_draft(checklist.pk, actor)
    if draft_fingerprint(draft) != seen:
        raise StaleState("Isi konsep ini baru saja berubah. Baca lagi daftar indikatornya, lalu tetapkan.")
    if on < timezone.localdate():
        raise DomainError("Perangkat tidak bisa berlaku surut. Isi hari ini atau sesudahnya.")
    newest = IndicatorSet.objects.filter(region=draft.region_id, valid_from__gt=on).order_by("-valid_from").first()
    if newest:
        day = date_long(newest.valid_from)
        raise DomainError(f"Perangkat {newest.version} berlaku sejak {day}. Isi tanggal itu atau sesudahnya.")
    draft.valid_from, draft.note = on, note
    draft.save()
    return draft


@transaction.atomic
def hold_back_checklist(checklist, *, actor):
    """A draft again, as long as its day has not come and nothing was begun after it."""
    demand(actor, checklist.region_id or "", Capability.MANAGE_INDICATORS)
    held = IndicatorSet.objects.select_for_update().get(pk=checklist.pk)
    if not held.is_ahead:
        raise DomainError(LOCKED.format(held.version))
    if IndicatorSet.objects.filter(based_on=held).exists():
        raise DomainError("Versi lain sudah dibuat dari perangkat ini. Hapus konsep itu dahulu.")
    held.valid_from = None
    held.save()
    return held


@transaction.atomic
def discard_checklist(checklist, *, actor):
    """The draft and its indicators go; nothing was ever assessed by them."""
    _hold_draft(checklist.pk, actor).delete()


def draft_fingerprint(checklist):
    """The whole of a draft in a few letters: indicators, words, order."""
    lines = [f"{each.code} {each.order} {each.fingerprint}" for each in checklist.indicators.all()]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _hold_draft(pk, actor):
    """The draft, locked until the transaction ends."""
    draft = IndicatorSet.objects.select_for_update().filter(pk=pk).first()
    if draft is None:
        raise DomainError(GONE)
    demand(actor, draft.region_id or "", Capability.MANAGE_INDICATORS)
    if not draft.is_draft:
        raise DomainError(LOCKED.format(draft.version))
    return draft


def _current(indicator):
    """As it is stored now, whatever the page had."""
    current = Indicator.objects.filter(pk=indicator.pk).first()
    if current is None:
        raise DomainError("Indikator ini sudah dihapus dari konsep. Buka lagi daftar indikatornya.")
    return current
