"""Rows that hang on a file or a person, of whatever app, found through the models: so nothing above is imported."""

from django.db import IntegrityError, transaction

from families.enums import ProblemState
from families.models import (
    AidReceived,
    DimensionMean,
    FamilyCard,
    FamilyMember,
    FileEvent,
    Merge,
    NotDouble,
    Problem,
    ProblemStep,
    StatusPeriod,
    Transfer,
)

# The life of the file itself, and what is derived. Members go one by one, as somebody decided.
OF_THE_FILE = (StatusPeriod, FamilyCard, FileEvent, Transfer, Merge, NotDouble, DimensionMean, FamilyMember)


def links_to(model):
    """(model, foreign key) of the rows that hang on ``model``, those of many-to-many tables among them."""
    relations = model._meta.get_fields(include_hidden=True)
    own = [each for each in relations if each.auto_created and (each.one_to_many or each.one_to_one)]
    return [(each.related_model, each.field) for each in own if each.related_model not in OF_THE_FILE]


def key_of(model, field):
    """“cases.case.family”."""
    return f"{model._meta.label_lower}.{field.name}"


def name_of(model):
    """“kasus”, for the table of its members too."""
    return str((model._meta.auto_created or model)._meta.verbose_name)


class Moves:
    """Which rows went where: key → [row, from, to]; and which could not, since there is one of the kind already."""

    def __init__(self):
        self.made, self.stayed = {}, []

    def all_of(self, old, new, leave=()):
        """All rows that hang on ``old`` go over to ``new``. ``leave``: (model, key) of those that stay."""
        for model, field in links_to(type(old)):
            rows = model._base_manager.filter(**{field.name: old}).order_by("pk").values_list("pk", flat=True)
            pks = [pk for pk in rows if (model, pk) not in leave]
            if pks and not self.go(model, field, pks, old.pk, new.pk):
                self._one_by_one(model, field, pks, old.pk, new.pk)

    def members(self, pks, old, new):
        field = FamilyMember._meta.get_field("family")
        pks = list(pks)
        FamilyMember.objects.filter(pk__in=pks).update(family=new)
        self.made[key_of(FamilyMember, field)] = [[pk, old.pk, new.pk] for pk in pks]

    def go(self, model, field, pks, old, new):
        """All of them or none; False if a constraint of theirs forbids it."""
        try:
            with transaction.atomic():
                model._base_manager.filter(pk__in=pks).update(**{field.attname: new})
        except IntegrityError:
            return False
        self.made.setdefault(key_of(model, field), []).extend([pk, old, new] for pk in pks)
        return True

    def _one_by_one(self, model, field, pks, old, new):
        for pk in pks:
            if not self.go(model, field, [pk], old, new):
                self._note(model)

    def _note(self, model):
        """A row of a many-to-many table that cannot go says what stands there already."""
        if not model._meta.auto_created:
            # Of what other apps keep not even the kind is told: that there is a case may be nobody's business.
            self.stayed.append(name_of(model) if model._meta.app_label == "families" else "catatan lain")


def hangs_on(row, but=()):
    """What rows hang on a person or a problem, in words; those of the models ``but`` do not matter."""
    return [
        name_of(model)
        for model, field in links_to(type(row))
        if model not in but and model._base_manager.filter(**{field.name: row}).exists()
    ]


def carry(old, new):
    """Open problems and running aid go from one row of a person to another: the rows themselves, so that a problem
    keeps its course and is counted once. A problem that a case or a referral speaks of stays with it."""
    unsolved = Problem.objects.filter(member=old).exclude(state=ProblemState.SOLVED)
    running = AidReceived.objects.filter(member=old, ends_on=None)
    for row in (*(each for each in unsolved if not hangs_on(each, but=(ProblemStep,))), *running):
        row.family, row.member = new.family, new
        row.save()
