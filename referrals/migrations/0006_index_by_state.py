"""A desk asks for a few states in a region: the state first, for after a range of villages no index goes on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_answer_links")]
    operations = [
        migrations.RemoveIndex("referral", name="referrals_r_village_b110d2_idx"),
        migrations.AddIndex("referral", models.Index(fields=["state", "village"], name="referrals_r_state_f6b8bb_idx")),
    ]
