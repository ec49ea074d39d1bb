"""What waits for a user: tasks out of the apps below, the late and urgent ones first."""

from dashboard.queries import (
    event_tasks,
    family_tasks,
    group_tasks,
    import_tasks,
    ledger_tasks,
    monitoring_tasks,
    plan_tasks,
    programme_tasks,
    report_tasks,
    stimulus_tasks,
    unit_tasks,
)

SOURCES = (
    *family_tasks.SOURCES,
    *report_tasks.SOURCES,
    *unit_tasks.SOURCES,
    *plan_tasks.SOURCES,
    *ledger_tasks.SOURCES,
    *stimulus_tasks.SOURCES,
    *programme_tasks.SOURCES,
    *group_tasks.SOURCES,
    *event_tasks.SOURCES,
    *monitoring_tasks.SOURCES,
    *import_tasks.SOURCES,
)


def tasks_for(user):
    """At most MOST tasks of each kind, in order. One statement a kind that the user has to do with."""
    return sorted((task for source in SOURCES for task in source(user)), key=lambda task: task.rank)
