"""The action plan as content to keep and to compare: what an activity of it says, and what changed between stages."""

from dataclasses import dataclass

from django.db.models import Max

from core.formatting import NOTHING, rupiah
from core.periods import Period
from families.enums import FamilyStatus
from families.models import Family
from institutions.enums import ActivityKind, FundSource
from institutions.models import Activity
from workplans.enums import ACTION_PLANNING
from workplans.models import ActionItem, ActionRevision

CALENDAR_MONTHS = 12
PLAIN = (
    "name", "kind", "goal", "target_number", "why_first", "work", "chair", "secretary", "treasurer", "members",
    "months", "funds", "fund_source",
)  # fmt: skip
FIELDS = ("need", "name", "kind", "goal", "target_number", "targets", *PLAIN[4:])
CHOICES = {"kind": dict(ActivityKind.choices), "fund_source": dict(FundSource.choices)}
TARGETS_LABEL = "Keluarga sasaran yang dipilih"


def calendar_of(plan):
    """The months that an activity may be planned for: a year from the plan's start, and as far as its stages go."""
    last = plan.stages.aggregate(day=Max("begins_on"))["day"] or plan.starts_on
    months = [Period.of("M", plan.starts_on)]
    while len(months) < CALENDAR_MONTHS or months[-1].last_day < last:
        months.append(months[-1].next())
    return months


def months_label(codes):
    return ", ".join(Period.parse(code).short_label for code in codes)


def actions_of(plan):
    """What the plan holds now, with its need and its target families as keys."""
    return plan.actions.filter(removed_on=None).select_related("need").prefetch_related("targets")


def content_of(action):
    """What a revision keeps. Families are keys, never names: they are shown to fewer people than the plan."""
    content = {name: getattr(action, name) for name in PLAIN}
    targets = sorted(target.family_id for target in action.targets.all())
    return content | {"need": action.need.text if action.need else "", "targets": targets}


def label_of(name):
    if name == "targets":
        return TARGETS_LABEL
    words = ActionItem._meta.get_field(name).verbose_name
    return words[0].upper() + words[1:]


def said(name, value):
    """A value of a revision in words."""
    if name == "targets":
        return f"{len(value)} keluarga"
    if name == "months":
        return months_label(value)
    if name == "funds":
        return rupiah(value)
    return str(CHOICES.get(name, {}).get(value, value) or NOTHING)


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ActionChange:
    name: str
    fields: list


@dataclass(frozen=True, slots=True)
class Changes:
    """``title``: “Perubahan sejak tahap 3”. ``added`` and ``removed`` are names of activities."""

    title: str
    added: list
    removed: list
    changed: list

    @property
    def is_empty(self):
        return not (self.added or self.removed or self.changed)


def changes_since(plan, stage):
    """From how ``stage`` left the action plan to what it says now."""
    now = {action.pk: content_of(action) for action in actions_of(plan)}
    return _compared(f"Perubahan sejak tahap {stage.position}", _kept_by(plan).get(stage.position, {}), now)


def changes_of(plan):
    """Newest first: what changed since the last stage that kept the action plan, and from each such to the next."""
    kept = _kept_by(plan)
    if not kept:
        return []
    now = {action.pk: content_of(action) for action in actions_of(plan)}
    steps = sorted(kept)
    found = [_compared(f"Perubahan sejak tahap {steps[-1]}", kept[steps[-1]], now)]
    for before, after in reversed(list(zip(steps, steps[1:], strict=False))):
        found.append(_compared(f"Perubahan dari tahap {before} ke tahap {after}", kept[before], kept[after]))
    return found


def _kept_by(plan):
    """{position of a stage: {key of an activity: its content}}"""
    kept = {}
    rows = ActionRevision.objects.filter(action__plan=plan, stage__template_stage__code__in=ACTION_PLANNING)
    for position, action, content in rows.values_list("stage__position", "action", "content"):
        kept.setdefault(position, {})[action] = content
    return kept


def _compared(title, before, now):
    both = [key for key in before if key in now]
    rows = [ActionChange(now[key]["name"], _field_changes(before[key], now[key])) for key in both]
    return Changes(
        title,
        added=[now[key]["name"] for key in now if key not in before],
        removed=[before[key]["name"] for key in before if key not in now],
        changed=[row for row in rows if row.fields],
    )


def _field_changes(before, now):
    names = [name for name in FIELDS if before.get(name) != now.get(name)]
    return [FieldChange(label_of(name), said(name, before[name]), _now_said(name, before, now)) for name in names]


def _now_said(name, before, now):
    words = said(name, now[name])
    if name != "targets":
        return words
    fresh = len(set(now[name]) - set(before[name]))
    return f"{words}, {fresh} di antaranya baru" if fresh else words


def families_to_choose(plan, user):
    """Plasma families of the village, whose file is open, that the user may see."""
    visible = Family.objects.visible_to(user).active()
    return visible.filter(village=plan.care_unit.village_id, status=FamilyStatus.PLASMA).order_by("head_name", "pk")


def activities_to_choose(action, user):
    """What the FCU carried out since the plan began and is not yet linked, newest first."""
    held = Activity.objects.visible_to(user).held().filter(care_unit=action.plan.care_unit_id)
    since = held.filter(held_on__gte=action.plan.starts_on)
    return since.exclude(pk__in=action.carried_out.values("activity")).order_by("-held_on", "-pk")


def targets_seen_by(action, user):
    """The target families that the user may know by name."""
    visible = Family.objects.visible_to(user)
    targets = action.targets.filter(family__in=visible).select_related("family")
    return list(targets.order_by("family__head_name", "pk"))
