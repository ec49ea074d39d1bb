"""The list of families as a sheet."""

from django.urls import reverse

from accounts.enums import AccessKind, Role
from accounts.models import AccessLog
from tests.factories.transfers import make_transfer
from tests.families.listing import make_named, sheet_of


def test_the_sheet_holds_the_filtered_list_masked_and_without_formulas(as_role, village, other_village):
    [family] = make_named(
        village, "Obaja Tefnai", status="plasma", decile=2, completeness=65, address='=HYPERLINK("http://x","y")'
    )
    make_named(village, "Lain", status="pioneer")
    make_named(other_village, "Rahasia", status="plasma")
    client = as_role(Role.SECRETARY)
    response = client.get(reverse("families:export"), {"status": "plasma"})
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    heads, *rows = sheet_of(response)
    assert [cell.value for cell in rows[0]][:2] == [family.file_number, "Obaja Tefnai"]
    assert len(rows) == 1
    assert all(cell.data_type != "f" for cell in rows[0])
    values = " ".join(str(cell.value) for cell in rows[0])
    assert family.family_card_number not in values
    assert f"berakhir {family.family_card_number[-4:]}" in values
    row = dict(zip((cell.value for cell in heads), (cell.value for cell in rows[0]), strict=True))
    assert (row["Desil DTSEN"], row["Kelengkapan (%)"]) == (2, 65)
    log = AccessLog.objects.get(kind=AccessKind.EXPORT)
    assert (log.actor, log.reason) == (client.user, "Daftar keluarga: 1 baris, Excel")


def test_the_sheet_of_similar_names_holds_what_the_list_shows(as_role, village):
    make_named(village, "Yohanes Soekarno", "Markus Tefa")
    _, *rows = sheet_of(as_role(Role.SECRETARY).get(reverse("families:export"), {"q": "johanis sukarno"}))
    assert [row[1].value for row in rows] == ["Yohanes Soekarno"]


def test_the_trace_of_a_sheet_holds_the_address_that_our_proxy_saw(as_role, village, settings):
    settings.FCU_PROXY_COUNT = 1
    for name in ("families:export", "institutions:export"):
        as_role(Role.SECRETARY).get(reverse(name), headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.7"})
    assert set(AccessLog.objects.values_list("address", flat=True)) == {"203.0.113.7"}


def test_the_file_of_transfers_names_a_family_only_to_who_may_know_it(as_role):
    transfer = make_transfer()
    for village, named in ((transfer.from_village, True), (transfer.to_village, False)):
        sheet = sheet_of(as_role(Role.SECRETARY, village).get(reverse("families:export_transfers")))
        heads, said = ([cell.value for cell in row] for row in sheet)
        row = dict(zip(heads, said, strict=True))
        assert (transfer.family.head_name in row["Keluarga"]) is named
        assert (row["Desa asal"], row["Kecamatan asal"]) == ("Desa Tablolong", "Kecamatan Kupang Barat")
        assert row["Desa"] == row["Desa tujuan"] == transfer.to_village.full_name
