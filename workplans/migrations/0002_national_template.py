from datetime import date

from django.db import migrations

# The seven stages in the order of their months (seed 000, A): code, name, goal, steps.
M, T, N, R, W = "meeting", "telling_back", "minutes", "report", "work"
STAGES = (
    ("approach", "Pendekatan awal", "Dikenali siapa di lingkungan ini yang menjadi sumber, yang mendukung, dan yang perlu dilayani.", (
        (M, "Bertemu tim dinas sosial kabupaten/kota"),
        (M, "Bertemu tokoh RT/RW serta aparat desa dan kecamatan"),
        (N, "Membuat notulen pertemuan"),
        (W, "Menyusun rencana kegiatan pertama"),
        (R, "Menulis dan mengirim laporan"),
    )),
    ("preparation", "Persiapan sosial", "Dikenali orang yang dapat menggerakkan sumber dan dukungan, di dalam dan di luar desa.", (
        (M, "Bertemu tim dinas sosial kabupaten/kota"),
        (M, "Bertemu tokoh RT/RW serta aparat desa dan kecamatan"),
        (T, "Menyampaikan kembali notulen pendekatan awal kepada warga"),
        (W, "Memetakan orang yang mampu ke dalam rencana kegiatan"),
        (R, "Menulis dan mengirim laporan"),
    )),
    ("assessment", "Asesmen sosial", "Warga sendiri melihat kebutuhannya dan sumber yang dapat dipakainya, dengan asesmen partisipatif.", (
        (M, "Pertemuan lanjutan dengan warga"),
        (T, "Menyampaikan kembali notulen tahap sebelumnya kepada warga"),
        (W, "Mengenali kembali kebutuhan dan sumber"),
        (W, "Menetapkan prioritas kebutuhan menurut sumber yang ada"),
        (W, "Menyusun rencana tindak"),
    )),
    ("needs", "Identifikasi kebutuhan dan sumber", "Diketahui macam kebutuhan yang nyata dan kekuatan yang dapat dipakai.", (
        (M, "Pertemuan lanjutan dengan tokoh dan aparat"),
        (T, "Menyampaikan kembali notulen persiapan sosial kepada warga"),
        (W, "Memetakan kebutuhan dan sumber ke dalam rencana kegiatan"),
        (R, "Menulis dan mengirim laporan"),
    )),
    ("design", "Merancang aksi sosial", "Warga menyusun langkah dan jadwal kegiatannya sendiri dengan jelas.", (
        (M, "Pertemuan lanjutan dengan warga sasaran"),
        (T, "Menyampaikan kembali notulen asesmen kepada warga"),
        (W, "Memeriksa kalender kegiatan dan kesanggupan warga"),
        (W, "Menetapkan langkah-langkah kegiatan"),
        (W, "Menulis kembali rencana aksi sosial"),
    )),
    ("action", "Proses aksi sosial", "Warga yang siap melaksanakan kegiatan menurut jadwalnya.", (
        (M, "Pertemuan lanjutan dengan warga sasaran"),
        (T, "Menyampaikan kembali notulen perancangan aksi kepada warga"),
        (T, "Menyampaikan kembali kalender kegiatan dan kesanggupan warga"),
        (W, "Menyepakati rencana aksi dengan keluarga sasaran"),
        (W, "Melaksanakan kegiatan dan mencatatnya"),
    )),
    ("evaluation", "Evaluasi dan tindak lanjut", "Yang dicapai dinilai bersama warga, dan yang menyusul diputuskan.", (
        (M, "Pertemuan dengan keluarga sasaran"),
        (T, "Menyampaikan kembali notulen aksi sosial kepada warga"),
        (W, "Menyampaikan hasil yang tercatat dari kalender kegiatan"),
        (W, "Menyampaikan kesepakatan tim kerja masyarakat"),
        (W, "Menyusun rencana tindak lanjut"),
    )),
)  # fmt: skip
# Who is to be involved and how (seed 000, B).
PARTIES = {
    "target": (
        "Program diperkenalkan kepada keluarga sasaran", "Keluarga sasaran dilatih dan dibimbing terus-menerus",
        "Keluarga sasaran ikut dalam identifikasi dan asesmen", "Hasil identifikasi dan asesmen dikaji bersama mereka",
        "Mereka ikut menetapkan prioritas dan rencana pemecahan", "Mereka melaksanakan pemecahan masalahnya",
        "Mereka ikut memantau dan menilai pelaksanaan",
    ),
    "community": (
        "Program diperkenalkan kepada seluruh warga", "Warga mendata dan memetakan sendiri, didampingi PSM atau TKSK",
        "Tim kerja masyarakat dibentuk", "Warga membina keluarga sasaran secara rutin",
        "Warga bertemu untuk saling belajar dan menghubungkan kebutuhan dengan sumber",
    ),
    "government": (
        "Program diperkenalkan kepada perangkat daerah", "Perangkat daerah berkoordinasi secara rutin",
        "Tiap perangkat daerah memasukkan program ke dalam tugasnya",
    ),
}  # fmt: skip


def add_national_template(apps, schema_editor):
    template, is_new = apps.get_model("workplans", "PlanTemplate").objects.get_or_create(
        version="nasional-1", defaults={"valid_from": date(2015, 1, 8), "note": "Susunan menurut pedoman"}
    )
    if not is_new:
        return
    stages, step_model = apps.get_model("workplans", "TemplateStage"), apps.get_model("workplans", "TemplateStep")
    for month, (code, title, goal, steps) in enumerate(STAGES, start=1):
        stage = stages.objects.create(template=template, position=month, code=code, title=title, goal=goal)
        step_model.objects.bulk_create(
            step_model(stage=stage, position=position, kind=kind, text=text)
            for position, (kind, text) in enumerate(steps, start=1)
        )
    party = apps.get_model("workplans", "TemplateParty")
    lines = [(group, text) for group, texts in PARTIES.items() for text in texts]
    party.objects.bulk_create(
        party(template=template, group=group, position=position, text=text)
        for position, (group, text) in enumerate(lines, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("workplans", "0001_initial")]

    operations = [migrations.RunPython(add_national_template, migrations.RunPython.noop)]
