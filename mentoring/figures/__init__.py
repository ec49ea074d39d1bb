from mentoring.figures.cohorts import Cohort, cohorts
from mentoring.figures.counted import MentoringFigures, mentoring_figures
from mentoring.figures.eight_tasks import TASKS, eight_tasks

__all__ = ["TASKS", "Cohort", "MentoringFigures", "cohorts", "eight_tasks", "mentoring_figures"]
