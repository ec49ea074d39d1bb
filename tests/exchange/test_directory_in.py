"""Institutions and services come into the directory: of a regency for the Dinas, of a village for its FCU."""

from io import BytesIO

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from exchange.enums import BatchState, Decision, Verdict
from exchange.services import ask_to_undo, decide, send_file, undo_batch
from institutions.enums import InstitutionKind, LegalStatus, PsksCategory, Sector
from institutions.models import Institution, ServiceOffer
from institutions.services import change_institution, change_offer
from tests.exchange.counting import statements_of
from tests.factories.accounts import make_user
from tests.factories.institutions import InstitutionFactory, MembershipFactory, ServiceOfferFactory
from tests.factories.regions import make_region, make_village
from tests.factories.sheets import Steps, imported, verdicts, written, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]

HEADS = ["Lembaga", "Jenis", "Wilayah Layanan", "Alamat", "Telepon", "Layanan", "Bidang", "Untuk masalah", "Biaya"]


@pytest.fixture
def village():
    return make_village()


@pytest.fixture
def regency(village):
    return village.parent.parent


@pytest.fixture
def dinas(village):
    return make_user(Role.DINAS, village)


@pytest.fixture
def secretary(village):
    return make_user(Role.SECRETARY, village)


def sent(region, actor, *rows, kind="layanan", heads=HEADS):
    return imported(kind, region, xlsx([heads, *rows]), actor)


def health(name="Pemeriksaan ibu hamil", place="Kec. Kupang Barat", **changes):
    row = {
        "Lembaga": "Puskesmas Batakte", "Jenis": "Puskesmas", "Wilayah Layanan": place, "Alamat": "Jalan Pantai",
        "Telepon": "081234567890", "Layanan": name, "Bidang": "Kesehatan", "Untuk masalah": "", "Biaya": "Gratis",
    }  # fmt: skip
    return [(row | changes)[head] for head in HEADS]


def undone(batch, actor):
    ask_to_undo(batch, actor=actor)
    undo_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def told(batch, number=2):
    return " ".join(sentence for _, sentence in batch.rows.get(number=number).errors)


def test_an_institution_comes_in_with_its_services(village, regency, dinas):
    rows = [health(), health("Imunisasi", **{"Untuk masalah": "Anak balita terlantar, PPKS-08"})]
    rows.append(["Dinas Koperasi", "OPD", "Kabupaten Kupang", "", "", "", "", "", ""])

    batch = sent(regency, dinas, *rows)

    assert set(verdicts(batch).values()) == {Verdict.NEW}, list(batch.rows.values_list("errors", flat=True))
    written(batch, dinas)
    assert batch.state == BatchState.DONE
    centre = Institution.objects.get(name="Puskesmas Batakte")
    assert (centre.kind, centre.region, centre.address) == (InstitutionKind.HEALTH, village.parent, "Jalan Pantai")
    assert (str(centre.phone), centre.confirmed_by) == ("+6281234567890", dinas)
    one, two = centre.offers.order_by("pk")
    assert (one.name, one.sector, one.cost) == ("Pemeriksaan ibu hamil", Sector.HEALTH, "Gratis")
    assert not one.problems.exists()
    assert sorted(two.problems.values_list("pk", flat=True)) == ["PPKS-01", "PPKS-08"]
    office = Institution.objects.get(name="Dinas Koperasi")
    assert (office.region, office.kind, office.offers.count()) == (regency, InstitutionKind.GOVERNMENT, 0)
    assert LogEntry.objects.get_for_object(one).get(action=LogEntry.Action.CREATE).actor == dinas
    assert set(verdicts(sent(regency, dinas, *rows)).values()) == {Verdict.SAME}


def exported(client, name):
    response = client.get(reverse(f"institutions:{name}"))
    return SimpleUploadedFile("ekspor.xlsx", BytesIO(b"".join(response.streaming_content)).getvalue())


@pytest.mark.parametrize("name", ["export", "export_offers"])
@pytest.mark.parametrize("role", [Role.DINAS, Role.SECRETARY])
def test_an_export_comes_back_without_a_change(village, client, name, role):
    full = {
        "psks": PsksCategory.PIONEER, "latitude": "-10.312300", "longitude": "123.567800", "email": "a@contoh.id",
        "contact_person": "Ibu Lakapu", "phone": "+6281234567890", "address": "RT 004, Dusun II",
        "legal_status": LegalStatus.REGISTERED, "legal_number": "460/12", "roles_and_tasks": "Menimbang\nbalita",
        "problems_met": "Gizi", "joint_roles": "Bersama PKK",
    }  # fmt: skip
    for region in (village, village.parent, village.parent.parent):
        institution = InstitutionFactory(region=region, name="Posyandu Melati", **full)
        ServiceOfferFactory(
            institution=institution, problems=["PPKS-01", "PPKS-08"], conditions="Umur 17–45 tahun", papers="KK, KTP",
            cost="Rp5.000", schedule="Selasa", capacity=20, contact="Ibu Sari", phone="+6281234567891",
        )  # fmt: skip
        ServiceOfferFactory(institution=institution)
    user = make_user(role, village)
    client.force_login(user)
    file = exported(client, name)

    kind, region = ("layanan", village.parent.parent) if role == Role.DINAS else ("layanan-desa", village)
    batch = imported(kind, region, file, user)

    found = {(row.verdict, str(row.errors), str(row.changes)) for row in batch.rows.all()}
    assert found == {(Verdict.SAME, "[]", "[]")}
    assert batch.total >= 3


def test_what_changed_is_told_field_by_field(village, regency, dinas):
    centre = InstitutionFactory(
        region=village.parent, name="PUSKESMAS BATAKTE", kind=InstitutionKind.HEALTH, address="Jalan Lama"
    )
    offer = ServiceOfferFactory(
        institution=centre, name="Imunisasi", sector=Sector.HEALTH, cost="Gratis", problems=["PPKS-08"]
    )

    batch = sent(regency, dinas, health("imunisasi", **{"Biaya": "Rp5.000", "Untuk masalah": "semua keluarga"}))

    row = batch.rows.get()
    assert row.verdict == Verdict.CHANGED
    assert row.changes[:3] == [
        ["alamat", "Jalan Lama", "Jalan Pantai"],
        ["telepon", "kosong", "0812-3456-7890"],
        ["biaya", "Gratis", "Rp5.000"],
    ]
    assert row.changes[3][0] == "untuk masalah"
    assert row.changes[3][2] == "semua keluarga"

    written(batch, dinas)
    centre.refresh_from_db()
    offer.refresh_from_db()
    assert (centre.address, str(centre.phone), offer.cost) == ("Jalan Pantai", "+6281234567890", "Rp5.000")
    assert not offer.problems.exists()

    undone(batch, dinas)
    centre.refresh_from_db()
    offer.refresh_from_db()
    assert batch.left_behind == []
    assert (centre.address, str(centre.phone), offer.cost) == ("Jalan Lama", "", "Gratis")
    assert offer.problems.get().pk == "PPKS-08"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"Lembaga": ""}, "Nama lembaga belum diisi."),
        ({"Jenis": ""}, "Jenis lembaga belum diisi."),
        ({"Jenis": "Entah"}, "“Entah” tidak dikenal"),
        ({"Wilayah Layanan": ""}, "Wilayah layanan belum diisi."),
        ({"Wilayah Layanan": "Kecamatan Sulamu"}, "“Kecamatan Sulamu” tidak ada di wilayah ini."),
        ({"Wilayah Layanan": "Oelnasi"}, "Ada 2 wilayah bernama “Oelnasi”."),
        ({"Wilayah Layanan": "Desa Tablolong"}, "dijaga FCU desa itu"),
        ({"Wilayah Layanan": "Provinsi Nusa Tenggara Timur"}, "tidak bisa ditulis dari impor ini"),
        ({"Bidang": ""}, "Bidang belum diisi."),
        ({"Layanan": ""}, "Nama layanan belum diisi"),
        ({"Untuk masalah": "Anak balita terlantar, Anak nakal"}, "“Anak nakal” bukan kategori PPKS."),
    ],
)
def test_a_wrong_row_says_what_to_do(village, regency, dinas, changes, sentence):
    make_region("53.01.05.2012", "Oelnasi")
    make_region("53.01.06.2012", "Oelnasi")

    batch = sent(regency, dinas, health(**changes))

    assert verdicts(batch) == {2: Verdict.WRONG}
    assert sentence in told(batch)


def test_a_code_settles_what_a_name_does_not(village, regency, dinas):
    heads = [*HEADS[:2], "Kode wilayah", *HEADS[3:]]

    batch = sent(regency, dinas, health(place="530105"), health("Imunisasi", place="53.01.99"), heads=heads)

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.WRONG}
    assert "Kode 53.01.99 tidak ada" in told(batch, 3)


def test_rows_that_contradict_each_other_are_wrong(regency, dinas):
    rows = [health(), health("Imunisasi", Alamat="Jalan Lain"), health(Biaya="Rp5.000"), health()]

    batch = sent(regency, dinas, *rows)

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.WRONG, 4: Verdict.WRONG, 5: Verdict.LEFT}
    assert "baris 2 berkata lain" in told(batch, 3)
    assert "juga tertulis pada baris 2" in told(batch, 4)


def test_what_works_no_more_is_not_written(village, regency, dinas):
    InstitutionFactory(region=village.parent, name="Puskesmas Batakte", active=False)
    working = InstitutionFactory(region=village.parent, name="LK3 Sejahtera")
    ServiceOfferFactory(institution=working, name="Konseling", active=False)

    batch = sent(
        regency, dinas, health(), health("Konseling", Lembaga="LK3 Sejahtera", Jenis="", Telepon="", Alamat="")
    )

    assert "sudah tidak aktif" in told(batch, 2)
    assert "sudah dihentikan" in told(batch, 3)


def test_a_number_without_registration_is_wrong(regency, dinas):
    heads = ["Lembaga", "Jenis", "Wilayah layanan", "Status hukum", "Nomor badan hukum"]

    batch = sent(regency, dinas, ["LKS Kasih", "LKS", "Kabupaten Kupang", "Belum terdaftar", "12"], heads=heads)

    assert "tidak punya nomor" in told(batch)


def test_what_is_likely_there_already_is_asked_about(village, regency, dinas):
    centre = InstitutionFactory(region=village.parent, name="Puskesmas Bataktee", kind=InstitutionKind.HEALTH)
    InstitutionFactory(region=village.parent, name="Posyandu Melati")
    ServiceOfferFactory(institution=centre, name="Pemeriksaan ibu hamill")
    rows = [health(), health("Imunisasi"), health(Lembaga="Puskesmas Bataktee", Alamat="", Telepon="")]
    rows.append(health(Lembaga="Posyandu Melati II", Jenis="Posyandu"))

    batch = sent(regency, dinas, *rows)

    assert verdicts(batch) == {2: Verdict.DOUBTFUL, 3: Verdict.DOUBTFUL, 4: Verdict.DOUBTFUL, 5: Verdict.NEW}
    assert "Mirip Puskesmas Bataktee di Kecamatan Kupang Barat." in batch.rows.get(number=3).doubt
    assert "Mirip layanan Pemeriksaan ibu hamill" in batch.rows.get(number=4).doubt
    decide(batch, decision=Decision.TAKE, actor=dinas, rows=[batch.rows.get(number=2).pk])
    written(batch, dinas)
    assert Institution.objects.get(name="Puskesmas Batakte").offers.count() == 2
    assert centre.offers.count() == 1


def test_a_change_made_meanwhile_makes_a_new_preview(village, regency, dinas):
    centre = InstitutionFactory(region=village.parent, name="Puskesmas Batakte", kind=InstitutionKind.HEALTH)
    batch = sent(regency, dinas, health())
    change_institution(centre, actor=dinas, address="Jalan Baru")

    written(batch, dinas)

    assert batch.state == BatchState.READING
    assert not centre.offers.exists()


def test_undoing_leaves_what_somebody_works_with(village, secretary):
    rows = [health(place="", Lembaga=name) for name in ("Posyandu Melati", "PKK Dusun", "Arisan Ibu", "LPM")]
    batch = written(sent(village, secretary, *rows, kind="layanan-desa"), secretary)
    assert Institution.objects.filter(region=village).count() == 4
    change_offer(ServiceOffer.objects.get(institution__name="Posyandu Melati"), actor=secretary, cost="Rp1.000")
    change_institution(Institution.objects.get(name="PKK Dusun"), actor=secretary, address="Balai desa")
    MembershipFactory(kind="representative", institution=Institution.objects.get(name="Arisan Ibu"))

    undone(batch, secretary)

    assert {(name, why) for name, why, _ in batch.left_behind} == {
        ("Pemeriksaan ibu hamil", "Sudah diubah orang sesudah impor."),
        ("Posyandu Melati", "Sudah dipakai di catatan lain."),
        ("PKK Dusun", "Sudah diubah orang sesudah impor."),
        ("Arisan Ibu", "Sudah dipakai di catatan lain."),
    }
    left = Institution.objects.filter(region=village).values_list("name", flat=True)
    assert set(left) == {"Posyandu Melati", "PKK Dusun", "Arisan Ibu"}
    assert ServiceOffer.objects.filter(institution__region=village).count() == 1


def test_a_field_that_somebody_changed_since_stays(village, regency, dinas):
    centre = InstitutionFactory(region=village.parent, name="Puskesmas Batakte", kind=InstitutionKind.HEALTH)
    batch = written(sent(regency, dinas, health()), dinas)
    change_institution(Institution.objects.get(pk=centre.pk), actor=dinas, address="Jalan Baru")

    undone(batch, dinas)

    centre.refresh_from_db()
    assert (centre.address, str(centre.phone)) == ("Jalan Baru", "")
    assert batch.left_behind == [["Puskesmas Batakte", "Sudah diubah orang sesudah impor.", centre.get_absolute_url()]]


def test_a_village_writes_its_own_alone(village, secretary):
    InstitutionFactory(region=village.parent, name="Puskesmas Batakte", kind=InstitutionKind.HEALTH)
    rows = [health(place=""), health("Timbang", place="", Lembaga="Posyandu Melati", Jenis="Posyandu")]

    batch = sent(village, secretary, *rows, kind="layanan-desa")

    assert verdicts(batch) == {2: Verdict.WRONG, 3: Verdict.NEW}
    assert "dijaga Dinas Sosial" in told(batch)


def test_only_who_keeps_the_place_imports(village, regency, dinas, secretary, client):
    other = make_user(Role.DINAS, make_village("73.09.13.2001"))
    neighbour = make_user(Role.SECRETARY, make_village("53.01.05.2010"))
    for kind, region, user in (
        ("layanan", regency, other),
        ("layanan", regency, secretary),
        ("layanan-desa", village, neighbour),
        ("layanan-desa", village, dinas),
    ):
        with pytest.raises(PermissionDenied):
            send_file(kind, region=region, upload=xlsx([HEADS, health()]), actor=user)
    batch = sent(regency, dinas, health())
    client.force_login(other)
    assert client.get(batch.get_absolute_url()).status_code == 404
    client.force_login(dinas)
    assert client.get(batch.get_absolute_url()).status_code == 200


def test_the_list_of_institutions_leads_there(village, dinas, secretary, client):
    def links(user):
        client.force_login(user)
        page = client.get(reverse("institutions:list")).content.decode()
        return [kind for kind in ("layanan", "layanan-desa") if reverse("exchange:send", args=[kind]) in page]

    assert links(dinas) == ["layanan"]
    assert links(secretary) == ["layanan-desa"]
    assert links(make_user(Role.TKSK, village)) == []


def test_a_longer_list_asks_the_database_no_more(village, regency, dinas):
    for name in ("Puskesmas Batakte", "LK3 Sejahtera"):
        ServiceOfferFactory(
            institution=InstitutionFactory(region=village.parent, name=name), name="Imunisasi", problems=["PPKS-08"]
        )
    rows = [health("Imunisasi"), health("Imunisasi", Lembaga="LK3 Sejahtera"), health(Lembaga="Panti Kasih")]
    one, three = sent(regency, dinas, rows[0]), sent(regency, dinas, *rows)

    assert len(statements_of(one)) == len(statements_of(three)) <= 7
