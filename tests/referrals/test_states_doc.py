from pathlib import Path

from django.conf import settings

from cases.views.pages import STEP_ICONS as CASE_ICONS
from cases.views.pages import TITLES as CASE_TITLES
from cases.workflow import STEPS as CASE_STEPS
from dashboard.management.commands.write_states_doc import states_doc
from referrals.views.facts import STEP_ICONS, TITLES
from referrals.workflow import STEPS


def test_the_document_of_the_life_cycles_is_current():
    """If this fails: manage.py write_states_doc."""
    assert Path(settings.BASE_DIR, "docs", "states.md").read_text() == states_doc()


def test_every_step_of_the_referral_is_in_it():
    text = states_doc()

    assert [name for name, step in STEPS.items() if f"{step.label} (`{name}`)" not in text] == []


def test_every_step_has_a_title_and_an_icon_on_the_page():
    assert set(TITLES) == {"write", *STEPS}
    assert set(STEP_ICONS) == set(STEPS)
    assert set(CASE_TITLES) == {"open", *CASE_STEPS}
    assert set(CASE_ICONS) == set(CASE_STEPS)
