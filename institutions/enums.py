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


class PsksCategory(models.TextChoices):
    """The twelve national categories of welfare resources (Permensos 8/2012)."""

    SOCIAL_WORKER = "01", "Pekerja sosial profesional"
    PSM = "02", "Pekerja sosial masyarakat (PSM)"
    TAGANA = "03", "Taruna siaga bencana (Tagana)"
    LKS = "04", "Lembaga kesejahteraan sosial (LKS)"
    KARANG_TARUNA = "05", "Karang Taruna"
    LK3 = "06", "Lembaga konsultasi kesejahteraan keluarga (LK3)"
    PIONEER = "07", "Keluarga pionir"
    WKSBM = "08", "WKSBM"
    WPKS = "09", "Wanita pemimpin kesejahteraan sosial (WPKS)"
    COUNSELLOR = "10", "Penyuluh sosial"
    TKSK = "11", "Tenaga kesejahteraan sosial kecamatan (TKSK)"
    BUSINESS = "12", "Dunia usaha"


# The category that follows from the kind; the others are given by hand or have none.
PSKS_OF_KIND = {
    InstitutionKind.PSM: PsksCategory.PSM,
    InstitutionKind.TAGANA: PsksCategory.TAGANA,
    InstitutionKind.LKS: PsksCategory.LKS,
    InstitutionKind.KARANG_TARUNA: PsksCategory.KARANG_TARUNA,
    InstitutionKind.LK3: PsksCategory.LK3,
    InstitutionKind.WKSBM: PsksCategory.WKSBM,
    InstitutionKind.TKSK: PsksCategory.TKSK,
    InstitutionKind.BUSINESS: PsksCategory.BUSINESS,
}


class LegalStatus(models.TextChoices):
    LEGAL_BODY = "legal_body", "Berbadan hukum"
    REGISTERED = "registered", "Terdaftar, tidak berbadan hukum"
    NONE = "none", "Belum terdaftar"


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


class FoundingKind(models.TextChoices):
    """The five steps of founding (guideline III.A.1)."""

    SOCIALISATION = "socialisation", "Sosialisasi"
    COORDINATION = "coordination", "Koordinasi"
    SOURCES = "sources", "Identifikasi sumber"
    FORMATION = "formation", "Pembentukan"
    CONFIRMATION = "confirmation", "Pengukuhan"


class ActivityKind(models.TextChoices):
    """The seven kinds of activity (guideline III.B.5.6)."""

    INFORMATION = "information", "Media informasi"
    GUIDANCE = "guidance", "Bimbingan dan konsultasi"
    ECONOMY = "economy", "Penguatan ekonomi keluarga"
    REFERRAL = "referral", "Rujukan"
    PARTNERSHIP = "partnership", "Kemitraan dengan sistem sumber"
    VALUES = "values", "Pembudayaan nilai dan norma keluarga"
    ADVOCACY = "advocacy", "Advokasi kebijakan lokal"


# Under a narrow bar of a chart.
SHORT_KINDS = {
    ActivityKind.INFORMATION: "Info",
    ActivityKind.GUIDANCE: "Bimb.",
    ActivityKind.ECONOMY: "Ekon.",
    ActivityKind.REFERRAL: "Rujuk.",
    ActivityKind.PARTNERSHIP: "Mitra",
    ActivityKind.VALUES: "Nilai",
    ActivityKind.ADVOCACY: "Advok.",
}


class FundSource(models.TextChoices):
    """Where money of an FCU may come from (guideline III.B.4)."""

    SELF_HELP = "self_help", "Swadaya masyarakat"
    CSR = "csr", "CSR dunia usaha"
    VILLAGE = "village", "APBDes"
    REGENCY = "regency", "APBD"
    NATIONAL = "national", "APBN"
    DONATION = "donation", "Donasi"
    NONE = "none", "Tanpa biaya"


class PaperKind(models.TextChoices):
    PHOTO = "photo", "Foto"
    DOCUMENT = "document", "Dokumen"
