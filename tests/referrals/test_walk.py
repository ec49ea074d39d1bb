"""Random walks through the life of a case and of a referral: the code does what the model of the domain says.

500 walks of 50 steps on SQLite, a tenth of them on PostgreSQL, the same in every run. ``FCU_WALK_AT_RANDOM=1`` takes
other ones each time and ``FCU_WALKS=5000`` more of them; a failure is shown as the shortest walk that fails.
"""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from cases.models import Case
from cases.services import advance_case
from core.exceptions import DomainError, StaleState
from families.models import Consent
from families.services import record_consent, withdraw_consent
from institutions.enums import InstitutionKind
from referrals.models import Referral
from referrals.services import advance_referral, write_referral
from tests.factories.accounts import assign, make_user
from tests.factories.cases import CaseFactory
from tests.factories.families import ConsentFactory, FamilyFactory
from tests.factories.institutions import InstitutionFactory, InstitutionStaffFactory
from tests.factories.regions import make_village
from tests.referrals.walk_model import (
    ACTORS,
    CASE,
    FORBIDDEN,
    HANDLER,
    PLACING,
    REFERRAL,
    TOO_LATE,
    WRONG,
    CaseModel,
    ReferralModel,
    may_write,
)

pytestmark = pytest.mark.django_db

STEPS_OF_A_WALK = 50
USUAL = {"sqlite": 500, "postgresql": 50}
ROLES = {
    "secretary": Role.SECRETARY, "coordinator": Role.COORDINATOR, "treasurer": Role.TREASURER, "mentor": Role.MENTOR,
    "village_head": Role.VILLAGE_HEAD, "tksk": Role.TKSK, "double": Role.SECRETARY, "camat": Role.DISTRICT_HEAD,
    "lk3": Role.LK3, "dinas": Role.DINAS, "province": Role.DINAS_PROVINCE, "ministry": Role.MINISTRY,
    "provider": Role.PROVIDER, "centre_staff": Role.PROVIDER, "admin": Role.ADMIN,
    "neighbour_secretary": Role.SECRETARY, "neighbour_tksk": Role.TKSK, "neighbour_lk3": Role.LK3,
}  # fmt: skip
KINDS = {PermissionDenied: FORBIDDEN, StaleState: TOO_LATE, DomainError: WRONG}
FLAWS = ("", "", "", "stale", "bare")
SHARES = {"likely": 3, "any": 8, "case": 2, "consent": 1}
TRIED = [what for what, share in SHARES.items() for _ in range(share)]
# One number says what is tried, by whom and with which flaw: few draws, and a walk that fails still shrinks.
ATTEMPT = st.integers(0, len(TRIED) * len(ACTORS) * len(FLAWS) * 360 - 1)


class World:
    """The people and the places of all walks: made once, what a walk does is rolled back."""

    def __init__(self, village):
        self.village = village
        beside, far = make_village("53.01.05.2010"), make_village("73.09.13.2001")
        places = {"neighbour_secretary": beside, "neighbour_tksk": far, "neighbour_lk3": far}
        self.people = {name: make_user(role, places.get(name, village)) for name, role in ROLES.items()}
        assign(self.people["double"], Role.TKSK, village)
        self.people["clock"] = None
        self.clinic = InstitutionFactory(region=village.parent, kind=InstitutionKind.HEALTH)
        self.centre = InstitutionFactory(region=village.parent.parent, kind=InstitutionKind.LK3)
        InstitutionStaffFactory(institution=self.clinic, user=self.people["provider"])
        InstitutionStaffFactory(institution=self.centre, user=self.people["centre_staff"])
        self.family = FamilyFactory(village=village)
        ConsentFactory(family=self.family, purpose="referral")
        self.case = CaseFactory(family=self.family, handler=self.people[HANDLER], state="recorded")


class Walk:
    """One walk: the records, and the models that say what must become of them."""

    def __init__(self, world):
        self.world, self.consent = world, True
        self.case, self.referral, self.referral_pk = CaseModel(), None, None

    def go(self, attempt):
        attempt, what = divmod(attempt, len(TRIED))
        attempt, who = divmod(attempt, len(ACTORS))
        number, flaw = divmod(attempt, len(FLAWS))
        actor, flaw, what = ACTORS[who], FLAWS[flaw], TRIED[what]
        if what == "consent":
            self._turn_consent()
        elif what == "case":
            self._handle(number, actor, flaw)
        elif self.referral is None:
            self._write(actor if number % 4 == 0 else "secretary")
        elif what == "likely":
            self._refer(*self._likely(number), "")
        else:
            self._refer(list(REFERRAL)[number % len(REFERRAL)], actor, flaw)

    def _likely(self, number):
        """A step that must succeed, so that walks come far; the last ones of a file seldom."""
        possible = self.referral.possible(self.consent, self.case.is_open)
        going_on = [each for each in possible if each[0] not in {"withdraw", "reject"}]
        chosen = possible if number % 10 == 0 else going_on or possible
        return chosen[number % len(chosen)] if chosen else ("submit", "secretary")

    def _write(self, actor):
        refused = set() if may_write(actor) else {FORBIDDEN}
        refused |= set() if self.case.is_open or refused else {WRONG}
        data = {"need": "Kejar Paket B", "details": "Putus sekolah.", "sector": "education"}
        if actor == "clock":
            return
        made = self._done(refused, lambda: write_referral(self._case(), data=data, actor=self._person(actor)))
        if made:
            self.referral, self.referral_pk = ReferralModel(actor), made.pk
            self._check_referral()
        elif not self.case.is_open:
            self._handle(0, "secretary", "", step="reopen")

    def _refer(self, step, actor, flaw):
        model, record = self.referral, Referral.objects.get(pk=self.referral_pk)
        assert (record.state, record.version) == (model.state, len(model.steps)), "what was refused left a trace"
        bare, stale = flaw == "bare", flaw == "stale"
        now = {"consent": self.consent, "case_open": self.case.is_open}
        refused = model.refusals(step, actor, stale=stale, bare=bare, **now)
        provider = "centre" if PLACING.get(step) == "regency" and len(model.steps) % 2 else "clinic"
        extra = {} if bare else _asked(step, getattr(self.world, provider))
        seen = record.version - stale
        if self._done(refused, lambda: advance_referral(record, step, actor=self._person(actor), seen=seen, **extra)):
            model.take(step, actor, provider)
            self._check_referral()
            self._check_sight()

    def _handle(self, number, actor, flaw, step=None):
        possible = self.case.possible()
        if step is None and number % 2 and possible:
            step, actor, flaw = *possible[number % len(possible)], ""
        step = step or list(CASE)[number % len(CASE)]
        if actor == "clock":
            return
        bare, stale = flaw == "bare", flaw == "stale"
        is_gone = step == "close" and number % 3 == 0 and not bare
        held = bool(self.referral and self.referral.is_open) and not is_gone
        refused = self.case.refusals(step, actor, held=held, stale=stale, bare=bare)
        told = {} if bare else {"note": "Keadaan keluarga membaik.", "result": "moved" if is_gone else "solved"}
        case = self._case()
        seen = case.version - stale
        assert (case.state, case.version) == (self.case.state, len(self.case.steps)), "what was refused left a trace"
        if self._done(refused, lambda: advance_case(case, step, actor=self._person(actor), seen=seen, **told)):
            self.case.take(step)
            self._check_case()
            assert Case.objects.visible_to(self._person(actor)).exists() == self.case.seen_by(actor)

    def _turn_consent(self):
        secretary, family = self.world.people["secretary"], self.world.family
        if self.consent:
            consent = Consent.objects.in_force().get(family=family, purpose="referral")
            withdraw_consent(consent, on=timezone.localdate(), actor=secretary)
        else:
            record_consent(family, purpose="referral", method="signed", given_by="Kepala keluarga", actor=secretary)
        self.consent = not self.consent

    def _done(self, refused, act):
        """What ``act`` gives, which must be refused in one of these ways or, without any, must be done."""
        try:
            done = act()
        except (PermissionDenied, DomainError) as error:
            if KINDS[type(error)] in refused:
                return None
            raise AssertionError(f"{error!r}, expected {refused or 'success'}") from error
        assert not refused, f"done, but expected {refused}"
        return done

    def _check_referral(self):
        model = self.referral
        record = Referral.objects.select_related("placement").annotate(n=Count("events")).get(pk=self.referral_pk)
        placement = record.placement
        assert (record.state, record.n) == (model.state, len(model.steps))
        assert record.version == record.n
        assert (placement.tier if placement else "") == model.tier
        assert (placement.institution_id if placement else None) == (
            getattr(self.world, model.provider).pk if model.provider else None
        )
        assert bool(record.closed_on) == (model.state == "closed")
        assert bool(record.letter_id) == model.was_placed
        assert bool(record.consent_id) == bool(record.number) == model.was_sent
        assert record.reached_regency == model.reached_regency
        assert record.submitted_by == (self._person(model.submitter) if model.submitter else None)

    def _check_case(self):
        record = Case.objects.annotate(n=Count("events")).get(pk=self.world.case.pk)
        assert (record.state, record.n) == (self.case.state, len(self.case.steps))
        assert record.version == record.n
        assert bool(record.closed_on) == (not self.case.is_open)

    def _check_sight(self):
        """Another reader each time; a file that has ended gives way to a new one."""
        model = self.referral
        actor = ACTORS[len(model.steps) * 7 % (len(ACTORS) - 1)]
        seen = Referral.objects.visible_to(self._person(actor)).filter(pk=self.referral_pk).exists()
        assert seen == model.seen_by(actor), f"{actor} in {model}"
        if not model.is_open:
            self.finish()
            self.referral = None

    def finish(self):
        """The whole history of the file, once more from the database."""
        if self.referral:
            record = Referral.objects.get(pk=self.referral_pk)
            assert list(record.events.order_by("number").values_list("step", flat=True)) == self.referral.steps
            assert (record.state, record.version) == (self.referral.state, len(self.referral.steps))

    def _case(self):
        return Case.objects.get(pk=self.world.case.pk)

    def _person(self, actor):
        return self.world.people[actor]


def _asked(step, institution):
    today = timezone.localdate()
    asked = {
        "accept": {"appointment_on": today + timedelta(days=1)},
        "reject": {"reason": "served"},
        "decline": {"reason": "full"},
        "complete": {"outcome": "partly"},
        "close": {"visited_on": today, "need_met": "yes"},
    }
    placing = {"institution": institution} if step in PLACING else {}
    return {"note": "Sesuai pembicaraan."} | asked.get(step, {}) | placing


@settings(
    max_examples=int(os.environ.get("FCU_WALKS", USUAL[connection.vendor])),
    derandomize=not os.environ.get("FCU_WALK_AT_RANDOM"),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(attempts=st.lists(ATTEMPT, min_size=STEPS_OF_A_WALK, max_size=STEPS_OF_A_WALK))
def walk(world, attempts):
    with transaction.atomic():
        walking = Walk(world)
        for attempt in attempts:
            walking.go(attempt)
        walking.finish()
        transaction.set_rollback(True)


@pytest.mark.long
def test_code_and_model_agree_on_every_walk(village):
    walk(World(village))
