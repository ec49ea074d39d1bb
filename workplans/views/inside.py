"""What belongs to a plan: its needs, sources and activities, as an address names them."""

from django.shortcuts import get_object_or_404

from accounts.capabilities import Capability
from workplans.queries.stages import may_change


def find_inside(plan, rows, pk):
    """One of the needs, sources or activities of the plan, also one that was taken off its list."""
    record = get_object_or_404(rows, pk=pk)
    record.plan = plan
    return record


def find_listed(plan, rows, pk):
    """One that is still on the list."""
    return find_inside(plan, rows.filter(removed_on=None), pk)


def may_work_on(user, plan):
    """May change it, and it runs or came back."""
    return may_change(user, plan) and plan.takes_work


def sees_institutions(user, plan):
    """Whoever may not is shown names of institutions and activities, and no links to their pages."""
    return user.can(Capability.SEE_INSTITUTIONS, plan.care_unit.village_id)


def on_plan(plan, label, url):
    """The parts of a form page that say which plan it is about."""
    return {"place": f"{plan}, {plan.care_unit.village}", "back_label": label, "back_url": url}
