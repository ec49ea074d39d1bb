"""A list of members comes into the FCU of a village: what the preview says, what is written, what is taken back."""

from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from exchange.documents import wrong_rows
from exchange.enums import BatchState, Decision, Verdict
from exchange.services import ask_to_undo, decide, send_file, undo_batch
from families.enums import FamilyStatus
from institutions.enums import MemberKind
from institutions.models import Membership
from institutions.services import end_membership
from tests.exchange.counting import statements_of
from tests.factories.accounts import make_user
from tests.factories.families import FamilyFactory
from tests.factories.institutions import (
    AttendanceFactory,
    CareUnitFactory,
    InstitutionFactory,
    MeetingFactory,
    MembershipFactory,
)
from tests.factories.regions import make_village
from tests.factories.sheets import Steps, imported, verdicts, written, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.once_on_sqlite]

HEADS = ["No", "Nama", "Jenis Anggota", "Jabatan", "Lembaga", "No. Berkas", "Bergabung"]


@pytest.fixture
def unit():
    return CareUnitFactory()


@pytest.fixture
def secretary(unit):
    return make_user(Role.SECRETARY, unit.village)


def sent(unit, actor, *rows):
    return imported("anggota", unit.village, xlsx([HEADS, *([n, *row] for n, row in enumerate(rows, 1))]), actor)


def person(name="YOHANIS NALLE", position="Tokoh agama", joined="17-08-2024"):
    return [name, "Tokoh masyarakat", position, "", "", joined]


def undone(batch, actor):
    ask_to_undo(batch, actor=actor)
    undo_batch(batch.pk, Steps())
    batch.refresh_from_db()
    return batch


def told(batch, number=2):
    return " ".join(sentence for _, sentence in batch.rows.get(number=number).errors)


def test_each_kind_of_member_comes_in(unit, secretary):
    pkk = InstitutionFactory(name="PKK Desa Tablolong", region=unit.village)
    family = FamilyFactory(village=unit.village, status=FamilyStatus.PIONEER)
    rows = [
        ["Selfina Lakapu", "", "Ketua PKK", "pkk  desa tablolong", "", date(2024, 8, 17)],
        person(),
        ["", "pionir", "", "", family.file_number, ""],
    ]

    batch = sent(unit, secretary, *rows)

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.NEW, 4: Verdict.NEW}, list(batch.rows.values("errors"))
    assert not Membership.objects.exists()

    written(batch, secretary)

    assert batch.state == BatchState.DONE
    found = {each.name: each for each in Membership.objects.all()}
    assert found.keys() == {"Selfina Lakapu", "Yohanis Nalle", family.head_name}
    one, two, three = found["Selfina Lakapu"], found["Yohanis Nalle"], found[family.head_name]
    assert (one.kind, one.institution, one.position) == (MemberKind.REPRESENTATIVE, pkk, "Ketua PKK")
    assert one.joined_on == date(2024, 8, 17)
    assert (two.kind, two.position) == (MemberKind.INDIVIDUAL, "Tokoh agama")
    assert (three.kind, three.family, three.joined_on) == (MemberKind.PIONEER, family, timezone.localdate())
    assert LogEntry.objects.get_for_objects(Membership.objects.all()).filter(actor=secretary).count() == 3

    again = sent(unit, secretary, *rows)
    assert set(verdicts(again).values()) == {Verdict.SAME}


def test_only_the_position_of_a_known_member_changes(unit, secretary):
    member = MembershipFactory(care_unit=unit, name="Yohanis Nalle", position="Tokoh agama")

    batch = sent(unit, secretary, person(position="Ketua adat"))

    assert verdicts(batch) == {2: Verdict.CHANGED}
    row = batch.rows.get()
    assert row.changes == [["Jabatan", "Tokoh agama", "Ketua adat"]]
    assert "tanggal itu tidak diubah" in row.notes[0]

    written(batch, secretary)
    joined_on = member.joined_on
    member.refresh_from_db()
    assert (member.position, member.joined_on) == ("Ketua adat", joined_on)

    undone(batch, secretary)
    member.refresh_from_db()
    assert (member.position, batch.left_behind) == ("Tokoh agama", [])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Maria", "wakil", "", "Koperasi Laut", "", ""], "Lembaga “Koperasi Laut” belum ada di direktori"),
        (["Maria", "wakil", "", "", "", ""], "Lembaga belum diisi."),
        (["Maria", "pionir", "", "", "53.01.05.2011-000099", ""], "tidak ada di desa ini"),
        (["Maria", "pionir", "", "", "", ""], "Nomor berkas keluarga belum diisi."),
        (["", "tokoh", "Ketua adat", "", "", ""], "Nama belum diisi."),
        (["Maria", "ketua", "", "", "", ""], "“ketua” tidak dikenal"),
        (["Maria 2", "tokoh", "", "", "", ""], "Nama hanya boleh berisi huruf"),
    ],
)
def test_a_wrong_row_says_what_to_do(unit, secretary, row, sentence):
    InstitutionFactory(name="Koperasi Laut", region=make_village("73.09.13.2001"))

    batch = sent(unit, secretary, row)

    assert verdicts(batch) == {2: Verdict.WRONG}
    assert sentence in told(batch)


def test_who_joins_tomorrow_is_wrong(unit, secretary):
    tomorrow = timezone.localdate() + timedelta(days=1)

    batch = sent(unit, secretary, person(joined=tomorrow))

    assert "belum tiba" in told(batch)


def test_a_family_that_is_no_pioneer_is_wrong(unit, secretary):
    family = FamilyFactory(village=unit.village)

    batch = sent(unit, secretary, ["", "pionir", "", "", family.file_number, ""])

    assert "belum ditetapkan sebagai keluarga pionir" in told(batch)


def test_without_an_active_unit_every_row_is_wrong():
    village = make_village()
    secretary = make_user(Role.SECRETARY, village)

    batch = imported("anggota", village, xlsx([HEADS, [1, *person()]]), secretary)

    assert "belum punya FCU" in told(batch)


def test_only_the_wrong_rows_are_handed_back(unit, secretary):
    batch = sent(unit, secretary, person(), person(""))

    handed = [[cell.value for cell in row] for row in load_workbook(wrong_rows(batch)).active]

    assert [row[0] for row in handed] == ["No", 2]


def test_beyond_two_thousand_rows_nothing_goes_in(unit, secretary, monkeypatch):
    monkeypatch.setattr("institutions.services.importing.rows.MOST_ROWS", 1)

    batch = sent(unit, secretary, person(), person("Anton Lay"))

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.WRONG}
    assert "paling banyak 1 baris" in told(batch, 3)


def test_the_same_member_twice_in_the_file_goes_in_once(unit, secretary):
    batch = sent(unit, secretary, person(), person("Yohanis Nalle"))

    assert verdicts(batch) == {2: Verdict.NEW, 3: Verdict.LEFT}


def test_a_name_like_a_members_is_asked_about(unit, secretary):
    MembershipFactory(care_unit=unit, name="Johanis Nale", position="Tokoh adat")

    batch = sent(unit, secretary, person())

    assert verdicts(batch) == {2: Verdict.DOUBTFUL}
    assert "Mirip Johanis Nale" in batch.rows.get().doubt
    decide(batch, decision=Decision.TAKE, actor=secretary)
    written(batch, secretary)
    assert set(Membership.objects.values_list("name", flat=True)) == {"Johanis Nale", "Yohanis Nalle"}


def test_what_somebody_else_wrote_meanwhile_makes_a_new_preview(unit, secretary):
    batch = sent(unit, secretary, person())
    MembershipFactory(care_unit=unit, name="Yohanis Nalle")

    written(batch, secretary)

    assert batch.state == BatchState.READING
    assert Membership.objects.count() == 1


def test_an_import_is_taken_back(unit, secretary):
    batch = written(sent(unit, secretary, person(), person("Anton Lay")), secretary)

    undone(batch, secretary)

    assert (batch.state, batch.left_behind) == (BatchState.UNDONE, [])
    assert not Membership.objects.exists()


def test_who_left_or_was_at_a_meeting_since_stays(unit, secretary):
    batch = written(sent(unit, secretary, person(), person("Anton Lay"), person("Maria Tefa")), secretary)
    end_membership(
        Membership.objects.get(name="Anton Lay"), left_on=timezone.localdate(), reason="Pindah", actor=secretary
    )
    AttendanceFactory(meeting=MeetingFactory(care_unit=unit), membership=Membership.objects.get(name="Maria Tefa"))

    undone(batch, secretary)

    assert sorted(batch.left_behind) == [
        ["Anton Lay", "Sudah diubah orang sesudah impor.", unit.get_absolute_url()],
        ["Maria Tefa", "Sudah dipakai di catatan lain.", unit.get_absolute_url()],
    ]
    assert set(Membership.objects.values_list("name", flat=True)) == {"Anton Lay", "Maria Tefa"}


def test_only_the_own_village_imports(unit, secretary, client):
    stranger = make_user(Role.SECRETARY, make_village("73.09.13.2001"))
    with pytest.raises(PermissionDenied):
        send_file("anggota", region=unit.village, upload=xlsx([HEADS, [1, *person()]]), actor=stranger)
    batch = sent(unit, secretary, person())
    client.force_login(stranger)
    assert client.get(batch.get_absolute_url()).status_code == 404
    client.force_login(secretary)
    assert client.get(batch.get_absolute_url()).status_code == 200


def test_the_page_of_the_unit_leads_there(unit, secretary, client):
    link = reverse("exchange:send", args=["anggota"])
    client.force_login(secretary)
    assert link in client.get(unit.get_absolute_url()).content.decode()
    client.force_login(make_user(Role.TKSK, unit.village))
    assert link not in client.get(unit.get_absolute_url()).content.decode()


def test_a_longer_list_asks_the_database_no_more(unit, secretary):
    InstitutionFactory(name="PKK", region=unit.village)
    rows = [
        ["Selfina Lakapu", "", "Ketua", "PKK", "", ""],
        person(),
        ["", "", "", "", FamilyFactory(village=unit.village, status=FamilyStatus.PIONEER).file_number, ""],
    ]
    one, three = sent(unit, secretary, rows[2]), sent(unit, secretary, *rows)

    assert len(statements_of(one)) == len(statements_of(three)) <= 8
