"""Indexes of the list's orders and of the telephone, and for the files of before what the list looks through."""

from collections import defaultdict

from django.db import migrations, models
from django.utils import timezone

from core.formatting import age_in_years
from families.models.family import phone_digits

BATCH = 2000
# How completeness was counted when it came in.
OF_FAMILY = ("family_card_number", "hamlet", "rt", "rw", "phone")
OF_MEMBER = (("national_id", 0), ("birth_place", 0), ("education", 5), ("marital_status", 15), ("occupation", 15))
SCHOOL_AGE = range(7, 19)


def bring_up_to_date(apps, schema_editor):
    """Completeness, and the telephone among what is sought; a file that is changed later does both by itself."""
    family = apps.get_model("families", "Family")
    beside = [
        set(apps.get_model("families", name).objects.values_list("family", flat=True))
        for name in ("Housing", "MoneyRecord", "Decile")
    ]
    rows, last = family.objects.order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        people = _people(apps, last, batch[-1].pk)
        for each in batch:
            known = [each.pk in keys for keys in beside] + [bool(getattr(each, name)) for name in OF_FAMILY]
            known += [fact for member in people[each.pk] for fact in _facts(member)]
            each.completeness = 100 * sum(known) // len(known)
            each.search_text = _with_telephone(each)
        family.objects.bulk_update(batch, ["completeness", "search_text"])
        last = batch[-1].pk


def _people(apps, after, until):
    found = defaultdict(list)
    members = apps.get_model("families", "FamilyMember").objects
    for member in members.filter(family__gt=after, family__lte=until, left_on=None):
        found[member.family_id].append(member)
    return found


def _facts(member):
    age = age_in_years(member.birth_date, timezone.localdate())
    facts = [bool(getattr(member, name)) for name, least in OF_MEMBER if age >= least]
    return [*facts, bool(member.schooling)] if age in SCHOOL_AGE else facts


def _with_telephone(family):
    digits = phone_digits(family.phone)
    return family.search_text if digits in family.search_text else f"{family.search_text} {digits}"


class Migration(migrations.Migration):
    dependencies = [("families", "0006_close_registry")]
    operations = [
        migrations.AddIndex(
            "family", models.Index(fields=["village", "id"], name="families_fa_village_73b4ea_idx")
        ),
        migrations.AddIndex(
            "family", models.Index(fields=["completeness", "id"], name="families_fa_complet_33c7dd_idx")
        ),
        migrations.AddIndex(
            "family",
            models.Index(name="family_phone", fields=["phone"], condition=~models.Q(phone="")),
        ),
        migrations.RunPython(bring_up_to_date, migrations.RunPython.noop, elidable=True),
    ]
