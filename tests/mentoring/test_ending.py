from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from core.exceptions import DomainError, StaleState
from core.periods import months_later
from families.enums import FamilyStatus, Rate
from mentoring.enums import MentorshipEnd, WatchResult
from mentoring.models import Graduation, PlannedVisit
from mentoring.services.ending import end_watch, graduate, terminate
from tests.factories.accounts import make_user
from tests.factories.becoming import MentorshipFactory, ready_family, unit_meeting
from tests.factories.families import ConsentFactory, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(village):
    return make_user(Role.COORDINATOR, village)


@pytest.fixture
def mentorship(village):
    return MentorshipFactory(
        village=village, plasma=ready_family(village), course_began_on=months_later(timezone.localdate(), -18)
    )


def decided(village, mentorship, actor, **changes):
    given = {
        "assessment": mentorship.plasma.assessments.first(), "decided_in": unit_meeting(village),
        "decided_on": timezone.localdate(),
    }  # fmt: skip
    return graduate(mentorship, **given | changes, actor=actor)


def test_a_ready_family_becomes_a_pioneer_family(village, mentorship, coordinator):
    PlannedVisit.objects.create(mentorship=mentorship, number=1, due_on=timezone.localdate() + timedelta(days=7))

    graduation = decided(village, mentorship, coordinator)

    mentorship.refresh_from_db()
    mentorship.plasma.refresh_from_db()
    assert mentorship.plasma.status == FamilyStatus.PIONEER
    assert (mentorship.end, mentorship.ends_on) == (MentorshipEnd.GRADUATED, timezone.localdate())
    assert graduation.watch_until == months_later(timezone.localdate(), 12)
    assert len(graduation.readiness) == 21
    assert not mentorship.planned.exists()


def _aged(village, family):
    family.assessments.update(assessed_on=timezone.localdate() - timedelta(days=91))


def _withdrawn(village, family):
    family.consents.update(withdrawn_on=timezone.localdate())


SPOILT = {
    "lebih lama dari 90 hari": _aged,
    "belum ada atau sudah ditarik": _withdrawn,
    "belum mencapai ambang": lambda village, family: {"assessment": make_assessment(family, value=Rate.FAIR)},
    "asesmen keluarga ini": lambda village, family: {"assessment": make_assessment(ready_family(village))},
    "baru direncanakan": lambda village, family: {"decided_in": unit_meeting(village, is_planned=True)},
    "Pilih rapat": lambda village, family: {"decided_in": None},
    "belum tiba": lambda village, family: {"decided_on": timezone.localdate() + timedelta(days=1)},
    "lebih dulu daripada rapatnya": lambda village, family: {"decided_on": timezone.localdate() - timedelta(days=1)},
}


@pytest.mark.parametrize("words", SPOILT)
def test_what_is_not_so_is_refused_and_nothing_changes(village, mentorship, coordinator, words):
    family = mentorship.plasma
    changes = SPOILT[words](village, family) or {}

    with pytest.raises(DomainError, match=words):
        decided(village, mentorship, coordinator, **changes)

    mentorship.refresh_from_db()
    family.refresh_from_db()
    assert (mentorship.is_open, family.status, Graduation.objects.count()) == (True, FamilyStatus.PLASMA, 0)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR}))
def test_only_the_coordinator_graduates(village, mentorship, role):
    with pytest.raises(PermissionDenied):
        decided(village, mentorship, make_user(role, village))


def test_twice_is_once(village, mentorship, coordinator):
    decided(village, mentorship, coordinator)

    with pytest.raises(StaleState, match="sudah berakhir"):
        decided(village, mentorship, coordinator)

    assert Graduation.objects.count() == 1


def test_a_family_that_falls_back_is_a_plasma_family_again(village, mentorship, coordinator):
    graduation = decided(village, mentorship, coordinator)
    ConsentFactory(family=mentorship.plasma, purpose="plasma")
    given = {
        "result": WatchResult.RELAPSED,
        "note": "Usaha berhenti.",
        "on": timezone.localdate(),
        "actor": coordinator,
    }

    end_watch(graduation, **given)

    mentorship.plasma.refresh_from_db()
    assert mentorship.plasma.status == FamilyStatus.PLASMA
    with pytest.raises(StaleState, match="sudah selesai"):
        end_watch(graduation, **given)


def test_the_watch_ends_well_only_after_its_twelve_months(village, mentorship, coordinator):
    graduation = decided(village, mentorship, coordinator)
    with pytest.raises(DomainError, match="berlangsung sampai"):
        end_watch(graduation, result=WatchResult.STEADY, note="Baik", on=timezone.localdate(), actor=coordinator)
    Graduation.objects.update(watch_until=timezone.localdate())

    ended = end_watch(graduation, result=WatchResult.STEADY, note="Baik", on=timezone.localdate(), actor=coordinator)

    assert (ended.watch_result, ended.watched_on) == (WatchResult.STEADY, timezone.localdate())


def test_termination_after_eighteen_months_says_what_comes_next(mentorship, coordinator):
    given = {"reason": "Tidak ada kemajuan.", "way": "referral", "plan": "Rehabilitasi sosial.", "actor": coordinator}

    termination = terminate(mentorship, decided_on=timezone.localdate(), **given)

    mentorship.refresh_from_db()
    assert (mentorship.end, termination.plan) == (MentorshipEnd.TERMINATED, "Rehabilitasi sosial.")


def test_before_eighteen_months_or_without_reason_guidance_goes_on(village, coordinator, mentorship):
    young = MentorshipFactory(village=village)
    given = {"way": "new_plan", "plan": "Ulang", "decided_on": timezone.localdate(), "actor": coordinator}

    with pytest.raises(DomainError, match="18 bulan"):
        terminate(young, reason="Tidak maju", **given)
    with pytest.raises(DomainError, match="Isi alasan"):
        terminate(mentorship, reason=" ", **given)
