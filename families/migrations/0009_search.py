"""Indexes of the list's orders and of the telephone, which is among what is sought; the day a transfer counts from."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import TruncDate

from families.models.family import phone_digits

BATCH = 2000


def seek_telephones(apps, schema_editor):
    """For the files of before; one that is changed later does it by itself."""
    family = apps.get_model("families", "Family")
    rows, last = family.objects.exclude(phone="").order_by("pk"), 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for each in batch:
            each.search_text = _with_telephone(each)
        family.objects.bulk_update(batch, ["search_text"])
        last = batch[-1].pk


def _with_telephone(family):
    digits = phone_digits(family.phone)
    return family.search_text if digits in family.search_text else f"{family.search_text} {digits}"


def date_transfers(apps, schema_editor):
    accepted = apps.get_model("families", "Transfer").objects.filter(state="accepted")
    accepted.annotate(day=TruncDate("state_since")).update(accepted_on=F("day"))


class Migration(migrations.Migration):
    dependencies = [("families", "0008_doubles")]
    operations = [
        migrations.AddIndex("family", models.Index(fields=["village", "id"], name="families_fa_village_73b4ea_idx")),
        migrations.AddIndex(
            "family", models.Index(fields=["completeness", "id"], name="families_fa_complet_33c7dd_idx")
        ),
        migrations.AddIndex(
            "family", models.Index(name="family_phone", fields=["phone"], condition=~models.Q(phone=""))
        ),
        migrations.AddField("transfer", "accepted_on", models.DateField("diterima", null=True, blank=True)),
        migrations.RunPython(seek_telephones, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(date_transfers, migrations.RunPython.noop, elidable=True),
    ]
