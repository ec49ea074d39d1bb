from dashboard.queries.shortcuts import shortcuts_for
from dashboard.queries.tasks import tasks_for

__all__ = ["shortcuts_for", "tasks_for"]
