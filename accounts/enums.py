from django.db import models

from regions.enums import Level


class Role(models.TextChoices):
    SECRETARY = "secretary", "Sekretaris FCU"
    COORDINATOR = "coordinator", "Koordinator FCU"
    TREASURER = "treasurer", "Bendahara FCU"
    MENTOR = "mentor", "Pendamping (keluarga pionir)"
    VILLAGE_HEAD = "village_head", "Kepala Desa/Lurah"
    TKSK = "tksk", "TKSK"
    DISTRICT_HEAD = "district_head", "Camat"
    LK3 = "lk3", "LK3"
    DINAS = "dinas", "Dinas Sosial Kabupaten/Kota"
    DINAS_PROVINCE = "dinas_province", "Dinas Sosial Provinsi"
    MINISTRY = "ministry", "Kementerian Sosial"
    PROVIDER = "provider", "Penyedia layanan"
    ADMIN = "admin", "Admin sistem"


# The level of the region that an assignment of the role names; None: the whole nation.
ROLE_LEVELS = {
    Role.SECRETARY: Level.VILLAGE,
    Role.COORDINATOR: Level.VILLAGE,
    Role.TREASURER: Level.VILLAGE,
    Role.MENTOR: Level.VILLAGE,
    Role.VILLAGE_HEAD: Level.VILLAGE,
    Role.TKSK: Level.DISTRICT,
    Role.DISTRICT_HEAD: Level.DISTRICT,
    Role.LK3: Level.REGENCY,
    Role.DINAS: Level.REGENCY,
    Role.DINAS_PROVINCE: Level.PROVINCE,
    Role.MINISTRY: None,
    Role.PROVIDER: Level.REGENCY,
    Role.ADMIN: None,
}


# The posts of the referral chain that must not stand empty, each with the roles that may stand in for it.
STAND_INS = {
    Role.TKSK: (Role.TKSK,),
    Role.LK3: (Role.TKSK, Role.DINAS),
}
POSTS = tuple(STAND_INS)


class AccessKind(models.TextChoices):
    VIEW = "view", "Melihat berkas"
    REVEAL = "reveal", "Membuka nomor"
    EXPORT = "export", "Mengunduh data"
    DOWNLOAD = "download", "Mengunduh berkas"
    IMPORT = "import", "Memasukkan data dari berkas"
    SIGN_IN = "sign_in", "Masuk"
    SIGN_OUT = "sign_out", "Keluar"
    SIGN_IN_FAILED = "sign_in_failed", "Gagal masuk"
    REFUSED = "refused", "Ditolak"
    PASSWORD = "password", "Mengganti kata sandi"  # noqa: S105 -- a kind of access, not a secret


# Sign-in names of a trial installation (FCU_DEMO) and what each is; the second regency adds ".maros".
DEMO_ACCOUNTS = {
    "sekretaris": Role.SECRETARY,
    "koordinator": Role.COORDINATOR,
    "bendahara": Role.TREASURER,
    "pendamping": Role.MENTOR,
    "kades": Role.VILLAGE_HEAD,
    "tksk": Role.TKSK,
    "camat": Role.DISTRICT_HEAD,
    "lk3": Role.LK3,
    "dinas": Role.DINAS,
    "penyedia": Role.PROVIDER,
    "provinsi": Role.DINAS_PROVINCE,
    "kementerian": Role.MINISTRY,
    "admin": Role.ADMIN,
}
DEMO_PASSWORD = "fcu-demo"  # noqa: S105 -- shown on the sign-in page of a trial installation
