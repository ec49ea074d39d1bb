"""Which templates hold where, and what is in one."""

from accounts.capabilities import Capability
from regions.models import Region
from workplans.models import PlanTemplate, TemplateStep


def keepable_regencies(user):
    """The regencies whose templates ``user`` keeps."""
    return Region.objects.filter(pk__in=user.codes(Capability.SET_UP_WORK_PLANS)).order_by("code")


def held_in(regencies):
    """Keys of the templates with which a plan in one of these would begin today."""
    return {PlanTemplate.objects.in_force(regency.pk).first().pk for regency in regencies}


def steps_of(template):
    """All of its stages."""
    return TemplateStep.objects.filter(stage__template=template).select_related("stage")
