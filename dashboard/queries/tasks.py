"""What waits for a user: tasks out of the apps below, the late and urgent ones first."""

from dashboard.queries import family_tasks, plan_tasks, unit_tasks

SOURCES = (*family_tasks.SOURCES, *unit_tasks.SOURCES, *plan_tasks.SOURCES)


def tasks_for(user):
    """At most MOST tasks of each kind, in order. One statement a kind that the user has to do with."""
    return sorted((task for source in SOURCES for task in source(user)), key=lambda task: task.rank)
