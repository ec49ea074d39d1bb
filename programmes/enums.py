from django.db import models


class ReferenceKind(models.TextChoices):
    """What a budget rests on (practice paper of the joined agencies)."""

    DIPA = "dipa", "DIPA"
    DPA = "dpa", "DPA"
    VILLAGE = "village", "APBDes"
    FOUNDATION = "foundation", "Yayasan atau dunia usaha"
    COMMUNITY = "community", "Swadaya masyarakat"
    OTHER = "other", "Lainnya"


class ProgrammeState(models.TextChoices):
    PLANNED = "planned", "Direncanakan"
    RUNNING = "running", "Berjalan"
    ENDED = "ended", "Berakhir"
    STOPPED = "stopped", "Dihentikan"


PROGRAMME_BADGES = {
    ProgrammeState.PLANNED: ("mute", "ring"),
    ProgrammeState.RUNNING: ("live", "half"),
    ProgrammeState.ENDED: ("ok", "ok"),
    ProgrammeState.STOPPED: ("mute", "stop"),
}


class AfterEnd(models.TextChoices):
    """What follows a programme that ended."""

    NEW_PLAN = "new_plan", "Rencana baru"
    REFERRAL = "referral", "Dirujuk ke lembaga lain"
    INDEPENDENT = "independent", "Berjalan mandiri"


class GroupKind(models.TextChoices):
    FISHERS = "fishers", "Nelayan"
    FARMERS = "farmers", "Petani"
    WOMEN = "women", "Perempuan"
    YOUTH = "youth", "Pemuda"
    MIXED = "mixed", "Campuran"


class SessionKind(models.TextChoices):
    """What a group learns (practice paper of the coastal villages)."""

    AWARENESS = "awareness", "Informasi dan penyadaran"
    SKILLS = "skills", "Keterampilan usaha produktif"
    MARKETING = "marketing", "Pemasaran"
    INCOME = "income", "Pengelolaan pendapatan"
    COUNSELLING = "counselling", "Pendampingan dan konseling"


class SessionState(models.TextChoices):
    PLANNED = "planned", "Direncanakan"
    HELD = "held", "Dilaksanakan"
    CALLED_OFF = "called_off", "Dibatalkan"


class ReviewKind(models.TextChoices):
    MONITORING = "monitoring", "Pemantauan bulanan"
    PROCESS = "process", "Evaluasi proses (3 bulan)"
    RESULT = "result", "Evaluasi hasil (6 bulan)"


class NextStep(models.TextChoices):
    """What is recommended for a member when the programme ends."""

    CAPITAL = "capital", "Tambahan modal"
    INSTRUCTOR = "instructor", "Siap menjadi pelatih"
    MENTOR = "mentor", "Siap menjadi pendamping"
    REFERRAL = "referral", "Dirujuk ke lembaga lain"


class EventKind(models.TextChoices):
    """Guideline II.F.2–5 and founding A.1.1–1.2."""

    SOCIALISATION = "socialisation", "Sosialisasi"
    COORDINATION = "coordination", "Koordinasi"
    BRIEFING = "briefing", "Pembekalan"
    GUIDANCE = "guidance", "Bimbingan teknis"
    INFORMATION = "information", "Penyuluhan sosial"


class EventLevel(models.TextChoices):
    CENTRE = "centre", "Pusat"
    PROVINCE = "province", "Provinsi"
    REGENCY = "regency", "Kabupaten/Kota"
    DISTRICT = "district", "Kecamatan"
    VILLAGE = "village", "Desa/Kelurahan"


class EventState(models.TextChoices):
    """Not stored: it follows from the day, from who came and from the reason of calling off."""

    PLANNED = "planned", "Direncanakan"
    UNRECORDED = "unrecorded", "Hasil belum dicatat"
    HELD = "held", "Dilaksanakan"
    CALLED_OFF = "called_off", "Dibatalkan"
