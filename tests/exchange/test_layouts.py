"""The shapes in which village offices have their data: each is taken as it is."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from exchange.enums import BatchState, Verdict
from exchange.models import ColumnMap
from exchange.resources import key_of
from exchange.services import match_columns, read_batch
from families.enums import Education, MaritalStatus, Relation, Schooling, Sex
from families.models import Decile, Family, FamilyMember
from tests.exchange.rows import household
from tests.factories.families import make_card_number, make_national_id
from tests.factories.sheets import PEOPLE, Steps, imported, text_file, verdicts, written, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]

OPENSID = [
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi", "lat", "lng",
]  # fmt: skip
SIAK = [
    "Nomor KK", "NIK", "Nama Penduduk", "Status", "Tempat Lahir", "Tanggal Lahir", "Kelamin", "NIK Ayah", "Ayah",
    "NIK Ibu", "Ibu", "Status Kawin", "SHDK", "Agama", "Kecamatan", "Desa/Kel", "Alamat", "RW", "RT", "Pendidikan",
    "Pekerjaan", "Deskripsi Pekerjaan", "Gol. Darah", "Cacat", "Cetak KTP", "Ganti KTP", "KTP Berakhir",
    "Nomor Paspor", "Nomor Akta Lahir", "Nomor Akta Kawin", "Tanggal Kwn", "Nomor Akta Cerai", "Tgl Cerai",
    "Petugas Registrasi", "Tgl Ubah", "Petugas Entri", "Tgl Entri",
]  # fmt: skip
BORN = date(1988, 4, 17)


def told(columns, **values):
    return [values.get(name, "") for name in columns]


def test_an_opensid_export_with_codes(people_in, secretary):
    card, number = make_card_number(), make_national_id(Sex.MALE, BORN)
    cells = told(
        OPENSID, alamat="Jl. Dermaga", dusun="DUSUN_II", rw="2", rt="4", nama="YOHANES TEFA", no_kk=card, nik=number,
        sex=1, tempatlahir="KUPANG", tanggallahir="1988-04-17", agama_id=2, pendidikan_kk_id=5,
        pendidikan_sedang_id=18, pekerjaan_id=11, status_kawin=2, kk_level=1, warganegara_id=1, golongan_darah_id=13,
        cacat_id=7, ktp_el=2,
        status_rekam="WNI", status_dasar=1, lat="-10.3123", lng="123.5678",
    )  # fmt: skip
    help_rows = [["", "###"], ["", "isi kode di lembar Kode Data"]]

    batch = people_in(cells, *help_rows, columns=OPENSID)

    assert verdicts(batch) == {2: Verdict.NEW}
    assert {"warganegara_id", "hamil", "tag_id_card"} <= set(batch.found["unknown"])
    written(batch, secretary)
    person, family = FamilyMember.objects.get(), Family.objects.get()
    assert (person.sex, person.relation, person.marital_status) == (Sex.MALE, Relation.HEAD, MaritalStatus.MARRIED)
    assert (person.occupation, person.education, person.schooling) == (
        "Nelayan/Perikanan",
        Education.UPPER_SECONDARY,
        "",
    )
    assert (person.disability, family.hamlet, family.rt, family.rw) == (None, "Dusun II", "004", "002")
    assert (f"{family.latitude}", f"{family.longitude}") == ("-10.312300", "123.567800")


def test_an_opensid_export_with_labels(people_in, secretary):
    cells = told(
        OPENSID, nama="ANA", no_kk=make_card_number(), nik="0", sex="Perempuan", tanggallahir="05-02-2012",
        pendidikan_kk_id="TIDAK / BELUM SEKOLAH", pendidikan_sedang_id="SEDANG SD/SEDERAJAT",
        pekerjaan_id="PELAJAR/MAHASISWA", status_kawin="BELUM KAWIN", kk_level="KEPALA KELUARGA",
        cacat_id="CACAT NETRA/BUTA",
        status_dasar="HIDUP", dusun="MANGSIT", rw="-",
    )  # fmt: skip

    written(people_in(cells, columns=OPENSID), secretary)

    person = FamilyMember.objects.get()
    assert (person.schooling, person.disability, person.education) == (Schooling.ATTENDING, 2, Education.NONE)
    assert (person.occupation, person.marital_status) == ("Pelajar/Mahasiswa", MaritalStatus.SINGLE)


def test_a_sheet_of_codes_is_not_taken_for_data(village, secretary):
    book, file = Workbook(), BytesIO()
    book.active.title = "Kode Data"
    book.active.append(["nama", "nik", "no_kk", "sex"])
    book.active.append(["SEX", "1", "LAKI-LAKI", "2"])
    data = book.create_sheet("Data Penduduk")
    for cells in (PEOPLE, *household()):
        data.append(cells)
    book.save(file)

    batch = imported("keluarga", village, SimpleUploadedFile("x.xlsm", file.getvalue()), secretary)

    assert (batch.found["sheet"], batch.total) == ("Data Penduduk", 3)


def test_a_siak_export(people_in, secretary):
    number = make_national_id(Sex.FEMALE, BORN)
    spoilt = f"{number[:2]}.{number[2:6]}.{number[6:]}"
    cells = told(SIAK, **{
        "Nomor KK": make_card_number(), "NIK": spoilt, "Nama Penduduk": "MARIA TEFA", "Kelamin": "PEREMPUAN",
        "Tanggal Lahir": "17/04/1988", "SHDK": "KEPALA KELUARGA", "Status Kawin": "KAWIN TERCATAT",
        "Desa/Kel": "TABLOLONG",
        "Pendidikan": "TAMAT SD/SEDERAJAT", "Pekerjaan": "WIRASWASTA", "RT": "RT 004", "Status": "TETAP",
    })  # fmt: skip

    written(people_in(cells, columns=SIAK), secretary)

    person = FamilyMember.objects.get()
    assert (person.national_id, person.name, person.marital_status) == (number, "Maria Tefa", MaritalStatus.MARRIED)
    assert (person.education, person.family.rt) == (Education.PRIMARY, "004")


def test_the_book_of_residents_grouped_by_card(village, secretary):
    one, other = make_card_number(), make_card_number()
    numbers = [make_national_id(Sex.MALE, BORN), make_national_id(Sex.FEMALE, BORN), make_national_id(Sex.MALE, BORN)]
    rows = [
        ["BUKU INDUK PENDUDUK"], ["DESA TABLOLONG"], [],
        ["No", "Nama", "NIK", "Tempat Lahir", "Tgl", "JK", "SHDK", "Agama", "Pendidikan", "Pekerjaan", "Ibu", "Ayah"],
        [f"No. KK : {one}   Alamat : Jl. Dermaga RT : 004 RW : 002"],
        [1, "YOHANES TEFA", f"{numbers[0]}\xa0", "KUPANG", "17-04-1988", "Lk", "KEP. KELUARGA", "KRISTEN",
         "SLTA/SEDERAJAT", "NELAYAN/PERIKANAN"],
        [2, "MARIA TEFA", numbers[1], "KUPANG", "17-04-1988", "Pr", "ISTRI", "KRISTEN", "", ""],
        [f"No. KK : {other}", "", "Alamat : Belakang gereja"],
        [1, "KAREL FOEH", numbers[2], "KUPANG", "17-04-1988", "Lk", "KEPALA KELUARGA", "", "", ""],
    ]  # fmt: skip

    batch = imported("keluarga", village, xlsx(rows), secretary)

    assert verdicts(batch) == {6: Verdict.NEW, 7: Verdict.NEW, 9: Verdict.NEW}
    written(batch, secretary)
    assert list(Family.objects.order_by("pk").values_list("family_card_number", "address", "rt")) == [
        (one, "Jl. Dermaga", "004"), (other, "Belakang gereja", "")
    ]  # fmt: skip


def test_columns_in_any_order_with_a_head_above_and_numbers_below(village, secretary):
    order = [6, 2, 0, 1, 4, 3]
    rows = [["DAFTAR KELUARGA TAHUN 2026"], ["Desa Tablolong"], [PEOPLE[n] for n in order], [1, 2, 3, 4, 5, 6]]
    rows += [[cells[n] for n in order] for cells in household()]

    batch = imported("keluarga", village, text_file(rows), secretary)

    assert set(verdicts(batch).items()) == {(5, "new"), (6, "new"), (7, "new")}
    assert batch.found["told"] == ["2 baris di atas judul kolom dilewati."]


def test_unknown_headers_are_asked_about_once_and_remembered(people_in, village, secretary):
    columns = ["Kartu", "No Identitas", "Siapa", "Kedudukan", "Gender", "Lahir di", "Lahir tgl", "Jl", "a", "b"]
    batch = people_in(*household(), columns=columns)
    assert batch.state == BatchState.MAPPING

    names = [
        "family_card_number",
        "national_id",
        "name",
        "relation",
        "sex",
        "birth_place",
        "birth_date",
        "address",
        "rt",
        "rw",
    ]
    match_columns(batch, {key_of(title): name for title, name in zip(columns, names, strict=True)}, actor=secretary)
    read_batch(batch.pk, Steps())
    batch.refresh_from_db()

    assert set(verdicts(batch).values()) == {Verdict.NEW}
    assert set(verdicts(people_in(*household(), columns=columns)).values()) == {Verdict.NEW}
    assert ColumnMap.objects.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([PEOPLE, PEOPLE[:5], *household()], "Judul kolom ada pada dua baris (1 dan 2)"),
        ([PEOPLE], "belum ada isinya"),
        ([["x"], ["y"]], "Tidak ada judul kolom"),
    ],
)
def test_a_table_that_cannot_be_understood_says_why(village, secretary, rows, sentence):
    batch = imported("keluarga", village, xlsx(rows), secretary)

    assert batch.state == BatchState.UNREADABLE
    assert sentence in batch.failure
    assert not batch.rows.exists()


def test_merged_cells_are_named_by_their_rows(village, secretary):
    book, file = Workbook(), BytesIO()
    for cells in (PEOPLE, *household()):
        book.active.append(cells)
    book.active.merge_cells("A2:A4")
    book.save(file)

    batch = imported("keluarga", village, SimpleUploadedFile("x.xlsx", file.getvalue()), secretary)

    assert "Ada sel yang digabung pada baris 2–4" in batch.failure


def test_deciles_go_to_the_families_of_their_people(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)
    people = [[rows[0][1], "Yohanes", 2], [rows[1][1], "Maria", 2], ["5301051704990009", "Siapa", 3]]

    batch = people_in(*people, columns=["NIK", "Nama", "Desil Nasional"], kind="desil")

    assert verdicts(batch) == {2: Verdict.CHANGED, 3: Verdict.SAME, 4: Verdict.WRONG}
    written(batch, secretary, skips_wrong=True)
    assert (Decile.objects.get().value, Family.objects.get().decile) == (2, 2)
    again = people_in(*people[:2], columns=["NIK", "Nama", "Desil Nasional"], kind="desil")
    assert set(verdicts(again).values()) == {Verdict.SAME}


def test_two_deciles_for_one_family_are_wrong(people_in, secretary):
    rows = household()
    written(people_in(*rows), secretary)

    batch = people_in([rows[0][1], "a", 2], [rows[1][1], "b", 5], columns=["NIK", "Nama", "Desil"], kind="desil")

    assert verdicts(batch) == {2: Verdict.CHANGED, 3: Verdict.WRONG}
