"""Planned × done of each activity of a plan, and planned × reached."""

from dataclasses import dataclass

from core.periods import Period
from workplans.models import ActionItem
from workplans.queries.actions import calendar_of

PLANNED, DONE = "planned", "done"


@dataclass(slots=True)
class ActionProgress:
    """``calendar``: the months of the plan's year. Targets are counted, never named here."""

    action: ActionItem
    calendar: list

    @property
    def activities(self):
        return [link.activity for link in self.action.carried_out.all()]

    @property
    def months(self):
        done = {Period.of("M", activity.held_on).code for activity in self.activities}
        marks = dict.fromkeys(self.action.months, PLANNED) | dict.fromkeys(done, DONE)
        return [(month.label, marks.get(month.code, "")) for month in self.calendar]

    @property
    def done(self):
        return len(self.activities)

    @property
    def planned(self):
        return len(self.action.months)

    @property
    def people(self):
        return sum(activity.people for activity in self.activities)

    @property
    def spent(self):
        return sum(activity.cost or 0 for activity in self.activities)

    @property
    def named(self):
        return len(self.action.targets.all())

    @property
    def named_reached(self):
        return sum(target.reached is True for target in self.action.targets.all())

    @property
    def badge(self):
        if self.action.reached is None:
            return ("live", "half", "Dilaksanakan") if self.done else ("mute", "ring", "Belum dilaksanakan")
        if self.action.reached >= self.action.target_number:
            return "ok", "ok", "Tercapai"
        return ("wait", "half", "Tercapai sebagian") if self.action.reached else ("bad", "x", "Tidak tercapai")


@dataclass(slots=True)
class PlanProgress:
    rows: list
    calendar: list

    def row_of(self, action):
        return next(row for row in self.rows if row.action.pk == action.pk)

    @property
    def target(self):
        return sum(row.action.target_number for row in self.rows)

    @property
    def reached(self):
        return sum(row.action.reached or 0 for row in self.rows)

    @property
    def judged(self):
        return sum(row.action.reached is not None for row in self.rows)

    @property
    def people(self):
        """Each activity of the FCU once, also where it carried out more than one activity of the plan."""
        return sum(activity.people for activity in self._activities.values())

    @property
    def done(self):
        return len(self._activities)

    @property
    def _activities(self):
        return {activity.pk: activity for row in self.rows for activity in row.activities}


def progress_of(plan):
    """Three statements, whatever the number of activities."""
    calendar = calendar_of(plan)
    actions = plan.actions.filter(removed_on=None).select_related("need", "agenda_item__agenda")
    actions = actions.prefetch_related("targets", "carried_out__activity")
    return PlanProgress([ActionProgress(action, calendar) for action in actions], calendar)
