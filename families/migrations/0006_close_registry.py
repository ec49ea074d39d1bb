"""What the fill before made whole is now required, and what it carried over goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("families", "0005_fill_registry")]
    operations = [
        migrations.AlterField(
            "statusperiod",
            "village",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region", verbose_name="desa"
            ),
        ),
        migrations.AlterField(
            "consent",
            "text",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="families.consenttext",
                verbose_name="naskah",
            ),
        ),
        migrations.RemoveField("familymember", "has_disability"),
        migrations.RemoveField("consent", "text_version"),
    ]
