"""Two who press at the same moment: real threads, real transactions."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from documents.models import Document
from institutions.models import CareUnit
from monitoring.models import Instrument, PlannedSupervision, SupervisionVisit
from monitoring.services.instruments import fingerprint, put_in_force, start_instrument
from monitoring.services.plan import plan_visits
from monitoring.services.visits import send_visit, start_visit
from regions.models import Region
from tests.factories.accounts import make_user
from tests.factories.institutions import CareUnitFactory
from tests.factories.monitoring import VisitFactory, answer_all
from tests.referrals.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 4


def again(user):
    """As each request does it: with a row of its own."""
    return User.objects.get(pk=user.pk)


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_a_visit_is_begun_once(village):
    unit, tksk = CareUnitFactory(village=village), make_user(Role.TKSK, village)

    def begin():
        fcu = CareUnit.objects.select_related("village").get(pk=unit.pk)
        return start_visit(
            kind="monitoring", region=fcu.village, care_unit=fcu, visited_on=timezone.localdate(), officers="Ferdi",
            actor=again(tksk),
        )  # fmt: skip

    results = at_once([begin] * CROWD)
    assert outcomes(results) == ["AlreadyVisited"] * (CROWD - 1) + ["SupervisionVisit"]
    assert SupervisionVisit.objects.count() == 1


def test_a_visit_is_sent_once_with_one_report(village):
    visit = answer_all(VisitFactory(care_unit=CareUnitFactory(village=village)))
    tksk = visit.recorded_by
    results = at_once([lambda: send_visit(SupervisionVisit.objects.get(pk=visit.pk), actor=again(tksk))] * CROWD)
    assert outcomes(results) == ["StaleState"] * (CROWD - 1) + ["VisitEvent"]
    assert Document.objects.count() == 1


def test_a_draft_is_put_in_force_once_and_a_plan_made_once(village):
    dinas, regency = make_user(Role.DINAS, village), village.parent.parent
    results = at_once([
        lambda: start_instrument(Region.objects.get(pk=regency.pk), "monitoring", note="x", actor=again(dinas))
    ] * CROWD)  # fmt: skip
    assert outcomes(results) == ["DomainError"] * (CROWD - 1) + ["Instrument"]
    draft = Instrument.objects.get(region=regency)
    seen = fingerprint(draft)
    results = at_once([
        lambda: put_in_force(draft, on=timezone.localdate(), note="x", seen=seen, actor=again(dinas))
    ] * CROWD)  # fmt: skip
    assert outcomes(results) == ["DomainError"] * (CROWD - 1) + ["Instrument"]

    unit = CareUnitFactory(village=village)

    def plan():
        given = {"kind": "monitoring", "officer": again(dinas), "due_on": timezone.localdate()}
        return plan_visits([(Region.objects.get(pk=village.pk), unit)], actor=again(dinas), **given)

    at_once([plan] * CROWD)
    assert PlannedSupervision.objects.count() == 1
