"""A regency's own versions of the seven stages: drafted from what holds there, then put in force for good.

The codes of the stages stay, so that plans of different versions can be compared. Running plans keep their version.
"""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from accounts.capabilities import Capability
from core.exceptions import DomainError, StaleState
from core.formatting import date_long
from institutions.services.rights import require_change
from regions.models import Region
from workplans.enums import SWAPPABLE, StepKind
from workplans.models import PlanTemplate, TemplateParty, TemplateStage, TemplateStep

MOST_STEPS = 10
LOCKED = "Susunan {} sudah ditetapkan berlaku, jadi tidak bisa diubah lagi. Buat versi baru."
ONE_DRAFT = "Masih ada konsep {}. Lanjutkan atau hapus konsep itu dahulu."
GONE = "Konsep ini sudah dihapus. Buka daftar susunan tahap untuk membuat yang baru."
CHANGED = "Orang lain baru saja mengubahnya. Lihat isinya sekarang, lalu simpan lagi."


@transaction.atomic
def start_template(region, *, note, actor):
    """A draft for the regency, copied from its newest version, or from the nation's where it has none."""
    require_change(actor, region.pk, Capability.SET_UP_WORK_PLANS)
    draft = _only_draft(region.pk)
    if draft:
        raise DomainError(ONE_DRAFT.format(draft))
    own = PlanTemplate.objects.filter(region=region)
    source = own.order_by("-valid_from", "-pk").first() or PlanTemplate.objects.in_force(region.pk).first()
    numbers = [int(version.rpartition("-")[2]) for version in own.values_list("version", flat=True)]
    version = f"{region.pk}-{max(numbers, default=0) + 1}"
    draft = PlanTemplate.objects.create(version=version, region=region, based_on=source, note=note, made_by=actor)
    _copy(source, draft)
    return draft


def _only_draft(region_code):
    """The draft of a regency, or None; the regency is held, so that it gets no second one."""
    Region.objects.select_for_update().get(pk=region_code)
    return PlanTemplate.objects.filter(region=region_code, valid_from=None).first()


def _copy(source, draft):
    for stage in source.stages.prefetch_related("steps"):
        steps = list(stage.steps.all())
        stage.pk, stage.template = None, draft
        stage._state.adding = True
        stage.save()
        for step in steps:
            step.pk, step.stage = None, stage
        TemplateStep.objects.bulk_create(steps)
    parties = list(source.parties.all())
    for party in parties:
        party.pk, party.template = None, draft
    TemplateParty.objects.bulk_create(parties)


@transaction.atomic
def reword_stage(stage, *, title, goal, actor, seen):
    """``seen``: the fingerprint of the draft that the page showed."""
    _hold_draft(stage.template_id, actor, seen)
    TemplateStage.objects.filter(pk=stage.pk).update(title=title, goal=goal)


@transaction.atomic
def reword_step(step, *, text, actor, seen):
    _hold_draft(step.stage.template_id, actor, seen)
    TemplateStep.objects.filter(pk=step.pk).update(text=text)


@transaction.atomic
def reword_party(party, *, text, actor, seen):
    _hold_draft(party.template_id, actor, seen)
    TemplateParty.objects.filter(pk=party.pk).update(text=text)


@transaction.atomic
def add_step(stage, *, text, actor, seen):
    """Before the report of the stage, which stays its last step."""
    draft = _hold_draft(stage.template_id, actor, seen)
    steps = list(draft.stages.get(pk=stage.pk).steps.select_for_update().order_by("position", "pk"))
    if len(steps) >= MOST_STEPS:
        raise DomainError(f"Satu tahap memuat paling banyak {MOST_STEPS} langkah. Gabungkan yang serupa.")
    place = next((number for number, step in enumerate(steps) if step.kind == StepKind.REPORT), len(steps))
    steps.insert(place, TemplateStep(stage=stage, kind=StepKind.WORK, text=text, is_added=True, position=0))
    for number, step in enumerate(steps, start=1):
        step.position = number
        step.save()
    return steps[place]


@transaction.atomic
def remove_step(step, *, actor, seen):
    """Only those of the regency's own."""
    _hold_draft(step.stage.template_id, actor, seen)
    if not step.is_added:
        raise DomainError("Langkah pedoman tidak bisa dihapus; kalimatnya boleh disesuaikan.")
    TemplateStep.objects.filter(pk=step.pk).delete()


@transaction.atomic
def swap_stages(template, *, actor, seen):
    """Assessment and identification of needs change months; only these two may."""
    draft = _hold_draft(template.pk, actor, seen)
    one, other = draft.stages.filter(code__in=SWAPPABLE)
    one.position, other.position = other.position, one.position
    TemplateStage.objects.bulk_update([one, other], ["position"])


@transaction.atomic
def put_in_force(template, *, on, note, actor, seen):
    """From ``on`` new plans of the regency begin with it; those that run keep theirs."""
    draft = _hold_draft(template.pk, actor, seen)
    if on < timezone.localdate():
        raise DomainError("Susunan tidak bisa berlaku surut. Isi hari ini atau sesudahnya.")
    newest = PlanTemplate.objects.filter(region=draft.region_id, valid_from__gt=on).order_by("-valid_from").first()
    if newest:
        day = date_long(newest.valid_from)
        raise DomainError(f"Susunan {newest.version} berlaku sejak {day}. Isi tanggal itu atau sesudahnya.")
    draft.valid_from, draft.note = on, note
    draft.save()
    return draft


@transaction.atomic
def hold_back(template, *, actor):
    """Before its day has come a version may become a draft again: no plan was begun with it."""
    require_change(actor, template.region_id or "", Capability.SET_UP_WORK_PLANS)
    draft = _only_draft(template.region_id)
    if draft:
        raise DomainError(ONE_DRAFT.format(draft))
    held = PlanTemplate.objects.select_for_update().get(pk=template.pk)
    if held.is_draft:
        raise DomainError(f"Susunan {held} sudah menjadi konsep lagi.")
    if not held.is_ahead:
        raise DomainError(LOCKED.format(held))
    held.valid_from = None
    held.save()
    return held


@transaction.atomic
def discard_template(template, *, actor):
    """The draft goes; no plan was ever begun with it."""
    _hold_draft(template.pk, actor).delete()


def fingerprint(template):
    """The whole of a draft in a few letters: the order, the words."""
    stages = template.stages.prefetch_related("steps").order_by("position")
    lines = [f"{stage.code} {stage.position} {stage.title} {stage.goal}" for stage in stages]
    lines += [f"{step.pk} {step.position} {step.text}" for stage in stages for step in stage.steps.all()]
    lines += [f"{party.pk} {party.text}" for party in template.parties.order_by("pk")]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _hold_draft(pk, actor, seen=None):
    """The draft, locked until the transaction ends."""
    draft = PlanTemplate.objects.select_for_update().filter(pk=pk).first()
    if draft is None:
        raise DomainError(GONE)
    require_change(actor, draft.region_id or "", Capability.SET_UP_WORK_PLANS)
    if not draft.is_draft:
        raise DomainError(LOCKED.format(draft.version))
    if seen not in (None, fingerprint(draft)):
        raise StaleState(CHANGED)
    return draft
