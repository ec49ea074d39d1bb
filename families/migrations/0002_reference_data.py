"""The 26 PPKS categories and the national checklist: 18 signs of a pioneer family and 3 outcomes."""

from datetime import date

from django.db import migrations

SENSITIVE = {3, 6, 7, 10, 14, 15, 16, 17, 18, 19}
CATEGORIES = (
    "Anak balita terlantar",
    "Anak terlantar",
    "Anak yang berhadapan dengan hukum",
    "Anak jalanan",
    "Anak dengan kedisabilitasan",
    "Anak korban tindak kekerasan atau diperlakukan salah",
    "Anak yang memerlukan perlindungan khusus",
    "Lanjut usia terlantar",
    "Penyandang disabilitas",
    "Tuna susila",
    "Gelandangan",
    "Pengemis",
    "Pemulung",
    "Kelompok minoritas",
    "Bekas warga binaan lembaga pemasyarakatan",
    "Orang dengan HIV/AIDS",
    "Korban penyalahgunaan NAPZA",
    "Korban perdagangan orang",
    "Korban tindak kekerasan",
    "Pekerja migran bermasalah sosial",
    "Korban bencana alam",
    "Korban bencana sosial",
    "Perempuan rawan sosial ekonomi",
    "Fakir miskin",
    "Keluarga bermasalah sosial psikologis",
    "Komunitas adat terpencil",
)

VERSION = "pedoman-1"
INDICATORS = (
    ("1.1", "marriage", "Nikah sah menurut agama dan negara", "Ada akta atau buku nikah."),
    ("1.2", "marriage", "Pernikahan diketahui keluarga dan masyarakat", ""),
    ("2.1", "devotion", "Beribadah menurut agama dan kepercayaannya", ""),
    ("2.2", "devotion", "Menjalankan nilai, norma, dan aturan agama sehari-hari", ""),
    ("2.3", "devotion", "Rukun dengan tetangga yang berbeda agama", ""),
    ("3.1", "family_life", "Harmonis: tiap anggota menjalankan perannya", "Tidak ada perceraian."),
    ("3.2", "family_life", "Sejahtera: pangan, sandang, dan papan cukup", ""),
    ("3.3", "family_life", "Sehat jasmani dan rohani, gizi cukup", ""),
    ("3.4", "family_life", "Maju: anak bersekolah, kepala keluarga bekerja", "Penghasilan tetap, walau kecil."),
    ("3.5", "family_life", "Mandiri: tidak terjerat utang", "Tidak terus bergantung pada orang lain."),
    ("3.6", "family_life", "Jumlah anak sesuai kemampuan keluarga", "Menurut kearifan setempat."),
    ("4.1", "resilience", "Tahan menghadapi guncangan ekonomi dan sosial", "Misalnya sakit, gagal panen, kematian."),
    ("4.2", "resilience", "Menghargai perbedaan suku, budaya, bahasa, dan agama", ""),
    ("4.3", "resilience", "Ikut kegiatan sosial di kampung", "Gotong royong, arisan, posyandu, kelompok."),
    ("5.1", "planning", "Punya tujuan yang jelas untuk masa depan", ""),
    ("5.2", "planning", "Mengenal keadaan dan kekuatannya sendiri", ""),
    ("5.3", "planning", "Punya sumber penghasilan cadangan", ""),
    ("5.4", "planning", "Membuat rencana dan menabung", ""),
    ("H.1", "outcome", "Kebutuhan dasar terpenuhi", "Pendidikan, kesehatan, rumah, dan kebutuhan lain."),
    ("H.2", "outcome", "Menjalankan tugas sosialnya", "Bergaul dengan orang lain menurut norma."),
    ("H.3", "outcome", "Mandiri", "Punya mata pencarian, tidak lagi bergantung pada orang lain."),
)


def fill(apps, schema_editor):
    category, indicator_set, indicator = (
        apps.get_model("families", name) for name in ("ProblemCategory", "IndicatorSet", "Indicator")
    )
    category.objects.bulk_create(
        category(code=f"PPKS-{n:02}", name=name, sensitive=n in SENSITIVE, order=n)
        for n, name in enumerate(CATEGORIES, start=1)
    )
    national = indicator_set.objects.create(version=VERSION, valid_from=date(2014, 1, 1))
    indicator.objects.bulk_create(
        indicator(indicator_set=national, code=code, dimension=dimension, text=text, help=words, order=n)
        for n, (code, dimension, text, words) in enumerate(INDICATORS, start=1)
    )


def empty(apps, schema_editor):
    apps.get_model("families", "IndicatorSet").objects.filter(version=VERSION).delete()
    apps.get_model("families", "ProblemCategory").objects.filter(code__startswith="PPKS-").delete()


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial")]
    operations = [migrations.RunPython(fill, empty, elidable=False)]
