"""The columns of a list of people by family, whoever made it: our own template and export, OpenSID, SIAK, BIP."""

import re

from core.identity import SOFT_SIGNS, parse_family_card, parse_national_id
from exchange.resources import (
    CodeWidget,
    Column,
    DayWidget,
    NumberWidget,
    PhoneWidget,
    SheetResource,
    TextWidget,
    is_nothing,
    key_of,
    plain,
)
from families.enums import MASKED_NAME, Education, MaritalStatus, MarriageStanding, Relation, Religion, Schooling, Sex
from families.resources import codes
from families.resources.grouped import flattened

EXACT = 2**53  # above it a number in a cell is rounded
MASKED = ("••••", "berakhir ", "belum ada", "tidak ada")
ROMAN = re.compile(r"[IVXLC]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
OWN_NUMBER = re.compile(r"S[NK]-\d\d\.\d\d\.\d\d\.\d{4}-\d{4,}")
YES_NO = [(True, "Ya"), (False, "Tidak")]
YES_LABELS = {"y": True, "1": True, "v": True, "x": True, "t": False, "0": False}
ROUNDED = "{name} ini tersimpan sebagai angka, jadi angka terakhirnya hilang. Jadikan kolomnya Teks, lalu ketik lagi."


class IdentityWidget(TextWidget):
    """16 digits; our own temporary number as it is; "" for what stands for none: 0, -, 9999…, or a masked number."""

    def __init__(self, name, parse):
        super().__init__(40)
        self.name, self.parse = name, parse

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, int | float):
            self._refuse_rounded(value)
        text = plain(value)
        if OWN_NUMBER.fullmatch(text):
            return text
        number = SOFT_SIGNS.sub("", text)
        if is_nothing(text) or text.lower().startswith(MASKED) or stands_for_none(number):
            return ""
        return self.parse(text)

    def _refuse_rounded(self, value):
        if isinstance(value, float) or value >= EXACT or (value >= 10**15 and value % 10 == 0):
            raise ValueError(ROUNDED.format(name=self.name))


def stands_for_none(number):
    """What offices write where a number is missing: nothing, zeros, one digit sixteen times, OpenSID's own number."""
    return not number.strip("0") or (number.isdecimal() and (number[0] == "0" or len(set(number)) == 1))


class WordsWidget(TextWidget):
    """Names and places: capitals throughout become ordinary writing, so that they can be read."""

    def clean(self, value, row=None, **kwargs):
        return spelt(super().clean(value))


class NameWidget(WordsWidget):
    def clean(self, value, row=None, **kwargs):
        name = super().clean(value)
        if name == MASKED_NAME:
            return ""
        if any(letter.isdigit() for letter in name):
            raise ValueError("Nama hanya boleh berisi huruf. Hapus angkanya.")
        if name and not any(letter.isalpha() for letter in name):
            raise ValueError("Nama ini belum berisi huruf. Tulis seperti pada Kartu Keluarga.")
        return name


def spelt(text):
    """“MA'RUF II” → “Ma'ruf II”; what has small letters already stays."""
    if not text.isupper():
        return text
    return WORD.sub(lambda word: word[0] if ROMAN.fullmatch(word[0]) else word[0].capitalize(), text)


class OccupationWidget(WordsWidget):
    """Free text, or the number or label of the national list."""

    LABELS = {key_of(label): label for label in codes.OCCUPATIONS}

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if text.isdecimal():
            if not 1 <= int(text) <= len(codes.OCCUPATIONS):
                raise ValueError(f"Kode pekerjaan {text} tidak ada. Tulis kode 1 sampai 89, atau nama pekerjaannya.")
            return codes.OCCUPATIONS[int(text) - 1]
        return self.LABELS.get(key_of(text), text)


class NeighbourhoodWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        text = re.sub(r"^r[tw]\.?\s*", "", plain(value).lower()).strip("- ")
        if is_nothing(text) or not text.strip("0"):
            return ""
        if not re.fullmatch(r"[0-9]{1,3}", text):
            raise ValueError("RT dan RW paling banyak 3 angka, contoh 004.")
        return text.zfill(3)


class HamletWidget(WordsWidget):
    def clean(self, value, row=None, **kwargs):
        return spelt(super().clean(value).replace("_", " ").strip())


class DegreeWidget(TextWidget):
    """Latitude or longitude as text with a point; what is no place in Indonesia is refused."""

    def __init__(self, least, most):
        super().__init__(24)
        self.least, self.most = least, most

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).replace(",", ".")
        if not text or not text.strip("0."):
            return ""
        try:
            degrees = round(float(text), 6)
        except ValueError as error:
            raise ValueError("Tulis koordinat dengan titik, contoh -10.3123.") from error
        if not self.least <= degrees <= self.most:
            raise ValueError("Titik ini di luar Indonesia. Periksa lintang dan bujurnya.")
        return f"{degrees:.6f}"


def _codes(choices, labels):
    return {"widget": CodeWidget(choices, labels), "choices": [label for _, label in choices]}


def _yes(name, title, **more):
    return Column(name, title, CodeWidget(YES_NO, YES_LABELS, by_number=False), choices=["Ya", "Tidak"], **more)


COLUMNS = (
    Column(
        "file_number", "Nomor berkas", TextWidget(30),
        hint="Hanya bila keluarga sudah tercatat di sini dan belum punya No. KK.",
    ),
    Column(
        "family_card_number", "No. KK", IdentityWidget("No. KK", parse_family_card),
        aliases=("nomor kk", "nkk", "no kartu keluarga", "nomor kartu keluarga", "kk", "no. kk (16 digit)"),
        hint="16 angka sebagai teks. Kosongkan bila belum ada KK.",
        examples=("5301050101200001", "5301050101200001", ""),
    ),
    Column(
        "national_id", "NIK", IdentityWidget("NIK", parse_national_id),
        aliases=("nomor induk kependudukan", "no nik", "no ktp", "nomor nik", "nik anggota", "nik kpm"),
        hint="16 angka sebagai teks. Kosongkan bila belum ada NIK.",
        examples=("5301051704880001", "5301056212900002", ""),
    ),
    Column(
        "name", "Nama lengkap", NameWidget(120), required=True,
        aliases=("nama", "nama penduduk", "nama anggota", "nama anggota keluarga", "nama art", "nama lgkp"),
        hint="Seperti di Kartu Keluarga, tanpa gelar.", examples=("Yohanes Contoh", "Maria Contoh", "Petrus Contoh"),
    ),
    Column(
        "relation", "Hubungan dengan kepala keluarga", **_codes(Relation.choices, codes.RELATION_LABELS),
        aliases=("kk_level", "shdk", "hubungan", "hubungan keluarga", "hub. keluarga", "status hubungan",
                 "status hubungan dalam keluarga", "hubungan dalam keluarga", "hdkrt"),
        hint="Satu keluarga punya tepat satu kepala keluarga.",
        examples=("Kepala keluarga", "Istri", "Kepala keluarga"),
    ),
    Column(
        "sex", "Jenis kelamin", **_codes(Sex.choices, codes.SEX_LABELS),
        aliases=("sex", "jk", "kelamin", "l/p", "jk (lk/pr)", "jenis kelamin (l/p)", "jns klmin"),
        examples=("Laki-laki", "Perempuan", "Laki-laki"),
    ),
    Column(
        "birth_place", "Tempat lahir", WordsWidget(60), aliases=("tempatlahir", "tmp lahir", "tmpt lhr", "tempat"),
        examples=("Kupang", "Kupang", "Tablolong"),
    ),
    Column(
        "birth_date", "Tanggal lahir", DayWidget(), aliases=("tanggallahir", "tgl lahir", "tgl", "tgl lhr", "lahir"),
        hint="Hari-bulan-tahun, contoh 17-04-1988.", examples=("17-04-1988", "22-12-1990", "01-02-1960"),
    ),
    Column(
        "marital_status", "Status kawin", **_codes(MaritalStatus.choices, codes.MARITAL_LABELS),
        aliases=("status perkawinan", "status pernikahan", "stat kwn", "perkawinan"), examples=("Kawin", "Kawin", ""),
    ),
    Column(
        "marriage", "Keabsahan perkawinan", **_codes(MarriageStanding.choices, {}),
        examples=("Sah menurut agama dan negara", "Sah menurut agama dan negara", ""),
    ),
    Column(
        "religion", "Agama", **_codes(Religion.choices, codes.RELIGION_LABELS),
        aliases=("agama_id", "agama atau kepercayaan"), examples=("Kristen", "Kristen", ""),
    ),
    Column(
        "education", "Pendidikan", **_codes(Education.choices, codes.EDUCATION_LABELS),
        aliases=("pendidikan_kk_id", "pendidikan terakhir", "pendidikan dalam kk", "pddk akh"),
        examples=("SLTA/sederajat", "Tamat SD/sederajat", ""),
    ),
    Column(
        "schooling", "Sekolah", **_codes(Schooling.choices, codes.SCHOOLING_LABELS),
        aliases=("pendidikan_sedang_id", "pendidikan sedang", "status sekolah", "pendidikan sedang ditempuh"),
    ),
    Column(
        "occupation", "Pekerjaan", OccupationWidget(80), aliases=("pekerjaan_id", "jenis pekerjaan", "jenis pkrjn"),
        examples=("Nelayan/Perikanan", "Mengurus Rumah Tangga", ""),
    ),
    Column(
        "disability", "Disabilitas", **_codes(codes.DISABILITIES, codes.DISABILITY_LABELS),
        aliases=("cacat_id", "cacat", "ragam disabilitas", "penyandang cacat"),
    ),
    _yes("has_chronic_illness", "Sakit menahun"),
    _yes("lives_elsewhere", "Tidak tinggal di rumah"),
    Column(
        "address", "Alamat", TextWidget(200), aliases=("alamat lengkap", "jalan", "alamat rumah"),
        hint="Cukup pada baris kepala keluarga.", examples=("Dekat dermaga", "", "Belakang gereja"),
    ),
    Column("hamlet", "Dusun", HamletWidget(60), aliases=("lingkungan", "nama dusun"), examples=("Dusun II", "", "")),
    Column("rt", "RT", NeighbourhoodWidget(9), aliases=("no rt",), examples=("004", "", "001")),
    Column("rw", "RW", NeighbourhoodWidget(9), aliases=("no rw",), examples=("002", "", "001")),
    Column(
        "phone", "Telepon", PhoneWidget(), aliases=("no hp", "nomor hp", "no. telepon", "telp", "hp", "nomor telepon"),
        examples=("081234567890", "", ""),
    ),
    Column("latitude", "Lintang", DegreeWidget(-11.5, 6.5), aliases=("lat", "latitude")),
    Column("longitude", "Bujur", DegreeWidget(94.5, 141.5), aliases=("lng", "lon", "longitude")),
    Column(
        "standing", "Status dasar", CodeWidget(codes.STANDINGS, codes.STANDING_LABELS),
        aliases=("status penduduk", "status hidup"), choices=("Hidup", "Mati", "Pindah"),
        hint="Yang mati atau pindah tidak dimasukkan; catat keluar dari halaman keluarganya.",
    ),
    Column(
        "village_name", "Desa", TextWidget(100),
        aliases=("desa/kel", "desa/kelurahan", "kelurahan", "nama desa", "desa atau kelurahan", "kelurahan/desa"),
        hint="Boleh kosong. Bila diisi, harus desa impor ini.",
    ),
)  # fmt: skip


class PeopleSheet(SheetResource):
    columns = COLUMNS

    @classmethod
    def tables(cls, sheets):
        """A register that is grouped by family card is made flat first."""
        return [flattened(sheet, cls._known_in) for sheet in super().tables(sheets)]


class DecileSheet(SheetResource):
    """The list of deciles that the ministry gives: by NIK, or by No. KK where it has none."""

    columns = (
        PeopleSheet.column("national_id"),
        PeopleSheet.column("family_card_number"),
        PeopleSheet.column("name"),
        Column(
            "decile", "Desil", NumberWidget(1, 10), required=True,
            aliases=("desil nasional", "desil dtsen", "peringkat desil", "desil kesejahteraan", "desil keluarga"),
            examples=("2", "5", "1"),
        ),
        Column(
            "stated_on", "Tanggal desil", DayWidget(), aliases=("tanggal", "tgl desil", "per tanggal", "periode"),
            hint="Kosong berarti hari impor.",
        ),
    )  # fmt: skip
