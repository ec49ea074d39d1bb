"""The papers of a whole plan."""

from django.db import transaction

from accounts.capabilities import Capability
from core.pdf import LETTER, REPORT
from documents.enums import FAMILY_WELFARE, DocumentKind
from documents.queries import newest_document
from documents.services import issue_document, letter_number, next_number
from institutions.services.rights import locked, require_change
from workplans.documents.book import PlanBook, TimelinePaper
from workplans.models import WorkPlan
from workplans.services.stages import today_of

PAPERS = {
    DocumentKind.PLAN_TIMELINE: (TimelinePaper, "workplans/pdf/timeline.html", LETTER),
    DocumentKind.PLAN_BOOK: (PlanBook, "workplans/pdf/book.html", REPORT),
}


@transaction.atomic
def issue_plan_paper(plan, kind, *, actor):
    """As the plan stands now; made again after a change it is a new revision under the number of the first."""
    require_change(actor, plan.care_unit.village_id, Capability.SEE_WORK_PLANS)
    current = locked(WorkPlan.objects.select_related("care_unit__village__parent__parent", "template"), plan.pk)
    content, template, variant = PAPERS[kind]
    before = newest_document(current, kind)
    number = before.number if before else _next_number(current, kind)
    return issue_document(
        kind=kind, subject=current, region=current.care_unit.village, number=number, title=kind.label,
        content=content.load(current, number), template=template, variant=variant, actor=actor, owner=actor,
        result_url=current.get_absolute_url(),
    )  # fmt: skip


def _next_number(plan, kind):
    village, day = plan.care_unit.village, today_of(plan)
    return letter_number(FAMILY_WELFARE, next_number(village.pk, kind, day.year), village.pk, day)
