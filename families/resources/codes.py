"""Code tables and labels of the files that village offices exchange (domain: indonesia 4.2), read into our choices.

A label is compared without spaces, case and signs, so each is here once, however it is written.
"""

from families.enums import Disability, Education, MaritalStatus, Relation, Religion, Schooling, Sex

SEX_LABELS = {
    "1": Sex.MALE, "2": Sex.FEMALE, "l": Sex.MALE, "lk": Sex.MALE, "p": Sex.FEMALE, "pr": Sex.FEMALE,
    "pria": Sex.MALE, "wanita": Sex.FEMALE, "laki": Sex.MALE,
}  # fmt: skip
RELATION_LABELS = {
    "kk": Relation.HEAD, "kep. keluarga": Relation.HEAD, "kepala rumah tangga": Relation.HEAD,
    "isteri": Relation.WIFE, "istri/suami": Relation.WIFE, "anak kandung": Relation.CHILD, "anak tiri": Relation.CHILD,
    "anak angkat": Relation.CHILD, "orangtua": Relation.PARENT, "ayah": Relation.PARENT, "ibu": Relation.PARENT,
    "keponakan": Relation.RELATIVE, "saudara": Relation.RELATIVE, "adik": Relation.RELATIVE,
    "kakak": Relation.RELATIVE, "famili": Relation.RELATIVE, "pembantu rumah tangga": Relation.HELPER,
}  # fmt: skip
MARITAL_LABELS = {
    "bk": MaritalStatus.SINGLE, "k": MaritalStatus.MARRIED, "ch": MaritalStatus.DIVORCED,
    "cm": MaritalStatus.WIDOWED, "kawin tercatat": MaritalStatus.MARRIED,
    "kawin belum tercatat": MaritalStatus.MARRIED, "kawin tidak tercatat": MaritalStatus.MARRIED,
    "cerai hidup tercatat": MaritalStatus.DIVORCED, "cerai hidup belum tercatat": MaritalStatus.DIVORCED,
    "belum menikah": MaritalStatus.SINGLE, "menikah": MaritalStatus.MARRIED, "janda": MaritalStatus.WIDOWED,
    "duda": MaritalStatus.WIDOWED, "bercerai": MaritalStatus.DIVORCED,
}  # fmt: skip
EDUCATION_LABELS = {
    "tidak/blm sekolah": Education.NONE, "belum sekolah": Education.NONE, "tidak sekolah": Education.NONE,
    "tidak tamat sd/sederajat": Education.PRIMARY_UNFINISHED, "belum tamat sd": Education.PRIMARY_UNFINISHED,
    "sd": Education.PRIMARY, "sd/sederajat": Education.PRIMARY, "smp": Education.LOWER_SECONDARY,
    "smp/sederajat": Education.LOWER_SECONDARY, "sltp": Education.LOWER_SECONDARY, "sma": Education.UPPER_SECONDARY,
    "sma/sederajat": Education.UPPER_SECONDARY, "slta": Education.UPPER_SECONDARY, "smk": Education.UPPER_SECONDARY,
    "akademi/diploma iii/s. muda": Education.DIPLOMA_3, "akademi/diploma iii/sarjana muda": Education.DIPLOMA_3,
    "d1": Education.DIPLOMA_2, "d2": Education.DIPLOMA_2, "d3": Education.DIPLOMA_3, "d4": Education.BACHELOR,
    "diploma iv/ strata i": Education.BACHELOR, "s1": Education.BACHELOR, "strata-i": Education.BACHELOR,
    "s2": Education.MASTER, "strata-ii": Education.MASTER, "s3": Education.DOCTOR, "strata-iii": Education.DOCTOR,
}  # fmt: skip
RELIGION_LABELS = {
    "kristen protestan": Religion.PROTESTANT, "protestan": Religion.PROTESTANT, "katholik": Religion.CATHOLIC,
    "kristen katolik": Religion.CATHOLIC, "budha": Religion.BUDDHIST, "konghucu": Religion.CONFUCIAN,
    "kepercayaan": Religion.BELIEF, "kepercayaan terhadap tuhan yme / lainnya": Religion.BELIEF,
    "penghayat kepercayaan": Religion.BELIEF, "lainnya": Religion.BELIEF,
}  # fmt: skip
NO_DISABILITY = 0
DISABILITIES = [*Disability.choices, (NO_DISABILITY, "Tidak")]
DISABILITY_LABELS = {
    "7": NO_DISABILITY, "tidak cacat": NO_DISABILITY, "tidak ada": NO_DISABILITY, "bukan penyandang": NO_DISABILITY,
    "cacat fisik": Disability.PHYSICAL, "cacat netra/buta": Disability.BLIND, "tuna netra": Disability.BLIND,
    "cacat rungu/wicara": Disability.DEAF, "tuna rungu": Disability.DEAF, "cacat mental/jiwa": Disability.MENTAL,
    "cacat fisik dan mental": Disability.MULTIPLE, "cacat lainnya": Disability.OTHER,
}  # fmt: skip
_AT_SCHOOL = (
    "sedang tk/kelompok bermain", "sedang sd", "sedang sd/sederajat", "sedang sltp", "sedang sltp/sederajat",
    "sedang slta", "sedang slta/sederajat", "sedang d-1", "sedang d-2", "sedang d-3", "sedang s-1", "sedang s-2",
    "sedang s-3", "sedang slb a", "sedang slb b", "sedang slb c", "sedang d-1/sederajat", "sedang d-2/sederajat",
    "sedang d-3/sederajat", "sedang s-1/sederajat", "sedang s-2/sederajat", "sedang s-3/sederajat",
    "sedang slb a/sederajat", "sedang slb b/sederajat", "sedang slb c/sederajat",
)  # fmt: skip
UNKNOWN_SCHOOLING = ""
# 18, “not at school now”, says neither finished nor dropped.
SCHOOLING_LABELS = {
    "1": Schooling.NOT_YET, "belum masuk tk/kelompok bermain": Schooling.NOT_YET, "3": Schooling.NEVER,
    "5": Schooling.DROPPED, "tidak tamat sd": Schooling.DROPPED, "tidak tamat sd/sederajat": Schooling.DROPPED,
    "17": Schooling.NEVER, "tidak dapat membaca dan menulis huruf latin/arab": Schooling.NEVER,
    "18": UNKNOWN_SCHOOLING, "tidak sedang sekolah": UNKNOWN_SCHOOLING,
    **dict.fromkeys(("2", "4", *map(str, range(6, 17))), Schooling.ATTENDING),
    **dict.fromkeys(_AT_SCHOOL, Schooling.ATTENDING),
}  # fmt: skip
ALIVE, DEAD, AWAY = "alive", "dead", "away"
STANDINGS = [(ALIVE, "Hidup"), (DEAD, "Mati"), (AWAY, "Pindah")]
STANDING_LABELS = {
    "1": ALIVE, "2": DEAD, "meninggal": DEAD, "3": AWAY, "pindah dalam negeri": AWAY, "pindah luar negeri": AWAY,
    "4": AWAY, "hilang": AWAY, "6": AWAY, "pergi": AWAY, "9": AWAY, "tidak valid": AWAY, "tetap": ALIVE, "ada": ALIVE,
    "aktif": ALIVE,
}  # fmt: skip

# The numbers 1 to 89 of pekerjaan_id.
OCCUPATIONS = (
    "Belum/Tidak Bekerja", "Mengurus Rumah Tangga", "Pelajar/Mahasiswa", "Pensiunan", "Pegawai Negeri Sipil (PNS)",
    "Tentara Nasional Indonesia (TNI)", "Kepolisian RI (Polri)", "Perdagangan", "Petani/Pekebun", "Peternak",
    "Nelayan/Perikanan", "Industri", "Konstruksi", "Transportasi", "Karyawan Swasta", "Karyawan BUMN",
    "Karyawan BUMD", "Karyawan Honorer", "Buruh Harian Lepas", "Buruh Tani/Perkebunan", "Buruh Nelayan/Perikanan",
    "Buruh Peternakan", "Pembantu Rumah Tangga", "Tukang Cukur", "Tukang Listrik", "Tukang Batu", "Tukang Kayu",
    "Tukang Sol Sepatu", "Tukang Las/Pandai Besi", "Tukang Jahit", "Tukang Gigi", "Penata Rias", "Penata Busana",
    "Penata Rambut", "Mekanik", "Seniman", "Tabib", "Paraji", "Perancang Busana", "Penterjemah", "Imam Masjid",
    "Pendeta", "Pastor", "Wartawan", "Ustadz/Mubaligh", "Juru Masak", "Promotor Acara", "Anggota DPR-RI",
    "Anggota DPD", "Anggota BPK", "Presiden", "Wakil Presiden", "Anggota Mahkamah Konstitusi",
    "Anggota Kabinet Kementerian", "Duta Besar", "Gubernur", "Wakil Gubernur", "Bupati", "Wakil Bupati", "Walikota",
    "Wakil Walikota", "Anggota DPRD Provinsi", "Anggota DPRD Kabupaten/Kota", "Dosen", "Guru", "Pilot", "Pengacara",
    "Notaris", "Arsitek", "Akuntan", "Konsultan", "Dokter", "Bidan", "Perawat", "Apoteker", "Psikiater/Psikolog",
    "Penyiar Televisi", "Penyiar Radio", "Pelaut", "Peneliti", "Sopir", "Pialang", "Paranormal", "Pedagang",
    "Perangkat Desa", "Kepala Desa", "Biarawati", "Wiraswasta", "Lainnya",
)  # fmt: skip
