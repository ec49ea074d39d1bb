from pathlib import Path

import pytest
from django.conf import settings

from cases.views.pages import STEP_ICONS as CASE_ICONS
from cases.views.pages import TITLES as CASE_TITLES
from cases.workflow import STEPS as CASE_STEPS
from dashboard.management.commands.write_states_doc import states_doc
from referrals.workflow import STEPS
from workplans.workflow import PLAN_STEPS, STAGE_STEPS


def test_the_document_of_the_life_cycles_is_current():
    """If this fails: manage.py write_states_doc."""
    assert Path(settings.BASE_DIR, "docs", "states.md").read_text() == states_doc()


@pytest.mark.parametrize("table", [STEPS, PLAN_STEPS, STAGE_STEPS])
def test_every_step_is_in_it(table):
    text = states_doc()

    assert [name for name, step in table.items() if f"{step.label} (`{name}`)" not in text] == []


def test_every_step_has_a_title_and_an_icon_on_the_page():
    assert [name for name, step in STEPS.items() if not (step.title and len(step.mark) == 2)] == []
    assert set(CASE_TITLES) == {"open", "change", *CASE_STEPS}
    assert set(CASE_ICONS) == set(CASE_STEPS)
