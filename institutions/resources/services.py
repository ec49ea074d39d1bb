"""The columns of a list of institutions and their services, as the two lists here export them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from exchange.resources import CodeWidget, Column, NumberWidget, PhoneWidget, SheetResource, TextWidget, plain
from institutions.enums import InstitutionKind, LegalStatus, PsksCategory, Sector
from institutions.forms.coordinates import CoordinatesField

MOST_PEOPLE = 100_000
KIND_LABELS = {
    **dict.fromkeys(("puskesmas", "rumah sakit", "pustu", "klinik", "polindes", "poskesdes"), InstitutionKind.HEALTH),
    **dict.fromkeys(("dinas", "kantor", "pemerintah", "instansi pemerintah", "opd"), InstitutionKind.GOVERNMENT),
    **dict.fromkeys(("bank", "koperasi"), InstitutionKind.BANK),
    **dict.fromkeys(("lks", "orsos", "panti", "yayasan"), InstitutionKind.LKS),
    **dict.fromkeys(("psm", "ipsm"), InstitutionKind.PSM),
    **dict.fromkeys(("lpp", "lpk"), InstitutionKind.TRAINING),
    **dict.fromkeys(("perusahaan", "swasta", "umkm"), InstitutionKind.BUSINESS),
    "gereja": InstitutionKind.RELIGIOUS,
    "masjid": InstitutionKind.RELIGIOUS,
}
LEGAL_LABELS = {
    "berbadan hukum": LegalStatus.LEGAL_BODY,
    "terdaftar": LegalStatus.REGISTERED,
    "tidak berbadan hukum": LegalStatus.REGISTERED,
}


class ServiceNameWidget(TextWidget):
    """A number in its place is how many services the exported list of institutions counts."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        return "" if text.isdecimal() else text


class EmailWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        try:
            if text:
                validate_email(text)
        except ValidationError as error:
            raise ValueError("Alamat surel ini tidak lengkap. Contoh: puskesmas@contoh.go.id") from error
        return text


class PlaceWidget(TextWidget):
    """A point as “-10.3123, 123.5678”."""

    def clean(self, value, row=None, **kwargs):
        try:
            point = CoordinatesField(required=False).clean(super().clean(value))
        except ValidationError as error:
            raise ValueError(error.messages[0]) from error
        return str(point) if point else ""


class RegionCodeWidget(TextWidget):
    """53.01.05 and 530105 alike; Excel makes a number of 53.01."""

    def clean(self, value, row=None, **kwargs):
        digits = "".join(filter(str.isdecimal, plain(value)))
        if not digits:
            return ""
        if len(digits) not in (2, 4, 6, 10):
            raise ValueError("Kode wilayah terdiri dari 2, 4, 6, atau 10 angka, contoh 53.01.05.")
        return ".".join(filter(None, (digits[:2], digits[2:4], digits[4:6], digits[6:])))


def _codes(choices, labels):
    return {"widget": CodeWidget(choices.choices, labels), "choices": choices.labels}


class ServicesSheet(SheetResource):
    columns = (
        Column(
            "institution", "Lembaga", TextWidget(150), required=True,
            aliases=("nama lembaga", "lembaga layanan", "penyedia", "penyedia layanan", "instansi"),
            hint="Diulang pada setiap layanannya.", examples=("Puskesmas Contoh", "Puskesmas Contoh", "PKK Contoh"),
        ),
        Column(
            "kind", "Jenis", **_codes(InstitutionKind, KIND_LABELS), aliases=("jenis lembaga", "kategori lembaga"),
            hint="Harus diisi untuk lembaga baru.",
            examples=("Fasilitas kesehatan", "Fasilitas kesehatan", "PKK"),
        ),
        Column("psks", "Kategori PSKS", **_codes(PsksCategory, {}), aliases=("psks",), hint="Kosong: ikut jenisnya."),
        Column(
            "place", "Wilayah layanan", TextWidget(120),
            aliases=("wilayah", "wilayah kerja", "kecamatan", "desa", "melayani"),
            hint="Desa, kecamatan, atau kabupaten yang dilayani, contoh Kecamatan Kupang Barat.",
            examples=("Kecamatan Kupang Barat", "Kecamatan Kupang Barat", ""),
        ),
        Column(
            "region", "Kode wilayah", RegionCodeWidget(20), aliases=("kode", "kode kemendagri", "kode desa"),
            hint="Mengganti nama wilayah, contoh 53.01.05.", examples=("53.01.05", "53.01.05", ""),
        ),
        Column("address", "Alamat", TextWidget(200), aliases=("alamat lembaga",), examples=("Jalan Pantai", "", "")),
        Column("coordinates", "Koordinat", PlaceWidget(60), aliases=("titik", "lokasi", "lintang, bujur")),
        Column("contact_person", "Narahubung", TextWidget(120), aliases=("kontak", "contact person", "cp")),
        Column(
            "phone", "Telepon", PhoneWidget(), aliases=("no telepon", "nomor telepon", "no hp", "telp", "hp"),
            examples=("081234567890", "", ""),
        ),
        Column("email", "Surel", EmailWidget(254), aliases=("email", "e-mail", "alamat surel")),
        Column("legal_status", "Status hukum", **_codes(LegalStatus, LEGAL_LABELS), aliases=("badan hukum",)),
        Column("legal_number", "Nomor badan hukum", TextWidget(80), aliases=("nomor akta", "nomor tanda daftar")),
        Column("roles_and_tasks", "Peran dan tugas", TextWidget(1000), aliases=("peran", "tugas")),
        Column("problems_met", "Masalah yang ditangani", TextWidget(1000)),
        Column("joint_roles", "Peran yang bisa digabungkan", TextWidget(1000)),
        Column(
            "name", "Layanan", ServiceNameWidget(150), aliases=("nama layanan", "jenis layanan", "pelayanan"),
            hint="Kosong: hanya lembaganya.", examples=("Penimbangan balita", "Pemeriksaan ibu hamil", ""),
        ),
        Column(
            "sector", "Bidang", **_codes(Sector, {}), aliases=("bidang layanan", "sektor"),
            hint="Harus diisi untuk layanan baru.", examples=("Kesehatan", "Kesehatan", ""),
        ),
        Column(
            "problems", "Untuk masalah", TextWidget(3000), aliases=("sasaran", "ppks", "masalah"),
            hint="Kategori PPKS, dipisahkan koma; “semua keluarga” bila untuk semua.",
            examples=("semua keluarga", "", ""),
        ),
        Column("conditions", "Syarat", TextWidget(300), aliases=("persyaratan", "syarat layanan")),
        Column("papers", "Berkas yang diperlukan", TextWidget(300), aliases=("berkas", "dokumen", "kelengkapan")),
        Column("cost", "Biaya", TextWidget(100), aliases=("tarif",), examples=("Gratis", "Gratis", "")),
        Column(
            "schedule", "Hari dan jam", TextWidget(100), aliases=("jadwal", "jam layanan", "hari layanan"),
            examples=("Selasa, 08.00–12.00", "", ""),
        ),
        Column("capacity", "Daya tampung sebulan", NumberWidget(1, MOST_PEOPLE), aliases=("daya tampung", "kuota")),
        Column("contact", "Kontak rujukan", TextWidget(120), aliases=("petugas rujukan",)),
        Column("contact_phone", "Telepon kontak", PhoneWidget(), aliases=("telepon rujukan", "hp kontak")),
    )  # fmt: skip
