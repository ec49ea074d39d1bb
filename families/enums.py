from django.db import models

MASKED_NAME = "Nama disamarkan"
# In one family: more would not fit on the page of entry.
MOST_MEMBERS = 20


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
    SPLIT = "split", "Berpisah menjadi keluarga sendiri"
    MOVED = "moved", "Pindah"
    DECEASED = "deceased", "Meninggal"
    CLOSED = "closed", "Berkas keluarga ditutup"
    MERGED = "merged", "Digabung dengan catatan lain"
    MISTAKE = "mistake", "Salah catat"


# What a person chooses; the others are written by closing, splitting and merging.
CHOSEN_LEAVE_REASONS = (LeaveReason.MARRIED, LeaveReason.MOVED, LeaveReason.DECEASED, LeaveReason.MISTAKE)
# Who left so may come back; the others below were never true if the person is a member again.
RETURNABLE_LEAVES = (LeaveReason.MARRIED, LeaveReason.SPLIT, LeaveReason.MOVED)
CORRECTED_LEAVES = (LeaveReason.DECEASED, LeaveReason.MISTAKE)


class FileEventKind(models.TextChoices):
    """What happened to a file as a whole."""

    CLOSED = "closed", "Berkas ditutup"
    REOPENED = "reopened", "Berkas dibuka kembali"
    SPLIT = "split", "Sebagian anggota menjadi keluarga sendiri"
    SPLIT_FROM = "split_from", "Berpisah dari keluarga lain"
    TRANSFERRED = "transferred", "Pindah desa"
    MERGED = "merged", "Berkas lain digabung ke sini"
    UNMERGED = "unmerged", "Penggabungan dibatalkan"


class TransferState(models.TextChoices):
    REQUESTED = "requested", "Diminta desa penerima"
    RELEASED = "released", "Dilepas, menunggu penerima"
    ACCEPTED = "accepted", "Sudah pindah"
    REFUSED = "refused", "Ditolak"
    WITHDRAWN = "withdrawn", "Dibatalkan"


OPEN_TRANSFERS = (TransferState.REQUESTED, TransferState.RELEASED)


class DataSource(models.TextChoices):
    VISIT = "visit", "Kunjungan rumah"
    CARD = "card", "Kartu Keluarga"
    VILLAGE = "village", "Data desa"
    INTERVIEW = "interview", "Wawancara di pos FCU"


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


class MarriageStanding(models.TextChoices):
    """How far the marriage is lawful (guideline III.A.6.1 and III.A.7.1)."""

    LAWFUL = "lawful", "Sah menurut agama dan negara"
    KNOWN = "known", "Diketahui keluarga dan masyarakat"
    NOT_YET = "not_yet", "Belum sah"


class Religion(models.IntegerChoices):
    ISLAM = 1, "Islam"
    PROTESTANT = 2, "Kristen"
    CATHOLIC = 3, "Katolik"
    HINDU = 4, "Hindu"
    BUDDHIST = 5, "Buddha"
    CONFUCIAN = 6, "Khonghucu"
    BELIEF = 7, "Kepercayaan terhadap Tuhan YME"


class Schooling(models.TextChoices):
    NOT_YET = "not_yet", "Belum usia sekolah"
    ATTENDING = "attending", "Masih sekolah"
    DROPPED = "dropped", "Putus sekolah"
    FINISHED = "finished", "Sudah tamat"
    NEVER = "never", "Tidak pernah sekolah"


class Disability(models.IntegerChoices):
    """The codes that village offices exchange; 7, “none”, is left empty here."""

    PHYSICAL = 1, "Fisik"
    BLIND = 2, "Netra"
    DEAF = 3, "Rungu atau wicara"
    MENTAL = 4, "Mental atau jiwa"
    MULTIPLE = 5, "Fisik dan mental"
    OTHER = 6, "Lainnya"


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


class StrengthKind(models.TextChoices):
    SKILL = "skill", "Keterampilan"
    LAND = "land", "Lahan"
    BUSINESS = "business", "Usaha"
    NETWORK = "network", "Jejaring"
    ROLE = "role", "Peran di masyarakat"
    OTHER = "other", "Lainnya"


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


# The consent that a family of this status must have given.
STATUS_CONSENTS = {FamilyStatus.PIONEER: ConsentPurpose.PIONEER, FamilyStatus.PLASMA: ConsentPurpose.PLASMA}
# What only the family as a whole can agree to.
FAMILY_PURPOSES = tuple(STATUS_CONSENTS.values())
# Who is younger agrees through a guardian (UU 27/2022, article 25).
GROWN_AGE = 18


class ConsentMethod(models.TextChoices):
    SIGNED = "signed", "Formulir ditandatangani"
    THUMB = "thumb", "Cap jempol"
    SPOKEN = "spoken", "Lisan dengan saksi"


class RevealReason(models.TextChoices):
    MATCH_CARD = "match_card", "Cocokkan dengan kartu"
    ARRANGE_SERVICE = "arrange_service", "Mengurus layanan"
    CORRECT_DATA = "correct_data", "Membetulkan data"
    FAMILY_ASKS = "family_asks", "Diminta keluarga sendiri"


class PaperKind(models.TextChoices):
    """What is kept of a family as a scan or photo."""

    FAMILY_CARD = "family_card", "Kartu Keluarga"
    ID_CARD = "id_card", "KTP"
    POVERTY_LETTER = "poverty_letter", "Surat keterangan tidak mampu (SKTM)"
    BIRTH = "birth", "Akta kelahiran"
    MARRIAGE = "marriage", "Akta atau buku nikah"
    HOUSE_PHOTO = "house_photo", "Foto rumah"
    OTHER = "other", "Lainnya"


class House(models.TextChoices):
    OWN = "own", "Milik sendiri"
    RENTED = "rented", "Sewa"
    LODGING = "lodging", "Menumpang"
    OTHER = "other", "Lainnya"


class Roof(models.TextChoices):
    TILE = "tile", "Genteng"
    METAL = "metal", "Seng"
    ASBESTOS = "asbestos", "Asbes"
    THATCH = "thatch", "Ilalang, rumbia, atau ijuk"
    OTHER = "other", "Lainnya"


class Wall(models.TextChoices):
    BRICK = "brick", "Tembok"
    WOOD = "wood", "Kayu"
    BAMBOO = "bamboo", "Bambu atau bebak"
    OTHER = "other", "Lainnya"


class Floor(models.TextChoices):
    CERAMIC = "ceramic", "Keramik"
    CEMENT = "cement", "Semen"
    WOOD = "wood", "Kayu atau bambu"
    EARTH = "earth", "Tanah"
    OTHER = "other", "Lainnya"


class Water(models.TextChoices):
    PIPED = "piped", "Ledeng atau pipa"
    WELL = "well", "Sumur atau mata air terlindung"
    OPEN = "open", "Sumur atau mata air terbuka"
    TANK = "tank", "Dibeli, tangki"
    RAIN = "rain", "Air hujan"
    RIVER = "river", "Sungai, danau, atau embung"


class Sanitation(models.TextChoices):
    OWN = "own", "Jamban sendiri"
    SHARED = "shared", "Jamban bersama"
    NONE = "none", "Tidak ada jamban"


class Electricity(models.TextChoices):
    PLN = "pln", "PLN"
    SOLAR = "solar", "Tenaga surya"
    OTHER = "other", "Sumber lain"
    NONE = "none", "Tidak ada listrik"


class WorkRhythm(models.TextChoices):
    """In what span the times are counted that a family works at its business."""

    WEEK = "week", "seminggu"
    MONTH = "month", "sebulan"
