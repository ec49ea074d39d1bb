"""Families become pioneer families: a round of choosing that is under way, and two that graduate from guidance."""

from datetime import timedelta

from django.utils import timezone

from demo.story.standing import take_down
from families.enums import ConsentMethod, ConsentPurpose, FamilyStatus, Rate
from families.models import Family
from families.queries import checklist_for
from families.services import record_assessment, record_consent, set_status
from institutions.enums import MeetingKind
from institutions.services import record_meeting
from mentoring.models import Mentorship
from mentoring.queries.ranking import ranked
from mentoring.services.certifying import issue_certificate
from mentoring.services.ending import graduate
from mentoring.services.selecting import advance_candidate, change_selection, list_candidate, open_selection

CHOOSING = timedelta(days=34)  # ago
# Registered families that are asked, and what becomes of each: the next one for whom nothing is said yet waits.
ASKED = {33: "establish", 34: "consent", 35: "decline", 36: "propose", 37: ""}
ABOVE_AVERAGE = (5, 15, 80)  # of a hundred: “kurang”, “cukup”, “baik”
REFUSED = "Suami bekerja di luar pulau sampai tahun depan."
ON_THE_WAY = {"establish": ("propose", "consent"), "consent": ("propose",), "decline": ("propose",)}


def begin_becoming(diary, world):
    diary.begin(world.today - CHOOSING, world.cast, _choose(world))


def _choose(world):
    """The guideline's five steps; the village head is a guest of the focus group."""
    secretary = yield 0, "sekretaris"
    families = [world.families[number] for number in ASKED]
    for family in families:
        _assess(world, family, secretary)
        take_down(world, family, FamilyStatus.PIONEER, secretary)
    group = world.unit.working_groups.order_by("pk").first()
    selection = open_selection(world.village, working_group=group, note="Seleksi kedua", actor=secretary)
    reasons = {
        row.family.pk: row.reasons for row in ranked(Family.objects.filter(pk__in=[each.pk for each in families]))
    }
    candidates = [
        list_candidate(selection, each, reasons=reasons.get(each.pk, ()), actor=secretary) for each in families
    ]
    secretary = yield 6, "sekretaris"
    meeting = meet(world, MeetingKind.FOCUS_GROUP, "Memilih calon keluarga pionir", secretary)
    change_selection(selection, working_group=group, focus_group=meeting, note="Seleksi kedua", actor=secretary)
    for candidate, end in zip(candidates, ASKED.values(), strict=True):
        yield from _take(world, candidate, end)


def _take(world, candidate, end):
    """As far as ``end``; only the coordinator establishes."""
    for step in (*ON_THE_WAY.get(end, ()), end) if end else ():
        actor = yield 1, "koordinator" if step == "establish" else "sekretaris"
        if step == "consent":
            agree(candidate.family, ConsentPurpose.PIONEER, actor)
        decided = {"decided_in": _decide(world, "Penetapan keluarga pionir", actor)} if step == "establish" else {}
        advance_candidate(candidate, step, note=REFUSED if step == "decline" else "", actor=actor, **decided)


def graduate_or_set(world, family, actor):
    """Whom a pioneer family guides graduates; who was never guided is established as the FCU decided."""
    agree(family, ConsentPurpose.PIONEER, actor)
    mentorship = Mentorship.objects.open().filter(plasma=family).first()
    if mentorship is None:
        note = "Lulus menurut rapat FCU"
        return set_status(family, FamilyStatus.PIONEER, on=timezone.localdate(), note=note, actor=actor)
    assessment = _assess(world, family, actor, best=True)
    decided = {"decided_in": _decide(world, "Kelulusan keluarga plasma", actor), "decided_on": timezone.localdate()}
    graduation = graduate(mentorship, assessment=assessment, **decided, actor=actor)
    return issue_certificate(graduation, actor=actor)


def agree(family, purpose, actor):
    record_consent(family, purpose=purpose, method=ConsentMethod.SIGNED, given_by=family.head_name, actor=actor)


def _decide(world, agenda, actor):
    return meet(world, MeetingKind.DECISION, agenda, actor)


def meet(world, kind, agenda, actor):
    leader, head = world.place.people["koordinator"], world.place.people["kades"]
    return record_meeting(
        world.unit, held_on=timezone.localdate(), kind=kind, place="Balai desa", leader=leader, agenda=agenda,
        minutes=f"{leader} membuka rapat. {agenda} dibahas dan disepakati.", actor=actor,
        members=list(world.unit.memberships.current()[:6]), guests=[(head, "Kepala Desa")],
    )  # fmt: skip


def _assess(world, family, actor, *, best=False):
    checklist = checklist_for(family.village_id)
    rates, weights = (Rate.LITTLE, Rate.FAIR, Rate.GOOD), (0, 0, 1) if best else ABOVE_AVERAGE
    chosen = {each.pk: world.rng.choices(rates, weights)[0] for each in checklist.indicators.all()}
    return record_assessment(
        family, indicator_set=checklist, assessed_on=timezone.localdate(), ratings=chosen, actor=actor
    )
