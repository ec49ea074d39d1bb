"""The imports that were sent, as a file: how many rows became what, and nothing of what stands in them."""

from django.urls import reverse

from accounts.enums import Role
from tests.exchange.rows import household
from tests.factories.exports import file_rows
from tests.factories.sheets import PEOPLE, imported, written, xlsx

EXPORT = reverse("exchange:export")


def test_the_file_counts_rows_and_names_nobody(village, other_village, as_role):
    client, stranger = as_role(Role.SECRETARY), as_role(Role.SECRETARY, other_village)
    sheet = [PEOPLE, *household()]
    written(imported("keluarga", village, xlsx(sheet), client.user), client.user)
    imported("keluarga", other_village, xlsx(sheet), stranger.user)
    [row] = file_rows(client, EXPORT)
    assert (row["Berkas"], row["Jenis"], row["Keadaan"]) == ("data.xlsx", "keluarga dan anggota", "Sudah masuk")
    assert (row["Desa"], row["Kecamatan"]) == ("Desa Tablolong", "Kecamatan Kupang Barat")
    assert (row["Baris Baru"], row["Pengirim"]) == (str(len(household())), client.user.name)
    assert household()[0][2] not in str(row)
    assert EXPORT in client.get(reverse("exchange:list")).content.decode()


def test_who_imports_nothing_gets_no_file(as_role, village):
    assert as_role(Role.DISTRICT_HEAD).get(EXPORT).status_code == 403
