from django.db import models

MASKED_NAME = "Nama disamarkan"


class FamilyStatus(models.TextChoices):
    REGISTERED = "registered", "Terdata"
    PLASMA = "plasma", "Keluarga plasma"
    PIONEER = "pioneer", "Keluarga pionir"


class CloseReason(models.TextChoices):
    MOVED = "moved", "Pindah"
    DECEASED = "deceased", "Meninggal"
    MERGED = "merged", "Digabung dengan berkas lain"
    MISTAKE = "mistake", "Salah catat"


class LeaveReason(models.TextChoices):
    """Why a member is no longer one. A wrong entry leaves too: it is struck out, never erased."""

    MARRIED = "married", "Menikah dan membentuk keluarga sendiri"
    MOVED = "moved", "Pindah"
    DECEASED = "deceased", "Meninggal"
    CLOSED = "closed", "Berkas keluarga ditutup"
    MISTAKE = "mistake", "Salah catat"


class Sex(models.TextChoices):
    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


class Relation(models.IntegerChoices):
    """SHDK, with the codes that village offices exchange."""

    HEAD = 1, "Kepala keluarga"
    HUSBAND = 2, "Suami"
    WIFE = 3, "Istri"
    CHILD = 4, "Anak"
    CHILD_IN_LAW = 5, "Menantu"
    GRANDCHILD = 6, "Cucu"
    PARENT = 7, "Orang tua"
    PARENT_IN_LAW = 8, "Mertua"
    RELATIVE = 9, "Famili lain"
    HELPER = 10, "Pembantu"
    OTHER = 11, "Lainnya"


class MaritalStatus(models.IntegerChoices):
    SINGLE = 1, "Belum kawin"
    MARRIED = 2, "Kawin"
    DIVORCED = 3, "Cerai hidup"
    WIDOWED = 4, "Cerai mati"


class Education(models.IntegerChoices):
    NONE = 1, "Tidak/belum sekolah"
    PRIMARY_UNFINISHED = 2, "Belum tamat SD/sederajat"
    PRIMARY = 3, "Tamat SD/sederajat"
    LOWER_SECONDARY = 4, "SLTP/sederajat"
    UPPER_SECONDARY = 5, "SLTA/sederajat"
    DIPLOMA_2 = 6, "Diploma I/II"
    DIPLOMA_3 = 7, "Akademi/Diploma III"
    BACHELOR = 8, "Diploma IV/Strata I"
    MASTER = 9, "Strata II"
    DOCTOR = 10, "Strata III"


class ProblemState(models.TextChoices):
    OPEN = "open", "Belum ditangani"
    HANDLED = "handled", "Sedang ditangani"
    SOLVED = "solved", "Selesai"


class Severity(models.IntegerChoices):
    LIGHT = 1, "Ringan"
    MEDIUM = 2, "Sedang"
    GRAVE = 3, "Berat"


class Dimension(models.TextChoices):
    MARRIAGE = "marriage", "Perkawinan yang sah"
    DEVOTION = "devotion", "Ketakwaan"
    FAMILY_LIFE = "family_life", "Kehidupan keluarga"
    RESILIENCE = "resilience", "Ketahanan dan kebangsaan"
    PLANNING = "planning", "Perencanaan sumber daya"
    OUTCOME = "outcome", "Hasil yang dituju"


class Rate(models.IntegerChoices):
    NOT_YET = 0, "Belum"
    LITTLE = 1, "Kurang"
    FAIR = 2, "Cukup"
    GOOD = 3, "Baik"


class ConsentPurpose(models.TextChoices):
    PIONEER = "pioneer", "Menjadi keluarga pionir"
    PLASMA = "plasma", "Dibina sebagai keluarga plasma"
    REFERRAL = "referral", "Data dibagikan untuk rujukan"
    PHOTO = "photo", "Foto dipakai dalam laporan"


class ConsentMethod(models.TextChoices):
    SIGNED = "signed", "Formulir ditandatangani"
    THUMB = "thumb", "Cap jempol"
    SPOKEN = "spoken", "Lisan dengan saksi"


class RevealReason(models.TextChoices):
    MATCH_CARD = "match_card", "Cocokkan dengan kartu"
    ARRANGE_SERVICE = "arrange_service", "Mengurus layanan"
    CORRECT_DATA = "correct_data", "Membetulkan data"
    FAMILY_ASKS = "family_asks", "Diminta keluarga sendiri"
