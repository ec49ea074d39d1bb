"""What is asked of every new person, in a new family or in one that is known."""

from families.models.search import name_key, plain_text

NEEDED = {
    "name": "Nama lengkap", "sex": "Jenis kelamin", "birth_date": "Tanggal lahir",
    "relation": "Hubungan dengan kepala keluarga",
}  # fmt: skip


def person_of(row):
    return plain_text(row.values.get("name", "")), row.values.get("birth_date")


def demand_facts(row):
    row.errors += [(title, f"{title} belum diisi.") for name, title in NEEDED.items() if name not in row.values]


def already_in(family):
    return (
        f"Orang ini sudah tercatat di berkas {family.file_number}. Catat keluar atau pisahkan dari berkas itu dahulu, "
        "baru masukkan lagi."
    )


def doubt_about(row, scene, but=()):
    """The question whether somebody new is recorded already, or ""."""
    number = row.values.get("national_id", "")
    if number in scene.former_people:
        return f"NIK ini pernah tercatat di berkas {scene.former_people[number]}. Orang yang sama?"
    twin, words = scene.twin_of(row.values, but)
    if twin:
        return f"Mirip {twin.name}, berkas {scene.families[twin.family].file_number}: {words}. Orang yang sama?"
    alike = scene.alike.get((name_key(row.values["name"]), row.values["birth_date"]))
    if alike and not (alike[0] and number):
        scene.met.add(alike[2])
        return f"Ada yang bernama dan bertanggal lahir sama di {alike[1]}. Orang yang sama?"
    return ""
