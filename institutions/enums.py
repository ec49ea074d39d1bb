from django.db import models


class InstitutionKind(models.TextChoices):
    """The guideline's list (III.A.5), with the national PSKS categories among them."""

    LKS = "lks", "LKS/Orsos"
    KARANG_TARUNA = "karang_taruna", "Karang Taruna"
    WKSBM = "wksbm", "WKSBM"
    PSM = "psm", "PSM/IPSM"
    TKSK = "tksk", "TKSK"
    LK3 = "lk3", "LK3"
    TAGANA = "tagana", "Tagana"
    TRAINING = "training", "LPP/LPK"
    BUSINESS = "business", "Dunia usaha"
    PKK = "pkk", "PKK"
    PKBM = "pkbm", "PKBM"
    POSYANDU = "posyandu", "Posyandu"
    PAUD = "paud", "PAUD"
    POSDAYA = "posdaya", "Posdaya"
    KUBE = "kube", "KUBE"
    PUSAKA = "pusaka", "Pusaka (perawatan di rumah)"
    UPPKS = "uppks", "UPPKS"
    LPM = "lpm", "LPM/LPMD/K"
    PNPM = "pnpm", "PNPM"
    RELIGIOUS = "religious", "Kelompok keagamaan"
    ARISAN = "arisan", "Arisan"
    PAGUYUBAN = "paguyuban", "Paguyuban"
    GOVERNMENT = "government", "Kantor pemerintah"
    HEALTH = "health", "Fasilitas kesehatan"
    SCHOOL = "school", "Sekolah"
    BANK = "bank", "Bank atau koperasi"
    OTHER = "other", "Lainnya"


class Sector(models.TextChoices):
    SOCIAL = "social", "Sosial"
    HEALTH = "health", "Kesehatan"
    EDUCATION = "education", "Pendidikan"
    ECONOMY = "economy", "Ekonomi"
    LEGAL = "legal", "Hukum"
    RELIGION = "religion", "Keagamaan"
    POPULATION = "population", "Kependudukan"
    OTHER = "other", "Lainnya"


class UnitState(models.TextChoices):
    FORMING = "forming", "Sedang dibentuk"
    CONFIRMED = "confirmed", "Dikukuhkan"
    INACTIVE = "inactive", "Tidak aktif"


UNIT_BADGES = {
    UnitState.FORMING: ("wait", "half"),
    UnitState.CONFIRMED: ("ok", "ok"),
    UnitState.INACTIVE: ("mute", "stop"),
}


class MemberKind(models.TextChoices):
    REPRESENTATIVE = "representative", "Wakil lembaga"
    INDIVIDUAL = "individual", "Perorangan (tokoh)"
    PIONEER = "pioneer", "Keluarga pionir"


class Post(models.TextChoices):
    COORDINATOR = "coordinator", "Koordinator"
    SECRETARY = "secretary", "Sekretaris"
    TREASURER = "treasurer", "Bendahara"


class MeetingKind(models.TextChoices):
    FOUNDING = "founding", "Pembentukan"
    ROUTINE = "routine", "Rapat rutin"
    COORDINATION = "coordination", "Koordinasi"
    FOCUS_GROUP = "focus_group", "Diskusi kelompok (FGD)"
    WORK_PLAN = "work_plan", "Rencana kerja"
    DECISION = "decision", "Pengambilan keputusan"
