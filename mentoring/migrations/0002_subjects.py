from django.db import migrations

# What the class meetings give to every pioneer (guideline III.B.5.3).
SUBJECTS = (
    ("parenting", "Keterampilan pengasuhan anak"),
    ("economy", "Keterampilan ekonomi"),
    ("household", "Pengelolaan rumah tangga"),
    ("tasks", "Delapan tugas keluarga pionir"),
    ("story", "Menceritakan pengalaman keberhasilan keluarga"),
    ("sources", "Mengenal sistem sumber"),
    ("relations", "Membangun hubungan"),
    ("action_plan", "Menyusun rencana tindak"),
)


def add_subjects(apps, schema_editor):
    subject = apps.get_model("mentoring", "Subject")
    for order, (code, name) in enumerate(SUBJECTS, start=1):
        subject.objects.update_or_create(code=code, defaults={"name": name, "order": order})


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial")]

    operations = [migrations.RunPython(add_subjects, migrations.RunPython.noop)]
