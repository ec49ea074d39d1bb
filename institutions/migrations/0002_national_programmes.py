"""Who gives the national programmes, so that “siapa bisa membantu” answers from the first day. Facts only: no amounts."""

from django.db import migrations

CHILDREN = "01 02 03 04 05 06 07"

# institution: (name, kind, roles and tasks), offers: (sector, name, PPKS categories, conditions, contact)
PROGRAMMES = (
    (
        ("Kementerian Sosial", "government", "Perlindungan, jaminan, pemberdayaan, dan rehabilitasi sosial."),
        (
            ("social", "Program Keluarga Harapan (PKH)", "01 08 09 23 24", "Keluarga miskin yang terdata, dengan ibu hamil, anak usia dini, anak sekolah, lansia, atau penyandang disabilitas", "Pendamping PKH, Dinas Sosial"),
            ("social", "Bantuan Sembako (BPNT)", "08 09 23 24", "Keluarga miskin yang terdata", "TKSK, Dinas Sosial"),
            ("economy", "Kelompok Usaha Bersama (KUBE)", "23 24", "Kelompok keluarga miskin yang punya usaha", "Dinas Sosial"),
            ("economy", "Usaha Ekonomi Produktif (UEP)", "23 24", "Keluarga miskin yang mau memulai atau mengembangkan usaha", "Dinas Sosial"),
            ("social", "ATENSI anak", CHILDREN, "Asesmen pekerja sosial", "Sentra Kementerian Sosial, LKS, Dinas Sosial"),
            ("social", "ATENSI penyandang disabilitas", "05 09", "Asesmen pekerja sosial", "Sentra Kementerian Sosial, LKS, Dinas Sosial"),
            ("social", "ATENSI tuna sosial dan korban perdagangan orang", "10 11 12 13 15 18 20", "Asesmen pekerja sosial", "Sentra Kementerian Sosial, LKS, Dinas Sosial"),
            ("social", "ATENSI korban penyalahgunaan NAPZA", "17", "Asesmen pekerja sosial", "Sentra Kementerian Sosial, IPWL, Dinas Sosial"),
            ("social", "ATENSI lanjut usia", "08", "Asesmen pekerja sosial", "Sentra Kementerian Sosial, LKS, Dinas Sosial"),
        ),
    ),
    (
        ("BPJS Kesehatan", "government", "Jaminan Kesehatan Nasional (JKN)."),
        (("health", "Penerima Bantuan Iuran JKN (PBI-JK)", "01 02 05 08 09 16 23 24", "Diusulkan Dinas Sosial; berobat di Puskesmas", "Dinas Sosial, Puskesmas"),),
    ),
    (
        ("Kementerian Pendidikan Dasar dan Menengah", "government", "Pendidikan dasar dan menengah."),
        (("education", "Program Indonesia Pintar (PIP/KIP)", "02 04 05 07 24", "Anak usia sekolah dari keluarga miskin atau rentan", "Sekolah, Dinas Pendidikan"),),
    ),
    (
        ("Kementerian Agama", "government", "Urusan agama, madrasah, dan pencatatan nikah Islam."),
        (
            ("education", "Program Indonesia Pintar untuk madrasah", "02 04 05 07 24", "Siswa madrasah dari keluarga miskin atau rentan", "Madrasah, Kantor Kementerian Agama"),
            ("religion", "Bimbingan keluarga dan pencatatan nikah", "25", "", "Kantor Urusan Agama (KUA)"),
        ),
    ),
    (
        ("Kementerian Perumahan dan Kawasan Permukiman", "government", "Perumahan rakyat."),
        (("social", "Bantuan Stimulan Perumahan Swadaya (BSPS)", "08 09 24", "Rumah tidak layak huni milik sendiri; keluarga mau berswadaya", "Dinas yang mengurus perumahan"),),
    ),
    (
        ("Dinas Sosial kabupaten/kota", "government", "Data sosial, bantuan, dan rehabilitasi sosial di daerah."),
        (
            ("social", "Usul pembaruan data sosial (DTSEN)", "", "Usul lewat desa atau kelurahan", "Kantor desa atau kelurahan, Dinas Sosial"),
            ("social", "Rehabilitasi rumah tidak layak huni (Rutilahu)", "08 09 24", "Rumah tidak layak huni", "Dinas Sosial"),
            ("social", "Bantuan korban bencana", "21 22", "", "Dinas Sosial, Tagana"),
        ),
    ),
    (
        ("Dinas Kependudukan dan Pencatatan Sipil", "government", "Dokumen kependudukan."),
        (("population", "KK, KTP-el, KIA, dan akta kelahiran", "", "Pengurusan tidak dipungut biaya", "Kantor Dukcapil kabupaten/kota"),),
    ),
    (
        ("Pemerintah desa", "government", "Pelayanan dan dana desa."),
        (("social", "BLT Dana Desa", "08 09 23 24", "Ditetapkan dalam musyawarah desa", "Kantor desa"),),
    ),
    (
        ("PLN", "government", "Listrik."),
        (("economy", "Subsidi listrik rumah tangga", "24", "Rumah tangga miskin yang terdata", "Kantor PLN, desa atau kelurahan"),),
    ),
    (
        ("Dinas pertanian dan perikanan", "government", "Petani, pembudi daya, dan nelayan."),
        (("economy", "Pupuk bersubsidi dan asuransi budi daya", "24", "Terdaftar dalam kelompok tani, pembudi daya, atau nelayan", "Penyuluh, dinas di kabupaten/kota"),),
    ),
    (
        ("UPTD Perlindungan Perempuan dan Anak", "government", "Layanan bagi perempuan dan anak korban kekerasan."),
        (("legal", "Pengaduan, pendampingan, dan perlindungan korban kekerasan", "06 18 19", "", "UPTD PPA kabupaten/kota"),),
    ),
    (
        ("Pusat Pembelajaran Keluarga (Puspaga)", "government", "Pencegahan masalah keluarga."),
        (("social", "Konseling keluarga", "02 06 25", "", "Puspaga kabupaten/kota"),),
    ),
    (
        ("BKKBN", "government", "Pembangunan keluarga dan keluarga berencana."),
        (("health", "Keluarga berencana dan bina keluarga", "25", "", "Penyuluh KB (PLKB)"),),
    ),
)


def add_programmes(apps, schema_editor):
    institution, offer = (apps.get_model("institutions", name) for name in ("Institution", "ServiceOffer"))
    for (name, kind, tasks), offers in PROGRAMMES:
        owner = institution.objects.create(name=name, kind=kind, roles_and_tasks=tasks, region=None)
        for sector, service, problems, conditions, contact in offers:
            made = offer.objects.create(
                institution=owner, sector=sector, name=service, conditions=conditions, contact=contact
            )
            made.problems.set([f"PPKS-{number}" for number in problems.split()])


def remove_programmes(apps, schema_editor):
    names = [name for (name, _, _), _ in PROGRAMMES]
    apps.get_model("institutions", "Institution").objects.filter(region=None, name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial"), ("families", "0002_reference_data")]

    operations = [migrations.RunPython(add_programmes, remove_programmes)]
