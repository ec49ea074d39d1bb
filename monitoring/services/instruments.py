"""A regency's own versions of the instruments: drafted from what holds there, then put in force for good."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from institutions.services.rights import require_change
from monitoring.enums import ASPECTS, VisitKind
from monitoring.models import Instrument, InstrumentQuestion
from monitoring.queries.instruments import instrument_for
from regions.models import Region

MOST_QUESTIONS = 30
LOCKED = "Instrumen {} sudah ditetapkan berlaku, jadi tidak bisa diubah lagi. Buat versi baru."
REMOVED = "Pertanyaan ini sudah dihapus dari konsep. Buka lagi daftar pertanyaannya."
GONE = "Konsep ini sudah dihapus. Buka daftar instrumen untuk membuat yang baru."
CHANGED = "Orang lain baru saja mengubah konsep ini. Baca lagi pertanyaannya, lalu simpan lagi bila masih benar."


@transaction.atomic
def start_instrument(region, kind, *, note, actor):
    """A draft for the regency, copied from its newest version, or from the nation's where it has none."""
    require_change(actor, region.pk, Capability.SET_UP_MONITORING)
    Region.objects.select_for_update().get(pk=region.pk)
    own = Instrument.objects.filter(region=region, kind=kind)
    draft = own.filter(valid_from=None).first()
    if draft:
        raise DomainError(f"Masih ada konsep {draft.version}. Lanjutkan atau hapus konsep itu dahulu.")
    source = own.order_by("-valid_from", "-pk").first() or instrument_for(kind, region.pk)
    number = max((int(each.rpartition("-")[2]) for each in own.values_list("version", flat=True)), default=0) + 1
    word = VisitKind(kind).label
    instrument = Instrument.objects.create(
        kind=kind, version=f"{region.pk}-{word.lower()}-{number}", region=region, based_on=source, note=note,
        title=f"Instrumen {word.lower()} {region.full_name}", made_by=actor,
    )  # fmt: skip
    copies = list(source.questions.all())
    for question in copies:
        question.pk, question.instrument = None, instrument
    InstrumentQuestion.objects.bulk_create(copies)
    return instrument


@transaction.atomic
def add_question(instrument, *, aspect, text, help, answer, actor, seen=None):
    """The last one of its aspect. ``seen``, here and below: the fingerprint of the draft that the page showed."""
    draft = _hold_draft(instrument.pk, actor, seen)
    questions, order = list(draft.questions.all()), ASPECTS[draft.kind]
    if aspect not in order:
        raise DomainError("Aspek ini tidak ada pada jenis kunjungan ini. Pilih satu dari daftar.")
    if len(questions) >= MOST_QUESTIONS:
        raise DomainError(f"Paling banyak {MOST_QUESTIONS} pertanyaan, supaya kunjungan tetap singkat.")
    _refuse_double(questions, text)
    place = sum(order.index(each.aspect) <= order.index(aspect) for each in questions)
    added = InstrumentQuestion(instrument=draft, aspect=aspect, text=text, help=help, answer=answer)
    _number([*questions[:place], added, *questions[place:]])
    added.save()
    return added


@transaction.atomic
def change_question(question, *, text, help, answer, actor, seen=None):
    draft = _hold_draft(question.instrument_id, actor)
    current = draft.questions.filter(pk=question.pk).first()
    if current is None:
        raise DomainError(REMOVED)
    _compare(draft, seen)
    _refuse_double(draft.questions.exclude(pk=current.pk), text)
    current.text, current.help, current.answer = text, help, answer
    current.save()
    return current


@transaction.atomic
def move_question(question, *, up, actor, seen=None):
    """One place up or down among those of its aspect; at the end of them it stays where it is."""
    draft = _hold_draft(question.instrument_id, actor, seen)
    questions = list(draft.questions.all())
    place = next((n for n, each in enumerate(questions) if each.pk == question.pk), None)
    if place is None:
        raise DomainError(REMOVED)
    other = place - 1 if up else place + 1
    if 0 <= other < len(questions) and questions[other].aspect == questions[place].aspect:
        questions[place], questions[other] = questions[other], questions[place]
        _number(questions)


@transaction.atomic
def remove_question(question, *, actor, seen=None):
    """Twice is once. The last question of a draft stays."""
    draft = _hold_draft(question.instrument_id, actor, seen)
    others = draft.questions.exclude(pk=question.pk)
    if not others.exists():
        raise DomainError("Instrumen perlu paling sedikit satu pertanyaan. Tambah yang lain dahulu.")
    draft.questions.filter(pk=question.pk).delete()
    _number(list(others))


def _number(questions):
    for position, question in enumerate(questions, start=1):
        question.position = position
    InstrumentQuestion.objects.bulk_update([each for each in questions if each.pk], ["position"])


def _refuse_double(questions, text):
    if any(each.text.casefold() == text.casefold() for each in questions):
        raise DomainError("Pertanyaan dengan kalimat ini sudah ada.")


@transaction.atomic
def put_in_force(instrument, *, on, note, actor, seen=None):
    """From ``on`` visits in the regency use it."""
    draft = _hold_draft(instrument.pk, actor, seen)
    if on < timezone.localdate():
        raise DomainError("Instrumen tidak bisa berlaku surut. Isi hari ini atau sesudahnya.")
    ahead = Instrument.objects.filter(region=draft.region_id, kind=draft.kind, valid_from__gt=on)
    newest = ahead.order_by("-valid_from").first()
    if newest:
        day = date_long(newest.valid_from)
        raise DomainError(f"Instrumen {newest.version} berlaku sejak {day}. Isi tanggal itu atau sesudahnya.")
    draft.valid_from, draft.note = on, note
    draft.save()
    return draft


@transaction.atomic
def hold_back(instrument, *, actor):
    """A draft again, while its day has not come and nothing was begun from it."""
    Region.objects.select_for_update().filter(pk=instrument.region_id).first()  # nobody begins one from it meanwhile
    current = _hold(instrument.pk, actor)
    if not current.is_ahead:
        raise DomainError(LOCKED.format(current.version))
    if Instrument.objects.filter(based_on=current).exists():
        raise DomainError("Versi lain sudah dibuat dari instrumen ini. Hapus konsep itu dahulu.")
    current.valid_from = None
    current.save()
    return current


@transaction.atomic
def discard_instrument(instrument, *, actor):
    """The draft and its questions go; no visit was ever filled by them."""
    _hold_draft(instrument.pk, actor).delete()


def fingerprint(instrument):
    """The whole of a version in a few letters."""
    lines = [f"{each.pk} {each.position} {each.fingerprint}" for each in instrument.questions.all()]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _hold(pk, actor):
    current = Instrument.objects.select_for_update().filter(pk=pk).first()
    if current is None:
        raise DomainError(GONE)
    require_change(actor, current.region_id or "", Capability.SET_UP_MONITORING)
    return current


def _hold_draft(pk, actor, seen=None):
    """The draft, locked until the transaction ends."""
    draft = _hold(pk, actor)
    if not draft.is_draft:
        raise DomainError(LOCKED.format(draft.version))
    _compare(draft, seen)
    return draft


def _compare(draft, seen):
    if seen not in (None, fingerprint(draft)):
        raise StaleState(CHANGED)
