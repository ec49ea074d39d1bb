"""Who opens which address of plans and stages, and how many queries the pages take."""

import pytest
from django.utils import timezone

from accounts.enums import Role
from tests.factories.documents import make_photo
from tests.factories.institutions import CareUnitFactory
from tests.factories.regions import make_village
from tests.factories.workplans import WorkPlanFactory, months_ago
from tests.workplans.doing import begin, ready, stage_at, url, writer_of
from workplans.services.papers import add_paper
from workplans.services.steps import add_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(village):
    return WorkPlanFactory(care_unit=CareUnitFactory(village=village), starts_on=months_ago(2))


@pytest.fixture
def writer(plan):
    return writer_of(plan)


@pytest.fixture
def secretary(village, as_role):
    return as_role(Role.SECRETARY)


def addresses(plan):
    """(name, arguments, is it only for writers, only by POST)."""
    stage = stage_at(plan, 1)
    step = stage.steps.first()
    paper = stage.papers.first()
    party = plan.template.parties.first()
    return [
        ("detail", [plan.pk], False, False), ("parties", [plan.pk], False, False),
        ("stage", [plan.pk, 1], False, False),
        ("stage_report", [plan.pk, 1], False, False), ("paper", [plan.pk, paper.pk], False, False),
        ("change_facilitator", [plan.pk], True, False),
        ("delay", [plan.pk], True, True), ("plan_step", [plan.pk, "stop"], True, True),
        ("tick_party", [plan.pk, party.pk], True, True), ("untick_party", [plan.pk, party.pk], True, True),
        ("stage_step", [plan.pk, 1, "report"], True, True), ("stage_meeting", [plan.pk, 1], True, False),
        ("write_stage", [plan.pk, 1], True, False), ("change_opening", [plan.pk, 1], True, False),
        ("add_step", [plan.pk, 1], True, False), ("add_paper", [plan.pk, 1], True, False),
        ("finish_step", [plan.pk, step.pk], True, False), ("reopen_step", [plan.pk, step.pk], True, True),
        ("change_step", [plan.pk, step.pk], True, False), ("remove_step", [plan.pk, step.pk], True, True),
        ("remove_paper", [plan.pk, paper.pk], True, True),
    ]  # fmt: skip


def test_every_address_knows_its_people(plan, as_role, other_village, writer):
    add_paper(begin(plan, 1, writer), make_photo(), actor=writer)
    outsider, reader, insider = as_role(Role.SECRETARY, other_village), as_role(Role.TKSK), as_role(Role.COORDINATOR)
    wrong = {}
    for name, args, writes, by_post in addresses(plan):
        address = url(name, *args)
        got = [client.post(address) if by_post else client.get(address) for client in (outsider, reader)]
        bad = insider.post(url(name, 999_999, *args[1:])) if by_post else insider.get(url(name, 999_999, *args[1:]))
        method = insider.get(address) if by_post else insider.delete(address)
        for each in got:
            list(each)  # a file that is handed out is read to its end, and so closed
        codes = [each.status_code for each in (*got, bad, method)]
        may_read = 404 if name == "stage_report" else 200
        if codes != [404, 403 if writes else may_read, 404, 405]:
            wrong[name] = codes
    assert wrong == {}


@pytest.mark.parametrize("address", [("plan_step", "dance"), ("stage_step", 1, "dance"), ("stage", 8)])
def test_what_there_is_not_is_404(plan, secretary, address):
    name, *rest = address
    assert secretary.post(url(name, plan.pk, *rest)).status_code in {404, 405}


def test_pages_of_lists_belong_to_readers(village, as_role):
    assert as_role(Role.TREASURER).get(url("list")).status_code == 403
    assert as_role(Role.TKSK).get(url("begin")).status_code == 403
    assert as_role(Role.SECRETARY).post(url("list")).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_queries(as_role, village, django_assert_max_num_queries, count):
    for number in range(count):
        WorkPlanFactory(care_unit__village=make_village(f"53.01.05.200{number + 1}"))
    client = as_role(Role.TKSK)
    client.get(url("list"))
    with django_assert_max_num_queries(8):
        client.get(url("list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_plan_takes_few_queries(plan, secretary, writer, django_assert_max_num_queries, count):
    for number in range(1, count + 1):
        add_paper(ready(plan, number, writer), make_photo(), actor=writer)
        add_step(stage_at(plan, number), text="Lain", planned_on=timezone.localdate(), actor=writer)
    for address, most in ((plan.get_absolute_url(), 18), (stage_at(plan, 1).get_absolute_url(), 20)):
        secretary.get(address)
        with django_assert_max_num_queries(most):
            secretary.get(address)
