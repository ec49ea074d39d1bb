"""The nation's instruments, written from the aspects that guideline III.C.1 names for each kind of visit."""

from datetime import date

from django.db import migrations

SCALE, YES_NO, TEXT = "scale", "yes_no", "text"
SUPERVISION = (
    ("concept", SCALE, "Pengurus dapat menjelaskan apa itu FCU dan untuk siapa FCU bekerja", "Minta koordinator dan satu anggota menjelaskannya dengan kata sendiri."),
    ("concept", SCALE, "Pengurus memahami perbedaan keluarga pionir dan keluarga plasma", "Bandingkan jawaban dengan daftar keluarga yang tercatat."),
    ("concept", YES_NO, "Pedoman FCU tersedia dan dapat dibaca pengurus", ""),
    ("tasks", SCALE, "Koordinator, sekretaris dan bendahara menjalankan tugas masing-masing", "Lihat notulen, surat dan buku kas yang terakhir."),
    ("tasks", SCALE, "Keputusan rapat dikerjakan oleh yang ditunjuk sampai selesai", ""),
    ("tasks", YES_NO, "Laporan triwulan terakhir dikirim tepat waktu", ""),
    ("competence", SCALE, "Pengurus mampu menilai keadaan keluarga dengan daftar indikator", "Minta satu contoh asesmen dan tanyakan alasannya."),
    ("competence", SCALE, "Pengurus tahu kapan dan bagaimana membuat rujukan", ""),
    ("competence", TEXT, "Pelatihan atau bimbingan apa yang masih diperlukan", "Tulis “tidak ada” bila sudah cukup."),
    ("administration", SCALE, "Berkas keluarga dan kasus lengkap, rapi dan tersimpan aman", "Tidak dapat dibaca orang yang tidak berhak."),
    ("administration", SCALE, "Buku kas diisi tertib dan bulan lalu sudah ditutup", ""),
    ("administration", YES_NO, "SK kepala desa atau lurah masih sesuai dengan pengurus sekarang", ""),
)
MONITORING = (
    ("activities", SCALE, "Kegiatan bulan ini berjalan menurut agenda kerja", "Bandingkan agenda tahunan dengan kegiatan yang tercatat."),
    ("activities", TEXT, "Kegiatan apa yang sedang berjalan dan siapa yang ikut", "Tulis “tidak ada” bila tidak ada kegiatan."),
    ("stages", SCALE, "Tahap kegiatan dikerjakan berurutan dan pada waktunya", "Lihat rencana kerja tujuh bulan bila ada."),
    ("stages", YES_NO, "Notulen pertemuan terakhir sudah disampaikan kembali kepada warga", ""),
    ("obstacles", SCALE, "Hambatan yang muncul cepat diketahui dan dibicarakan pengurus", ""),
    ("obstacles", TEXT, "Hambatan apa yang dihadapi FCU sekarang", "Tulis “tidak ada” bila tidak ada hambatan."),
    ("supports", SCALE, "Pemerintah desa dan kecamatan mendukung kegiatan FCU", "Tempat, dana, surat, atau kehadiran."),
    ("supports", SCALE, "Lembaga setempat ikut mengerjakan kegiatan FCU", "PKK, Karang Taruna, Posyandu dan lainnya."),
    ("people", SCALE, "Pengurus dan pendamping cukup jumlahnya dan aktif", "Lihat daftar hadir tiga rapat terakhir."),
    ("people", SCALE, "Keluarga pionir rutin mengunjungi keluarga plasma dampingannya", ""),
    ("facilities", SCALE, "Tempat pelayanan mudah dicapai dan layak dipakai", ""),
    ("facilities", YES_NO, "Papan informasi FCU terpasang dan isinya baru", ""),
    ("administration", SCALE, "Catatan kunjungan, kasus dan rujukan diisi tanpa tertunda", "Buka tiga catatan terakhir dan lihat tanggalnya."),
    ("administration", SCALE, "Penerimaan dan pengeluaran tercatat lengkap dengan buktinya", ""),
)
EVALUATION = (
    ("process", SCALE, "Kegiatan dilaksanakan sesuai rencana yang disepakati warga", ""),
    ("process", SCALE, "Warga sasaran ikut merencanakan, melaksanakan dan menilai", "Tanyakan kepada dua keluarga sasaran."),
    ("result", SCALE, "Efektif: tujuan kegiatan bagi keluarga plasma tercapai", "Lihat perubahan nilai asesmen dan kelulusan."),
    ("result", SCALE, "Efisien: hasil sepadan dengan dana, tenaga dan waktu", ""),
    ("result", SCALE, "Fisibel: kegiatan dapat diteruskan dengan sumber setempat", ""),
    ("result", TEXT, "Perubahan apa yang paling dirasakan keluarga sasaran", "Tulis dengan kata mereka sendiri, tanpa nama."),
    ("supports", SCALE, "Dukungan pemerintah, lembaga dan warga cukup dan teratur", ""),
    ("obstacles", SCALE, "Hambatan tidak mengurangi pelayanan kepada keluarga", ""),
    ("obstacles", TEXT, "Hambatan apa yang paling mengurangi hasil", "Tulis “tidak ada” bila tidak ada hambatan."),
    ("remedies", SCALE, "Upaya mengatasi hambatan berhasil", "Periksa tindak lanjut temuan kunjungan sebelumnya."),
    ("remedies", YES_NO, "Temuan kunjungan sebelumnya sudah ditindaklanjuti", "Pilih Ya bila sebelumnya tidak ada temuan."),
    ("network", SCALE, "FCU bekerja sama dengan sistem sumber yang diperlukan keluarga", ""),
    ("network", SCALE, "Rujukan dijawab dan hasilnya kembali ke FCU", ""),
)  # fmt: skip
NATIONAL = (
    ("supervision", "nasional-supervisi-1", "Instrumen supervisi FCU", SUPERVISION),
    ("monitoring", "nasional-monitoring-1", "Instrumen monitoring FCU", MONITORING),
    ("evaluation", "nasional-evaluasi-1", "Instrumen evaluasi FCU", EVALUATION),
)


def add_national_instruments(apps, schema_editor):
    instruments = apps.get_model("monitoring", "Instrument").objects
    question = apps.get_model("monitoring", "InstrumentQuestion")
    for kind, version, title, questions in NATIONAL:
        values = {"kind": kind, "title": title, "valid_from": date(2015, 1, 8), "note": "Menurut aspek pedoman"}
        instrument, is_new = instruments.get_or_create(version=version, defaults=values)
        if is_new:
            question.objects.bulk_create(
                question(instrument=instrument, position=position, aspect=aspect, answer=answer, text=text, help=help)
                for position, (aspect, answer, text, help) in enumerate(questions, start=1)
            )


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]

    operations = [migrations.RunPython(add_national_instruments, migrations.RunPython.noop)]
