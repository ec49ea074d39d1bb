"""The programmes that were still missing from the directory; the word of the guideline for what an institution handles."""

from django.db import migrations, models

# institution: (name, kind, category, roles and tasks), offers: (sector, name, PPKS categories, conditions, contact)
PROGRAMMES = (
    (
        ("Kementerian Sosial", "government", "", ""),
        (
            ("social", "ATENSI korban bencana dan kedaruratan", "21 22", "Asesmen pekerja sosial", "Sentra Kementerian Sosial, Tagana, Dinas Sosial"),
            ("social", "ATENSI bagi PPKS lain", "14 16 25 26", "Asesmen pekerja sosial", "Sentra Kementerian Sosial, LKS, Dinas Sosial"),
        ),
    ),
    (
        ("LK3 kabupaten/kota", "lk3", "06", "Konsultasi dan rujukan bagi keluarga."),
        (("social", "Konsultasi dan mediasi keluarga", "06 19 25", "", "LK3, Dinas Sosial"),),
    ),
    (
        ("Kementerian Energi dan Sumber Daya Mineral", "government", "", "Energi bagi rumah tangga."),
        (("economy", "LPG 3 kg bersubsidi", "24", "Rumah tangga miskin dan usaha mikro yang terdata", "Pangkalan LPG, desa atau kelurahan"),),
    ),
)


def add_programmes(apps, schema_editor):
    institution, offer = (apps.get_model("institutions", name) for name in ("Institution", "ServiceOffer"))
    for (name, kind, psks, tasks), offers in PROGRAMMES:
        values = {"kind": kind, "psks": psks, "roles_and_tasks": tasks}
        owner, _ = institution.objects.get_or_create(name=name, region=None, defaults=values)
        for sector, service, problems, conditions, contact in offers:
            made = offer.objects.create(
                institution=owner, sector=sector, name=service, conditions=conditions, contact=contact
            )
            made.problems.set([f"PPKS-{number}" for number in problems.split()])


def remove_programmes(apps, schema_editor):
    institution, offer = (apps.get_model("institutions", name) for name in ("Institution", "ServiceOffer"))
    names = [row[1] for _, offers in PROGRAMMES for row in offers]
    offer.objects.filter(institution__region=None, name__in=names).delete()
    owners = [owner[0] for owner, _ in PROGRAMMES[1:]]
    institution.objects.filter(region=None, name__in=owners, offers=None).delete()


class Migration(migrations.Migration):
    dependencies = [("institutions", "0004_psks_categories")]

    operations = [
        migrations.RunPython(add_programmes, remove_programmes),
        migrations.AlterField(
            "institution",
            "problems_met",
            models.TextField("masalah yang ditangani", blank=True, max_length=1000),
        ),
    ]
