"""The national category follows from the kind where there is one."""

from django.db import migrations

CATEGORIES = {
    "psm": "02", "tagana": "03", "lks": "04", "karang_taruna": "05", "lk3": "06", "wksbm": "08", "tksk": "11",
    "business": "12",
}  # fmt: skip


def fill(apps, schema_editor):
    institution = apps.get_model("institutions", "Institution")
    for kind, category in CATEGORIES.items():
        institution.objects.filter(kind=kind, psks="").update(psks=category)


class Migration(migrations.Migration):
    dependencies = [("institutions", "0003_fcu_in_full")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
