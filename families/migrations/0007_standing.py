"""How complete each family of before is. The same counting as families.queries.completeness at the time of writing."""

from collections import defaultdict

from django.db import migrations
from django.utils import timezone

BATCH = 2000
OF_FAMILY = ("family_card_number", "hamlet", "rt", "rw", "phone")
# Field, and from which age to which it says something.
OF_MEMBER = (
    ("national_id", 0, 200), ("birth_place", 0, 200), ("education", 5, 200), ("marital_status", 15, 200),
    ("occupation", 15, 200), ("schooling", 7, 18),
)  # fmt: skip
SERIES = ("Housing", "MoneyRecord", "Decile")


def fill(apps, schema_editor):
    families = apps.get_model("families", "Family").objects.order_by("pk")
    today, last = timezone.localdate(), 0
    while batch := list(families.filter(pk__gt=last).only("pk", "completeness", *OF_FAMILY)[:BATCH]):
        pks = range(batch[0].pk, batch[-1].pk + 1)
        members, series = _members(apps, pks), [_having(apps, name, pks) for name in SERIES]
        for family in batch:
            known = [getattr(family, name) for name in OF_FAMILY] + [family.pk in pks for pks in series]
            family.completeness = percent_of(known, members[family.pk], today)
        families.bulk_update(batch, ["completeness"])
        last = batch[-1].pk


def percent_of(known, members, today):
    """``known``: what there is of the family itself; ``members``: one dict of values each."""
    facts = [bool(value) for value in known]
    for member in members:
        age = _age(member["birth_date"], today)
        facts += [bool(member[name]) for name, least, most in OF_MEMBER if least <= age <= most]
    return 100 * sum(facts) // len(facts)


def _age(born, today):
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _members(apps, pks):
    """Family → the values of those who belong to it now."""
    found = defaultdict(list)
    rows = apps.get_model("families", "FamilyMember").objects.filter(left_on=None, family__gte=pks.start)
    names = [name for name, _, _ in OF_MEMBER]
    for row in rows.filter(family__lt=pks.stop).values("family", "birth_date", *names):
        found[row["family"]].append(row)
    return found


def _having(apps, name, pks):
    rows = apps.get_model("families", name).objects.filter(family__gte=pks.start, family__lt=pks.stop)
    return set(rows.values_list("family", flat=True))


class Migration(migrations.Migration):
    dependencies = [("families", "0006_close_registry")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
