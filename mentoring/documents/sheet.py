"""The sheet that a pioneer family without a telephone takes along. It may be lost: the family stands there by its head
and RT alone, and nothing of what was found before."""

from dataclasses import dataclass
from datetime import date

from documents.documents import letterhead
from mentoring.enums import Topic
from mentoring.queries.visits import open_tasks


@dataclass(frozen=True)
class VisitSheets:
    office: dict
    printed_on: date
    topics: list
    families: list

    @classmethod
    def load(cls, mentorships, village, today):
        return cls(
            office=letterhead(village),
            printed_on=today,
            topics=[str(label) for label in Topic.labels],
            families=[_family(mentorship, today) for mentorship in mentorships],
        )


def _family(mentorship, today):
    planned = mentorship.planned.ahead(today).order_by("due_on").first()
    return {
        "head": mentorship.plasma.head_name,
        "rt": mentorship.plasma.rt,
        "pioneer": mentorship.pioneer.head_name,
        "due_on": planned.due_on if planned else None,
        "number": planned.number if planned else None,
        "tasks": [task.text for task in open_tasks(mentorship)[:6]],
    }
