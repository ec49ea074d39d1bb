"""Which versions of the instruments hold where, and how one differs from the one before."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from accounts.capabilities import Capability
from monitoring.models import Instrument, InstrumentQuestion
from regions.models import Region
from regions.queries import path_codes


def instrument_for(kind, code, day=None):
    """What holds for visits of this kind in the region on this day: the regency's newest, else the nation's."""
    place = Q(region=None) | Q(region__in=path_codes(code))
    return nearest(Instrument.objects.in_force(day).filter(place, kind=kind))


def nearest(instruments):
    return max(instruments, key=lambda each: (len(each.region_id or ""), each.valid_from, each.pk))


def keepable_regencies(user):
    """The regencies whose instruments ``user`` keeps."""
    return Region.objects.filter(pk__in=user.codes(Capability.SET_UP_MONITORING)).order_by("code")


def instrument_lines(user):
    """(every version that ``user`` may see, its badge): drafts first, then the newest of each kind."""
    rows = Instrument.objects.visible_to(user).select_related("region", "made_by")
    rows = list(rows.annotate(size=Count("questions")).order_by("kind", "-valid_from", "-pk"))
    held = _held(rows, user.codes(Capability.SET_UP_MONITORING))
    rows.sort(key=lambda each: (not each.is_draft, not each.is_ahead))
    return [(each, _badge(each, held)) for each in rows]


def badge_of(instrument, user):
    rows = Instrument.objects.visible_to(user).filter(kind=instrument.kind)
    return _badge(instrument, _held(rows, user.codes(Capability.SET_UP_MONITORING)))


def _held(rows, codes):
    """Keys of those, one a kind, with which a visit in one of these regencies would be filled today."""
    today, held = timezone.localdate(), set()
    begun = [each for each in rows if each.valid_from and each.valid_from <= today]
    for kind in {each.kind for each in begun}:
        of_kind = [each for each in begun if each.kind == kind]
        held |= {nearest(each for each in of_kind if each.region_id in {None, code}).pk for code in codes}
    return held


def _badge(instrument, held):
    if instrument.is_draft:
        return "mute", "pen", "Konsep"
    if instrument.is_ahead:
        return "wait", "clock", "Belum mulai berlaku"
    return ("ok", "ok", "Berlaku") if instrument.pk in held else ("mute", "lock", "Tidak dipakai di sini")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``news``: "" as before, or what is new about it."""

    question: InstrumentQuestion
    news: str


def question_lines(instrument):
    """The questions of a version beside those that it is based on."""
    before = set()
    if instrument.based_on_id:
        before = {_words(each) for each in instrument.based_on.questions.all()}
    rows = instrument.questions.all()
    return [QuestionLine(each, "Baru" if before and _words(each) not in before else "") for each in rows]


def _words(question):
    return question.aspect, question.text, question.help, question.answer
