"""Reference data of the full registry, and what the rows of before need: keys of names, villages of periods, cards."""

from datetime import date

from django.db import migrations
from django.db.models import Avg, F, Max, OuterRef, Subquery

from families.models.search import name_key

BATCH = 2000
OTHER_DISABILITY = 6
TEXT_VERSION = "2026-1"
VALID_FROM = date(2026, 1, 1)
TEXTS = {
    "pioneer": (
        "Kami bersedia menjadi keluarga pionir Family Care Unit (FCU) di desa kami. Kami mengerti tugasnya: mendampingi "
        "keluarga plasma, memberi teladan, menghubungkannya dengan layanan yang dibutuhkan, menghadiri rapat FCU, dan "
        "melaporkan kemajuannya. Tugas ini kami jalankan dengan sukarela, tanpa upah. Rahasia keluarga yang kami dampingi "
        "kami jaga. Kami boleh berhenti kapan saja dengan memberi tahu pengurus FCU."
    ),
    "plasma": (
        "Kami bersedia dibina sebagai keluarga plasma oleh Family Care Unit (FCU) di desa kami. Kami mengerti bahwa satu "
        "keluarga pionir akan mengunjungi kami secara teratur, bahwa keadaan keluarga kami dinilai dari waktu ke waktu, dan "
        "bahwa catatannya disimpan secara rahasia oleh FCU. Pembinaan ini tidak dipungut biaya. Kami boleh menolak "
        "kunjungan, meminta catatan kami dibetulkan, atau berhenti kapan saja."
    ),
    "referral": (
        "Kami setuju data keluarga kami yang perlu untuk satu rujukan diberikan kepada TKSK, LK3, dan lembaga yang memberi "
        "layanan itu. Yang diberikan hanya yang diperlukan: nama, alamat, keadaan, dan kebutuhan yang dirujuk. Data itu "
        "tidak boleh dipakai untuk hal lain. Kami boleh menarik persetujuan ini kapan saja; rujukan yang belum selesai "
        "lalu dihentikan."
    ),
    "photo": (
        "Kami setuju foto yang memperlihatkan rumah atau anggota keluarga kami disimpan oleh Family Care Unit (FCU) dan "
        "dipakai dalam laporan kegiatan, tanpa nama dan tanpa alamat. Foto anak hanya dipakai dengan izin orang tua atau "
        "walinya. Kami boleh meminta foto itu dihapus kapan saja."
    ),
}
PROGRAMMES = (
    ("PKH", "Program Keluarga Harapan (PKH)", "Kementerian Sosial"),
    ("SEMBAKO", "Program Sembako (BPNT)", "Kementerian Sosial"),
    ("PBI-JK", "Jaminan kesehatan PBI-JK", "BPJS Kesehatan"),
    ("BPJS-DAERAH", "Jaminan kesehatan dari daerah", "Pemerintah daerah"),
    ("PIP", "Program Indonesia Pintar (PIP)", "Kementerian pendidikan atau agama"),
    ("BLT-DD", "BLT Dana Desa", "Pemerintah desa"),
    ("RTLH", "Perbaikan rumah tidak layak huni", "Dinas Sosial atau Dinas Perumahan"),
    ("LISTRIK", "Subsidi listrik", "PLN"),
    ("LPG", "Subsidi LPG 3 kg", "Pemerintah"),
    ("PUPUK", "Subsidi pupuk", "Dinas Pertanian"),
    ("KUBE", "Kelompok Usaha Bersama (KUBE) atau UEP", "Dinas Sosial"),
    ("ATENSI", "Asistensi Rehabilitasi Sosial (ATENSI)", "Kementerian Sosial"),
    ("LAIN", "Program lain", ""),
)
SIGNS = {
    "1.1": "Perkawinan belum sah (dicatat)",
    "2.1": "Kurang beribadah",
    "2.2": "Kurang mengindahkan aturan, nilai, dan norma",
    "3.1": "Kurang harmonis",
    "3.2": "Kebutuhan dasar tidak atau hampir tidak terpenuhi",
    "3.6": "Jumlah anak tidak sesuai kemampuan",
    "4.1": "Semangat rendah, mudah goyah, belum mampu mengatasi masalah sendiri",
    "5.1": "Belum punya cita-cita untuk masa depan",
    "5.2": "Belum mengenal kekuatan dan kelemahannya",
    "5.4": "Tidak punya tabungan",
}


def fill(apps, schema_editor):
    """Reference data alone; a test database is filled with it again after it was emptied."""
    text, programme, indicator = _models(apps, "ConsentText", "AidProgramme", "Indicator")
    text.objects.bulk_create(
        text(purpose=purpose, version=TEXT_VERSION, body=body, valid_from=VALID_FROM) for purpose, body in TEXTS.items()
    )
    programme.objects.bulk_create(
        programme(code=code, name=name, owner=owner, order=n) for n, (code, name, owner) in enumerate(PROGRAMMES, 1)
    )
    for code, sign in SIGNS.items():
        indicator.objects.filter(indicator_set__region=None, code=code).update(plasma_sign=sign)


def carry_over(apps, schema_editor):
    family, member, consent, text, period = _models(
        apps, "Family", "FamilyMember", "Consent", "ConsentText", "StatusPeriod"
    )
    member.objects.filter(has_disability=True).update(disability=OTHER_DISABILITY)
    for each in text.objects.all():
        consent.objects.filter(purpose=each.purpose).update(text=each)
    village = family.objects.filter(pk=OuterRef("family")).values("village")
    period.objects.update(village=Subquery(village))
    _make_keys(member)
    _begin_cards(apps, family)
    _begin_courses(apps, family)
    _keep_means(apps)


def _make_keys(member):
    rows = member.objects.only("pk", "name", "name_key").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for each in batch:
            each.name_key = name_key(each.name)
        member.objects.bulk_update(batch, ["name_key"])
        last = batch[-1].pk


def _begin_cards(apps, family):
    (card,) = _models(apps, "FamilyCard")
    holders = family.objects.exclude(family_card_number="")
    card.objects.bulk_create(
        (
            card(
                family=each, number=each.family_card_number, starts_on=each.recorded_at.date(), ends_on=each.closed_on,
                actor_id=each.recorded_by_id,
            )
            for each in holders.iterator(BATCH)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _begin_courses(apps, family):
    """A closing that was not an event yet, and the first step of each problem."""
    event, problem, step = _models(apps, "FileEvent", "Problem", "ProblemStep")
    event.objects.bulk_create(
        event(
            family=each, kind="closed", village_id=each.village_id, happened_on=each.closed_on,
            reason=each.closed_reason, actor_id=each.recorded_by_id,
        )
        for each in family.objects.exclude(closed_on=None)
    )  # fmt: skip
    rows = problem.objects.annotate(on=F("recorded_on"))
    step.objects.bulk_create(
        (
            step(
                problem=each, on=each.solved_on or each.handled_on or each.on, state=each.state,
                severity=each.severity, actor_id=each.recorded_by_id,
            )
            for each in rows.iterator(BATCH)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _keep_means(apps):
    assessment, rating, mean = _models(apps, "Assessment", "Rating", "DimensionMean")
    latest = assessment.objects.values("family").annotate(day=Max("assessed_on")).values("day")
    newest = assessment.objects.filter(assessed_on=Subquery(latest.filter(family=OuterRef("family"))))
    last = {family: pk for family, pk in newest.order_by("pk").values_list("family", "pk")}
    rated = rating.objects.filter(assessment__in=last.values(), value__isnull=False)
    rows = rated.values_list("assessment__family", "indicator__dimension").annotate(mean=Avg("value")).order_by()
    mean.objects.bulk_create(mean(family_id=pk, dimension=name, mean=round(value, 2)) for pk, name, value in rows)


def _models(apps, *names):
    return [apps.get_model("families", name) for name in names]


def empty(apps, schema_editor):
    for name in ("AidProgramme", "DimensionMean", "FamilyCard", "FileEvent", "ProblemStep"):
        apps.get_model("families", name).objects.all().delete()
    apps.get_model("families", "Consent").objects.update(text=None)
    apps.get_model("families", "ConsentText").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("families", "0004_registry_in_full")]
    operations = [
        migrations.RunPython(fill, empty, elidable=False),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=False),
    ]
