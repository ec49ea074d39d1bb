"""A list of people who get an account: the columns, and the kind of import."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.capabilities import Capability
from accounts.enums import Role
from accounts.models import User
from exchange.handlers import ImportKind, register_kind
from exchange.resources.sheets import Column, SheetResource
from exchange.resources.widgets import CodeWidget, PhoneWidget, TextWidget
from exchange.services import accounts

SEGMENTS = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}  # digits of a code → how they are grouped
ROLE_WORDS = {
    "sekretaris": Role.SECRETARY,
    "koordinator": Role.COORDINATOR,
    "bendahara": Role.TREASURER,
    "pendamping": Role.MENTOR,
    "keluarga pionir": Role.MENTOR,
    "kades": Role.VILLAGE_HEAD,
    "kepala desa": Role.VILLAGE_HEAD,
    "lurah": Role.VILLAGE_HEAD,
    "dinas": Role.DINAS,
    "dinas sosial": Role.DINAS,
    "provinsi": Role.DINAS_PROVINCE,
    "kementerian": Role.MINISTRY,
    "penyedia": Role.PROVIDER,
    "admin": Role.ADMIN,
}


class PersonWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        name = super().clean(value)
        if name and not any(letter.isalpha() for letter in name):
            raise ValueError("Nama ini belum berisi huruf. Tulis nama lengkapnya.")
        return name


class UsernameWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        name = User.normalize_username(super().clean(value))
        try:
            if name:
                User.username_validator(name)
        except ValidationError as error:
            raise ValueError("Pakai huruf, angka, dan titik saja, tanpa spasi. Contoh marlinda.tefnai.") from error
        return name


class EmailWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        address = super().clean(value)
        try:
            if address:
                validate_email(address)
        except ValidationError as error:
            raise ValueError("Alamat surel ini tidak lengkap. Contoh: nama@contoh.go.id.") from error
        return address


class RegionCodeWidget(TextWidget):
    """A Kemendagri code with or without its dots → with them."""

    def clean(self, value, row=None, **kwargs):
        digits = re.sub(r"[.\s-]", "", super().clean(value))
        if not digits:
            return ""
        if not digits.isdecimal() or len(digits) not in SEGMENTS:
            raise ValueError("Kode wilayah terdiri dari 2, 4, 6, atau 10 angka. Contoh 53.01.05.2011.")
        ends = [sum(SEGMENTS[len(digits)][: n + 1]) for n in range(len(SEGMENTS[len(digits)]))]
        return ".".join(digits[start:end] for start, end in zip([0, *ends], ends, strict=False))


class AccountSheet(SheetResource):
    columns = (
        Column(
            "name", "Nama lengkap", PersonWidget(120), required=True, aliases=("nama", "nama petugas", "nama pegawai"),
            examples=("Marlinda Contoh", "Yohanes Contoh", "Ratna Contoh"),
        ),
        Column(
            "username", "Nama pengguna", UsernameWidget(60), aliases=("username", "user", "akun", "user name"),
            hint="Untuk masuk: huruf kecil, angka, titik. Bila kosong, dibuat dari nama dan desanya.",
            examples=("marlinda.contoh", "", ""),
        ),
        Column(
            "role", "Peran", CodeWidget(Role.choices, ROLE_WORDS), required=True,
            aliases=("jabatan", "tugas", "role"), choices=Role.labels,
            hint="Hanya peran yang boleh Anda berikan.", examples=("Sekretaris FCU", "Koordinator FCU", "TKSK"),
        ),
        Column(
            "code", "Kode wilayah", RegionCodeWidget(20),
            aliases=("kode", "kode desa", "kode kemendagri", "kode wilayah kemendagri", "kode desa/kelurahan"),
            hint="Kode Kemendagri dengan atau tanpa titik, atau isi Desa dan Kecamatan.",
            examples=("53.01.05.2011", "", "53.01.05"),
        ),
        Column(
            "village", "Desa", TextWidget(100), aliases=("desa/kelurahan", "kelurahan", "nama desa"),
            hint="Bila kode wilayahnya kosong.", examples=("", "Tablolong", ""),
        ),
        Column(
            "district", "Kecamatan", TextWidget(100), aliases=("distrik", "kapanewon", "nama kecamatan"),
            hint="Bila kode wilayahnya kosong.", examples=("", "Kupang Barat", ""),
        ),
        Column(
            "email", "Surel", EmailWidget(254), aliases=("email", "e-mail", "alamat surel"),
            hint="Untuk pemberitahuan dan bila kata sandi terlupa.", examples=("marlinda@contoh.id", "", ""),
        ),
        Column(
            "phone", "Telepon", PhoneWidget(), aliases=("no hp", "nomor hp", "hp", "no. telepon", "nomor telepon"),
            examples=("081234567890", "", ""),
        ),
    )  # fmt: skip


ACCOUNTS = ImportKind(
    name="pengguna",
    title="pengguna",
    intro="Akun untuk banyak orang sekaligus: satu baris satu orang dengan peran dan wilayahnya.",
    rows_are="orang",
    capability=Capability.MANAGE_ACCOUNTS,
    level=None,
    sheet=AccountSheet,
    check=accounts.check,
    write=accounts.write,
    undo=accounts.undo,
    prepare=accounts.prepare,
    back_url="accounts:users",
    notes=(
        "Setiap akun baru mendapat kata sandi awal pada slip yang Anda cetak dan bagikan. Kata sandi itu harus "
        "diganti saat masuk pertama.",
        "Satu berkas paling banyak 2.000 orang.",
    ),
)


def register():
    register_kind(ACCOUNTS)
